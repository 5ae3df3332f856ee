"""What the parse says of a verb: its auxiliaries, its tense, the clause a word belongs to."""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from transforms.language import lexica

FUTURE_AUXILIARIES: Final = lexica.words("grammar", "future")
_SCHEDULED: Final = lexica.words("grammar", "scheduled")

_VERBS: Final = frozenset(("VERB", "AUX"))
_AUXILIARIES: Final = frozenset(("aux", "auxpass"))
_ENDING: Final = frozenset(("but", "yet"))
FINITE: Final = frozenset(("MD", "VBD", "VBP", "VBZ"))
"""Tags of verbs that tell a tense or a mood."""
_PARTICIPLES: Final = frozenset(("VBG", "VBN"))
PAST, PRESENT, FUTURE = "past", "present", "future"


def clause_head(token: Token) -> Token:
    """The verb of the clause that holds `token`, or the root of its fragment."""
    while token.head.i != token.i and token.pos_ not in _VERBS:
        token = token.head
    while token.dep_ in _AUXILIARIES and token.head.i != token.i:
        token = token.head
    return token


def auxiliaries(verb: Token) -> Iterator[Token]:
    """The verb's own auxiliaries, and those it shares with the verb it is coordinated with."""
    return (child for child in bearer(verb).children if child.dep_ in _AUXILIARIES)


def bearer(verb: Token) -> Token:
    """The verb on which the auxiliaries of `verb` hang: itself, or that with which it shares them.

    A bare verb shares none that take a participle: not "has closed the port and sell it".
    """
    own = any(child.dep_ in _AUXILIARIES or child.dep_ == "nsubj" for child in verb.children)
    if own or verb.dep_ != "conj" or verb.head.pos_ not in _VERBS or not _shares(verb, verb.head):
        return verb
    return bearer(verb.head)


def shared_negators(verb: Token) -> Iterator[Token]:
    """The "not" of "did not buy the port and sell it", which negates both; a "but" ends it.

    Not without an auxiliary: who "never sold the port and left" left.
    """
    first, at = bearer(verb), verb
    if first.i == verb.i or not any(child.dep_ in _AUXILIARIES for child in first.children):
        return
    while at.i != first.i:
        at = at.head
        if any(child.dep_ == "cc" and child.lower_ in _ENDING for child in at.children):
            return
    yield from (child for child in first.children if child.dep_ == "neg")


def _shares(verb: Token, other: Token) -> bool:
    """Whether both have a form that the same auxiliary takes."""
    return verb.tag_ == other.tag_ or (verb.tag_ == "VB" and other.tag_ not in _PARTICIPLES)


def tense_of(verb: Token) -> str | None:
    """past, present or future; None where the form does not tell ("to meet")."""
    helpers = list(auxiliaries(verb))
    if any(helper.lower_ in FUTURE_AUXILIARIES for helper in helpers):
        return FUTURE
    if any(helper.tag_ == "TO" for helper in helpers):
        return _of_infinitive(verb)
    return _of_form(verb, helpers)


def _of_infinitive(verb: Token) -> str | None:
    """ "is to meet", "plans to meet": ahead of whatever governs it."""
    governor = verb.head
    if governor.i == verb.i:
        return None
    going = governor.lower_ == "going" or governor.lemma_ in _SCHEDULED or governor.lemma_ == "be"
    return FUTURE if going else None


def _of_form(verb: Token, helpers: list[Token]) -> str | None:
    tags = {helper.tag_ for helper in helpers} | {verb.tag_}
    if tags & {"VBD"}:
        return PAST
    if any(helper.lemma_ == "have" for helper in helpers) and verb.tag_ == "VBN":
        return PAST
    if tags & {"VBZ", "VBP", "MD"}:
        return PRESENT
    return PAST if verb.tag_ == "VBN" else None


def when(token: Token) -> str | None:
    """past or future: where a date that hangs on `token` lies; None in the present and where it is open."""
    verb = clause_head(token)
    for _ in range(3):
        tense = tense_of(verb)
        if tense or verb.tag_ not in ("VB", "VBG") or verb.head.i == verb.i:
            break
        verb = clause_head(verb.head)
    if verb.lemma_ in _SCHEDULED and verb.tag_ == "VBN":
        return FUTURE
    return None if tense == PRESENT else tense


def is_finite(tokens: Iterable[Token]) -> bool:
    """Whether a finite verb stands among some tokens: they say something, where others only name it."""
    return any(token.tag_ in FINITE for token in tokens)
