"""What is left out is a row: stage, reason, place, and one sentence of detail."""

from schemas.rejects import Rejects
from transforms.rejects import Reject, rows

EMPTY = Reject("ingest", "empty", "the file holds no text", origin="veldmouth-news", locator="a.txt")


def test_rejects_meet_their_contract() -> None:
    assert Rejects.is_valid(rows([EMPTY]))


def test_the_same_reject_is_one_row_and_another_place_is_another() -> None:
    elsewhere = Reject("ingest", "empty", "the file holds no text", origin="veldmouth-news", locator="b.txt")
    assert rows([EMPTY, EMPTY, elsewhere]).height == 2


def test_no_rejects_are_an_empty_typed_table() -> None:
    assert Rejects.is_valid(rows([]))
