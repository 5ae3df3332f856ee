"""Documents that name the same people and places, and documents that do not."""

from tests.resources import analysed
from transforms.comparison.differences.entity_overlap import EntityOverlap

PORT = "Two men were held in Lowford. The mayor, Anna Moore, spoke of a theft at the Harbour Bank."
BANK = "Police in Lowford held two men after a theft. Moore thanked officers at the Harbour Bank."
OTHER = "Two men were held in Kelby. The mayor, John Carter, spoke of a theft at the Union Depot."


def overlap_of(**texts: str) -> EntityOverlap:
    return EntityOverlap({document: analysed(text).words for document, text in texts.items()})


def test_two_reports_of_one_event_share_names_and_one_of_another_event_does_not() -> None:
    overlap = overlap_of(a=PORT, b=BANK, c=OTHER)
    assert overlap.same_event("a", "b") and overlap.same_event("b", "a")
    assert not overlap.same_event("a", "c")
    assert overlap.all_same_event(["a", "b"]) and not overlap.all_same_event(["a", "b", "c"])
    assert overlap.shared("a", "b") == overlap.shared("b", "a") <= 1.0


def test_a_document_without_names_overlaps_with_none() -> None:
    assert not overlap_of(a=PORT, b="it rained all day. nobody came.").same_event("a", "b")
