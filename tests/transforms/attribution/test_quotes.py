"""An attribution as a row of `quotes`."""

from schemas.quotes import Quotes
from tests.transforms.line import STORY
from transforms.attribution.quotes import GAP, ids, joined, rows
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.reading.zones import Zone

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
