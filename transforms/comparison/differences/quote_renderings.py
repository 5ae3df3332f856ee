"""Where a part of a quote renders a statement: its words, its speaker and its type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span
from transforms.language.words import Word


@dataclass(frozen=True)
class Rendering:
    """A part of a quote in its analysed document: [start, end), its statement, its speaker and its type."""

    document_id: str
    document: AnalysedDocument
    start: int
    end: int
    statement_id: str
    speaker_id: str | None
    type: str
    named: str | None = None
    """The speaker's surname, where the quote's own source has it, so that nothing was inferred."""
    speaker: str | None = None
    """The speaker's name."""
    quote_id: str | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """Document, start and end: what renderings are sorted by."""
        return self.document_id, self.start, self.end

    @property
    def text(self) -> str:
        """What stands from start to end."""
        return self.document.text[self.start : self.end]

    @property
    def words(self) -> Sequence[Word]:
        """The words that begin from start to end."""
        found = self.document.words
        first, last = (bisect_left(found, place, key=lambda w: w.start) for place in (self.start, self.end))
        return found[first:last]

    @property
    def tokens(self) -> Tokens:
        """The tokens from start to end."""
        return self.document.tokens(Span(self.start, self.end))
