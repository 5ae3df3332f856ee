"""Discrepancies: first the five articles against their gold, then what must hold of any tables."""

from collections.abc import Iterator
from typing import Any

import polars as pl
import pytest

from schemas.discrepancies import SHOWN_FROM, Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from schemas.package import table
from tests.resources import Given, Reader, shipped, with_analyses
from tests.transforms import golden_articles
from transforms.comparison.differences import stage
from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.stage import find_differences
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.statements.stage import STATEMENTS
from transforms.tables import Tables


def _quantities() -> pl.DataFrame:
    """The quantities of the five articles by hand, in the shape of the table."""
    paths = golden_articles.paths()
    rows = [
        {
            "document_id": paths[line["path"]],
            "start": line["start"],
            "end": line["start"] + len(line["text"]),
            "date_pattern": line["date"],
            "is_relative": line["kind"] == "date" and line["date"] is None,
            "first_day": None,
            "last_day": None,
            **{key: line[key] for key in ("text", "kind", "low", "high", "unit", "comparator")},
        }
        for line in golden_articles.lines("quantities/articles.jsonl")
    ]
    return pl.DataFrame(rows, table("quantities").polars_schema)


GIVEN = Given(analyser=Reader(), encoder=shipped().encoder, gazetteer=shipped().gazetteer)


def _build(tables: Tables) -> Tables:
    made = find_differences(tables, GIVEN).tables
    found = Discrepancies.validate(made.discrepancies)
    values = DiscrepancyValues.validate(made.discrepancy_values)
    assert set(values["discrepancy_id"]) == set(found["discrepancy_id"])
    texts = dict(tables.texts.select("document_id", "text").iter_rows())
    for document, start, end, text in values.select("document_id", "start", "end", "text").iter_rows():
        assert texts[document][start:end] == text
    return made


@pytest.fixture(scope="module")
def tables() -> Tables:
    made = golden_articles.one_story(golden_articles.quotes()).with_frames({"quantities": _quantities()})
    return STATEMENTS(made, shipped()).tables


@pytest.fixture(scope="module")
def found(tables: Tables) -> list[dict[str, Any]]:
    made = _build(tables)
    values: dict[str, set[tuple[str, int]]] = {}
    for key, document, start in made.discrepancy_values.select(
        "discrepancy_id", "document_id", "start"
    ).rows():
        values.setdefault(key, set()).add((document, start))
    return [row | {"spans": values[row["discrepancy_id"]]} for row in made.discrepancies.rows(named=True)]


def _gold() -> list[dict[str, Any]]:
    paths = golden_articles.paths()
    lines = golden_articles.lines("discrepancies/points.jsonl")
    return [line | {"spans": {(paths[v["path"]], v["start"]) for v in line["values"]}} for line in lines]


def _meets(gold: dict[str, Any], row: dict[str, Any]) -> bool:
    """Whether a published discrepancy is that of the gold: type, verdict, and values of two articles or more.

    An office counts from its first word or from the state before it: starts may differ by some characters.
    """
    near = {g for g in gold["spans"] for d, s in row["spans"] if g[0] == d and abs(g[1] - s) <= 8}
    return (
        row["type"] == gold["type"] and row["verdict"] in gold["verdicts"] and len({d for d, _ in near}) > 1
    )


@pytest.mark.parametrize(
    "gold", [line for line in _gold() if line["required"]], ids=lambda gold: gold["about"]
)
def test_each_required_difference_is_found(gold: dict[str, Any], found: list[dict[str, Any]]) -> None:
    assert any(_meets(gold, row) for row in found)


def test_nothing_else_is_published(found: list[dict[str, Any]]) -> None:
    wrong = [row["reading"] for row in found if not any(_meets(gold, row) for gold in _gold())]
    assert len(wrong) <= 0.2 * len(found), wrong


def test_no_value_is_about_something_else(found: list[dict[str, Any]], tables: Tables) -> None:
    """An hour and a half is how long Ukraine was discussed, not how long the council met."""
    paths = golden_articles.paths()
    quantity = next(
        q for q in golden_articles.lines("quantities/articles.jsonl") if "hour and a half" in q["text"]
    )
    assert all((paths[quantity["path"]], quantity["start"]) not in row["spans"] for row in found)


def test_adjectives_are_a_speakers_words_and_lengths_the_outlets(tables: Tables) -> None:
    made = _build(tables)
    told = made.discrepancies.filter((pl.col("type") != "wording") | pl.col("statement_id").is_not_null())
    joined = made.discrepancy_values.join(told, on="discrepancy_id")
    voices = {
        kind: set(joined.filter(pl.col("type") == kind)["voice"]) for kind in ("wording", "numeric", "role")
    }
    assert voices == {"wording": {"speaker"}, "numeric": {"outlet"}, "role": {"outlet"}}


def test_every_reading_is_one_line_that_names_its_outlets(found: list[dict[str, Any]]) -> None:
    for row in found:
        assert "\n" not in row["reading"] and row["reading"].count("(") >= 2


def test_readings_name_their_thing(found: list[dict[str, Any]]) -> None:
    abouts = {row["about"] for row in found if row["type"] in ("numeric", "date", "wording")}
    assert abouts >= {"length of the discussion", "time since the last meeting", "differences"}


class FirstWords:
    """A kind of difference that a newcomer might add: with which word an article begins."""

    name = "first words"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        firsts = {document: words[0] for document, words in sorted(story.words.items())}
        values = tuple(Value(d, word.start, word.end, "", word.text) for d, word in firsts.items())
        yield Candidate("name", "first", "the first word", "compatible", "first word", values)


def test_another_kind_of_difference_is_one_class_and_one_entry(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "COMPARERS", (FirstWords(),))
    made = _build(tables)
    assert made.discrepancies["about"].to_list() == ["the first word"]
    assert made.discrepancies["n_documents"].to_list() == [tables.documents.height]
    assert made.discrepancy_values["text"].equals(made.discrepancy_values["normalised"])


def test_the_order_of_rows_does_not_matter(tables: Tables) -> None:
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    one, other = _build(tables), _build(turned)
    for name in ("discrepancies", "discrepancy_values"):
        assert one.frame(name).sort(pl.all()).equals(other.frame(name).sort(pl.all()))


def test_a_copy_of_an_article_adds_no_side(tables: Tables) -> None:
    """Marked as repeating another, an article no longer differs from it."""
    documents = tables.documents.sort("document_id")
    first = documents["document_id"][0]
    copies = documents.with_columns(
        duplicate_of=pl.when(pl.col("document_id") != first).then(pl.lit(first)).otherwise(None)
    )
    assert _build(tables.with_frames({"documents": copies})).discrepancies.height == 0


@pytest.mark.parametrize(("outlet", "first"), [("The Harbour", False), (None, True)])
def test_what_one_outlet_alone_says_in_two_ways_is_not_shown_first(
    outlet: str | None, first: bool, tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no outlet is known, two documents are two sides: one folder is not one writer."""
    monkeypatch.setattr(stage, "worth", lambda *_: 1.0)
    two = _flood(tables, [12, 18], [None] * 2)
    named = two.documents.with_columns(outlet=pl.lit(outlet, pl.String))
    (worth,) = _build(two.with_frames({"documents": named})).discrepancies["worth"]
    assert worth == 1.0 if first else worth < SHOWN_FROM


def test_a_document_that_could_not_be_analysed_differs_from_none(tables: Tables) -> None:
    three = _flood(tables, [12, 12, 18], [None] * 3)
    assert _build(three).discrepancies.height == 1
    read = three.analyses.filter(pl.col("document_id") != three.texts["document_id"][2])
    assert _build(three.with_frames({"analyses": read})).discrepancies.height == 0


def test_stories_of_one_document_and_empty_tables_have_none(tables: Tables) -> None:
    document = tables.documents["document_id"][0]
    alone = {
        name: frame.filter(pl.col("document_id") == document)
        for name, frame in tables.frames().items()
        if "document_id" in frame.columns
    }
    for few in (tables.with_frames(alone), Tables()):
        assert all(frame.height == 0 for frame in _build(few).frames().values())


def test_numbers_without_a_value_and_quotes_without_a_speaker_break_nothing(tables: Tables) -> None:
    """ "1.000" may be one or a thousand: such a number is compared with none."""
    nothing = {
        "quantities": tables.quantities.with_columns(low=None, high=None),
        "quotes": tables.quotes.with_columns(speaker_id=pl.lit(None, pl.String)),
    }
    made = _build(tables.with_frames(nothing)).discrepancies
    told_by_numbers_or_speakers = {"attribution", "polarity"}
    assert not told_by_numbers_or_speakers & set(made["type"])
    assert made.filter(type="numeric").height <= 1  # what is told by dates: since 2019, in 2019


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (("XXXX-WXX-1", "day"), ("XXXX-01-09/XXXX-01-10", "day"), 1),
        (("XXXX-WXX-1", "day"), ("XXXX-WXX-2", "day"), 1),
        (("XXXX-01-09", "day"), ("XXXX-01-11", "day"), 1),
        (("XXXX-WXX-1", "day"), ("XXXX-01-10", "day"), 0),
        (("XXXX-WXX-1", "day"), ("2013", "year"), 0),
        (("XXXX-12", "month"), ("XXXX-12", "month"), 0),
    ],
)
def test_which_dates_differ(
    left: tuple[str, str], right: tuple[str, str], expected: int, tables: Tables
) -> None:
    """Two made-up articles that say when a hearing in Lowford was."""
    documents = tables.documents.head(2)
    text = "The hearing in Lowford was held on ## and lasted long."
    made = [
        {"document_id": document, "start": 35, "end": 37, "text": "##", "kind": "date"}
        | {"unit": unit, "comparator": "equal", "date_pattern": pattern, "is_relative": False}
        for document, (pattern, unit) in zip(documents["document_id"], (left, right), strict=True)
    ]
    story = tables.story_documents.head(2).with_columns(document_id=documents["document_id"])
    assert _build(_made_up(documents, story, [text, text], made)).discrepancies.height == expected


def _made_up(
    documents: pl.DataFrame, story: pl.DataFrame, texts: list[str], quantities: list[dict[str, object]]
) -> Tables:
    """Articles of one story with their quantities, and nothing else."""
    frames = {
        "documents": documents,
        "story_documents": story,
        "texts": pl.DataFrame({"document_id": documents["document_id"], "text": texts}),
        "quantities": pl.DataFrame(quantities, table("quantities").polars_schema),
    }
    return with_analyses(Tables().with_frames(frames))


def _flood(tables: Tables, numbers: list[int], days: list[str | None]) -> Tables:
    """One story of made-up articles, each of a day, that say how many people a flood killed."""
    texts = [f"The flood in Lowford killed {n} people, Anna Moore said." for n in numbers]
    ids = [f"doc_{number:016x}" for number in range(len(texts))]
    first = tables.documents.head(1)
    documents = pl.concat([first.with_columns(document_id=pl.lit(key)) for key in ids]).with_columns(
        published_on=pl.Series(days, dtype=pl.String).str.to_date()
    )
    rows = [
        {"document_id": key, "start": 28, "end": 37, "text": text[28:37], "kind": "count", "unit": "people"}
        | {"low": float(n), "high": float(n), "comparator": "equal", "is_relative": False}
        for key, text, n in zip(ids, texts, numbers, strict=True)
    ]
    place = pl.DataFrame({"document_id": ids, "story_id": tables.story_documents["story_id"][0]})
    return _made_up(documents, place, texts, rows)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("2022-01-12", "2022-01-13"), 1), (("2022-01-12", "2022-01-15"), 0), ((None, "2022-01-15"), 1)],
)
def test_a_number_that_grew_between_two_days_is_news_and_no_discrepancy(
    days: tuple[str | None, str], expected: int, tables: Tables
) -> None:
    assert _build(_flood(tables, [12, 18], list(days))).discrepancies.height == expected


def test_five_hundred_articles_of_one_story_differ_in_one_thing(tables: Tables) -> None:
    """However many print it, nothing is parsed again, and no two of them are looked at for their own sake."""
    made = _build(_flood(tables, [12, 18] * 250, [None] * 500))
    assert made.discrepancies.height == 1
    assert made.discrepancy_values["document_id"].n_unique() > 2
