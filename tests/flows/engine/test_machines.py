"""Workers of one machine share its cores: some get work, and the others stand by."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("distributed")

from flows.engine.machines import Place, shared_out, this_place

HOSTS = st.sampled_from(("10.0.0.1", "10.0.0.2", "[fd00::1]"))
ALLOWED = st.sampled_from((frozenset[int](), frozenset((0, 1)), frozenset((2, 3))))


@given(st.lists(st.tuples(HOSTS, ALLOWED, st.integers(1, 4)), max_size=12), st.integers(1, 6))
def test_a_machine_is_used_whole_and_no_core_twice(
    workers: list[tuple[str, frozenset[int], int]], cores: int
) -> None:
    addresses = [f"tcp://{host}:{port}" for port, (host, _, _) in enumerate(workers)]
    threads = {address: number for address, (_, _, number) in zip(addresses, workers, strict=True)}
    places = {
        address: Place(allowed, cores) for address, (_, allowed, _) in zip(addresses, workers, strict=True)
    }
    shares = shared_out(threads, places)
    assert all(0 < share <= threads[address] for address, share in shares.items())
    asked, given_ = Counter[tuple[str, frozenset[int]]](), Counter[tuple[str, frozenset[int]]]()
    for address, (host, allowed, number) in zip(addresses, workers, strict=True):
        asked[host, allowed] += number
        given_[host, allowed] += shares.get(address, 0)
    assert given_ == Counter({machine: min(number, cores) for machine, number in asked.items()})


def test_four_workers_on_two_cores_are_two() -> None:
    workers = {f"tcp://10.0.0.1:{port}": 1 for port in range(4)}
    places = dict.fromkeys(workers, Place(frozenset((0, 1)), 2))
    assert shared_out(workers, places) == {"tcp://10.0.0.1:0": 1, "tcp://10.0.0.1:1": 1}


def test_workers_that_are_kept_to_cores_of_their_own_do_not_share_them() -> None:
    """As jobs of a batch system are, two of them on one machine."""
    places = {"tcp://10.0.0.1:1": Place(frozenset((0,)), 1), "tcp://10.0.0.1:2": Place(frozenset((1,)), 1)}
    assert shared_out(dict.fromkeys(places, 1), places) == dict.fromkeys(places, 1)


def test_a_worker_of_which_nothing_is_known_is_asked_all_the_same() -> None:
    assert shared_out({"tcp://10.0.0.1:1": 3}, {}) == {"tcp://10.0.0.1:1": 3}


def test_this_place_has_a_core_at_least() -> None:
    assert this_place().cores >= 1
