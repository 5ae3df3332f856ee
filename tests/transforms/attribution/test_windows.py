"""Windows: every piece knows its place in the text, no window is too long, nothing is left out."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.attribution.stand_in import small_tokenizer
from transforms.attribution.windows import (
    CAPITALISED,
    CAPITALS,
    CLS,
    DIGITS,
    LOWER,
    OVERLAP,
    SEP,
    SYMBOL,
    WINDOW,
    Pieces,
    pieces_of,
    windows,
)
from transforms.language.layout import paragraphs
from transforms.language.spans import Span

TOKENIZER = small_tokenizer()
ODD = "ab \n\t\r\u200b\u0000\x07😀é漢“”\"'’.\u00a0\u2028İ\ufeff\ud7ff"


def read(text: str, excluded: tuple[Span, ...] = ()) -> list[Pieces]:
    return pieces_of(text, paragraphs(text, excluded), TOKENIZER)


def test_a_window_is_paragraphs_between_special_pieces() -> None:
    (window,) = windows(read("ab\n\ncd"))
    assert [window.ids[i] for i in (0, 3, 6)] == [CLS, SEP, SEP]
    assert window.starts.tolist() == [-1, 0, 1, -1, 4, 5, -1]
    assert window.ends.tolist() == [-1, 1, 2, -1, 5, 6, -1]


def test_word_shapes_tell_what_lower_casing_hides() -> None:
    (found,) = read("Ab CD ef 12 .")
    shapes = [CAPITALISED] * 2 + [CAPITALS] * 2 + [LOWER] * 2 + [DIGITS] * 2 + [SYMBOL]
    assert found.shapes.tolist() == shapes


def test_excluded_spans_give_no_pieces_and_no_offset_moves() -> None:
    found = read("ab cd ef", (Span(2, 5),))
    assert [part.starts.tolist() for part in found] == [[0, 1], [6, 7]]
    assert [part.paragraph.tolist() for part in found] == [[0, 0], [1, 1]]


def test_paragraphs_are_packed_whole_and_only_overlong_ones_are_cut_with_overlap() -> None:
    short = read("\n\n".join(["a" * 90] * 5))
    assert [len(w) for w in windows(short)] == [1 + 2 * 91, 1 + 2 * 91, 1 + 91]
    (long,) = read("a " * 600)
    cut = windows([long])
    first, second = ([s for s in w.starts.tolist() if s >= 0] for w in cut[:2])
    assert len(set(first) & set(second)) == OVERLAP
    assert max(s for w in cut for s in w.starts.tolist()) == 2 * 599


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=300))
def test_offsets_lie_in_the_text_and_rise_for_any_characters(text: str) -> None:
    for window in windows(read(text), size=32):
        assert len(window) <= 32
        spans = [(s, e) for s, e in zip(window.starts.tolist(), window.ends.tolist(), strict=True) if s >= 0]
        assert spans == sorted(spans)
        assert all(0 <= s <= e <= len(text) for s, e in spans)


@given(st.integers(1, 700))
def test_every_piece_is_in_some_window(count: int) -> None:
    parts = read("a " * count)
    seen = {s for w in windows(parts) for s in w.starts.tolist()} - {-1}
    assert seen == set(range(0, 2 * count, 2))
    assert all(len(w) <= WINDOW for w in windows(parts))
