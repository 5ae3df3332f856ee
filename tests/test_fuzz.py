"""Spoilt articles through the whole line, in small: `python -m benchmarks fuzz` spoils ten thousand.

The tagger is a stand-in that makes up wild numbers: the rest has to bear more than a model would give.
"""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import Seen, examine
from benchmarks.mutants import WAYS, Mutant, articles, mutant, mutants
from tests.resources import shipped
from tests.transforms.attribution.stand_in import StandIn
from tests.transforms.english import lemmatise
from transforms.attribution.model import ModelExtractor

ARTICLES = articles()
WILD = ModelExtractor(StandIn(), lemmatise)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(ARTICLES), st.integers(0, 2**32)), min_size=1, max_size=6))
def test_nothing_is_raised_lost_or_misplaced(drawn: list[tuple[str, int]]) -> None:
    seen = Seen()
    examine([mutant(text, Random(seed)) for text, seed in drawn], seen, WILD)
    assert (seen.faults, seen.read) == ([], len(drawn))


def test_nor_with_the_trained_tagger() -> None:
    seen = Seen()
    examine(list(mutants(20, seed=1)), seen, shipped().extractor)
    assert (seen.faults, seen.read) == ([], 20)
    assert seen.rows["quotes"] and seen.spans


def test_every_way_of_spoiling_is_used_and_a_seed_gives_the_same_again() -> None:
    made = list(mutants(300, seed=2))
    assert {way for one in made for way in one.ways} == set(WAYS)
    assert made == list(mutants(300, seed=2))
    assert made != list(mutants(300, seed=3))


class Wrong:
    """An extractor with a fault: it raises on some texts."""

    name = "wrong"

    def __call__(self, texts: object, exclude: object) -> list[object]:
        raise RuntimeError("this text cannot be read")


def test_a_fault_that_the_line_survives_is_seen() -> None:
    seen = Seen()
    examine([Mutant(ARTICLES[0].encode(), "text/plain", ())], seen, Wrong())  # type: ignore[arg-type]
    assert len(seen.faults) == 1 and "this text cannot be read" in seen.faults[0]


def test_a_fault_that_stops_the_line_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise ZeroDivisionError("stopped")

    monkeypatch.setattr("benchmarks.fuzz.assemble", stop)
    seen = Seen()
    examine([Mutant(b"one", "text/plain", ()), Mutant(b"two", "text/plain", ())], seen, WILD)
    assert [fault.split(":")[0] for fault in seen.faults] == ["ZeroDivisionError"] * 2
