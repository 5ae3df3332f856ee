"""Copies of one agency's text."""

from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.package import table
from tests.resources import Given
from transforms.comparison.wire_copy import duplicates, mark_copies
from transforms.ids import document_id
from transforms.tables import Tables

STORY = " ".join(f"Sentence {n} tells what happened at pier {n * 7} that night." for n in range(40))
EDITED = STORY.replace("Sentence 3 ", "Paragraph three ") + " Reporting by our staff."
OTHER = " ".join(f"In year {n} the council voted on matter {n * 3} again." for n in range(40))


def test_a_text_with_small_changes_repeats_the_earlier_one() -> None:
    days = {"b": date(2024, 5, 1), "a": date(2024, 5, 2)}
    assert duplicates([("a", EDITED), ("b", STORY), ("c", OTHER)], days) == {"a": "b"}


def test_a_shortened_copy_repeats_the_long_one_and_not_the_other_way_round() -> None:
    assert duplicates([("short", STORY[:900]), ("whole", STORY)]) == {"short": "whole"}


def test_an_article_that_quotes_a_brief_among_much_else_is_no_copy() -> None:
    days = {"brief": date(2024, 5, 1), "long": date(2024, 5, 2)}
    assert duplicates([("brief", STORY[:400]), ("long", OTHER + STORY[:400] + OTHER.upper())], days) == {}


def test_texts_without_words_repeat_nothing() -> None:
    assert duplicates([("a", ""), ("b", "…"), ("c", "")]) == {}
    assert duplicates([]) == {}


def test_a_thousand_copies_all_point_to_one() -> None:
    found = duplicates((f"d{n:04}", f"{STORY} Edition {n}.") for n in range(1000))
    assert len(found) == 999 and len(set(found.values())) == 1


@settings(max_examples=10, deadline=None)
@given(st.permutations([("a", EDITED), ("b", STORY), ("c", OTHER), ("d", STORY[:700])]))
def test_the_order_of_the_documents_does_not_matter(bodies: list[tuple[str, str]]) -> None:
    assert duplicates(bodies) == duplicates([("a", EDITED), ("b", STORY), ("c", OTHER), ("d", STORY[:700])])


def _tables(*articles: tuple[str, str, date | None]) -> Tables:
    """Articles as (name, body, day), each under a headline and over boilerplate that the others share."""
    head, foot = f"{OTHER}\n", f"\n{OTHER}"
    rows: dict[str, list[dict[str, object]]] = {"documents": [], "texts": [], "zones": []}
    for name, body, day in articles:
        key = {"document_id": document_id("paper", name)}
        ends = [0, len(head), len(head + body), len(head + body + foot)]
        rows["documents"].append(key | {"published_on": day})
        rows["texts"].append(key | {"text": head + body + foot})
        rows["zones"] += [
            key | {"start": start, "end": end, "kind": kind}
            for kind, start, end in zip(("headline", "body", "boilerplate"), ends[:-1], ends[1:], strict=True)
        ]
    return Tables().with_frames(
        {name: pl.DataFrame(found, table(name).polars_schema) for name, found in rows.items()}
    )


def test_documents_are_marked_by_their_bodies_alone() -> None:
    tables = _tables(("a", EDITED, date(2024, 5, 2)), ("b", STORY, date(2024, 5, 1)), ("c", "Rain.", None))
    made = mark_copies(tables, Given()).tables.documents
    assert made.get_column("duplicate_of").to_list() == [document_id("paper", "b"), None, None]
    assert made.drop("duplicate_of").equals(tables.documents.drop("duplicate_of"))


def test_a_body_in_several_zones_is_read_in_order() -> None:
    tables = _tables(("a", STORY, date(2024, 5, 2)), ("b", STORY, date(2024, 5, 1)))
    half = pl.col("start") + (pl.col("end") - pl.col("start")) // 2
    body = tables.zones.filter(kind="body")
    cut = pl.concat([body.with_columns(start=half), body.with_columns(end=half)])
    zones = pl.concat([tables.zones.filter(pl.col("kind") != "body"), cut])
    made = mark_copies(tables.with_frames({"zones": zones}), Given()).tables.documents
    assert made.get_column("duplicate_of").to_list() == [document_id("paper", "b"), None]


def test_no_documents_no_copies() -> None:
    assert mark_copies(Tables(), Given()).tables.documents.is_empty()
