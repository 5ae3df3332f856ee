"""How a claim is put: polarity, modality, time, the names in it, and the words that take sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from transforms.attribution.values import Attribution
from transforms.claims.clauses import Clause
from transforms.claims.events import CONDITIONS, acted_modality, is_negated, modality_of, status
from transforms.claims.predicates import is_imperative
from transforms.language import lexica
from transforms.language.grammar import FUTURE, FUTURE_AUXILIARIES, PAST, PRESENT, auxiliaries, tense_of
from transforms.language.spans import Span

LOADED: Final = lexica.words("claims", "loaded")
FIRST_PERSON: Final = lexica.words("claims", "first_person")
UNCONTROLLED: Final = lexica.words("claims", "uncontrolled")
WISHES: Final = lexica.words("claims", "wishes")
TELLING: Final = lexica.words("claims", "telling")
PLANS: Final = lexica.words("claims", "plans")
CALENDAR: Final = frozenset((*lexica.values("calendar", "weekdays"), *lexica.values("calendar", "months")))

_HYPOTHESES: Final = CONDITIONS - {"whether"}
_UNTOLD: Final = frozenset(("question", "deny", "demand"))
_COMMITTING: Final = frozenset(("neutral", "promise"))
_AHEAD: Final = frozenset(("demand", "promise"))
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
    return Reading(polarity, modality, _time(clause), _names(clause.words), _loaded(clause.tokens))


def _commitment(clause: Clause, attribution: Attribution | None) -> tuple[str, str]:
    of_cue = _of_cue(clause, attribution)
    if attribution is not None and of_cue is None and _is_backshifted(clause, attribution):
        return status(clause.predicate).polarity, "promised" if _is_own(clause, attribution) else "asserted"
    if of_cue == "denied":  # the cue denies it, not the words themselves
        return "negative" if is_negated(clause.predicate) else "positive", of_cue
    return status(clause.predicate).polarity, of_cue or _of_clause(clause, modality_of(clause.predicate))


def _of_cue(clause: Clause, attribution: Attribution | None) -> str | None:
    """What the cue makes of what it introduces; a clause deeper inside or further on keeps its modality."""
    if attribution is None or attribution.cue_class is None or _is_inside(clause.predicate, attribution):
        return None
    if clause.tokens[0].sent.start_char > attribution.content[0].start:
        return None  # further on
    if attribution.cue_class == "deny":
        return None if attribution.negated else "denied"
    if attribution.cue_class == "think" and attribution.negated:
        return "denied"
    if attribution.cue_class in _AHEAD and tense_of(clause.predicate) == PAST:
        return None  # "promised that he had not left" promises nothing
    return "possible" if attribution.cue_lemma in WISHES else _OF_CUE.get(attribution.cue_class)


def _is_inside(predicate: Token, attribution: Attribution) -> bool:
    """Whether it, or a verb above it that is attributed too, stands in a relative or adverbial clause."""
    start = attribution.content[0].start
    while predicate.dep_ in ("conj", "ccomp", "xcomp", "pcomp") and predicate.head.idx >= start:
        if predicate.head.i == predicate.i:
            break
        predicate = predicate.head
    return predicate.dep_ in ("relcl", "advcl", "acl") and predicate.head.idx >= start


def _is_backshifted(clause: Clause, attribution: Attribution) -> bool:
    """ "They said it would close": they said "will"; what "the plan would close" stays a condition."""
    helpers = {helper.lower_ for helper in clause.helpers}
    if attribution.type == "direct" or not helpers & {"would", "'d"} or "have" in helpers:
        return False
    if _has_condition(clause.predicate) or not PLANS.isdisjoint(_heads(clause.subject)):
        return False
    bare = any(word.tag_ == "VB" for word in (clause.predicate, *clause.helpers))  # not "she'd left"
    told = bare and attribution.cue_class not in _UNTOLD
    return told and any(word.tag_ in ("VBD", "VBN") for word in _tokens(clause, attribution.cue))


def _heads(subject: Sequence[Token]) -> set[str]:
    """The lemma of the word that heads a subject, also one that a relative pronoun stands for."""
    return {word.lemma_.lower() for word in subject if word.head not in subject}


def _is_own(clause: Clause, attribution: Attribution) -> bool:
    """Whether it tells what its holder would do: a lone pronoun that may mean that one, and a deed."""
    words, source = clause.subject, _tokens(clause, attribution.source)
    if len(words) != 1 or words[0].tag_ != "PRP" or not source or _befalls(clause):
        return False
    heads = [word for word in source if word.head not in source]
    return attribution.cue_class in _COMMITTING and all(_may_mean(words[0], head) for head in heads)


def _may_mean(pronoun: Token, noun: Token) -> bool:
    """Whether they agree in number; a pronoun means itself alone."""
    if noun.tag_ == "PRP":
        return noun.lower_ == pronoun.lower_
    return (noun.tag_ in ("NNS", "NNPS")) == (pronoun.lower_ == "they")


def _tokens(clause: Clause, spans: Sequence[Span]) -> list[Token]:
    """The tokens of spans of the clause's text."""
    found = (clause.predicate.doc.char_span(s.start, s.end, alignment_mode="expand") for s in spans)
    return [token for stretch in found if stretch is not None for token in stretch]


def _befalls(clause: Clause) -> bool:
    """Whether what the clause tells is not in its subject's hand."""
    return clause.predicate.lemma_ in UNCONTROLLED or any(h.dep_ == "auxpass" for h in clause.helpers)


def _of_clause(clause: Clause, modality: str) -> str:
    predicate = clause.predicate
    if _has_condition(predicate):
        return "conditional"
    if _tells(clause):
        return "asserted"
    if clause.quote is not None and not clause.subject and is_imperative(predicate, clause.helpers):
        return "demanded"
    acted = acted_modality(predicate.lemma_)
    if acted and _is_performed(predicate):
        return acted
    return "promised" if modality == "asserted" and _commits(clause) else modality


def _commits(clause: Clause) -> bool:
    """ "We will not renounce it": what its speaker will do or not do, and has in hand."""
    if clause.quote is None or not any(word.lower_ in FIRST_PERSON for word in clause.subject[:1]):
        return False
    will = any(helper.lower_ in FUTURE_AUXILIARIES for helper in clause.helpers)
    return will and len(clause.subject) == 1 and not _befalls(clause)


def _tells(clause: Clause) -> bool:
    """ "I can tell you", "I'll say it": told by saying so, neither possible nor promised."""
    first = any(word.lower_ in FIRST_PERSON for word in clause.subject[:1])
    return clause.quote is not None and first and clause.predicate.lemma_ in TELLING


def _has_condition(predicate: Token) -> bool:
    """Whether the clause holds only if another does: "if talks fail, we leave"."""
    return any(
        child.dep_ == "advcl" and any(_is_hypothesis(mark) for mark in child.children)
        for child in predicate.children
    )


def _is_hypothesis(mark: Token) -> bool:
    """ "if it rains"; not "even if it rains"."""
    concedes = mark.i > 0 and mark.nbor(-1).lower_ == "even"
    return mark.dep_ == "mark" and mark.lower_ in _HYPOTHESES and not concedes


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
