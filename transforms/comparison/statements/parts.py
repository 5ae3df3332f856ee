"""The parts of a quote that are compared: its sentences, and the halves of one that "but" or "and" joins.

A quote of two sentences renders two utterances, and another outlet may print only one of them.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.lexica import any_of
from transforms.language.spans import Span, trim

JOINER: Final = " … "
"""Between the pieces of a part that other text interrupts, as in the content of a quote."""

SHORTEST: Final = 3
"""Words that a part must have to stand alone; fewer say too little to be compared."""

Part = tuple[Span, ...]

JOINING: Final = lexica.words("comparison", "joining")
CLAUSE_SUBJECTS: Final = lexica.words("comparison", "clause_subjects")
SUBJECT_OPENERS: Final = lexica.words("comparison", "subject_openers")
CLAUSE_AUXILIARIES: Final = lexica.words("comparison", "clause_auxiliaries")

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_HALF = re.compile(rf";\s+|,\s+(?=(?:{any_of(JOINING)})\s)|\s+(?=but\s)")
_NOUN_PHRASE = rf"(?:{any_of(SUBJECT_OPENERS)})\s+(?:[\w'’-]+\s+){{0,3}}?[\w'’-]+"
_NAME = r"[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*"
_SUBJECT = rf"(?:{any_of(CLAUSE_SUBJECTS)}|{_NOUN_PHRASE}|{_NAME})"
_VERB = rf"(?:{any_of(CLAUSE_AUXILIARIES)}|[a-z]+ed)"
_CLAUSE = re.compile(rf"but\s|(?:{any_of(JOINING)})\s+{_SUBJECT}\s+(?:also\s+|then\s+)?{_VERB}\b")


def parts(document: AnalysedDocument, content: Sequence[Span]) -> list[Part]:
    """The parts of a quote's content, in order; each is one or more spans of the text, trimmed.

    Together they hold every word of the content. A part of fewer than SHORTEST words goes with a neighbour.
    """
    text = document.text
    found: list[list[Span]] = []
    for span in content:
        for number, piece in enumerate(_pieces(document, span)):
            goes_on = number == 0 and text[piece.start].islower()
            if found and (goes_on or _n_words(text, found[-1]) < SHORTEST):
                found[-1].append(piece)
            else:
                found.append([piece])
    if len(found) > 1 and _n_words(text, found[-1]) < SHORTEST:
        found[-2:] = [found[-2] + found[-1]]
    return [_closed(text, part) for part in found]


def rendered(text: str, part: Sequence[Span]) -> str:
    """The part's text; pieces that other text interrupts are joined as in a quote's content."""
    return JOINER.join(span.of(text) for span in part)


def _pieces(document: AnalysedDocument, span: Span) -> Iterator[Span]:
    for sentence in _sentences(document, span):
        yield from _halves(document.text, sentence)


def _sentences(document: AnalysedDocument, span: Span) -> Iterator[Span]:
    """The parts of a span in different sentences of the document."""
    first, last = document.sentence_at(span.start), document.sentence_at(span.end - 1)
    borders = [sentence.start for sentence in document.sentences[first + 1 : last + 1]]
    for start, end in pairwise([span.start, *borders, span.end]):
        if piece := trim(Span(start, end), document.text):
            yield piece


def _halves(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for match in _HALF.finditer(text, span.start, span.end):
        halves = _starts_clause(text, match, Span(start, span.end))
        if halves and (piece := trim(Span(start, match.end()), text)):
            yield piece
            start = match.end()
    if last := trim(Span(start, span.end), text):
        yield last


def _starts_clause(text: str, match: re.Match[str], rest: Span) -> bool:
    """Both halves say something, and the second has a subject and a verb of its own."""
    if len(_WORD.findall(text, rest.start, match.start())) < SHORTEST:
        return False
    if len(_WORD.findall(text, match.end(), rest.end)) <= SHORTEST:
        return False
    return match.group().startswith(";") or _CLAUSE.match(text, match.end(), rest.end) is not None


def _n_words(text: str, part: Sequence[Span]) -> int:
    return sum(len(_WORD.findall(text, span.start, span.end)) for span in part)


def _closed(text: str, part: Sequence[Span]) -> Part:
    """Pieces that only white space parts are one span again."""
    joined = [part[0]]
    for span in part[1:]:
        if not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)
