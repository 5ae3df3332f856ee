"""Words of a text with their sentence and paragraph: the tokens of its analysis, as a reader sees them.

A tokeniser parts what is one word to a reader: "al-Amr", "don't", "AT&T". Here they are one again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from transforms.language.spans import Span, merge

_WORD: Final = re.compile(
    r"(?:[^\W\d_]\.)+(?:[^\W\d_](?!\w))?(?:['’][sS](?!\w))?|\d+(?:[.,]\d+)+(?!\w)|[^\W_]+(?:[-'’.&\u00ad][^\W_]+)*"
)
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
_PIECE: Final = re.compile(r"[^\W_]+")
_JOINERS: Final = frozenset("-'&.\u00ad")


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
        return self.text.lower().replace("’", "'")

    @property
    def capitalised(self) -> bool:
        """Whether it is written like a name; "al-Amr" and "d'Arcy" are."""
        head = self.text[0]
        if head.isupper():
            return True
        plain = self.text.replace("’", "'")
        prefix, mark, rest = plain.partition("'" if plain[1:2] == "'" else "-")
        return bool(mark and rest) and rest[0].isupper() and len(prefix) <= 3 and prefix.isalpha()


def words_of(text: str, doc: Doc, paragraphs: Sequence[Span]) -> list[Word]:
    """The words of `text` in order, from the tokens of its analysis; `paragraphs` are sorted and disjoint.

    Sentences are those of the analysis, numbered from 0 without those that hold no word.
    """
    found: list[Word] = []
    starts = [paragraph.start for paragraph in paragraphs]
    numbers: dict[int, int] = {}
    for in_doc, span in _joined(doc):
        paragraph = bisect_right(starts, span.start) - 1
        for match in _WORD.finditer(span.of(text)):
            sentence = numbers.setdefault(in_doc, len(numbers))
            found.append(_word(match, span.start, sentence, paragraph))
    return found


def _joined(doc: Doc) -> Iterator[tuple[int, Span]]:
    """The extent of each run of tokens that no space and no mark parts, after the number of its sentence."""
    start: int | None = None
    end = sentence = 0
    before: Token | None = None
    for token in doc:
        if start is not None and before is not None and not _continues(before, token):
            yield sentence, Span(start, end)
            start = None
        sentence += bool(token.is_sent_start)
        if start is None and not token.is_space:
            start = token.idx
        end, before = token.idx + len(token), token
    if start is not None:
        yield sentence, Span(start, end)


def _continues(before: Token, token: Token) -> bool:
    """Whether a token goes on the word of the one before it."""
    if before.whitespace_ or token.is_sent_start or token.is_space or before.is_space:
        return False
    left, right = before.text[-1], token.text[0]
    return (left.isalnum() or left in _JOINERS) and (right.isalnum() or right in _JOINERS)


def _word(match: re.Match[str], offset: int, sentence: int, paragraph: int) -> Word:
    body, start = match.group(), match.start() + offset
    ending = _POSSESSIVE.search(body)
    kept = body[: ending.start()] if ending and ending.start() else body
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
        yield [piece for word in sentence for piece in _PIECE.findall(word.text)]


def between(text: str, left: Word, right: Word) -> str:
    """What stands between two words; a possessive ending counts as part of the first."""
    gap = text[left.end : right.start]
    return gap[2:] if left.possessive else gap


def at(found: Sequence[Word], position: int) -> int:
    """Index of the first word that ends after the code point `position`."""
    return bisect_right(found, position, key=lambda word: word.end)
