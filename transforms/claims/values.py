"""What the room of claims gives to others: a claim as a value, and what every scorer of them must offer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Span as Stretch

from transforms.claims.commitment import Reading
from transforms.language.spans import Span


class Scorer(Protocol):
    """Gives each stretch of a parse the probability that it states something that could be checked."""

    def __call__(self, stretches: Sequence[Stretch], /) -> Sequence[float]:
        """One probability a claim or sentence, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Worth:
    """What check-worthiness is made of: a score of its words, and a weight for each sign of how it is put."""

    of_words: Scorer
    of_signs: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion: its spans, whose it is, and how it is put.

    `quote` is the index, in the document's attributions, of the quote it stands in; None is the outlet's own
    voice. `subject`, `predicate` and `object` are the spans of the clause's parts; a command has no subject.
    """

    spans: tuple[Span, ...]
    sentence: Span
    quote: int | None
    reading: Reading
    check_worthiness: float
    subject: Span | None = None
    predicate: Span | None = None
    predicate_lemma: str | None = None
    object: Span | None = None
