"""Where a part of a quote renders a statement: its words, its speaker and its type."""

from __future__ import annotations

from dataclasses import dataclass

from transforms.language.words import Word, words


@dataclass(frozen=True, slots=True)
class Rendering:
    """A part of a quote in its document's text: [start, end), its statement, its speaker and its type."""

    document_id: str
    start: int
    end: int
    statement_id: str
    speaker_id: str | None
    type: str
    words: tuple[Word, ...]
    text: str = ""
    named: str | None = None
    """The speaker's surname, where the quote's own source has it, so that nothing was inferred."""
    speaker: str | None = None
    """The speaker's name."""

    @property
    def key(self) -> tuple[str, int, int]:
        """Document, start and end: what renderings are sorted by."""
        return self.document_id, self.start, self.end


def rendering_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a part, with their offsets in the whole text."""
    found = words(text[start:end])
    return tuple(word._replace(start=word.start + start, end=word.end + start) for word in found)
