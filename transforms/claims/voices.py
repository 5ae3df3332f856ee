"""Whose voice each word of a document is: a quote's, the outlet's own, or none that claims anything."""

from collections.abc import Iterable, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from transforms.attribution.quotes import between_marks
from transforms.attribution.values import Attribution
from transforms.language import lexica
from transforms.language.layout import paragraphs
from transforms.language.spans import Span
from transforms.reading.values import Zone

OUTLET: Final = -1
SILENT: Final = -2
"""Boilerplate, datelines, quotations of nobody known, and the words that only attribute: cue and source."""

LEAST: Final = 0.55
"""Confidence below which four in five attributions are none: acts, whose words are the outlet's."""

GLOSSES: Final = lexica.words("attribution", "glosses")

_A_CLAUSE: Final = 6
"""Tokens between quotation marks from which they are no mere term or title."""

_SILENT_ZONES: Final = frozenset(("boilerplate", "dateline"))


class Voices:
    """The voice of every token of a parsed document: an index into its attributions, OUTLET or SILENT."""

    def __init__(self, doc: Doc, zones: Sequence[Zone], attributions: Sequence[Attribution]) -> None:
        self._doc = doc
        self._text = doc.text  # joined anew by spaCy each time it is asked for
        self._of = [SILENT] * len(doc) if zones else [OUTLET] * len(doc)
        self._attributing: set[int] = set()
        for zone in zones:
            if zone.kind not in _SILENT_ZONES:
                self._set([Span(zone.start, zone.end)], OUTLET)
        for index in self._outermost_first(attributions):
            if self._says(attributions[index]):
                self._speak(index, attributions[index])
        self._hush_quotations()

    def of(self, token: Token) -> int:
        """The token's voice."""
        return self._of[token.i]

    def attributes(self, token: Token) -> bool:
        """Whether the token is part of a cue or source."""
        return token.i in self._attributing

    def _says(self, one: Attribution) -> bool:
        """Whether its holder says it: it is quoted or sure enough, and no gloss of the outlet's."""
        sure = one.confidence >= LEAST or one.type != "indirect"
        return sure and not any(token.lower_ in GLOSSES for token in self._tokens(one.cue))

    def _hush_quotations(self) -> None:
        """Whole clauses between marks are not the outlet's where nobody is known to have said them."""
        for span in between_marks(self._text, paragraphs(self._text)):
            tokens = list(self._tokens([span]))
            if len(tokens) >= _A_CLAUSE and all(self._of[token.i] == OUTLET for token in tokens):
                self._set([span], SILENT)

    @staticmethod
    def _outermost_first(attributions: Sequence[Attribution]) -> list[int]:
        """A quote inside a quote speaks last, so its words are its own."""
        return sorted(
            range(len(attributions)), key=lambda i: -sum(span.length for span in attributions[i].content)
        )

    def _speak(self, index: int, one: Attribution) -> None:
        self._set(one.content, index)
        for token in self._tokens((*one.cue, *one.source)):
            if not self._inside(token, one.content):
                self._of[token.i] = SILENT
                self._attributing.add(token.i)

    @staticmethod
    def _inside(token: Token, spans: Iterable[Span]) -> bool:
        return any(span.start <= token.idx < span.end for span in spans)

    def _set(self, spans: Iterable[Span], voice: int) -> None:
        for token in self._tokens(spans):
            self._of[token.i] = voice
            self._attributing.discard(token.i)

    def _tokens(self, spans: Iterable[Span]) -> Iterable[Token]:
        for span in spans:
            covered = self._doc.char_span(span.start, min(span.end, len(self._text)), alignment_mode="expand")
            if covered is not None:
                yield from (token for token in covered if token.idx + len(token) > span.start)
