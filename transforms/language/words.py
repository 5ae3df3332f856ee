"""Words of a text with their sentence and paragraph: the tokens of its analysis, as a reader sees them.

A tokeniser parts what is one word to a reader: "al-Amr", "don't", "AT&T". Here they are one again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from spacy.tokens import Doc

from transforms.language.spans import Span, merge

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?(?:['’][sS](?!\w))?|\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:[-'’.&\u00ad][^\W_]+)*"
)
_PIECE: Final = re.compile(r"[^\W_]+")
_JOINERS: Final = frozenset("-'&.\u00ad")
_REMEMBERED: Final = 2**16
"""Words whose forms are remembered: each is asked for in every document and stage."""


@lru_cache(_REMEMBERED)
def _lower(text: str) -> str:
    return text.lower().replace("’", "'")


@lru_cache(_REMEMBERED)
def _is_capitalised(text: str) -> bool:
    if text[0].isupper():
        return True
    plain = text.replace("’", "'")
    prefix, mark, rest = plain.partition("'" if plain[1:2] == "'" else "-")
    return bool(mark and rest) and rest[0].isupper() and len(prefix) <= 3 and prefix.isalpha()


class Word(NamedTuple):
    """A word: its span without a possessive ending, and the number of its sentence and paragraph."""

    start: int
    end: int
    text: str
    sentence: int
    paragraph: int
    possessive: bool

    @property
    def lower(self) -> str:
        """The word in lower case."""
        return _lower(self.text)

    @property
    def capitalised(self) -> bool:
        """Whether it is written like a name; "al-Amr" and "d'Arcy" are."""
        return _is_capitalised(self.text)


def words_of(text: str, doc: Doc, paragraphs: Sequence[Span]) -> list[Word]:
    """The words of `text` in order, from the tokens of its analysis; `paragraphs` are sorted and disjoint.

    Sentences are those of the analysis, numbered from 0 without those that hold no word.
    """
    found: list[Word] = []
    starts = [paragraph.start for paragraph in paragraphs]
    numbers: dict[int, int] = {}
    for in_doc, first, last in _joined(doc):
        paragraph = bisect_right(starts, first) - 1
        for body, start in _bodies(text, first, last):
            sentence = numbers.setdefault(in_doc, len(numbers))
            found.append(_word(body, start, sentence, paragraph))
    return found


def _bodies(text: str, first: int, last: int) -> Iterable[tuple[str, int]]:
    """The words of [first, last) of a text, each with its start; letters alone are one as they stand."""
    whole = text[first:last]
    if whole.isalpha() and whole.isascii():
        return ((whole, first),)
    return [(match.group(), first + match.start()) for match in _WORD.finditer(whole)]


def _joined(doc: Doc) -> Iterator[tuple[int, int, int]]:
    """The extent of each run of tokens that no space and no mark parts, after the number of its sentence.

    Tokens are read as columns: asked one by one, each would be made an object of its own first.
    """
    lengths, spaced, starting, blank = doc.to_array(["LENGTH", "SPACY", "SENT_START", "IS_SPACE"]).T.tolist()
    text, place, sentence = doc.text, 0, 0
    start: int | None = None
    end, goes_on = 0, False
    for length, space, starts, is_blank in zip(lengths, spaced, starting, blank, strict=True):
        if start is not None and (starts == 1 or is_blank or not goes_on or not _joins(text[place])):
            yield sentence, start, end
            start = None
        sentence += starts == 1
        if start is None and not is_blank:
            start = place
        end = place + length
        goes_on = not space and not is_blank and _joins(text[end - 1])
        place = end + space
    if start is not None:
        yield sentence, start, end


def _joins(character: str) -> bool:
    """Whether a token that starts or ends with it may be a part of a word."""
    return character.isalnum() or character in _JOINERS


def _word(body: str, start: int, sentence: int, paragraph: int) -> Word:
    kept = body[:-2] if len(body) > 2 and body[-1] in "sS" and body[-2] in "'’" else body
    return Word(start, start + len(kept), kept, sentence, paragraph, len(kept) < len(body))


def outside(words: Sequence[Word], excluded: Iterable[Span]) -> list[Word]:
    """The words that share no character with the spans of `excluded`."""
    holes = merge(excluded)
    ends = [hole.end for hole in holes]

    def is_outside(word: Word) -> bool:
        after = bisect_right(ends, word.start)
        return after == len(holes) or holes[after].start >= word.end

    return [word for word in words if is_outside(word)]


def pieces_by_sentence(words: Sequence[Word]) -> Iterator[list[str]]:
    """The words of each sentence in turn, compounds in their parts: "so-called" is two."""
    for _, sentence in groupby(words, key=lambda word: word.sentence):
        yield [piece for word in sentence for piece in _pieces(word.text)]


@lru_cache(_REMEMBERED)
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(text))


def between(text: str, left: Word, right: Word) -> str:
    """What stands between two words; a possessive ending counts as part of the first."""
    gap = text[left.end : right.start]
    return gap[2:] if left.possessive else gap


def at(found: Sequence[Word], position: int) -> int:
    """Index of the first word that ends after the code point `position`."""
    return bisect_right(found, position, key=lambda word: word.end)
