"""Cuts a text into the windows of word pieces that the attribution tagger reads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from transforms.attribution.marks import DOUBLE_MARKS, SINGLE_MARKS, mark_states

WINDOW: Final = 256
OVERLAP: Final = 64
CLS: Final = 101
SEP: Final = 102

# Word shapes: their numbers are baked into the weights.
LOWER, CAPITALISED, CAPITALS, MIXED, DIGITS, SYMBOL, SPECIAL = range(7)
N_SHAPES: Final = 7
N_PLACES: Final = 4

_WORD = re.compile(r"\w+")
# A line break inside a sentence (hard-wrapped text) does not end a paragraph; what is masked always does.
_BREAK: Final = "\x1e"
_PARAGRAPH = re.compile(rf"(?:[^\n{_BREAK}]|(?<=[^\n{_BREAK}.!?:\"”])\n(?=[a-z]))+")
_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys(DOUBLE_MARKS, '"'),
        **dict.fromkeys(SINGLE_MARKS, "'"),
        "\u00a0": " ",
        "\u202f": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\r": "\n",
        "\u0085": "\n",
        "\v": "\n",
        "\f": "\n",
    }
)

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


def masked(text: str, exclude: Sequence[tuple[int, int]]) -> str:
    """The text with every excluded span turned into separators, so that no offset moves."""
    parts: list[str] = []
    at = 0
    for span_start, span_end in sorted(exclude):
        start, end = max(at, min(span_start, len(text))), min(span_end, len(text))
        if start < end:
            parts += [text[at:start], _BREAK * (end - start)]
            at = end
    return "".join([*parts, text[at:]])


def paragraphs(text: str, tokenizer: Tokenizer) -> list[Pieces]:
    """The word pieces of every paragraph that has any; `tokenizer` must neither pad nor truncate."""
    plain = text.translate(_STRAIGHT)
    where = [m.span() for m in _PARAGRAPH.finditer(plain) if not m.group().isspace()]
    encodings = tokenizer.encode_batch([plain[s:e] for s, e in where], add_special_tokens=False)
    found: list[Pieces] = []
    for (start, end), encoding in zip(where, encodings, strict=True):
        if encoding.ids:
            raw = text[start:end]
            offsets = np.array(encoding.offsets, np.int64).reshape(-1, 2)
            first = np.minimum(offsets[:, 0], len(raw) - 1)
            n = len(found)
            found.append(
                Pieces(
                    np.array(encoding.ids, np.int64),
                    offsets[:, 0] + start,
                    offsets[:, 1] + start,
                    _shapes(raw)[first].astype(np.int64),
                    mark_states(raw)[first].astype(np.int64),
                    np.full(len(first), min(n, N_PLACES - 1)),
                    np.full(len(first), n),
                )
            )
    return found


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
    held: list[Pieces] = []
    used = 1
    for part in parts:
        for piece in _slices(part, size - 2):
            if held and used + len(piece) + 1 > room:
                packed.append(_joined([_CLS, *held]))
                held, used, room = [], 1, size
            held += [piece, _SEP]
            used += len(piece) + 1
    if held:
        packed.append(_joined([_CLS, *held]))
    return packed
