"""How sure a candidate is, and how much it tells a reader who compares outlets: two small fitted scorers.

Both are logistic regressions on what kind of evidence a candidate rests on and on the words in which its
values differ. `python -m benchmarks.difference_weights` fits them on rows that a reader called right or not,
and worth telling or not (tests/golden/seesaw/rows.jsonl); docs/benchmarks.md has what is measured on them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import chain
from typing import Final

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.reporting import COLOURED_CUES, LOADED_CUES
from transforms.language.similarity import is_content, is_negation, stem

Features = Mapping[str, float]

RIGHT: Final[Features] = {
    "always": 2.44,
    "charged on one side": 0.80,
    "coloured": -0.96,
    "conflict": -0.94,
    "content": -0.17,
    "documents": -0.16,
    "function words alone": 0.30,
    "is adjective": -0.49,
    "is aligned cue": 0.13,
    "is aligned quantity": -0.64,
    "is aligned words": 0.55,
    "is cue": -0.27,
    "is date": -0.50,
    "is headline": 0.73,
    "is hedge": 0.15,
    "is naming": -0.32,
    "is office": 0.09,
    "is quantity": -0.27,
    "is quotation_altered": 0.98,
    "is quotation_cut": 0.09,
    "is source": -0.33,
    "is spelling": 0.59,
    "is verb": -0.64,
    "is voice": 0.10,
    "is words of two": 0.09,
    "loaded": 0.27,
    "negated": -0.43,
}
TELLING: Final[Features] = {
    "always": -0.70,
    "charged on one side": 1.46,
    "coloured": -1.67,
    "conflict": 0.23,
    "content": 0.82,
    "documents": -0.21,
    "function words alone": -0.62,
    "is adjective": -0.44,
    "is aligned cue": 0.28,
    "is aligned quantity": 0.33,
    "is aligned words": -1.13,
    "is cue": -0.14,
    "is date": -0.18,
    "is headline": 0.01,
    "is hedge": 0.72,
    "is naming": 0.41,
    "is office": 0.36,
    "is quantity": 0.03,
    "is quotation_altered": 0.40,
    "is quotation_cut": 0.32,
    "is source": 0.14,
    "is spelling": -1.70,
    "is verb": -0.03,
    "is voice": 0.26,
    "is words of two": 0.36,
    "loaded": 1.00,
    "negated": -0.20,
}


def features(candidate: Candidate) -> dict[str, float]:
    """What the scorers look at, by name; those that are 0 are left out."""
    words = [frozenset(value.normalised.lower().split()) for value in candidate.values]
    differing = frozenset(chain.from_iterable(words)) - frozenset.intersection(*words)
    stems = {stem(word) for word in differing if is_content(word)}
    charged = [is_charged(value.normalised) for value in candidate.values]
    found = {
        "always": 1.0,
        f"is {candidate.evidence}": 1.0,
        "conflict": float(candidate.verdict == "conflict"),
        "charged on one side": float(any(charged) and not all(charged)),
        "loaded": float(bool(differing & LOADED_CUES)),
        "coloured": float(bool(differing & COLOURED_CUES)),
        "content": math.log1p(len(stems)),
        "function words alone": float(not stems),
        "negated": float(any(map(is_negation, differing))),
        "documents": float(len(candidate.documents) > 2),
    }
    return {name: value for name, value in found.items() if value}


def probability(candidate: Candidate, weights: Features) -> float:
    """What a scorer gives, 0 to 1."""
    score = math.fsum(weights.get(name, 0.0) * value for name, value in features(candidate).items())
    return round(1 / (1 + math.exp(-score)), 4)
