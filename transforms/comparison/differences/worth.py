"""How sure a candidate is, and how much it tells a reader who compares outlets: two small fitted scorers.

Both are logistic regressions on what kind of evidence a candidate rests on, on how alike the passages are
that it is seen in, and on the words in which its values differ.
`python -m models.comparison.train_differences` fits them on rows that a reader called right or not, and worth
telling or not (tests/golden/seesaw/rows.jsonl); docs/benchmarks.md has what is measured on them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import chain, combinations, starmap
from typing import Final

from rapidfuzz.fuzz import ratio

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import PASSAGES, Candidate, Value
from transforms.comparison.differences.descriptions import SAME_OFFICE
from transforms.comparison.differences.reporting import COLOURED_CUES, LOADED_CUES
from transforms.comparison.logistic import ComparisonWeights, Logistic
from transforms.comparison.logistic import probability as likely
from transforms.language.name_words import OFFICES
from transforms.language.similarity import is_content, is_negation, stem

SURE: Final = 1.5
"""The log-odds from which a difference is as good as surely right."""
DOUBT: Final = 1.0
"""What each log-odd that is lacking counts: more, and sure trivia comes before what is worth a look."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_PRINTED: Final = re.compile(r"[\W_]+")
_FIGURES: Final = re.compile(r"\d[\d.,]*")
_FAMILIES: Final = frozenset(("wording", "quotation_altered"))
"""Types with rows enough for features of their own, but for headlines and leads."""
FRAMES: Final = frozenset(("is headline", "is plain headline", "is lead", "is plain lead"))
"""Evidence of whole headlines and leads."""
_OF_SENTENCES: Final = frozenset(f"is {evidence}" for evidence in PASSAGES)
"""Evidence of whole sentences elsewhere; of neither counts a word as one that stands for another does."""
_OF_A_FAMILY: Final[tuple[str, ...]] = (
    "content",
    "function words alone",
    "spelt alike",
    "apart",
    "unlikely",
    "far",
    "charged on one side",
    "charged on both sides",
    "conflict",
    "lead",
    "documents",
    "loaded",
    "coloured",
    "negated",
)
"""Features that also count for each of these types on its own."""
_OF_A_PASSAGE: Final[tuple[str, ...]] = (
    "content",
    "spelt alike",
    "apart",
    "unlikely",
    "lead",
    "loaded",
    "coloured",
)
"""The same of sentences."""
_TENTHS: Final = 10
"""How near openings are counts in tenths: the penalty on weights would hold a smaller number for none."""
_REMEMBERED: Final = 2**12
_LEAD: Final = 500
"""Code points from the start of a text in which its headline and its first sentences stand."""


def features(candidate: Candidate) -> dict[str, float]:
    """What the scorers look at, by name; those that are 0 are left out."""
    words = [frozenset(value.normalised.lower().split()) for value in candidate.values]
    differing = frozenset(chain.from_iterable(words)) - frozenset.intersection(*words)
    stems = {stem(word) for word in differing if is_content(word)}
    charged = [is_charged(value.normalised) for value in candidate.values]
    opened = round(_TENTHS * (1.0 - candidate.together), 3)
    found = {
        f"is {candidate.evidence}": 1.0,
        "conflict": float(candidate.verdict == "conflict"),
        "charged on one side": float(any(charged) and not all(charged)),
        "charged on both sides": float(all(charged)),
        "loaded": float(bool(differing & LOADED_CUES)),
        "coloured": float(bool(differing & COLOURED_CUES)),
        "content": math.log1p(len(stems)),
        "function words alone": float(not stems),
        "negated": float(any(map(is_negation, differing))),
        "spelt alike": max(
            starmap(ratio, combinations(sorted({v.normalised for v in candidate.values}), 2)), default=0.0
        )
        / 100,
        "offices": float(all(map(_names_an_office, candidate.values))),
        "same letters": float(_has_same_letters(candidate)),
        "same figures": float(_has_same_figures(candidate)),
        "documents": float(len(candidate.documents) > 2),
        "apart": round(1.0 - candidate.alike, 4),
        "far": round(1.0 - candidate.near, 4),
        "unlikely": round(1.0 - candidate.likely, 4),
        "openings apart": opened,
        "lead apart": opened if candidate.slot == "lead" else 0.0,
        "unfit": round(1.0 - candidate.fits, 4),
        "lead": sum(value.start < _LEAD for value in candidate.values) / len(candidate.values),
    }
    return {name: value for name, value in found.items() if value}


def with_family(found: Mapping[str, float], kind: str) -> dict[str, float]:
    """The features of a candidate of a type; of frequent types, some of them once more under the type's name.

    A word that differs counts otherwise inside quotation marks than in an outlet's own words, and what speaks
    for two sentences that tell one thing counts otherwise than beside a word that differs.
    """
    if not _OF_SENTENCES.isdisjoint(found):
        kind, counted = "passage", _OF_A_PASSAGE
    elif kind in _FAMILIES and FRAMES.isdisjoint(found):
        counted = _OF_A_FAMILY
    else:
        return dict(found)
    return {**found, **{f"{kind}: {name}": found[name] for name in counted if name in found}}


def _has_same_letters(candidate: Candidate) -> bool:
    """Whether two values print the same letters and figures: what differs is a mark, a space or a capital."""
    printed = [_PRINTED.sub("", value.text.lower()) for value in candidate.values]
    return all(printed) and len(set(printed)) < len(printed)


def _has_same_figures(candidate: Candidate) -> bool:
    """Whether values with figures have the same: what differs is "up to", "at least", "more than"."""
    figures = [frozenset(_FIGURES.findall(value.normalised)) for value in candidate.values]
    return all(figures) and any(one == other for one, other in combinations(figures, 2))


def _names_an_office(value: Value) -> bool:
    """Whether one of its words is an office or an occupation: "governor", "former aide"."""
    return any(word in OFFICES or word in SAME_OFFICE for word in _LETTERS.findall(value.normalised.lower()))


def probability(candidate: Candidate, scorer: Logistic) -> float:
    """What a scorer gives, 0 to 1."""
    return round(likely(_log_odds(candidate, scorer)), 4)


def is_likely(candidate: Candidate, scorer: Logistic) -> bool:
    """Whether a scorer gives a candidate as much as it asks for."""
    return _log_odds(candidate, scorer) >= scorer.least


def worth(candidate: Candidate, weights: ComparisonWeights) -> float:
    """By what a reader sorts, 0 to 1: how much it tells, less for what is not surely so."""
    return round(
        likely(weighed(*(_log_odds(candidate, each) for each in (weights.right, weights.telling)))), 4
    )


def weighed(right: float, telling: float) -> float:
    """The log-odds of worth from those of both scorers: sure trivia stays at the bottom."""
    return telling - DOUBT * max(0.0, SURE - right)


def _log_odds(candidate: Candidate, scorer: Logistic) -> float:
    """Of the features that some judged row had: another tells the scorer nothing."""
    found = _counted(candidate)
    known = {name: value for name, value in found.items() if name in scorer.weights}
    return scorer(known)


@lru_cache(_REMEMBERED)
def _counted(candidate: Candidate) -> Mapping[str, float]:
    """All its features; each scorer is asked of a candidate more than once."""
    return with_family(features(candidate), candidate.type)
