"""Where the rows of a table lie: in one file, or in one a month, which are found by their paths alone."""

import pytest

from schemas import partitions
from schemas.package import table
from schemas.partitions import is_cut, part, parts, pattern, whole


def test_only_a_large_table_of_documents_rows_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "PARTITIONED_FROM", 10)
    assert is_cut(table("quotes"), 10) and not is_cut(table("quotes"), 9)
    assert not is_cut(table("speakers"), 10)


def test_the_files_of_a_table_are_found_among_others_in_order() -> None:
    march, april = part("quotes", "2022-03"), part("quotes", "2022-04")
    others = [whole("zones"), part("quote_spans", "2022-03"), "quotes.csv", f"report/{march}"]
    assert parts("quotes", [april, *others, march]) == [march, april]
    assert pattern("quotes", [april, *others]) == "quotes/*/part.parquet"
    for there in (others, [*others, whole("quotes")]):
        assert parts("quotes", there) == [whole("quotes")] == [pattern("quotes", there)]
