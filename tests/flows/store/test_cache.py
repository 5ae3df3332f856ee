"""What is kept comes back as it was, under its key alone; what is spoilt counts as absent."""

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.store.cache import Cache
from tests.worlds import frames_of, unit
from transforms.results import StageCount, StageResult
from transforms.tables import NAMES, Tables

VALID = Tables().with_frames(
    {name: frame for name, frame in frames_of([unit(number) for number in range(4)]).items() if name in NAMES}
)
DOCUMENTS = sorted(VALID.documents["document_id"])
COUNTS = (StageCount("quotes", "documents", 3, 2, 1), StageCount("claims", "documents", 3, 3, 0))


def of(*documents: str) -> Tables:
    return VALID.of_documents(pl.Series(documents, dtype=pl.String))


def same(one: Tables, other: Tables) -> bool:
    return all(one.frame(name).equals(other.frame(name)) for name in NAMES)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that knows the first document under one key and the others under another."""
    made = Cache(tmp_path / "cache")
    made.add(
        "stories",
        {"a": StageResult(of(DOCUMENTS[0]), COUNTS[:1]), "b": StageResult(of(*DOCUMENTS[1:]), COUNTS)},
    )
    return made


def test_what_is_kept_comes_back_with_its_counts(cache: Cache) -> None:
    assert same(cache.load({"a"}).tables, of(DOCUMENTS[0])) and cache.load({"a"}).counts == COUNTS[:1]
    assert same(cache.load({"b"}).tables, of(*DOCUMENTS[1:])) and cache.load({"b"}).counts == COUNTS
    assert cache.load({"a", "b"}).counts[0] == StageCount("quotes", "documents", 6, 4, 2)
    assert same(cache.load(set()).tables, Tables())


def test_a_key_that_is_not_there_is_not_found(cache: Cache) -> None:
    assert cache.found({"a", "c"}) == {"a"}
    assert Cache(cache.folder / "nowhere").found({"a"}) == frozenset()


def test_a_result_without_rows_is_known_all_the_same(cache: Cache) -> None:
    cache.add("stories", {"none": StageResult(Tables(), COUNTS)})
    assert cache.found({"none"}) == {"none"} and cache.load({"none"}).counts == COUNTS


def test_a_result_is_cut_by_documents_each_counted_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    keys = {document: f"key of {document}" for document in DOCUMENTS[:-1]}
    cache.add_by_document("documents", StageResult(VALID, COUNTS), keys)
    found = cache.load({keys[DOCUMENTS[0]]})
    assert same(found.tables, of(DOCUMENTS[0]))
    assert found.counts == tuple(StageCount(count.stage, count.unit, 1, 1, 0) for count in COUNTS)
    assert cache.found({f"key of {DOCUMENTS[-1]}"}) == frozenset()


@given(st.sampled_from(["missing", "empty", "longer", "no contents", "torn contents"]))
def test_a_pack_that_is_not_as_it_was_written_counts_as_absent(how: str) -> None:
    import tempfile  # noqa: PLC0415 (one folder an example)

    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder))
        cache.add("stories", {"a": StageResult(VALID, COUNTS)})
        spoil(cache.packs[0].folder, how)
        assert Cache(Path(folder)).found({"a"}) == frozenset()
        assert same(Cache(Path(folder)).load({"a"}).tables, Tables())
        cache.add("stories", {"a": StageResult(VALID, COUNTS)})
        assert Cache(Path(folder)).found({"a"}) == {"a"}


def spoil(pack: Path, how: str) -> None:
    table, contents = pack / "quotes.parquet", pack / "contents.json"
    match how:
        case "missing":
            table.unlink()
        case "empty":
            table.write_bytes(b"")
        case "longer":
            table.write_bytes(table.read_bytes() + b" ")
        case "no contents":
            contents.unlink()
        case _:
            contents.write_bytes(contents.read_bytes()[:-20])
