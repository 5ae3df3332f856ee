"""Spoilt articles through the whole line, in small: `python -m benchmarks fuzz` spoils ten thousand.

The tagger is a stand-in that makes up wild numbers: the rest has to bear more than a model would give.
"""

import json
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import fuzz
from benchmarks.fuzz import Seen, examine, examine_manifest
from benchmarks.manifest_mutants import MOMENTS, manifest_mutant, manifest_mutants
from benchmarks.mutants import CHARSETS, WAYS, Mutant, articles, mutant, mutants
from flows.engine.executor import Lost, ThisProcess
from tests.limits import within
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


def test_whatever_charset_is_declared_nothing_is_raised_or_lost() -> None:
    """Each is declared in a page whose bytes it may misread; an article costs no more than its time."""
    made = [one for one in mutants(1500, seed=4) if "a declared charset" in one.ways]
    assert {name for name in CHARSETS for one in made if name.encode() in one.data} == set(CHARSETS)
    seen = Seen()
    with within(120):
        examine(made[:40], seen, WILD)
    assert (seen.faults, seen.read) == ([], 40)


@settings(max_examples=300, deadline=5000)
@given(st.integers(0, 2**32))
def test_whatever_a_manifest_says_it_is_refused_in_one_line_or_all_is_told(seed: int) -> None:
    seen = examine_manifest(manifest_mutant(Random(seed)))
    assert (seen.faults, seen.manifests) == ([], 1)


@pytest.mark.parametrize("moment", MOMENTS)
def test_no_moment_stops_the_reading(moment: str) -> None:
    made = json.loads(manifest_mutant(Unspoilt()))
    made["documents"][0] |= {"published_at": moment, "retrieved_at": moment}
    assert examine_manifest(json.dumps(made).encode()).faults == []


class Unspoilt(Random):
    """Draws the least of everything, and so spoils nothing."""

    def randint(self, a: int, b: int) -> int:
        return a

    def random(self) -> float:
        return 0.9


def test_manifests_are_spoilt_in_part_only() -> None:
    """Enough of them are read: else nothing would be seen of what comes after."""
    seen = Seen()
    for data in manifest_mutants(60, seed=5):
        seen.add(examine_manifest(data))
    assert seen.manifests == 60 and 6 < seen.refused < 54


def test_what_takes_too_long_is_a_fault_of_its_own_and_told_alone() -> None:
    class Slow(ThisProcess):
        """Loses whatever holds a word."""

        def run(self, work: Any, *given: Any, seconds: float | None = None) -> Any:
            if any(b"SLOW" in one.data for one in given[0]):
                raise Lost("too long", too_slow=True)
            return Seen(read=len(given[0]))

    seen = Seen()
    batch = [Mutant(data, "text/plain", ("cut",)) for data in (b"one", b"SLOW", b"two")]
    fuzz._watched(Slow(), batch, False, seen)
    assert (seen.read, seen.faults) == (3, ["too long; spoilt by cut: b'SLOW'"])


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
