"""The quotes of a story's documents, as comparers see them, and the words that stand in quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from transforms.attribution.quotes import in_marks
from transforms.language.analysis import AnalysedDocument
from transforms.language.name_forms import fold, surname
from transforms.language.similarity import stem
from transforms.language.spans import Span, merge
from transforms.language.words import Word

_SHORT: Final = 4
"""Letters of a word of a name that tell nothing: "Bank", "of"."""


@dataclass(frozen=True, slots=True)
class StoryQuote:
    """A quote of a document: its content, what introduces it, and whom it names as its source.

    `speaker` and `kind`: name and kind of the entity behind the source; `certain`: whether the source
    names that entity, or leaves next to no doubt; `nested_in`: the quote in whose content it stands.
    """

    document_id: str
    quote_id: str
    type: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue_lemma: str | None = None
    cue_class: str | None = None
    cue_modifiers: tuple[str, ...] = ()
    speaker_id: str | None = None
    speaker: str | None = None
    kind: str | None = None
    certain: bool = False
    nested_in: str | None = None

    @property
    def source_told(self) -> bool:
        """Whether its source leaves next to no doubt whom the words are from."""
        return bool(self.source) and self.speaker_id is not None and self.certain

    def holds(self, start: int, end: int) -> bool:
        """Whether its content shares a code point with [start, end)."""
        return any(span.start < end and start < span.end for span in self.content)


def may_be_one(one: StoryQuote, other: StoryQuote) -> bool:
    """Whether two quotes may be of one speaker: the same entity, or names that share a telling word."""
    left, right = fold(one.speaker or ""), fold(other.speaker or "")
    return (
        one.speaker_id == other.speaker_id
        or left in right
        or right in left
        or fold(surname(one.speaker or "")) == fold(surname(other.speaker or ""))
        or bool(_stems(left) & _stems(right))
    )


def are_two(one: StoryQuote, other: StoryQuote) -> bool:
    """Whether two quotes have two people as their speakers; a body may speak through one of them."""
    people = one.kind == other.kind == "person"
    return people and one.certain and other.certain and not may_be_one(one, other)


def _stems(name: str) -> set[str]:
    """The longer words of a name: two bodies that share one may be one body."""
    return {stem(word) for word in name.split() if len(word) > _SHORT}


def quote_at(quotes: Sequence[StoryQuote], start: int, end: int) -> StoryQuote | None:
    """Of the quotes of somebody known, the one that has most of [start, end), of several the shortest."""

    def fit(quote: StoryQuote) -> tuple[int, int, str]:
        shared = sum(max(0, min(span.end, end) - max(span.start, start)) for span in quote.content)
        return -shared, sum(span.length for span in quote.content), quote.quote_id

    return min((one for one in quotes if one.speaker_id and one.holds(start, end)), key=fit, default=None)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that a document prints as somebody's own: inside quotation marks, or a direct quote's content.

    `quote`: the quote of somebody known that has most of it, if any.
    """

    document_id: str
    document: AnalysedDocument
    words: tuple[Word, ...]
    quote: StoryQuote | None = None

    @property
    def span(self) -> Span:
        """From its first word to its last."""
        return Span(self.words[0].start, self.words[-1].end)


def quotations(
    document_id: str, document: AnalysedDocument, words: Sequence[Word], quotes: Sequence[StoryQuote]
) -> list[Quotation]:
    """The quotations of a document, in order; `words`: its words without those of boilerplate.

    A direct quote is one as a whole even where its marks stand in another paragraph.
    """
    marked = in_marks(document)
    direct = [span for quote in quotes if quote.type == "direct" for span in quote.content]
    starts = [word.start for word in words]
    found = []
    for span in merge([*marked, *(span for span in direct if not _has_marks(span, marked))]):
        inside = words[bisect_left(starts, span.start) : bisect_right(starts, span.end - 1)]
        if inside:
            quote = quote_at(quotes, inside[0].start, inside[-1].end)
            found.append(Quotation(document_id, document, tuple(inside), quote))
    return found


def _has_marks(span: Span, marked: Sequence[Span]) -> bool:
    """Whether quotation marks show what of a quote's content is quoted; `marked` are sorted and disjoint."""
    after = bisect_right(marked, span.start, key=lambda one: one.end)
    return after < len(marked) and marked[after].start < span.end


@dataclass(frozen=True, slots=True)
class StoryEcho:
    """A sentence in a document's own voice that says what a statement says."""

    document_id: str
    statement_id: str
    span: Span
    similarity: float
