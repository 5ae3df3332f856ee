"""The stages in their order: each on what it says it reads, and the finished tables whole, valid, sorted."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from schemas.package import TABLES, WORKING, table
from schemas.vocabularies import STAGES as STAGE_NAMES
from tests.resources import Given, certain, shipped
from tests.transforms import golden_articles
from tests.transforms.line import STORY, MarksExtractor, manifest
from tests.transforms.words_encoder import WordsEncoder
from transforms import pipeline
from transforms.attribution.values import Attribution
from transforms.contract import (
    COMPARED,
    COMPARISON_MEETS_CONTRACT,
    DOCUMENTS_MEET_CONTRACT,
    SPEECH_MEETS_CONTRACT,
)
from transforms.language.analysis import AnalysedDocument
from transforms.pipeline import OVER_DOCUMENTS, STAGES, assemble, read, read_closely
from transforms.reading.raw_files import raw_files
from transforms.results import StageResult
from transforms.speakers.values import DocumentSpeakers
from transforms.stage import Stage
from transforms.tables import NAMES, Tables, joined

OTHER = (
    "Library opens its doors at night\n\n"
    "Readers in Oldport may soon borrow books until two in the morning, a trial of one winter.\n\n"
    '"Nobody who works shifts could ever come before," said librarian Maja Berg at the opening.\n'
)
RESOURCES = Given(
    analyser=shipped().analyser,
    extractor=MarksExtractor(),
    resolver=shipped().resolver,
    scorer=certain,
    encoder=WordsEncoder(),
    gazetteer=shipped().gazetteer,
    linking_weights=shipped().linking_weights,
)
CONTRACTS = (COMPARISON_MEETS_CONTRACT, DOCUMENTS_MEET_CONTRACT, SPEECH_MEETS_CONTRACT)


def parts() -> list[StageResult]:
    made = []
    for origin, texts in (("veldmouth-news", [STORY, OTHER]), ("harbour-herald", [STORY])):
        files = {f"{n}.txt": text.encode() for n, text in enumerate(texts)}
        documents = read(Tables(raw_files=raw_files(manifest(origin, files), files)), RESOURCES)
        made += [documents, read_closely(documents.tables, RESOURCES)]
    return made


PARTS = parts()


def without_comparison(given: Sequence[StageResult]) -> StageResult:
    return assemble(given, RESOURCES, OVER_DOCUMENTS)


# The finished tables


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_parts_does_not_matter(seed: int) -> None:
    shuffled = list(PARTS)
    random.Random(seed).shuffle(shuffled)
    one, other = assemble(PARTS, RESOURCES), assemble(shuffled, RESOURCES)
    for name in NAMES:
        assert_frame_equal(one.tables.frame(name), other.tables.frame(name))
    assert sorted(map(repr, one.counts)) == sorted(map(repr, other.counts))


def test_every_table_meets_its_contract_and_is_sorted_and_no_working_table_is_left() -> None:
    tables = assemble(PARTS, RESOURCES).tables
    for known in TABLES:
        frame = tables.frame(known.name)
        assert known.schema.is_valid(frame), known.name
        assert frame.equals(frame.sort(known.sort_by))
    assert all(tables.frame(known.name).is_empty() for known in WORKING)
    assert tables.story_documents.height == tables.documents.height == 3
    assert tables.statement_quotes["quote_id"].n_unique() == tables.quotes.height > 0
    assert min(tables.claims.height, tables.speakers.height, tables.speaker_mentions.height) > 0


def test_every_count_balances() -> None:
    outcome = assemble(PARTS, RESOURCES)
    found = [*dict.fromkeys(count.stage for count in outcome.counts)]
    apart = ("documents", "contract")
    assert [name for name in found if name not in apart] == [n for n in STAGE_NAMES if n not in apart]
    assert found[found.index("contract") + 1] == "stories"
    assert all(count.balanced for count in outcome.counts)
    assert {count.received for count in outcome.counts if count.unit == "documents"} == {3}


def test_a_build_that_does_not_compare_has_those_tables_empty() -> None:
    outcome = without_comparison(PARTS)
    for name in COMPARED:
        assert_frame_equal(outcome.tables.frame(name), table(name).empty())
    assert outcome.tables.quotes.equals(assemble(PARTS, RESOURCES).tables.quotes)


def test_two_outlets_that_print_one_text_are_marked_as_copies() -> None:
    documents = without_comparison(PARTS).tables.documents
    copies = documents.filter(pl.col("duplicate_of").is_not_null())
    assert copies.height == 1
    original = documents.filter(document_id=copies.item(0, "duplicate_of"))
    assert {original.item(0, "origin"), copies.item(0, "origin")} == {"veldmouth-news", "harbour-herald"}


def test_a_row_that_breaks_its_contract_takes_what_points_to_it_along_and_says_so() -> None:
    bad = pl.int_range(pl.len()) == 0
    spoilt = PARTS[1].tables.quotes.with_columns(confidence=pl.when(bad).then(7.0).otherwise("confidence"))
    broken = [PARTS[0], replace(PARTS[1], tables=PARTS[1].tables.with_frames({"quotes": spoilt})), *PARTS[2:]]
    outcome = without_comparison(broken)
    reasons = outcome.tables.rejects.group_by("table", "reason").len().sort("table").rows()
    assert ("quotes", "broken_rule", 1) in reasons
    assert any(name == "quote_spans" and reason == "orphan" for name, reason, _ in reasons)
    assert all(count.balanced for count in outcome.counts)


def test_nothing_in_nothing_out() -> None:
    outcome = assemble([], RESOURCES)
    assert all(outcome.tables.frame(name).is_empty() for name in NAMES)
    assert all(count.received == 0 for count in outcome.counts)


# What is handed on


def test_bytes_texts_and_vectors_are_not_handed_on_twice() -> None:
    documents, found = PARTS[0].tables, PARTS[1].tables
    assert documents.raw_files.is_empty() and documents.texts.height == 2
    assert found.texts.is_empty() and found.documents.is_empty() and found.zones.is_empty()
    assert found.analyses.height == 2 and found.analyses["vectors"].is_null().all()


def test_a_reject_of_reading_is_counted_once() -> None:
    files = {"good.txt": STORY.encode(), "empty.txt": b""}
    documents = read(Tables(raw_files=raw_files(manifest("veldmouth-news", files), files)), RESOURCES)
    outcome = without_comparison([documents, read_closely(documents.tables, RESOURCES)])
    assert outcome.tables.rejects.get_column("reason").to_list() == ["empty"]


def test_attributions_alone_are_those_of_a_build() -> None:
    documents = joined(part.tables for part in PARTS).only(("texts", "zones"))
    alone = pipeline.attribute(documents, RESOURCES).tables
    whole = without_comparison(PARTS).tables
    for name in ("quotes", "quote_spans", "speakers", "speaker_mentions"):
        assert_frame_equal(alone.frame(name), whole.frame(name), check_row_order=False)
    assert alone.claims.is_empty() and alone.quantities.is_empty()


class CometResolver:
    """The shipped one, but for texts with a comet."""

    name = "comet"

    def __call__(self, document: AnalysedDocument, attributions: Sequence[Attribution]) -> DocumentSpeakers:
        if "comet" in document.text:
            raise RecursionError("too deep")
        return shipped().resolver(document, attributions)


def test_a_text_whose_speakers_cannot_be_named_keeps_its_quotes_without_them() -> None:
    files = {"good.txt": STORY.encode(), "bad.txt": STORY.replace("storm", "comet").encode()}
    documents = read(Tables(raw_files=raw_files(manifest("veldmouth-news", files), files)), RESOURCES).tables
    given = Given(
        analyser=shipped().analyser,
        extractor=MarksExtractor(),
        resolver=CometResolver(),
        scorer=certain,
        encoder=WordsEncoder(),
    )
    outcome = read_closely(documents, given)
    (bad,) = documents.texts.filter(pl.col("text").str.contains("comet"))["document_id"]
    quotes = outcome.tables.quotes
    assert quotes.height == 4
    assert quotes.filter(document_id=bad)["speaker_id"].is_null().all()
    assert not quotes.filter(pl.col("document_id") != bad)["speaker_id"].is_null().all()
    (reject,) = outcome.tables.rejects.to_dicts()
    assert (reject["stage"], reject["reason"], reject["document_id"]) == (
        "speakers",
        "extraction_failed",
        bad,
    )
    assert reject["detail"] == "the naming of speakers raised RecursionError: too deep"
    assert outcome.tables.claims.filter(document_id=bad).height > 0
    assert all(count.balanced for count in outcome.counts)
    (failure,) = outcome.failures
    assert (failure.document_id, failure.stage) == (bad, "speakers")


class NoLibrary:
    """The shipped analyser, but for texts of a library."""

    vocab = shipped().analyser.vocab

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        given = list(texts)
        if any("Library" in text for text, _ in given):
            raise RecursionError("too deep")
        return shipped().analyser(given)


def test_a_text_that_cannot_be_analysed_keeps_its_quotes_and_costs_the_others_nothing() -> None:
    files = {"good.txt": STORY.encode(), "bad.txt": OTHER.encode()}
    given = Given(
        analyser=NoLibrary(),
        extractor=MarksExtractor(),
        resolver=shipped().resolver,
        scorer=certain,
        encoder=WordsEncoder(),
        gazetteer=shipped().gazetteer,
        linking_weights=shipped().linking_weights,
    )
    documents = read(Tables(raw_files=raw_files(manifest("veldmouth-news", files), files)), given)
    outcome = assemble([documents, read_closely(documents.tables, given)], given)
    (bad,) = outcome.tables.texts.filter(pl.col("text").str.contains("Library"))["document_id"]
    assert outcome.tables.rejects.select("stage", "document_id").rows() == [("analysis", bad)]
    assert bad in outcome.tables.quotes["document_id"]
    for name in ("claims", "statement_quotes"):
        (found,) = set(outcome.tables.frame(name)["document_id"])
        assert found != bad
    assert all(count.balanced for count in outcome.counts)


# The five articles, stage by stage


Step = tuple[Stage, Tables, StageResult]


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    """Each stage with the tables before it and what it gave."""
    tables, made = Tables(raw_files=golden_articles.files()), []
    for stage in STAGES:
        result = stage(tables, shipped())
        made.append((stage, tables, result))
        tables = result.tables
    return made


def of(steps: list[Step], stage: Stage) -> Step:
    return next(step for step in steps if step[0] is stage)


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_needs_no_more_than_it_says_it_reads_and_gives_no_more_than_it_makes(
    stage: Stage, steps: list[Step]
) -> None:
    _, before, after = of(steps, stage)
    undeclared = stage.run(before, shipped())
    for name in NAMES:
        frame = undeclared.tables.frame(name)
        if name in stage.makes:
            assert_frame_equal(frame, after.tables.frame(name))
            assert after.tables.frame(name).schema == _table(name).polars_schema
        elif name == "rejects":
            assert before.rejects.height + frame.height == after.tables.rejects.height
        else:
            assert frame.is_empty(), name
            assert after.tables.frame(name) is before.frame(name)
    assert undeclared.counts == after.counts


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_what_a_stage_counts_adds_up_under_a_name_of_the_vocabulary(stage: Stage, steps: list[Step]) -> None:
    _, _, after = of(steps, stage)
    assert {count.stage for count in after.counts} - STAGE_NAMES.keys() == set()
    assert all(count.balanced for count in after.counts)
    units = [(count.stage, count.unit) for count in after.counts]
    assert len(units) == len(set(units))


@pytest.mark.parametrize("stage", [one for one in STAGES if one not in CONTRACTS], ids=lambda one: one.name)
def test_what_a_stage_reads_an_earlier_one_has_made(stage: Stage) -> None:
    earlier = STAGES[: STAGES.index(stage)]
    assert set(stage.reads) <= {"raw_files"} | {name for one in earlier for name in one.makes}


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_stage_names_tables_of_the_contract_once_each(stage: Stage) -> None:
    for names in (stage.reads, stage.makes):
        assert set(names) <= set(NAMES) and len(set(names)) == len(names)
    assert sum(one.name == stage.name for one in STAGES) == 1
    assert "rejects" not in stage.makes


def test_every_table_is_made_by_a_stage_but_for_what_comes_from_outside() -> None:
    made = {name for stage in STAGES for name in stage.makes}
    assert set(NAMES) - made == {"raw_files", "rejects", "changes"}


def test_the_five_articles_lose_nothing_and_have_rows_of_every_kind(steps: list[Step]) -> None:
    _, _, last = steps[-1]
    assert last.tables.rejects.is_empty()
    empty = {name for name in NAMES if last.tables.frame(name).is_empty()}
    assert empty <= {"rejects", "changes", "statement_echoes"}


def test_a_build_in_parts_gives_what_the_stages_one_after_the_other_give(steps: list[Step]) -> None:
    documents = read(Tables(raw_files=golden_articles.files()), shipped())
    keys = documents.tables.documents["document_id"].sort(descending=True)
    chunks = [documents.tables.of_documents(keys[n : n + 2]) for n in range(0, len(keys), 2)]
    found = [read_closely(chunk, shipped()) for chunk in chunks]
    made = assemble([documents, *found], shipped()).tables
    whole = steps[-1][2].tables
    for known in TABLES:
        assert_frame_equal(made.frame(known.name), whole.frame(known.name).sort(known.sort_by))


def _table(name: str) -> object:
    return next(known for known in (*WORKING, *TABLES) if known.name == name)
