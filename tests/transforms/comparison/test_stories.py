"""Documents about one event."""

from datetime import date

import polars as pl
import pytest

from schemas.package import table
from schemas.stories import Stories
from schemas.story_documents import StoryDocuments
from tests.resources import Given, shipped
from tests.transforms import golden_articles
from tests.transforms.words_encoder import WordsEncoder
from transforms.comparison.stories import find_stories
from transforms.ids import document_id, story_id
from transforms.tables import Tables

FERRY = "The night ferry to Lowford will stop in March because of losses"
FERRY_AGAIN = "The night ferry to Lowford stops in March after years of losses"
COUNCIL = "Voters elected a new council and turned its oldest members away"


def _tables(*articles: tuple[str, str, date | None, str | None]) -> Tables:
    ids = {name: document_id("paper", name) for name, *_ in articles}
    documents = [
        {
            "document_id": ids[name],
            "published_on": day,
            "headline": text[:20],
            "duplicate_of": ids[original] if original else None,
        }
        for name, text, day, original in articles
    ]
    texts = [{"document_id": ids[name], "text": text} for name, text, *_ in articles]
    zones = [
        {"document_id": ids[name], "start": 0, "end": len(text), "kind": "body"}
        for name, text, *_ in articles
    ]
    made = {"documents": documents, "texts": texts, "zones": zones}
    return Tables().with_frames(
        {name: pl.DataFrame(rows, table(name).polars_schema) for name, rows in made.items()}
    )


def _build(tables: Tables, encoder: WordsEncoder | None = None) -> Tables:
    outcome = find_stories(tables, Given(encoder=encoder or WordsEncoder()))
    (count,) = outcome.counts
    assert (count.stage, count.received, count.balanced) == ("stories", tables.documents.height, True)
    return outcome.tables


def _stories(tables: Tables) -> set[frozenset[str]]:
    made = _build(tables)
    Stories.validate(made.stories)
    placed = StoryDocuments.validate(made.story_documents)
    assert placed.height == tables.documents.height
    groups = placed.group_by("story_id").agg("document_id").get_column("document_id")
    return {frozenset(group) for group in groups}


def _ids(*names: str) -> frozenset[str]:
    return frozenset(document_id("paper", name) for name in names)


def test_two_reports_of_one_event_are_a_story_and_another_event_is_its_own() -> None:
    tables = _tables(("a", FERRY, None, None), ("b", FERRY_AGAIN, None, None), ("c", COUNCIL, None, None))
    assert _stories(tables) == {_ids("a", "b"), _ids("c")}


def test_a_story_is_called_by_its_most_typical_report() -> None:
    first = "Harbour notes: " + FERRY + " and much else that happened on the quay this week"
    day = date(2026, 3, 1)
    three = _tables(
        ("a", first, date(2026, 2, 28), None), ("b", FERRY, day, None), ("c", FERRY_AGAIN, day, None)
    )
    two = _tables(("b", FERRY, day, None), ("c", FERRY_AGAIN, date(2026, 2, 28), None))
    for tables, called in ((three, FERRY), (two, FERRY_AGAIN)):
        assert _build(tables).stories["headline"].to_list() == [called[:20]]


def test_like_reports_weeks_apart_are_two_stories() -> None:
    tables = _tables(("a", FERRY, date(2024, 2, 3), None), ("b", FERRY_AGAIN, date(2024, 3, 9), None))
    assert _stories(tables) == {_ids("a"), _ids("b")}


def test_a_copy_is_in_its_originals_story_and_counts_once() -> None:
    tables = _tables(("a", FERRY, None, None), ("b", COUNCIL, None, "a"), ("c", COUNCIL, None, None))
    assert _stories(tables) == {_ids("a", "b"), _ids("c")}
    made = _build(tables).stories
    assert sorted(made.select("n_documents", "n_distinct").rows()) == [(1, 1), (2, 1)]


def test_a_story_is_named_after_its_earliest_document() -> None:
    tables = _tables(("late", FERRY, date(2024, 2, 5), None), ("early", FERRY_AGAIN, date(2024, 2, 3), None))
    made = _build(tables).stories.row(0, named=True)
    assert made["story_id"] == story_id(document_id("paper", "early"))
    assert (made["first_published_on"], made["last_published_on"]) == (date(2024, 2, 3), date(2024, 2, 5))


def test_the_order_of_rows_does_not_matter() -> None:
    tables = _tables(("a", FERRY, None, None), ("b", FERRY_AGAIN, None, None), ("c", COUNCIL, None, None))
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    one, other = _build(tables), _build(turned)
    for name in ("stories", "story_documents"):
        assert one.frame(name).sort(pl.all()).equals(other.frame(name).sort(pl.all()))


def test_no_documents_no_stories_but_the_tables_stay_typed() -> None:
    assert _stories(Tables()) == set()


def test_a_single_document_and_one_without_words_are_stories_of_one() -> None:
    assert _stories(_tables(("a", FERRY, None, None))) == {_ids("a")}
    assert len(_stories(_tables(("a", "…", None, None), ("b", "!", None, None)))) == 2


def test_the_first_five_articles_are_one_story() -> None:
    made = find_stories(golden_articles.read(), shipped()).tables.stories
    assert made.get_column("n_documents").to_list() == [5]


@pytest.mark.parametrize("n", [2, 60])
def test_copies_of_one_text_are_read_once(n: int) -> None:
    encoder = WordsEncoder()
    _build(_tables(*((f"d{i}", FERRY, None, None) for i in range(n))), encoder)
    assert encoder.calls == 1
