"""Every table of a build as one value: those of the contract, typed by it, and no others."""

from dataclasses import fields, replace
from typing import get_type_hints

import dataframely as dy
import polars as pl
import pytest

from schemas.package import TABLES, WORKING, Table
from tests.frames import document_id, valid_frames
from transforms.tables import NAMES, Tables, joined

VALID = Tables().with_frames(valid_frames())


def same(one: Tables, other: Tables) -> bool:
    return all(one.frame(name).equals(other.frame(name)) for name in NAMES)


def test_its_fields_are_the_tables_of_the_contract_in_their_order() -> None:
    assert tuple(each.name for each in fields(Tables)) == NAMES
    assert tuple(table.name for table in (*WORKING, *TABLES)) == NAMES


@pytest.mark.parametrize("table", (*WORKING, *TABLES), ids=lambda table: table.name)
def test_each_is_typed_by_its_contract_and_has_no_rows_at_first(table: Table) -> None:
    assert get_type_hints(Tables)[table.name] == dy.DataFrame[table.schema]  # type: ignore[name-defined]
    assert Tables().frame(table.name).equals(table.empty())
    assert Tables().frame(table.name).schema == table.polars_schema


def test_tables_by_name_are_those_of_the_package() -> None:
    assert list(VALID.frames()) == [table.name for table in TABLES]
    assert VALID.frames()["quotes"] is VALID.quotes is VALID.frame("quotes")


def test_an_unknown_name_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(KeyError, match="no table 'quotse'; there are: raw_files, analyses"):
        VALID.frame("quotse")
    with pytest.raises(KeyError, match="no table quotse, zonse; there are: raw_files"):
        VALID.with_frames({"zonse": VALID.zones, "quotse": VALID.quotes, "texts": VALID.texts})
    with pytest.raises(KeyError, match="no table 'frames'"):
        VALID.frame("frames")


def test_those_chosen_stay_and_the_others_have_no_rows() -> None:
    kept = VALID.only(["quotes", "texts"])
    assert same(kept, Tables(quotes=VALID.quotes, texts=VALID.texts))
    assert same(VALID.without("quotes"), replace(VALID, quotes=Tables().quotes))


def test_the_rows_of_some_documents() -> None:
    key = document_id("ferry")
    kept = VALID.of_documents(pl.Series([key]))
    assert kept.texts.get_column("document_id").to_list() == [key]
    assert 0 < kept.quotes.height < VALID.quotes.height
    assert kept.quotes.equals(VALID.quotes.filter(document_id=key))
    assert kept.speakers.is_empty()
    assert same(VALID.of_documents(VALID.documents["document_id"]), VALID.without("speakers", "rejects"))


def test_parts_joined_are_the_whole_in_the_order_of_the_parts() -> None:
    keys = VALID.documents["document_id"]
    parts = [VALID.of_documents(keys[n : n + 1]) for n in (1, 0)]
    whole = joined(parts)
    assert whole.documents.equals(VALID.documents.reverse())
    for name in ("quotes", "zones"):
        assert whole.frame(name).sort(pl.all()).equals(VALID.frame(name).sort(pl.all()))
    assert same(joined([]), Tables())
    assert joined([VALID]) is VALID
