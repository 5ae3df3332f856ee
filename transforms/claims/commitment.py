"""How a claim is put: polarity, modality, time, the names in it, and the words that take sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.attribution.values import Attribution
from transforms.claims.clauses import Clause
from transforms.claims.events import CONDITIONS, acted_modality, status
from transforms.claims.predicates import is_imperative
from transforms.language import lexica
from transforms.language.grammar import FUTURE, PAST, PRESENT, auxiliaries, tense_of

LOADED: Final = lexica.words("claims", "loaded")
FIRST_PERSON: Final = lexica.words("claims", "first_person")
CALENDAR: Final = frozenset((*lexica.values("calendar", "weekdays"), *lexica.values("calendar", "months")))

_HYPOTHESES: Final = CONDITIONS - {"whether"}
_OF_CUE: Final = {"deny": "denied", "demand": "demanded", "promise": "promised", "question": "asked"}


@dataclass(frozen=True, slots=True)
class Reading:
    """Polarity, modality and time from the closed lists, names in order, and loaded words as they stand."""

    polarity: str
    modality: str
    time: str | None
    entities: tuple[str, ...]
    loaded: tuple[str, ...]


def read(clause: Clause, attribution: Attribution | None) -> Reading:
    """What the words of a clause, and the cue of the quote it stands in, say of it."""
    polarity, modality = _commitment(clause, attribution)
    return Reading(polarity, modality, _time(clause), _names(clause.tokens), _loaded(clause.tokens))


def _commitment(clause: Clause, attribution: Attribution | None) -> tuple[str, str]:
    found = status(clause.predicate)
    return found.polarity, _of_cue(clause, attribution) or _of_clause(clause, found.modality)


def _of_cue(clause: Clause, attribution: Attribution | None) -> str | None:
    """What the cue makes of what it introduces; a clause deeper inside keeps its own modality."""
    if attribution is None or attribution.cue_class is None:
        return None
    inner = clause.predicate.dep_ in ("relcl", "advcl", "acl")
    return None if inner else _OF_CUE.get(attribution.cue_class)


def _of_clause(clause: Clause, modality: str) -> str:
    predicate = clause.predicate
    if _has_condition(predicate):
        return "conditional"
    if clause.quote is not None and not clause.subject and is_imperative(predicate, clause.helpers):
        return "demanded"
    acted = acted_modality(predicate.lemma_)
    return acted if acted and _is_performed(predicate) else modality


def _has_condition(predicate: Token) -> bool:
    """Whether the clause holds only if another does: "if talks fail, we leave"."""
    return any(
        child.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in _HYPOTHESES for m in child.children)
        for child in predicate.children
    )


def _is_performed(predicate: Token) -> bool:
    """ "We promise" is a promise and "I demand" a demand; "they promised" tells of one."""
    return predicate.tag_ == "VBP" and any(
        child.dep_ == "nsubj" and child.lower_ in FIRST_PERSON for child in predicate.children
    )


def _time(clause: Clause) -> str | None:
    found = tense_of(clause.predicate)
    if found == PRESENT and any(helper.lower_ == "going" for helper in auxiliaries(clause.predicate)):
        return FUTURE
    return found if found in (PAST, PRESENT, FUTURE) else None


def _names(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Runs of proper nouns, each once, in order."""
    names: list[str] = []
    for token in tokens:
        if token.pos_ != "PROPN" or token.text in CALENDAR:
            continue
        if names and _goes_on(token, names[-1]):
            names[-1] += f" {token.text}"
        else:
            names.append(token.text)
    return tuple(dict.fromkeys(names))


def _goes_on(token: Token, name: str) -> bool:
    """Whether the last word of `name` stands right before the token, with one space between."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    adjoins = token.idx == before.idx + len(before) + 1
    return adjoins and before.pos_ == "PROPN" and name.endswith(before.text)


def _loaded(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.text for t in tokens if t.lower_ in LOADED or t.lemma_.lower() in LOADED))
