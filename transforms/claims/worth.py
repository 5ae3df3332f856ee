"""How likely a claim could be checked: the score of its words, and how it is put.

Four weights, fitted by logistic regression on 200 labelled claims of news (tests/golden/check_worthiness), on
top of the model for sentences of speeches; models/checkworthiness says how good they are.
"""

import math
from typing import Final

from transforms.claims.commitment import FIRST_PERSON, Reading
from transforms.language.grammar import PAST

_SCORE: Final = 0.546
_ASSERTED: Final = 1.012
_PAST: Final = 0.944
_SPEAKS_OF_ITSELF: Final = -1.337
_BIAS: Final = -2.502
_SUREST: Final = 1e-6


def check_worthiness(score: float, reading: Reading, subject: str) -> float:
    """The probability that a claim states something that could be checked.

    `score` is what the scorer makes of its words; `subject` is its subject as the text has it.
    """
    certain = min(max(score, _SUREST), 1 - _SUREST)
    logit = _BIAS + _SCORE * math.log(certain / (1 - certain))
    logit += _ASSERTED * (reading.modality == "asserted") + _PAST * (reading.time == PAST)
    logit += _SPEAKS_OF_ITSELF * (subject.lower() in FIRST_PERSON | {"you"})
    return 1 / (1 + math.exp(-logit))
