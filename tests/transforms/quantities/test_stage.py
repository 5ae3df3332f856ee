"""The stage `quantities`: tables in, tables out; the day that dates count from; one bad document alone."""

from datetime import date

import polars as pl
import pytest

from schemas.package import table
from schemas.quantities import Quantities
from tests.frames import document_id, valid_frames
from tests.resources import Given, certain, shipped
from transforms.claims.stage import find_claims
from transforms.language.stage import analyse
from transforms.quantities.stage import Zone, dateline_day, find_quantities
from transforms.tables import Tables

ANALYSES = Given(analyser=shipped().analyser)


@pytest.fixture(scope="module")
def tables() -> Tables:
    """The made-up articles with their claims."""
    made = Tables().with_frames(valid_frames())
    made = made.with_frames({"analyses": analyse(made, shipped()).tables.analyses})
    scored = Given(analyser=shipped().analyser, scorer=certain)
    return made.with_frames({"claims": find_claims(made, scored).tables.claims})


def test_every_row_keeps_its_contract_and_its_text(tables: Tables) -> None:
    quantities = find_quantities(tables, ANALYSES).tables.quantities
    assert Quantities.filter(quantities)[0].height == quantities.height > 0
    texts = dict(tables.texts.iter_rows())
    for row in quantities.iter_rows(named=True):
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]


def test_a_quantity_names_a_claim_of_its_document(tables: Tables) -> None:
    quantities = find_quantities(tables, ANALYSES).tables.quantities
    named = quantities.drop_nulls("claim_id").join(tables.claims, on="claim_id", how="left")
    assert named.height > 0
    assert (named["document_id"] == named["document_id_right"]).all()


def test_dates_count_from_the_day_of_publication(tables: Tables) -> None:
    def days(of: Tables) -> set[date | None]:
        return set(find_quantities(of, ANALYSES).tables.quantities.filter(text="March")["first_day"])

    assert date(2026, 3, 1) in days(tables)
    undated = tables.documents.with_columns(published_on=pl.lit(None, pl.Date))
    assert days(tables.with_frames({"documents": undated})) == {None}


def test_the_order_of_rows_changes_nothing(tables: Tables) -> None:
    turned = tables.with_frames({name: frame.reverse() for name, frame in tables.frames().items()})
    first, second = (find_quantities(one, ANALYSES).tables.quantities for one in (tables, turned))
    assert first.equals(second)


def test_a_document_whose_analysis_cannot_be_read_costs_itself_alone(tables: Tables) -> None:
    bad = pl.col("document_id") == document_id("council")
    broken = tables.analyses.with_columns(
        tokens=pl.when(bad).then(pl.lit(b"no analysis")).otherwise("tokens")
    )
    outcome = find_quantities(tables.with_frames({"analyses": broken}), ANALYSES)
    whole = find_quantities(tables, ANALYSES).tables.quantities
    assert outcome.tables.quantities.equals(whole.filter(document_id=document_id("ferry")))
    (reject,) = outcome.tables.rejects.to_dicts()
    assert (reject["stage"], reject["reason"], reject["document_id"]) == (
        "quantities",
        "extraction_failed",
        document_id("council"),
    )
    (count,) = outcome.counts
    assert (count.stage, count.received, count.kept, count.rejected) == ("quantities", 2, 1, 1)


def test_nothing_in_nothing_out() -> None:
    assert find_quantities(Tables(), ANALYSES).tables.quantities.equals(table("quantities").empty())


@pytest.mark.parametrize(
    ("dateline", "day"),
    [("LOWFORD, 3 February 2022", date(2022, 2, 3)), ("LOWFORD, 3 February", None), ("LOWFORD (Wire)", None)],
)
def test_a_dateline_with_a_year_is_an_anchor(dateline: str, day: date | None) -> None:
    zone = Zone("doc_0", "dateline", 0, len(dateline))
    assert dateline_day(dateline + " The port closed.", [zone]) == day
