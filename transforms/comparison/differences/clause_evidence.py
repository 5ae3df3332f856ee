"""What speaks for two clauses of one event differing in how certain it is, as a fitted scorer looks at it."""

from __future__ import annotations

import math
from typing import Final

from transforms.comparison.differences.clauses import OPEN, Clause
from transforms.comparison.logistic import Features
from transforms.comparison.sentence_words import SentencePair, Sentences

_LEAST: Final = 0.01
_LEAD: Final = 3
"""Sentences at the start of a report, its headline with them, that tell what it is about."""


def clause_evidence(one: Clause, other: Clause, pair: SentencePair, sentences: Sentences) -> Features:
    """The features of two clauses in two sentences; who is first tells nothing."""
    hows = {one.how, other.how}
    apart = float(one.act != other.act)
    lead = float(max(pair.one.number, pair.other.number) < _LEAD)
    return {
        "likely": _log_odds(pair.likely),
        "other verb": apart,
        "other verb, likely": apart * _log_odds(pair.likely),
        "lead": lead,
        "other verb, lead": apart * lead,
        "overlap": pair.overlap,
        "arguments": _alike(one.nouns, other.nouns, pair, sentences),
        "clauses": _alike(one.stems, other.stems, pair, sentences),
        "shared subject": float(bool(one.subjects & other.subjects)),
        "shared object": float(bool(one.others & other.others)),
        "main": (one.is_main + other.is_main) / 2,
        "negated": float(one.negated != other.negated),
        "done": float("done" in hows),
        "now": float("now" in hows),
        "told": float("told" in hows),
        "both open": float(hows <= OPEN),
    }


def _alike(left: frozenset[str], right: frozenset[str], pair: SentencePair, sentences: Sentences) -> float:
    """The overlap of some stems, as far as the sentences have them: the parser cuts words otherwise."""
    return sentences.alike(left & pair.one.stems, right & pair.other.stems)


def _log_odds(likely: float) -> float:
    kept = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
