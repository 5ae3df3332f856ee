"""Only what is new is found anew, and the tables are those of a build from scratch, whatever was known."""

import shutil
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from flows.engine import assembling, shards
from flows.engine.parts import Parts
from flows.engine.reuse import STORIES, Known, known_of
from flows.engine.settling import settle
from flows.engine.shards import compare, keep
from flows.settings import Settings
from flows.store import files as storage
from flows.store.cache import CACHE, Cache
from flows.store.upkeep import kinds
from tests.resources import Given, certain, shipped
from tests.transforms.line import STORY, MarksExtractor, manifest
from tests.transforms.words_encoder import WordsEncoder
from transforms import pipeline
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.pipeline import assemble, read, read_closely
from transforms.reading.raw_files import raw_files
from transforms.results import StageResult
from transforms.tables import Tables

FERRY = (
    "Ferry to Skarvik stops in March\n\n"
    '"Nobody will be left on the island," said mayor Anna Lind on Monday in the town hall of Skarvik.\n'
)
TEXTS = {
    "0": STORY,
    "1": STORY.replace("three years", "four years").replace("fishermen", "fishing families"),
    "2": FERRY,
    "3": FERRY.replace("Monday", "Friday"),
    "4": FERRY.replace("Skarvik", "Oldport").replace("Anna Lind", "Maja Berg"),
}


ALONE = {
    "5": 'Bakers prize\n\n"My rye loaf took nine weeks," said Ida Moss, who won the spoon in Fenwick.\n',
    "6": 'Comet seen\n\n"Its tail is green," said the astronomer Per Voll at the telescope above Skalli.\n',
}
"""Texts that report what no other does."""


class Counting(MarksExtractor):
    """Notes how many texts it reads, and raises on some."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        found = super().__call__(texts, exclude)
        self.read += texts
        return found


def given_(extractor: MarksExtractor) -> Given:
    return Given(
        analyser=shipped().analyser,
        extractor=extractor,
        resolver=shipped().resolver,
        scorer=certain,
        encoder=WordsEncoder(),
        gazetteer=shipped().gazetteer,
        linking_weights=shipped().linking_weights,
    )


def documents_of(texts: dict[str, str], resources: Given) -> StageResult:
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    return read(Tables(raw_files=raw_files(manifest("many", files), files)), resources)


def build(texts: dict[str, str], work: Path, *, fresh: bool = False) -> tuple[StageResult, int]:
    """What a build does, in this process: the tables, and how many texts were read closely."""
    extractor = Counting()
    resources = given_(extractor)
    documents = documents_of(texts, resources)
    known = known_of([documents.tables], {}, Settings(work=work, fresh=fresh))
    new = documents.tables.of_documents(pl.Series(known.new, dtype=pl.String))
    found = read_closely(new, resources)
    known.keep(found, known.new)
    return assembled([documents, found], work, known, resources), len(extractor.read)


def assembled(
    parts: Sequence[StageResult],
    work: Path,
    known: Known,
    resources: Given,
    size: int = 2,
) -> StageResult:
    """All tables, by way of shards of about `size` documents, settled by so many at a time."""
    folders = [storage.save(work / "parts" / str(number), part) for number, part in enumerate(parts)]
    where = work / "settled", work / "shards"
    cut = settle(Parts(folders, known), resources, where, Settings(chunk_size=size), size)
    made = [_compared(shard, work, known, resources) for shard, _ in cut.shards]
    assembling.assemble(work / "settled", made, cut, known, work / "tables")
    known.note(cut.keys)
    return storage.load(work / "tables")


def _compared(shard: Path, work: Path, known: Known, resources: Given) -> Path:
    target = work / "compared" / shard.name
    compare(shard, target, lambda group: pipeline.compare(group, resources))
    keep(target, known)
    return target


def same(one: StageResult, other: StageResult) -> bool:
    tables = all(frame.equals(other.tables.frame(name)) for name, frame in one.tables.frames().items())
    return tables and sorted(map(repr, one.counts)) == sorted(map(repr, other.counts))


@hypothesis_settings(max_examples=4)
@given(st.lists(st.sets(st.sampled_from(sorted(TEXTS)), min_size=1), min_size=2, max_size=3))
def test_after_whatever_builds_the_tables_are_those_from_scratch(builds: list[set[str]]) -> None:
    with TemporaryDirectory() as folder:
        seen: set[str] = set()
        for names in builds:
            made, n_read = build(_only(names), Path(folder))
            assert n_read == len(names - seen)
            # The first is one from scratch.
            assert not seen or same(made, _from_scratch(frozenset(names)))
            seen |= names


def _only(names: Collection[str]) -> dict[str, str]:
    return {name: TEXTS[name] for name in sorted(names)}


@cache
def _from_scratch(names: frozenset[str]) -> StageResult:
    with TemporaryDirectory() as folder:
        return build(_only(names), Path(folder))[0]


def test_in_shards_of_whatever_size_the_tables_are_those_of_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resources = given_(Counting())
    documents = documents_of(TEXTS | ALONE, resources)
    parts = [documents, read_closely(documents.tables, resources)]
    whole = assemble(parts, resources)
    for size, together in ((1, 50), (2, 50), (100, 50), (100, 1)):
        monkeypatch.setattr(shards, "TOGETHER", together)
        work = tmp_path / f"{size}-{together}"
        known = known_of([documents.tables], {}, Settings(work=work))
        made = assembled(parts, work, known, resources, size)
        assert made.tables.discrepancies.height and made.counts == whole.counts
        assert same(made, whole)
        folders = sorted((work / "shards").glob("[0-9]*"))
        assert (len(folders) == 1) == (size == 100)
        # A shard of more documents than are held together is compared in parts.
        assert (len(Cache(folders[0]).packs) > 1) == (together == 1)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A work folder in which everything is known, for others to copy."""
    folder = tmp_path_factory.mktemp("known")
    build(TEXTS, folder)
    assert build(TEXTS, folder)[1] == 0
    return folder


@pytest.fixture
def work(known: Path, tmp_path: Path) -> Path:
    """A work folder in which everything is known."""
    shutil.copytree(known, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_text_that_changes_is_read_anew_and_no_other(work: Path) -> None:
    corrected = TEXTS | {"2": FERRY.replace("Nobody", "No one at all")}
    made, n_read = build(corrected, work)
    assert n_read == 1
    assert '"No one at all will be left on the island,"' in set(made.tables.quotes["content"])


def to_read(known: Path, hashes: dict[str, str]) -> int:
    """How many texts a build has to read closely, where models and lists have these hashes."""
    documents = documents_of(TEXTS, given_(Counting()))
    return len(known_of([documents.tables], hashes, Settings(work=known)).new)


@pytest.mark.parametrize(
    "name", ["models/attribution/model.onnx", "lexica/claims.toml", "reference/entities.csv"]
)
def test_after_a_change_of_models_or_lists_everything_is_read_anew(name: str, known: Path) -> None:
    assert to_read(known, {}) == 0
    assert to_read(known, {name: "another"}) == len(TEXTS)


@pytest.mark.parametrize("part", ["_files", "_libraries", "_python"])
def test_after_a_change_of_code_lock_or_libraries_everything_is_read_anew(
    part: str, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"flows.store.fingerprint.{part}", lambda *_: ["another"])
    assert to_read(known, {}) == len(TEXTS)


def test_stories_that_nothing_new_touches_are_not_compared_anew(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    add = Cache.add

    def look(cache: Cache, kind: str, results: dict[str, StageResult]) -> None:
        if cache.folder.name == CACHE and kind == STORIES:
            seen.append(len(results))
        add(cache, kind, results)

    monkeypatch.setattr(Cache, "add", look)
    build(TEXTS, work)
    build(TEXTS | {"5": TEXTS["4"].replace("island", "coast")}, work)
    assert seen == [1]


def test_a_fresh_build_uses_nothing_that_was_kept_and_keeps_what_it_finds(work: Path) -> None:
    made, n_read = build(TEXTS, work, fresh=True)
    assert n_read == len(TEXTS)
    again, n_read = build(TEXTS, work)
    assert same(made, again) and n_read == 0


def test_what_was_rejected_is_tried_again(tmp_path: Path) -> None:
    texts = TEXTS | {"bad": STORY.replace("Veldmouth", "EXPLODE")}
    made, _ = build(texts, tmp_path)
    again, n_read = build(texts, tmp_path)
    assert made.tables.rejects.height == again.tables.rejects.height == 1
    assert same(made, again) and n_read == 0
    documents, _ = kinds(Cache(tmp_path / CACHE))
    assert documents.results == documents.used == len(TEXTS)


def test_what_is_known_travels_to_another_process() -> None:
    import pickle  # noqa: PLC0415

    known = Known(Path("cache"), "f", {"doc": "key"}, frozenset({"key"}))
    assert pickle.loads(pickle.dumps(known)) == known and known.new == []
