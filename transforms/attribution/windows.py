"""Cuts a text into the windows of word pieces that the attribution tagger reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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


def _shapes(paragraph: str) -> npt.NDArray[np.uint8]:
    """The shape of the word each character belongs to."""
    shapes = np.full(len(paragraph), SYMBOL, np.uint8)
    for match in _WORD.finditer(paragraph):
        shapes[match.start() : match.end()] = _shape(match.group())
    return shapes


def pieces_of(text: str, spans: Sequence[Span], tokenizer: Tokenizer) -> list[Pieces]:
    """The word pieces of each paragraph that has any; `tokenizer` must neither pad nor truncate."""
    plain = plain_breaks(straighten(text))
    encodings = tokenizer.encode_batch([span.of(plain) for span in spans], add_special_tokens=False)
    encoded = [(span, one) for span, one in zip(spans, encodings, strict=True) if one.ids]
    return [_pieces(text, span, one, number) for number, (span, one) in enumerate(encoded)]


def _pieces(text: str, span: Span, encoding: Encoding, number: int) -> Pieces:
    """The word pieces of paragraph `number`."""
    paragraph = span.of(text)
    offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
    first = np.minimum(offsets[:, 0], len(paragraph) - 1)
    return Pieces(
        np.array(encoding.ids, np.int64),
        offsets[:, 0] + span.start,
        offsets[:, 1] + span.start,
        _shapes(paragraph)[first].astype(np.int64),
        mark_states(paragraph)[first].astype(np.int64),
        np.full(len(first), min(number, N_PLACES - 1)),
        np.full(len(first), number),
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
