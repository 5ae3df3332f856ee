"""An attribution as a row of `quotes` and as rows of `quote_spans`, and read back from both."""

from dataclasses import replace

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from tests.transforms.line import STORY
from transforms.attribution.quotes import (
    GAP,
    DocumentQuotes,
    by_document,
    ids,
    joined,
    rows,
    span_rows,
)
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.reading.values import Zone
from transforms.rows import table_of
from transforms.tables import Tables

DOCUMENT = "doc_0123456789abcdef"
ZONES = [Zone("headline", 0, 33), Zone("body", 35, len(STORY))]


def attribution(*content: tuple[int, int], **facts: object) -> Attribution:
    return Attribution(tuple(Span(*span) for span in content), "direct", 0.9, "test", **facts)  # type: ignore[arg-type]


def test_interrupted_content_is_joined_by_a_mark_of_omission() -> None:
    assert joined("one two three", [Span(0, 3), Span(8, 13)]) == f"one{GAP}three"
    assert joined("one two three", []) is None


def test_ids_hang_on_content_alone_so_equal_contents_are_told_apart_by_their_order() -> None:
    first, second, third = ids(
        DOCUMENT, "Yes. yes. No.", [attribution((0, 3)), attribution((5, 8)), attribution((10, 12))]
    )
    assert len({first, second, third}) == 3
    assert ids(DOCUMENT, "  Yes.", [attribution((2, 5))]) == [first]


def test_a_row_names_its_zone_its_extent_and_the_quote_that_holds_it() -> None:
    outer, inner = rows(
        DOCUMENT, STORY, ZONES, [attribution((0, 20), (50, 60)), attribution((52, 58), nested_in=0)]
    )
    assert (outer["zone"], outer["start"], outer["end"]) == ("headline", 0, 60)
    assert inner["nested_in"] == outer["quote_id"]
    assert Quotes.columns().keys() == outer.keys()


@given(text=st.text(min_size=6), cut=st.integers(1, 5))
def test_a_span_holds_exactly_the_text_between_its_offsets(text: str, cut: int) -> None:
    found = Attribution((Span(0, cut), Span(cut, 6)), "direct", 0.5, "test", source=(Span(0, 1),))
    made = list(span_rows(DOCUMENT, text, [found]))
    assert [(row["role"], row["ordinal"]) for row in made] == [("content", 0), ("content", 1), ("source", 0)]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in made)
    assert {row["quote_id"] for row in made} == set(ids(DOCUMENT, text, [found]))


CUTS = st.lists(st.integers(0, len(STORY)), min_size=2, max_size=8, unique=True).map(sorted)
SPANS = CUTS.map(lambda cuts: tuple(Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)))
FOUND = st.builds(
    Attribution,
    content=SPANS,
    type=st.sampled_from(("direct", "indirect", "mixed")),
    confidence=st.integers(0, 10_000).map(lambda part: part / 10_000),
    method=st.just("test"),
    cue=SPANS | st.just(()),
    source=SPANS | st.just(()),
    cue_lemma=st.none() | st.just("say"),
    cue_class=st.none() | st.just("neutral"),
    cue_modifiers=st.lists(st.just("again"), max_size=2).map(tuple),
    negated=st.booleans(),
)


def tables(found: list[Attribution]) -> Tables:
    return Tables(
        quotes=table_of(Quotes, rows(DOCUMENT, STORY, ZONES, found)),
        quote_spans=table_of(QuoteSpans, span_rows(DOCUMENT, STORY, found)),
    )


@given(st.lists(FOUND, max_size=4).map(lambda found: sorted(found, key=lambda one: one.content[0])))
def test_attributions_are_read_back_as_they_were_whatever_the_order_of_rows(found: list[Attribution]) -> None:
    for number, one in enumerate(found[1:]):
        if one.negated:  # any will do
            found[number + 1] = attribution(*one.content, nested_in=0)
    made = tables(found)
    read = by_document(made).get(DOCUMENT, DocumentQuotes())
    assert dict(zip(read.ids, read.attributions, strict=True)).keys() == set(ids(DOCUMENT, STORY, found))
    by_id = dict(zip(ids(DOCUMENT, STORY, found), found, strict=True))
    for key, one in zip(read.ids, read.attributions, strict=True):
        nested = None if one.nested_in is None else read.ids[one.nested_in]
        held_by = by_id[key].nested_in
        assert nested == (None if held_by is None else ids(DOCUMENT, STORY, found)[held_by])
        assert replace(one, nested_in=None) == replace(by_id[key], nested_in=None)
    extents = [(one.content[0].start, one.content[-1].end) for one in read.attributions]
    assert extents == sorted(extents)
    turned = made.with_frames({name: made.frame(name).reverse() for name in ("quotes", "quote_spans")})
    assert by_document(turned).get(DOCUMENT, DocumentQuotes()) == read


def test_a_quote_is_read_back_with_its_speaker() -> None:
    made = tables([attribution((0, 20)), attribution((50, 60))])
    named = made.quotes.with_columns(speaker_id=pl.when(pl.col("start") == 50).then(pl.lit("spk")))
    assert by_document(made.with_frames({"quotes": named}))[DOCUMENT].speakers == (None, "spk")
