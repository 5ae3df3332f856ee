"""Keeping the cache small: each build notes what it used, and what the newest builds did not use goes."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from flows.store.cache import Cache, Pack
from flows.store.durable import write_bytes

KEPT_BUILDS: Final = 5
"""Newest builds whose packs stay without anybody asking, so that one that failed costs nothing twice."""

_BUILDS: Final = "builds.json"
_MANY: Final = 30
"""Packs of one kind from which on they are put together: each build that finds something makes one."""

_LARGE: Final = 16 * 2**20
"""Bytes of a pack, about, that no other is added to: in memory, packs are some ten times as large."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a cache holds of one kind: packs, results, those that the newest build used, bytes, and ages."""

    kind: str
    packs: int
    results: int
    used: int
    bytes: int
    oldest: datetime
    newest: datetime


def note_build(cache: Cache, keys: Collection[str]) -> None:
    """Note that a build used `keys`; packs that none of the newest builds used are deleted."""
    builds = [*_builds(cache), {"at": datetime.now(UTC).isoformat(), "keys": sorted(keys)}][-KEPT_BUILDS:]
    write_bytes(cache.folder / _BUILDS, json.dumps(builds).encode())
    used = frozenset[str]().union(*(build["keys"] for build in builds))
    cache.drop([pack for pack in cache.packs if not pack.keys & used])
    for packs in _by_kind(cache).values():
        small = [pack for pack in packs if pack.bytes < _LARGE // 2]
        if len(small) >= _MANY:
            for some in _together(small):
                cache.merge(some, used)


def prune(cache: Cache, builds: int = 1) -> int:
    """Delete what none of the newest `builds` used, to the last result; gives the bytes that became free."""
    before = size(cache)
    kept = _builds(cache)[-builds:] if builds else []
    used = frozenset[str]().union(*(build["keys"] for build in kept))
    cache.drop([pack for pack in cache.packs if not pack.keys & used])
    for packs in _by_kind(cache).values():
        if any(pack.keys - used for pack in packs):
            for some in _together(packs):
                cache.merge(some, used)
    return before - size(cache)


def _together(packs: Sequence[Pack]) -> Iterator[list[Pack]]:
    """The packs in groups that follow, each of which makes one that is not too large."""
    group: list[Pack] = []
    for pack in packs:
        if group and sum(one.bytes for one in (*group, pack)) > _LARGE:
            yield group
            group = []
        group.append(pack)
    if group:
        yield group


def size(cache: Cache) -> int:
    """What the packs take on the disk, in bytes."""
    return sum(pack.bytes for pack in cache.packs)


def kinds(cache: Cache) -> list[Kind]:
    """What the cache holds, kind by kind."""
    builds = _builds(cache)
    used = frozenset(builds[-1]["keys"]) if builds else frozenset[str]()
    return [_kind(kind, packs, used) for kind, packs in _by_kind(cache).items()]


def _kind(kind: str, packs: list[Pack], used: frozenset[str]) -> Kind:
    keys = frozenset[str]().union(*(pack.keys for pack in packs))
    made = [pack.made_at for pack in packs]
    return Kind(
        kind, len(packs), len(keys), len(keys & used), sum(p.bytes for p in packs), min(made), max(made)
    )


def _by_kind(cache: Cache) -> Mapping[str, list[Pack]]:
    ordered = sorted(cache.packs, key=lambda pack: pack.kind)
    return {kind: list(packs) for kind, packs in groupby(ordered, key=lambda pack: pack.kind)}


def _builds(cache: Cache) -> list[dict[str, Any]]:
    """When each of the newest builds ran and the keys that it used, oldest first."""
    path: Path = cache.folder / _BUILDS
    try:
        found: list[dict[str, Any]] = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return []
    return found
