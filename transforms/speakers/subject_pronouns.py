"""Whom each "he" and "she" means of which something is said: the pronouns that are subjects of a verb.

Sources of quotes are resolved with their attributions; these are all others, in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Token

from transforms.attribution.values import Attribution
from transforms.language.intervals import Disjoint, EnclosingSpans
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import GENDERED_PRONOUNS
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.pronoun_resolution import all_features, candidates
from transforms.speakers.resolutions import CONFIDENCE, Resolution
from transforms.speakers.values import ResolvedMention

_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass"))


def subject_pronouns(
    context: ResolutionContext,
    attributions: Sequence[Attribution],
    sources: Sequence[ResolvedMention],
    weights: Weights,
) -> list[ResolvedMention]:
    """A mention for each such pronoun that is resolved; `sources` are those of the attributions, in order."""
    quoted = EnclosingSpans((span, i) for i, one in enumerate(attributions) for span in one.content)
    found: list[ResolvedMention] = []
    for span in _pronouns(context, sources):
        around = quoted.innermost(span, ()) if context.in_quotation_marks(span.start) else None
        quoting = None if around is None else sources[around].entity
        found.append(_resolved(context, span, weights, quoting).of_mention("pronoun", span))
    return [mention for mention in found if mention.entity is not None]


def _pronouns(context: ResolutionContext, sources: Sequence[ResolvedMention]) -> Iterator[Span]:
    taken = Disjoint(mention.span for mention in sources)
    for token in context.document.doc:
        span = Span(token.idx, token.idx + len(token))
        if _is_subject(token) and not taken.meets(span):
            yield span


def _is_subject(token: Token) -> bool:
    return token.dep_ in _SUBJECTS and token.lower_ in GENDERED_PRONOUNS


def _resolved(context: ResolutionContext, span: Span, weights: Weights, quoting: int | None) -> Resolution:
    """The likeliest person named before, but not who is quoted with this "he" in quotation marks."""
    word = context.word_at(span.start)
    near = [person for person in candidates(context, word) if person != quoting]
    if len(near) == 1:
        return Resolution(near[0], "pronoun", CONFIDENCE["pronoun"])
    best = weights.choose(all_features(context, word, near, is_source=False))
    return Resolution(None, "pronoun") if best is None else Resolution(near[best[0]], "pronoun", best[1])
