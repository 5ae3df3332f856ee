"""The parts of a quote that are compared: its sentences, and the halves of one that "but" or "and" joins.

A quote of two sentences renders two utterances, and another outlet may print only one of them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of
from transforms.language.spans import Span, trim

JOINER: Final = " … "
"""Between the pieces of a part that other text interrupts, as in the content of a quote."""

SHORTEST: Final = 3
"""Words that a part must have to stand alone; fewer say too little to be compared."""

Part = tuple[Span, ...]
_Test = Callable[[str, re.Match[str], Span], bool]

ABBREVIATIONS: Final = lexica.words("comparison", "abbreviations")
JOINING: Final = lexica.words("comparison", "joining")
CLAUSE_SUBJECTS: Final = lexica.words("comparison", "clause_subjects")
SUBJECT_OPENERS: Final = lexica.words("comparison", "subject_openers")
CLAUSE_AUXILIARIES: Final = lexica.words("comparison", "clause_auxiliaries")

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(rf"(?:\b(?:{any_of(ABBREVIATIONS)})|\b[A-Z])\.$")
_HALF = re.compile(rf";\s+|,\s+(?=(?:{any_of(JOINING)})\s)|\s+(?=but\s)")
_NOUN_PHRASE = rf"(?:{any_of(SUBJECT_OPENERS)})\s+(?:[\w'’-]+\s+){{0,3}}?[\w'’-]+"
_NAME = r"[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*"
_SUBJECT = rf"(?:{any_of(CLAUSE_SUBJECTS)}|{_NOUN_PHRASE}|{_NAME})"
_VERB = rf"(?:{any_of(CLAUSE_AUXILIARIES)}|[a-z]+ed)"
_CLAUSE = re.compile(rf"but\s|(?:{any_of(JOINING)})\s+{_SUBJECT}\s+(?:also\s+|then\s+)?{_VERB}\b")


def parts(text: str, content: Sequence[Span]) -> list[Part]:
    """The parts of a quote's content, in order; each is one or more spans of `text`, trimmed.

    Together they hold every word of the content. A part of fewer than SHORTEST words goes with a neighbour.
    """
    found: list[list[Span]] = []
    for span in content:
        for number, piece in enumerate(_pieces(text, span)):
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


def _pieces(text: str, span: Span) -> Iterator[Span]:
    for sentence in _split(text, span, _SENTENCE, _ends_sentence):
        yield from _split(text, sentence, _HALF, _starts_clause)


def _split(text: str, span: Span, border: re.Pattern[str], is_border: _Test) -> Iterator[Span]:
    start = span.start
    for match in border.finditer(text, span.start, span.end):
        if is_border(text, match, Span(start, span.end)) and (piece := trim(Span(start, match.end()), text)):
            yield piece
            start = match.end()
    if last := trim(Span(start, span.end), text):
        yield last


def _ends_sentence(text: str, match: re.Match[str], rest: Span) -> bool:
    return not _ABBREVIATION.search(text, rest.start, match.start())


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
