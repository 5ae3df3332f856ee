"""How likely a claim could be checked: the score of its words, and how it is put.

The weights are fitted by models/checkworthiness/train_claims.py, whose card says on what they learnt.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from transforms.attribution.values import Attribution
from transforms.claims.clauses import Clause
from transforms.claims.commitment import Reading
from transforms.language import lexica
from transforms.language.grammar import FUTURE, PAST

_CONVERSATION: Final = lexica.words("claims", "conversation")
_ATTITUDES: Final = lexica.words("claims", "attitudes")
_PERSONS: Final = lexica.words("claims", "persons")
_NUMBERS: Final = frozenset(("CARDINAL", "MONEY", "ORDINAL", "PERCENT", "QUANTITY"))
_DAYS: Final = frozenset(("DATE", "TIME"))
_FEW_WORDS: Final = 5
_MANY_NAMED: Final = 6
_SUREST: Final = 1e-6


def check_worthiness(score: float, signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability that a claim states something that could be checked; KeyError where a sign is missing.

    `score` is what the scorer makes of its words; `signs` say how it is put, and `weights` what each adds to
    the log-odds.
    """
    certain = min(max(score, _SUREST), 1 - _SUREST)
    logit = math.log(certain / (1 - certain))
    logit += sum(weight * signs[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-logit))


def signs_of(clause: Clause, reading: Reading, attribution: Attribution | None) -> dict[str, float]:
    """How a claim is put, by whom and about what: a number for each sign."""
    found = (
        _of_reading(reading)
        | _of_voice(attribution)
        | _of_verb(clause.predicate)
        | _of_words(clause.tokens)
        | {"he_or_she": " ".join(token.lower_ for token in clause.subject) in _PERSONS}
    )
    return {name: float(value) for name, value in found.items()}


def _of_reading(reading: Reading) -> dict[str, float]:
    return {
        "asserted": reading.modality == "asserted",
        "unsure": reading.modality in ("possible", "necessary"),
        "past": reading.time == PAST,
        "future": reading.time == FUTURE,
        "negative": reading.polarity == "negative",
    }


def _of_voice(attribution: Attribution | None) -> dict[str, float]:
    kind = None if attribution is None else attribution.type
    return {"outlet": attribution is None, "direct": kind == "direct", "indirect": kind == "indirect"}


def _of_verb(verb: Token) -> dict[str, float]:
    roles = {child.dep_ for child in verb.children}
    is_be = verb.lemma_ == "be"
    return {
        "says_how": is_be and "acomp" in roles,
        "says_what": is_be and "attr" in roles,
        "simple_past": verb.tag_ == "VBD",
        "passive": "auxpass" in roles,
        "attitude": verb.lemma_ in _ATTITUDES,
    }


def _of_words(tokens: Sequence[Token]) -> dict[str, float]:
    kinds = [token.ent_type_ for token in tokens if token.ent_type_]
    return {
        "number": not _NUMBERS.isdisjoint(kinds),
        "day": not _DAYS.isdisjoint(kinds),
        "digit": any(letter.isdigit() for token in tokens for letter in token.text),
        "named": min(len(kinds), _MANY_NAMED),
        "conversation": any(token.lower_ in _CONVERSATION for token in tokens),
        "short": len(tokens) < _FEW_WORDS,
        "length": math.log(len(tokens)),
    }
