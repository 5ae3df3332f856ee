"""The cache keeps what the newest builds used, and no more than that once somebody prunes it."""

from pathlib import Path

import pytest

from flows.store import upkeep
from flows.store.cache import Cache
from flows.store.upkeep import KEPT_BUILDS, kinds, note_build, prune, size
from tests.worlds import frames_of, unit
from transforms.results import StageResult
from transforms.tables import NAMES, Tables

RESULT = StageResult(
    Tables().with_frames(
        {
            name: frame
            for name, frame in frames_of([unit(number) for number in range(4)]).items()
            if name in NAMES
        }
    )
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    made = Cache(tmp_path)
    for name in "abcd":
        made.add("stories", {name: RESULT, f"{name}2": RESULT})
    return made


def test_packs_that_the_newest_builds_did_not_use_go_by_themselves(cache: Cache) -> None:
    note_build(cache, ["a", "b"])
    assert cache.found({"a", "b", "c"}) == {"a", "b"}
    for _ in range(KEPT_BUILDS - 1):
        note_build(cache, ["b"])
    assert cache.found({"a", "a2"}) == {"a", "a2"}
    note_build(cache, ["b"])
    assert cache.found({"a", "a2", "b", "b2"}) == {"b", "b2"}


def test_pruning_leaves_exactly_what_the_newest_build_used(cache: Cache) -> None:
    note_build(cache, ["a", "b", "c", "d"])
    note_build(cache, ["a", "b", "b2"])
    before = size(cache)
    freed = prune(cache)
    assert freed == before - size(cache) > 0
    every = {name + number for name in "abcd" for number in ("", "2")}
    assert cache.found(every) == {"a", "b", "b2"}
    found = cache.load({"b"}).tables
    assert all(found.frame(name).equals(RESULT.tables.frame(name)) for name in NAMES)
    assert prune(cache) == 0
    assert prune(cache, builds=0) > 0 and not cache.packs


def test_many_small_packs_become_one(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "_MANY", 4)
    used = {"a", "b", "c2", "d"}
    note_build(cache, used)
    assert len(cache.packs) == 1 and cache.found(used | {"c"}) == used


def test_what_is_put_together_does_not_become_too_large(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "_MANY", 4)
    monkeypatch.setattr(upkeep, "_LARGE", 2 * max(pack.bytes for pack in cache.packs) + 2)
    note_build(cache, {"a", "b", "c2", "d"})
    assert len(cache.packs) == 2 and cache.found({"a", "b", "c", "c2", "d"}) == {"a", "b", "c2", "d"}


def test_what_it_holds_is_told_kind_by_kind(cache: Cache) -> None:
    cache.add("documents", {"e": RESULT})
    assert [(one.kind, one.results, one.used) for one in kinds(cache)] == [
        ("documents", 1, 0),
        ("stories", 8, 0),
    ]
    note_build(cache, ["a", "c2", "e"])
    (documents, stories) = kinds(cache)
    assert (documents.packs, documents.used) == (1, 1)
    assert (stories.packs, stories.results, stories.used) == (2, 4, 2)
    assert stories.bytes > 0 and stories.oldest <= stories.newest


def test_an_empty_cache_has_nothing_to_tell_or_prune(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "none")
    assert kinds(cache) == [] and prune(cache) == 0
