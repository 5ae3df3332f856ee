"""Which documents a list takes down: those it names and their copies; an entry for nothing is an error."""

import pytest

from schemas.origins import ManifestError
from schemas.takedowns import Takedown
from tests.transforms.line import manifest
from transforms.ids import document_id
from transforms.reading.takedowns import Takedowns, taken_down

ORIGINS = [
    manifest("bay-radio", {"a.txt": b"one", "b.txt": b"two", "again.txt": b"one"}),
    manifest("lowford-post", {"a.txt": b"one"}),
]


def entry(**names: str) -> Takedown:
    return Takedown(reason="person", requested_on="2026-11-20", **names)


def taken(*entries: Takedown) -> Takedowns:
    return taken_down(entries, ORIGINS, "takedowns.json")


@pytest.mark.parametrize(
    "names",
    [{"document_id": document_id("bay-radio", "b.txt")}, {"origin": "bay-radio", "locator": "b.txt"}],
)
def test_a_document_is_found_by_id_and_by_place(names: dict[str, str]) -> None:
    named = entry(**names)
    assert taken(named) == {document_id("bay-radio", "b.txt"): named}


def test_its_copy_in_the_same_origin_goes_too_and_the_one_elsewhere_stays() -> None:
    named = entry(origin="bay-radio", locator="a.txt")
    expected = {document_id("bay-radio", name): named for name in ("a.txt", "again.txt")}
    assert taken(named) == expected


def test_each_of_two_named_copies_keeps_its_own_entry() -> None:
    first, second = (entry(origin="bay-radio", locator=name) for name in ("a.txt", "again.txt"))
    assert list(taken(first, second).values()) == [first, second]


def test_an_entry_for_nothing_is_an_error_that_names_it() -> None:
    good, bad = entry(origin="bay-radio", locator="a.txt"), entry(origin="bay-radio", locator="c.txt")
    with pytest.raises(ManifestError, match=r"entry 2 \(bay-radio, c\.txt\) names no document"):
        taken(good, bad)


def test_a_document_that_is_named_twice_is_an_error() -> None:
    by_id = entry(document_id=document_id("bay-radio", "a.txt"))
    with pytest.raises(ManifestError, match=r"entry 2 .* is there twice"):
        taken(entry(origin="bay-radio", locator="a.txt"), by_id)


def test_an_empty_list_takes_nothing_down() -> None:
    assert taken() == {}
