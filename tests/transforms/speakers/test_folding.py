"""The stage `folding`: one utterance is one quote."""

from collections.abc import Sequence

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from schemas.package import table
from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from tests.resources import Given
from transforms.rows import typed
from transforms.speakers.folding import fold
from transforms.tables import Tables

Row = tuple[str, str | None, str | None, str | None]


def folded(*rows: Row) -> pl.DataFrame:
    """The quotes that are left of some: (id, nested_in, speaker, source)."""
    columns = dict.fromkeys(("quote_id", "nested_in", "speaker_id", "source"), pl.String)
    given = pl.DataFrame(rows, columns, orient="row")
    quotes = typed(Quotes, pl.concat([table("quotes").empty(), given], how="diagonal"))
    spans = typed(
        QuoteSpans, pl.concat([table("quote_spans").empty(), given.select("quote_id")], how="diagonal")
    )
    made = fold(Tables(quotes=quotes, quote_spans=spans), Given()).tables
    assert made.quote_spans["quote_id"].to_list() == made.quotes["quote_id"].to_list()
    return made.quotes


def test_a_quote_in_its_own_speakers_quote_is_part_of_it() -> None:
    left = folded(("a", None, "ilves", "Mara Ilves"), ("b", "a", "ilves", "she"))
    assert left["quote_id"].to_list() == ["a"]


def test_somebody_elses_words_stay_a_quote_in_the_one_around() -> None:
    left = folded(
        ("a", None, "ilves", "Mara Ilves"), ("b", "a", "ilves", "she"), ("c", "b", "holm", "Per Holm")
    )
    assert left.select("quote_id", "nested_in").rows() == [("a", None), ("c", "a")]


def test_an_i_is_whoever_is_quoted_around_it_also_where_nobody_knows_who() -> None:
    left = folded(("a", None, None, "an aide"), ("b", "a", None, "I"), ("c", "a", None, "he"))
    assert left["quote_id"].to_list() == ["a", "c"]


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["x", "y", None])), max_size=10))
def test_whatever_is_nested_lies_in_a_quote_that_is_left(given: Sequence[tuple[int, str | None]]) -> None:
    rows = [
        (str(n), str(outer) if outer < n else None, speaker, None) for n, (outer, speaker) in enumerate(given)
    ]
    left = folded(*rows)
    assert set(left["nested_in"].drop_nulls()) <= set(left["quote_id"])
    assert set(left["quote_id"]) >= {key for key, outer, _, _ in rows if outer is None}
