"""Which workers of a cluster get work: those of one machine share its cores, whatever they were started for.

More readers than cores do the same work at a higher price: each has its own models, and they take turns.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker runs: on which cores (empty where the system does not say), and on how many of them."""

    allowed: frozenset[int]
    cores: int


def this_place() -> Place:
    """Where this process runs: cores that it is kept from, or gets no time of, are not counted."""
    from dask.system import cpu_count  # noqa: PLC0415 (an extra)

    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return Place(frozenset(allowed), cpu_count())


def shared_out(threads: Mapping[str, int], places: Mapping[str, Place]) -> dict[str, int]:
    """How many pieces each worker does at the same time, by its address; none where others use its cores.

    `threads` are those of each worker, in the order of which work is given; `places` says where they run. Who
    is not among the places has a machine for itself.
    """
    left: dict[tuple[str | None, frozenset[int]], int] = {}
    found: dict[str, int] = {}
    for address, number in threads.items():
        if address not in places:
            found[address] = number
            continue
        place = places[address]
        machine = (urlsplit(address).hostname, place.allowed)
        share = min(number, left.setdefault(machine, place.cores))
        if share:
            left[machine] -= share
            found[address] = share
    return found
