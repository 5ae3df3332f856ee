"""The spans of a quote as rows: text[start:end] is the span's text, for every role."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.attribution.quote_spans import rows
from transforms.attribution.values import Attribution
from transforms.language.spans import Span


@given(text=st.text(min_size=6), cut=st.integers(1, 5))
def test_a_span_holds_exactly_the_text_between_its_offsets(text: str, cut: int) -> None:
    found = Attribution((Span(0, cut), Span(cut, 6)), "direct", 0.5, "test", source=(Span(0, 1),))
    made = list(rows("doc_0", text, ["quo_0"], [found]))
    assert [(row["role"], row["ordinal"]) for row in made] == [("content", 0), ("content", 1), ("source", 0)]
    assert all(text[row["start"] : row["end"]] == row["text"] for row in made)
