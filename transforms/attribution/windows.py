"""Cuts a text into the windows of word pieces that the attribution tagger reads."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from transforms.attribution.marks import mark_states
from transforms.language.layout import plain_breaks
from transforms.language.spans import Span, straighten

WINDOW: Final = 256
OVERLAP: Final = 64
CLS: Final = 101
SEP: Final = 102

# Word shapes: their numbers are baked into the weights.
LOWER, CAPITALISED, CAPITALS, MIXED, DIGITS, SYMBOL, SPECIAL = range(7)
N_SHAPES: Final = 7
N_PLACES: Final = 4

_WORD = re.compile(r"\w+")
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces as parallel arrays, one entry a piece.

    `starts`/`ends` are half-open code points of the document; separators have starts == ends == -1.
    `paragraph` numbers the paragraphs of the document from 0.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    shapes: Ints
    marks: Ints
    places: Ints
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.ids)


_FIELDS: Final = ("ids", "starts", "ends", "shapes", "marks", "places", "paragraph")


def _joined(parts: Sequence[Pieces]) -> Pieces:
    return Pieces(*(np.concatenate([getattr(p, name) for p in parts]) for name in _FIELDS))


def _cut(pieces: Pieces, start: int, end: int) -> Pieces:
    return Pieces(*(getattr(pieces, name)[start:end] for name in _FIELDS))


def _special(token: int) -> Pieces:
    none = np.array([-1])
    zero = np.array([0])
    return Pieces(np.array([token]), none, none, np.array([SPECIAL]), zero, zero, none)


_CLS: Final = _special(CLS)
_SEP: Final = _special(SEP)


def _shape(word: str) -> int:
    if word.isdigit():
        return DIGITS
    if word.islower():
        return LOWER
    if word.isupper():
        return CAPITALS if len(word) > 1 else CAPITALISED
    if word[:1].isupper() and word[1:].islower():
        return CAPITALISED
    return MIXED


def _shapes(text: str, spans: Iterable[Span]) -> npt.NDArray[np.uint8]:
    """The shape of the word each character belongs to; words end where a span does."""
    shapes = bytearray((SYMBOL,)) * len(text)
    for span in spans:
        for match in _WORD.finditer(text, *span):
            start, end = match.span()
            shapes[start:end] = bytes((_shape(match.group()),)) * (end - start)
    return np.frombuffer(shapes, np.uint8)


def _marks(text: str, spans: Iterable[Span]) -> npt.NDArray[np.uint8]:
    """The state of quotation marks at each character; none runs on where a span ends."""
    marks = np.zeros(len(text), np.uint8)
    for span in spans:
        marks[span.start : span.end] = mark_states(span.of(text))
    return marks


def pieces_of(text: str, spans: Sequence[Span], tokenizer: Tokenizer) -> list[Pieces]:
    """The word pieces of each paragraph that has any; `tokenizer` must neither pad nor truncate."""
    plain = plain_breaks(straighten(text))
    encodings = tokenizer.encode_batch([span.of(plain) for span in spans], add_special_tokens=False)
    encoded = [(span, one) for span, one in zip(spans, encodings, strict=True) if len(one)]
    if not encoded:
        return []
    ends = list(accumulate(len(one) for _, one in encoded))
    together = _pieces(text, *zip(*encoded, strict=True))
    return [_cut(together, start, end) for start, end in zip([0, *ends], ends, strict=False)]


def _pieces(text: str, spans: Sequence[Span], encodings: Sequence[Encoding]) -> Pieces:
    """The word pieces of all paragraphs, one after the other."""
    number = np.repeat(np.arange(len(spans)), [len(one) for one in encodings])
    begin, end = np.array(spans, np.int64)[number].T
    starts, ends = np.concatenate([np.array(one.offsets, np.int64) for one in encodings]).T + begin
    first = np.minimum(starts, end - 1)
    return Pieces(
        np.concatenate([np.array(one.ids, np.int64) for one in encodings]),
        starts,
        ends,
        _shapes(text, spans)[first].astype(np.int64),
        _marks(text, spans)[first].astype(np.int64),
        np.minimum(number, N_PLACES - 1),
        number,
    )


def _slices(pieces: Pieces, room: int) -> Iterator[Pieces]:
    """A paragraph in slices of at most `room` pieces; long ones overlap by OVERLAP."""
    if len(pieces) <= room:
        yield pieces
        return
    step = room - min(OVERLAP, room // 2)
    for start in range(0, len(pieces) - (room - step), step):
        yield _cut(pieces, start, start + room)


def windows(parts: Sequence[Pieces], size: int = WINDOW, first: int | None = None) -> list[Pieces]:
    """Packs whole paragraphs, in order, into windows of at most `size` pieces.

    A window is CLS, paragraphs each followed by SEP. `first` shortens the first window (training varies
    where windows begin). Only paragraphs longer than a window are cut, into overlapping slices.
    """
    room = first or size
    packed: list[Pieces] = []
    waiting: list[Pieces] = []
    used = 1
    for piece in (piece for part in parts for piece in _slices(part, size - 2)):
        if waiting and used + len(piece) + 1 > room:
            packed.append(_joined([_CLS, *waiting]))
            waiting, used, room = [], 1, size
        waiting += [piece, _SEP]
        used += len(piece) + 1
    if waiting:
        packed.append(_joined([_CLS, *waiting]))
    return packed
