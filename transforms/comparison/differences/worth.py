"""How sure a candidate is, and how much it tells a reader who compares outlets: two small fitted scorers.

Both are logistic regressions on what kind of evidence a candidate rests on and on the words in which its
values differ, fitted on the rows of fifty-one stories that a reader called right or wrong, and worth
telling or not (tests/golden/seesaw/rows.jsonl); `python -m benchmarks differences` measures them by five
folds.
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
    "always": 1.90,
    "charged on one side": 1.02,
    "coloured": -0.86,
    "conflict": -0.78,
    "content": 0.08,
    "documents": 0.39,
    "function words alone": 0.26,
    "is adjective": -0.54,
    "is aligned cue": 0.15,
    "is aligned quantity": -0.54,
    "is aligned words": 0.47,
    "is cue": -0.11,
    "is date": -0.49,
    "is headline": 0.37,
    "is hedge": 0.21,
    "is naming": -0.33,
    "is office": 0.11,
    "is quantity": -0.37,
    "is quotation_altered": 1.20,
    "is quotation_cut": 0.11,
    "is source": -0.28,
    "is spelling": 0.61,
    "is verb": -0.64,
    "is voice": 0.11,
    "loaded": 0.24,
    "negated": 0.11,
}
TELLING: Final[Features] = {
    "always": -0.26,
    "charged on one side": 1.57,
    "coloured": -1.52,
    "conflict": 0.15,
    "content": 0.39,
    "documents": -0.17,
    "function words alone": -0.57,
    "is adjective": -0.37,
    "is aligned cue": 0.29,
    "is aligned quantity": 0.31,
    "is aligned words": -1.41,
    "is cue": -0.03,
    "is date": -0.10,
    "is headline": 0.28,
    "is hedge": 0.67,
    "is naming": 0.44,
    "is office": 0.37,
    "is quantity": 0.14,
    "is quotation_altered": 0.28,
    "is quotation_cut": 0.35,
    "is source": 0.18,
    "is spelling": -1.69,
    "is verb": -0.03,
    "is voice": 0.32,
    "loaded": 0.94,
    "negated": 0.26,
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
