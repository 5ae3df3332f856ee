"""Discrepancies: first the five articles against their gold, then what must hold of any tables."""

import csv
from collections.abc import Iterator
from functools import cache
from typing import Any

import polars as pl
import pytest
from spacy.tokens import Doc

from schemas.discrepancies import Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from tests.transforms import golden_articles
from transforms.comparison.differences import stage as discrepancies
from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.statements import stage as statements
from transforms.language.gazetteer import Reference
from transforms.language.gazetteer import build as build_reference
from transforms.results import Frames


@cache
def reference() -> Reference:
    folder = golden_articles.ROOT / "raw" / "reference"
    tables = (
        csv.DictReader((folder / n).open(encoding="utf-8")) for n in ("entities.csv", "first_names.csv")
    )
    return build_reference(*map(list, tables))


def _quantities() -> pl.DataFrame:
    """The quantities of the five articles by hand, in the shape of the table."""
    _, paths = golden_articles.read()
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
    dates = {"first_day": pl.Date, "last_day": pl.Date, "low": pl.Float64, "high": pl.Float64}
    return pl.DataFrame(rows, schema_overrides=dates, infer_schema_length=None)


def _build(frames: Frames) -> Frames:
    outcome = discrepancies.build(frames, golden_articles.encoder(), reference(), golden_articles.parser())
    found = Discrepancies.validate(outcome.frames["discrepancies"])
    values = DiscrepancyValues.validate(outcome.frames["discrepancy_values"])
    assert set(values["discrepancy_id"]) == set(found["discrepancy_id"])
    texts = dict(frames["texts"].select("document_id", "text").iter_rows())
    for document, start, end, text in values.select("document_id", "start", "end", "text").iter_rows():
        assert texts[document][start:end] == text
    return outcome.frames


@pytest.fixture(scope="module")
def frames() -> Frames:
    made = golden_articles.one_story(golden_articles.quotes()) | {"quantities": _quantities()}
    return made | statements.build(made, golden_articles.encoder()).frames


@pytest.fixture(scope="module")
def found(frames: Frames) -> list[dict[str, Any]]:
    made = _build(frames)
    values: dict[str, set[tuple[str, int]]] = {}
    for key, document, start in (
        made["discrepancy_values"].select("discrepancy_id", "document_id", "start").rows()
    ):
        values.setdefault(key, set()).add((document, start))
    return [row | {"spans": values[row["discrepancy_id"]]} for row in made["discrepancies"].rows(named=True)]


def _gold() -> list[dict[str, Any]]:
    _, paths = golden_articles.read()
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


def test_no_value_is_about_something_else(found: list[dict[str, Any]], frames: Frames) -> None:
    """An hour and a half is how long Ukraine was discussed, not how long the council met."""
    _, paths = golden_articles.read()
    quantity = next(
        q for q in golden_articles.lines("quantities/articles.jsonl") if "hour and a half" in q["text"]
    )
    assert all((paths[quantity["path"]], quantity["start"]) not in row["spans"] for row in found)


def test_adjectives_are_a_speakers_words_and_lengths_the_outlets(frames: Frames) -> None:
    made = _build(frames)
    joined = made["discrepancy_values"].join(made["discrepancies"], on="discrepancy_id")
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
        words = {document: text.split()[0] for document, text in sorted(story.texts.items())}
        values = tuple(
            Value(
                document,
                story.texts[document].index(word),
                story.texts[document].index(word) + len(word),
                "",
                word,
            )
            for document, word in words.items()
        )
        yield Candidate("name", "first", "the first word", "compatible", 0.5, values)


def test_another_kind_of_difference_is_one_class_and_one_entry(
    frames: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discrepancies, "COMPARERS", (FirstWords(),))
    made = _build(frames)
    assert made["discrepancies"]["about"].to_list() == ["the first word"]
    assert made["discrepancies"]["n_documents"].to_list() == [frames["documents"].height]
    assert made["discrepancy_values"]["text"].equals(made["discrepancy_values"]["normalised"])


def test_the_order_of_rows_does_not_matter(frames: Frames) -> None:
    one, other = _build(frames), _build({name: frame.reverse() for name, frame in frames.items()})
    for name in ("discrepancies", "discrepancy_values"):
        assert one[name].sort(pl.all()).equals(other[name].sort(pl.all()))


def test_a_copy_of_an_article_adds_no_side(frames: Frames) -> None:
    """Marked as repeating another, an article no longer differs from it."""
    documents = frames["documents"].sort("document_id")
    first = documents["document_id"][0]
    copies = documents.with_columns(
        duplicate_of=pl.when(pl.col("document_id") != first).then(pl.lit(first)).otherwise(None)
    )
    assert _build(frames | {"documents": copies})["discrepancies"].height == 0


def test_stories_of_one_document_and_empty_tables_have_none(frames: Frames) -> None:
    document = frames["documents"]["document_id"][0]
    alone = {
        name: frame.filter(pl.col("document_id") == document) if "document_id" in frame.columns else frame
        for name, frame in frames.items()
    }
    for tables in (alone, {name: frame.clear() for name, frame in frames.items()}):
        assert all(frame.height == 0 for frame in _build(tables).values())


def test_numbers_without_a_value_and_quotes_without_a_speaker_break_nothing(frames: Frames) -> None:
    """ "1.000" may be one or a thousand: such a number is compared with none."""
    nothing = {
        "quantities": frames["quantities"].with_columns(low=None, high=None),
        "quotes": frames["quotes"].with_columns(speaker_id=pl.lit(None, pl.String)),
    }
    made = _build(frames | nothing)["discrepancies"]
    assert set(made["type"]) <= {"date", "numeric", "name", "role", "wording"}
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
    left: tuple[str, str], right: tuple[str, str], expected: int, frames: Frames
) -> None:
    """Two made-up articles that say when a hearing in Lowford was."""
    documents = frames["documents"].head(2)
    text = "The hearing in Lowford was held on ## and lasted long."
    made = [
        {
            "document_id": document,
            "start": 35,
            "end": 37,
            "text": "##",
            "kind": "date",
            "low": None,
            "high": None,
        }
        | {"unit": unit, "comparator": "equal", "date_pattern": pattern, "is_relative": False}
        | {"first_day": None, "last_day": None}
        for document, (pattern, unit) in zip(documents["document_id"], (left, right), strict=True)
    ]
    tables = {name: frame.clear() for name, frame in frames.items()} | {
        "documents": documents,
        "story_documents": frames["story_documents"]
        .head(2)
        .with_columns(document_id=documents["document_id"]),
        "texts": pl.DataFrame({"document_id": documents["document_id"], "text": [text, text]}),
        "quantities": pl.DataFrame(made, schema_overrides={"first_day": pl.Date, "last_day": pl.Date}),
    }
    assert _build(tables)["discrepancies"].height == expected


def _flood(frames: Frames, numbers: list[int], days: list[str | None]) -> Frames:
    """One story of made-up articles, each of a day, that say how many people a flood killed."""
    texts = [f"The flood in Lowford killed {n} people, Anna Moore said." for n in numbers]
    ids = [f"doc_{number:016x}" for number in range(len(texts))]
    first = frames["documents"].head(1)
    documents = pl.concat([first.with_columns(document_id=pl.lit(key)) for key in ids]).with_columns(
        published_on=pl.Series(days, dtype=pl.String).str.to_date()
    )
    rows = [
        {"document_id": key, "start": 28, "end": 37, "text": text[28:37], "kind": "count", "unit": "people"}
        | {"low": float(n), "high": float(n), "comparator": "equal", "is_relative": False}
        | {"date_pattern": None, "first_day": None, "last_day": None}
        for key, text, n in zip(ids, texts, numbers, strict=True)
    ]
    story = frames["story_documents"]["story_id"][0]
    return {name: frame.clear() for name, frame in frames.items()} | {
        "documents": documents,
        "story_documents": pl.DataFrame({"document_id": ids, "story_id": [story] * len(ids)}),
        "texts": pl.DataFrame({"document_id": ids, "text": texts}),
        "quantities": pl.DataFrame(
            rows, schema_overrides={"first_day": pl.Date, "last_day": pl.Date, "date_pattern": pl.String}
        ),
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [(("2022-01-12", "2022-01-13"), 1), (("2022-01-12", "2022-01-15"), 0), ((None, "2022-01-15"), 1)],
)
def test_a_number_that_grew_between_two_days_is_news_and_no_discrepancy(
    days: tuple[str | None, str], expected: int, frames: Frames
) -> None:
    assert _build(_flood(frames, [12, 18], list(days)))["discrepancies"].height == expected


def test_a_thousand_articles_of_few_sentences_are_parsed_sentence_by_sentence(frames: Frames) -> None:
    """What many outlets print alike is read once, however many they are."""
    read: list[str] = []

    def parse(text: str) -> Doc:
        read.append(text)
        return golden_articles.parser()(text)

    tables = _flood(frames, [12, 18] * 500, [None] * 1000)
    made = discrepancies.build(tables, golden_articles.encoder(), reference(), parse).frames
    assert made["discrepancies"].height == 1
    assert made["discrepancy_values"]["document_id"].n_unique() > 2
    assert len(read) == len(set(read)) == 2
