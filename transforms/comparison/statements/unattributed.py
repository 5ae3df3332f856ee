"""Sentences in which no attribution has a word: nothing in them says whose words they are."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span
from transforms.language.words import Word, at

QuoteSpan = tuple[int, int, str]
"""Start and end of a quote's content, cue or source, and the quote's id."""


def unattributed(
    document: AnalysedDocument, quoted: Sequence[QuoteSpan]
) -> Iterator[tuple[Span, str | None]]:
    """Each such sentence, with the marks around it, and the id of the last quote before it in its paragraph.

    `quoted` are all spans of all quotes of the text, sorted.
    """
    text, found = document.text, document.words
    attributed = _attributed(found, quoted)
    for _, paragraph in groupby(found, key=lambda word: word.paragraph):
        quote = None
        for number, sentence in groupby(paragraph, key=lambda word: word.sentence):
            if number in attributed:
                quote = attributed[number]
            else:
                yield _whole(text, list(sentence)), quote


def _attributed(found: Sequence[Word], quoted: Sequence[QuoteSpan]) -> dict[int, str]:
    """By number of sentence, the last quote that has a word in it."""
    last: dict[int, str] = {}
    for start, end, quote in quoted:
        # The full stop of a quote is no word, so where it ends must not be looked up as one.
        for word in found[at(found, start) : bisect_left(found, end, key=lambda word: word.start)]:
            last[word.sentence] = quote
    return last


def _whole(text: str, sentence: Sequence[Word]) -> Span:
    """The sentence with the marks that stand around its words, and none of its neighbours'."""
    start, end = sentence[0].start, sentence[-1].end + 2 * sentence[-1].possessive
    while end < len(text) and _is_mark(text[end]):
        end += 1
    before = start
    while before > 0 and _is_mark(text[before - 1]):
        before -= 1
    # Marks that stand right behind another word are the ones that close its sentence.
    return Span(before if before == 0 or text[before - 1].isspace() else start, end)


def _is_mark(character: str) -> bool:
    return not character.isspace() and not character.isalnum()
