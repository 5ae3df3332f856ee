"""What is left out is a row: stage, reason, place, and one sentence of detail."""

from schemas.rejects import Rejects
from transforms.rejects import Reject, failed, rows

EMPTY = Reject("ingest", "empty", "the file holds no text", origin="veldmouth-news", locator="a.txt")


def test_rejects_meet_their_contract() -> None:
    assert Rejects.is_valid(rows([EMPTY]))


def test_each_reject_is_a_row_of_its_own_so_that_counts_add_up() -> None:
    elsewhere = Reject("ingest", "empty", "the file holds no text", origin="veldmouth-news", locator="b.txt")
    made = rows([EMPTY, EMPTY, elsewhere])
    assert made.get_column("reject_id").n_unique() == 3


def test_ids_do_not_depend_on_what_else_was_rejected() -> None:
    elsewhere = Reject("ingest", "empty", "the file holds no text", origin="veldmouth-news", locator="b.txt")
    assert set(rows([EMPTY]).get_column("reject_id")) < set(rows([elsewhere, EMPTY]).get_column("reject_id"))


def test_no_rejects_are_an_empty_typed_table() -> None:
    assert Rejects.is_valid(rows([]))


def test_what_raised_is_one_line_for_readers_and_a_traceback_for_the_log() -> None:
    try:
        raise RecursionError("too deep")
    except RecursionError as error:
        reject, failure = failed("speakers", "doc_0123456789abcdef", "the naming of speakers", error)
    assert Rejects.is_valid(rows([reject]))
    assert reject.detail == "the naming of speakers raised RecursionError: too deep"
    assert (failure.document_id, failure.stage) == ("doc_0123456789abcdef", "speakers")
    assert failure.traceback.startswith("Traceback")
    assert 'raise RecursionError("too deep")' in failure.traceback
