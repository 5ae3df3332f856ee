"""What speaks for two clauses of one event differing in how certain it is, as a fitted scorer looks at it.

Of what two reports make of one act, readers take a few contrasts for a difference: it may or will be, it is
told or so, it will or will not be. Two tenses, or what one asks for and another does, mostly are none.
"""

from __future__ import annotations

import math
from typing import Final

from transforms.comparison.differences.clauses import GROUP_OF, Clause
from transforms.comparison.logistic import Features
from transforms.comparison.sentence_words import SentencePair, Sentences

MAY_OR_WILL: Final = "may or will"
TOLD_OR_SO: Final = "told or so"
DENIED_AHEAD: Final = "will or will not"
SHADES_AHEAD: Final = "will or is to"
BEGUN: Final = "will or has"
CONTRASTS: Final = (MAY_OR_WILL, TOLD_OR_SO, DENIED_AHEAD, SHADES_AHEAD, BEGUN)

_LEAST: Final = 0.01


def contrast(one: Clause, other: Clause) -> str:
    """In what two clauses differ, one of CONTRASTS, or nothing of it."""
    groups = {GROUP_OF[one.how], GROUP_OF[other.how]}
    denied = one.negated != other.negated
    if "told" in groups and len(groups) > 1:
        return TOLD_OR_SO
    if groups == {"ahead"}:
        return DENIED_AHEAD if denied else SHADES_AHEAD
    if groups == {"ahead", "maybe"} and not denied:
        return MAY_OR_WILL
    return BEGUN if groups == {"ahead", "fact"} and not denied else ""


def are_two(one: Clause, other: Clause) -> bool:
    """Whether two clauses of one verb make it certain in two ways, however seldom readers take note of it."""
    apart = GROUP_OF[one.how] != GROUP_OF[other.how] or one.negated != other.negated
    return one.act == other.act and (apart or bool(contrast(one, other)))


def clause_evidence(one: Clause, other: Clause, pair: SentencePair, sentences: Sentences) -> Features:
    """The features of two clauses in two sentences; who is first tells nothing."""
    found = contrast(one, other)
    return {
        "likely": _log_odds(pair.likely),
        "arguments": _alike(one.nouns, other.nouns, pair, sentences),
        "main": (one.is_main + other.is_main) / 2,
        **{name: float(name == found) for name in CONTRASTS},
        f"{BEGUN}, other verb": float(found == BEGUN and one.act != other.act),
    }


def _alike(left: frozenset[str], right: frozenset[str], pair: SentencePair, sentences: Sentences) -> float:
    """The overlap of some stems, as far as the sentences have them: the parser cuts words otherwise."""
    return sentences.alike(left & pair.one.stems, right & pair.other.stems)


def _log_odds(likely: float) -> float:
    kept = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
