"""A key changes with everything that could be seen of what it stands for, and with nothing else."""

import polars as pl
import pytest

from flows.store.keys import documents_without_failure, is_without_failure, key_of_stories, keys_of_documents
from tests.worlds import frames_of, unit
from transforms.rejects import Reject, rows
from transforms.results import Failure, StageResult
from transforms.tables import NAMES, Tables

VALID = Tables().with_frames(
    {name: frame for name, frame in frames_of([unit(number) for number in range(4)]).items() if name in NAMES}
)
DOCUMENTS = sorted(VALID.documents["document_id"])
FIRST = pl.col("document_id") == DOCUMENTS[0]


def with_(name: str, **columns: pl.Expr) -> Tables:
    return VALID.with_frames({name: VALID.frame(name).with_columns(**columns)})


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("texts", {"text": pl.when(FIRST).then(pl.col("text") + ".").otherwise("text")}),
        ("documents", {"outlet": pl.when(FIRST).then(pl.lit("Another")).otherwise("outlet")}),
        ("zones", {"end": pl.when(FIRST).then(pl.col("end") + 1).otherwise("end")}),
    ],
)
def test_a_document_whose_text_row_or_zones_change_has_another_key_and_no_other_has(
    name: str, columns: dict[str, pl.Expr]
) -> None:
    before, after = keys_of_documents(VALID, "f"), keys_of_documents(with_(name, **columns), "f")
    assert {key for key in before if before[key] != after[key]} == {DOCUMENTS[0]}


def test_another_fingerprint_changes_every_key() -> None:
    one, other = keys_of_documents(VALID, "f"), keys_of_documents(VALID, "g")
    assert not set(one.values()) & set(other.values())
    assert key_of_stories(VALID, "f") != key_of_stories(VALID, "g")


def test_keys_do_not_depend_on_the_other_documents() -> None:
    alone = keys_of_documents(VALID.of_documents(pl.Series(DOCUMENTS[:1])), "f")
    assert alone == {DOCUMENTS[0]: keys_of_documents(VALID, "f")[DOCUMENTS[0]]}


@pytest.mark.parametrize(
    "name", ["documents", "zones", "quotes", "quote_spans", "claims", "speakers", "story_documents"]
)
def test_stories_have_another_key_where_any_row_of_them_is_another_or_gone(name: str) -> None:
    frame = VALID.frame(name)
    fewer = VALID.with_frames({name: frame[:-1]})
    assert key_of_stories(fewer, "f") != key_of_stories(VALID, "f") == key_of_stories(VALID, "f")
    text = next(column for column, kind in frame.schema.items() if kind == pl.String)
    other = with_(name, **{text: pl.col(text) + "x"})
    assert key_of_stories(other, "f") != key_of_stories(VALID, "f")


def test_a_document_of_which_anything_was_rejected_is_not_kept() -> None:
    reject = Reject("claims", "extraction_failed", "x raised y", document_id=DOCUMENTS[0])
    rejected = StageResult(Tables(rejects=rows([reject])))
    raised = StageResult(failures=(Failure(DOCUMENTS[1], "claims", "Traceback"),))
    assert documents_without_failure(rejected, DOCUMENTS) == DOCUMENTS[1:]
    assert documents_without_failure(raised, DOCUMENTS[:2]) == DOCUMENTS[:1]
    assert not is_without_failure(rejected) and not is_without_failure(raised)
    assert is_without_failure(StageResult(VALID.without("rejects")))
