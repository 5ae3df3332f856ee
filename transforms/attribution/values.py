"""Attributions as values, and what every extractor of them must offer.

An attribution is (source, cue, content): who is said to have said it, what introduces it, and what is
attributed. All spans are half-open code-point offsets into the document's text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from transforms.language.spans import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution found in a text; every list of spans is sorted and free of overlaps.

    `content` is never empty; `cue` and `source` may be. `nested_in` is the index, in the same list of
    attributions, of the one whose content holds this one.
    """

    content: tuple[Span, ...]
    type: str
    confidence: float
    method: str
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue_lemma: str | None = None
    cue_class: str | None = None
    cue_modifiers: tuple[str, ...] = ()
    negated: bool = False
    nested_in: int | None = None


class Extractor(Protocol):
    """Finds the attributions of texts; any implementation can stand in for any other."""

    @property
    def name(self) -> str:
        """Name and version, published as a quote's method."""
        ...

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        """One list of attributions a text, in order of content; none overlaps that text's excluded spans."""
        ...
