"""Which words of two wordings differ: aligned word by word, whatever their case and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"\S+")
_LEAST_SHARED: Final = 0.3
"""Share of words in common below which wordings are simply other ones: marks on all would tell nothing."""


class Piece(NamedTuple):
    """A stretch of a wording, and whether it differs."""

    text: str
    differs: bool


def marked(wording: str, others: Sequence[str]) -> list[Piece]:
    """`wording` in pieces; what stands in none of the `others` near the same words differs.

    Others that share too few words with it are not held against it; where none is left nothing differs.
    """
    places = [place for place in _WORD.finditer(wording) if _plain(place.group())]
    words = [_plain(place.group()) for place in places]
    comparable = [shared for other in others if (shared := _shared(words, other)) is not None]
    if not comparable:
        return [Piece(wording, differs=False)]
    same = set[int]().union(*comparable)
    return _joined(wording, places, [place in same for place in range(len(words))])


def marked_in(text: str, part: str) -> list[Piece]:
    """`text` in pieces, of which the first that is `part` differs."""
    before, found, after = text.partition(part)
    pieces = (Piece(before, differs=False), Piece(found, differs=True), Piece(after, differs=False))
    return [piece for piece in pieces if piece.text]


def _shared(words: Sequence[str], other: str) -> set[int] | None:
    """Places of the words that `other` has too, in its order; None where those are too few."""
    against = [word for word in map(_plain, other.split()) if word]
    matcher = SequenceMatcher(None, words, against, autojunk=False)
    places = {block.a + step for block in matcher.get_matching_blocks() for step in range(block.size)}
    shorter = min(len(words), len(against))
    return places if shorter and len(places) / shorter >= _LEAST_SHARED else None


def _plain(word: str) -> str:
    """A word without case, accents and punctuation; empty where it is nothing but punctuation."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in folded if character.isalnum())


def _joined(wording: str, places: Sequence[re.Match[str]], same: Iterable[bool]) -> list[Piece]:
    """Neighbours of one kind as one piece; what stands between two kinds differs in nothing."""
    pieces: list[Piece] = []
    last = 0
    for place, is_same in zip(places, same, strict=True):
        _add(
            pieces, wording[last : place.start()], differs=bool(pieces) and pieces[-1].differs and not is_same
        )
        _add(pieces, place.group(), differs=not is_same)
        last = place.end()
    _add(pieces, wording[last:], differs=False)
    return pieces


def _add(pieces: list[Piece], text: str, *, differs: bool) -> None:
    """Put a text behind the last piece, into it where it is of the same kind."""
    if text and pieces and pieces[-1].differs == differs:
        pieces[-1] = Piece(pieces[-1].text + text, differs)
    elif text:
        pieces.append(Piece(text, differs))
