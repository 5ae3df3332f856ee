"""How likely the speaker of a quote is right: a fitted probability over how it was found.

The resolver's own figure is a share of its method, or a ranker's choice among candidates; what else tells
right from wrong (distance, rivals, how the entity is known) is weighed by models/speakers/train_confidence.py
on attributions whose speakers people have checked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from transforms.attribution.values import Attribution
from transforms.speakers.context import ResolutionContext
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.values import ResolvedMention

_NEAR: Final = 3
"""Sentences within which other people are rivals."""

_FARTHEST: Final = 20
_LEAST: Final = 0.01
"""No answer is given as surely right or surely wrong."""


def with_probabilities(
    context: ResolutionContext,
    attributions: Sequence[Attribution],
    mentions: Sequence[ResolvedMention],
    weights: Weights,
) -> list[ResolvedMention]:
    """The mentions, each with the fitted probability that its entity is right; unresolved ones unchanged."""
    return [
        mention
        if mention.entity is None
        else replace(mention, confidence=probability(features(context, attribution, mention), weights))
        for attribution, mention in zip(attributions, mentions, strict=True)
    ]


def probability(found: Mapping[str, float], weights: Weights) -> float:
    """The logistic function of the weighted sum above the weights' threshold, to four places."""
    most = math.log((1 - _LEAST) / _LEAST)
    score = min(most, max(-most, weights.score(found) - weights.nobody))
    return round(1 / (1 + math.exp(-score)), 4)


def features(
    context: ResolutionContext, attribution: Attribution, mention: ResolvedMention
) -> dict[str, float]:
    """What tells whether a resolved mention's entity is right; ValueError where it has none."""
    if mention.entity is None or mention.confidence is None:
        raise ValueError(f"a mention without an entity has no confidence: {mention}")
    prior = min(1 - _LEAST, max(_LEAST, mention.confidence))
    return {
        f"form {mention.form}": 1.0,
        f"method {mention.method}": 1.0,
        "prior": math.log(prior / (1 - prior)),
        "extraction": attribution.confidence,
        "is_direct": float(attribution.type == "direct"),
        "is_nested": float(attribution.nested_in is not None),
        "is_conversation": float(context.turns.is_conversation),
        **_of_entity(context, mention.entity),
        **_of_place(context, mention.entity, mention.span.start),
    }


def _of_entity(context: ResolutionContext, number: int) -> dict[str, float]:
    entity = context.entities[number]
    return {
        f"kind {entity.kind}": 1.0,
        "named": math.log1p(len(entity.names)),
        "is_surely_person": float(entity.is_surely_person),
        "is_one_word": float(" " not in entity.name),
        "has_office": float(bool(entity.offices)),
    }


def _of_place(context: ResolutionContext, number: int, position: int) -> dict[str, float]:
    """How far the entity's last name is, and who else is near."""
    name = context.last_name(number, position)
    there = None if name is None else context.words[name.first].sentence
    distance = _FARTHEST if there is None else abs(context.sentence_at(position) - there)
    rivals = [other for other in context.people_near(position, _NEAR) if other != number]
    return {
        "distance": math.log1p(min(distance, _FARTHEST)),
        "is_named_later": float(name is not None and name.start > position),
        "rivals": math.log1p(len(rivals)),
        "is_last_speaker": float(context.history.last_speaker(position) == number),
    }
