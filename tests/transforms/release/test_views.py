"""The views: one query each, and a row for each row that they are about."""

import polars as pl
import pytest

from schemas.discrepancies import APART, SHOWN_FROM
from schemas.package import RELEASED, VIEWS, Table
from tests.frames import speaker_id, statement_id, valid_frames
from tests.tables import views
from tests.worlds import frames_of, unit
from transforms.release.batches import ordered
from transforms.release.views import QUERIES

WORLD = frames_of([unit(0), unit(1)])
ABOUT = {
    "attributions": ("quotes", ["quote_id"]),
    "statements_by_outlet": ("coverage", ["statement_id", "document_id"]),
    "disagreements": ("discrepancy_values", ["discrepancy_id", "document_id", "start"]),
    "numbers": ("quantities", ["quantity_id"]),
}
"""View -> the table whose rows it shows, and their key."""


def made(**changed: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return views(WORLD | changed)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@pytest.mark.parametrize("frames", [WORLD, valid_frames()], ids=["world", "frames"])
def test_a_view_meets_its_contract_and_has_the_rows_that_it_is_about(
    view: Table, frames: dict[str, pl.DataFrame]
) -> None:
    found = ordered(views(frames)[view.name], view)
    assert view.schema.is_valid(found), view.schema.filter(found)[1].counts()
    table, key = ABOUT[view.name]
    assert found.select(key).sort(key).equals(frames[table].select(key).sort(key))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_order_of_rows_changes_nothing(view: Table) -> None:
    backwards = {name: frame.reverse() for name, frame in WORLD.items()}
    assert ordered(views(backwards)[view.name], view).equals(ordered(made()[view.name], view))


def test_a_view_that_cannot_be_made_in_little_memory_is_made_in_more(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = made()
    monkeypatch.setattr("transforms.release.views._HELD", "1MB")
    assert all(rows.equals(whole[name]) for name, rows in made().items())


def test_there_is_a_query_for_every_view_and_no_view_has_the_name_of_a_table() -> None:
    assert set(QUERIES) == {view.name for view in VIEWS}
    assert not set(QUERIES) & {table.name for table in RELEASED}


def test_an_attribution_says_who_by_name_and_where() -> None:
    row = made()["attributions"].filter(is_nested=True, speaker_id=speaker_id("Ann 0")).row(0, named=True)
    assert (row["speaker"], row["relay"], row["outlet"]) == ("Ann 0", "Ann 0", "lowford-post")
    assert (row["context_before"], row["content"]) == (" said, ", "in March")
    assert row["statement_id"] == statement_id("0")


def test_an_outlet_goes_by_its_name_and_else_by_its_origin() -> None:
    documents = WORLD["documents"].with_columns(
        outlet=pl.when(pl.int_range(pl.len()) == 0).then(pl.lit("Post"))
    )
    assert set(made(documents=documents)["attributions"]["outlet"]) == {"Post", "lowford-post"}


def outlets(**changed: pl.DataFrame) -> list[int]:
    """The outlets of the one statement of document 0, which both documents print here."""
    documents = WORLD["documents"].with_columns(outlet=pl.col("locator"))
    printed = WORLD["statement_quotes"].with_columns(statement_id=pl.lit(statement_id("0")))
    echoes = WORLD["statement_echoes"].clear()
    given = {"documents": documents, "statement_quotes": printed, "statement_echoes": echoes} | changed
    return made(**given)["attributions"]["n_outlets"].drop_nulls().to_list()


def test_a_statement_has_as_many_outlets_as_print_it() -> None:
    assert outlets() == [2, 2]


def test_who_repeats_another_s_article_counts_with_it() -> None:
    documents = WORLD["documents"].with_columns(outlet=pl.col("locator"))
    first = documents.item(0, "document_id")
    copied = pl.when(pl.col("document_id") != first).then(pl.lit(first)).otherwise("duplicate_of")
    assert outlets(documents=documents.with_columns(duplicate_of=copied)) == [1, 1]


def test_of_several_statements_an_attribution_has_that_of_most_outlets() -> None:
    more = WORLD["statement_quotes"].with_columns(
        part=pl.lit(1, pl.Int64), statement_id=pl.lit(statement_id("1")), is_representative=pl.lit(False)
    )
    printed = pl.concat([WORLD["statement_quotes"], more])
    documents = WORLD["documents"].with_columns(outlet=pl.col("locator"))
    shown = made(statement_quotes=printed, documents=documents)["attributions"].drop_nulls("statement_id")
    assert set(shown["statement_id"]) == {statement_id("1")}
    assert set(shown["n_outlets"]) == {2}


def test_a_number_is_shown_in_its_quote() -> None:
    assert set(made()["numbers"]["sentence"]) == {"The ferry will stop … in March"}


def test_a_number_in_an_outlet_s_own_voice_is_shown_in_its_claim_where_that_has_words() -> None:
    spans = WORLD["quote_spans"].clear()
    assert set(made(quote_spans=spans)["numbers"]["sentence"]) == {"The ferry will stop"}
    withheld = WORLD["claims"].with_columns(content=pl.lit(None, pl.String))
    assert made(quote_spans=spans, claims=withheld)["numbers"]["sentence"].is_null().all()


def test_a_number_in_no_claim_is_shown_in_its_quote_all_the_same() -> None:
    quantities = WORLD["quantities"].with_columns(claim_id=pl.lit(None, pl.String))
    found = made(quantities=quantities)["numbers"]
    assert found["quote_id"].null_count() == 0
    assert set(found["sentence"]) == {"The ferry will stop … in March"}


@pytest.mark.parametrize(
    ("kind", "worth", "shown"),
    [("wording", SHOWN_FROM, True), ("wording", SHOWN_FROM - 0.01, False), (APART, 0.9, False)],
)
def test_what_tells_little_and_spellings_of_names_are_not_shown_first(
    kind: str, worth: float, shown: bool
) -> None:
    points = WORLD["discrepancies"].with_columns(type=pl.lit(kind), worth=pl.lit(worth))
    assert set(made(discrepancies=points)["disagreements"]["shown_first"]) == {shown}


def test_a_statement_stands_in_the_words_of_each_article() -> None:
    assert set(made()["statements_by_outlet"]["words"]) == {"in March"}
    silent = WORLD["coverage"].with_columns(
        how=pl.lit("not_reported"), **{name: pl.lit(None, pl.Int64) for name in ("start", "end")}
    )
    assert made(coverage=silent)["statements_by_outlet"]["words"].is_null().all()
