"""What a quantity is a quantity of, as the parse of its sentence shows: the thing, the predicate, its agent.

Two quantities are compared only where these agree: sentences of one story share most of their words, and yet
an offer of one club is not another club's, and ten killed are not forty injured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.language import lexica
from transforms.language.similarity import stem

Near = Callable[[str, str], float]
"""How near two words are in meaning, each on its own: the cosine of their vectors."""

_SAME_PREDICATE: Final = 0.50
_LIKE_PREDICATE: Final = 0.35
_SAME_THING: Final = 0.38
"""Thresholds between words that news uses for one another ("meeting", "deliberations": 0.40; "injured",
"hurt": 0.62) and words that only go together ("killed", "injured": 0.32; "offer", "contract": 0.28)."""

_ROOT: Final = 5
"""Letters that a noun and a verb of one family share."""

LIGHT_VERBS: Final = lexica.words("comparison", "light_verbs")
LASTING_VERBS: Final = lexica.words("comparison", "lasting_verbs")
PERSONAL_PRONOUNS: Final = lexica.words("comparison", "personal_pronouns")
_MONTH_STARTS: Final = frozenset(name[:3].lower() for name in lexica.values("calendar", "months"))

_NOUNS: Final = frozenset(("NOUN", "PROPN"))
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS: Final = frozenset(("dobj", "nsubjpass", "obj"))
_SHARING: Final = frozenset(("advcl", "conj", "xcomp"))
"""How a verb without a subject hangs on the verb whose subject it shares."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a quantity, as base forms in lower case; empty where the parse shows nothing.

    `things`: nouns that it measures or belongs to; `predicate`: the verb it goes with; `role`: "subject" or
    "object" of that verb where it is one; `agent`: the verb's subject where that is a name; `marks`: numbers
    that tell a thing from its like, as (thing, number): "category 4", "Flight 370".
    """

    things: frozenset[str] = frozenset()
    predicate: str | None = None
    role: str | None = None
    agent: str | None = None
    marks: frozenset[tuple[str, str]] = frozenset()


def frame(sentence: Tokens, start: int, end: int, kind: str, names: frozenset[str] = frozenset()) -> Frame:
    """The frame of the quantity at [start, end) of the text, in its parsed sentence.

    `names`: stems of the story's names.
    """
    inside = [token for token in sentence if token.idx < end and token.idx + len(token) > start]
    tops = [t for t in inside if t.head.i == t.i or t.head not in inside]
    if not tops:
        return Frame()
    top = tops[-1]
    nouns, verb = _nouns_and_verb(top)
    predicate = verb.lemma_ if verb is not None and verb.lemma_ not in LIGHT_VERBS | LASTING_VERBS else None
    return Frame(
        frozenset(token.lemma_.lower() for token in _things(top, nouns, verb, kind)),
        predicate,
        _role(top, verb),
        _agent(verb, names) if predicate else None,
        frozenset(_marks(sentence, inside)),
    )


def _nouns_and_verb(top: Token) -> tuple[list[Token], Token | None]:
    """The verb that a token belongs to, if any, and the nouns up to it, from near to far."""
    above = list(_ancestors(top))
    verb = next((token for token in above if token.pos_ in ("VERB", "AUX")), None)
    upto = above[: above.index(verb) if verb else None]
    return [token for token in upto if token.pos_ in _NOUNS], verb


def _marks(sentence: Tokens, inside: list[Token]) -> Iterator[tuple[str, str]]:
    """Nouns with the number that follows and names them; a day of a month is a date, not a name."""
    for token in sentence:
        if not token.like_num:
            continue
        head = token.head
        named = head.i == token.i - 1 and head.tag_ in ("NN", "NNP")
        if named and token not in inside and head.lower_[:3] not in _MONTH_STARTS:
            yield head.lemma_.lower(), token.lower_


def _ancestors(token: Token) -> Iterator[Token]:
    """What a token belongs to, from near to far; what it is only joined to by "and" is not in it."""
    while token.head.i != token.i:
        joined = token.dep_ == "conj" and token.pos_ != "VERB"
        token = token.head
        if not joined:
            yield token


def _things(top: Token, nouns: list[Token], verb: Token | None, kind: str) -> list[Token]:
    parts = [] if kind == "count" else _of(top)
    if parts or nouns:
        return parts or nouns[:1]
    if verb is None:
        return []
    if verb.lemma_ in LASTING_VERBS and kind == "duration":
        return _of_whom(verb)
    if verb.pos_ == "AUX" or (kind == "date" and verb.lemma_ in LIGHT_VERBS):
        return [t for t in _arguments(verb) if t.i != top.i and t.pos_ == "NOUN"]
    return [t for t in _of_whom(verb) if t.pos_ == "NOUN"] if kind == "date" else []


def _of(token: Token) -> list[Token]:
    """The nouns that follow with "of": "hours of talks"."""
    links = [child for child in token.children if child.lower_ == "of"]
    return [noun for link in links for noun in link.children if noun.pos_ in _NOUNS]


def _of_whom(verb: Token) -> list[Token]:
    """The subject; of a relative clause, the noun before it and those that this one belongs to."""
    if verb.dep_ in ("relcl", "acl"):
        found = [verb.head]
        while found[-1].dep_ == "pobj" and found[-1].head.lower_ == "of":
            found.append(found[-1].head.head)
        return [token for token in found if token.pos_ in _NOUNS]
    return [child for child in verb.children if child.dep_ in _SUBJECTS and child.pos_ in _NOUNS]


def _arguments(verb: Token) -> list[Token]:
    """Nouns that are subject, object or complement of a verb, also behind a preposition."""
    near = [child for child in verb.children if child.pos_ in _NOUNS]
    links = [child for child in verb.children if child.dep_ == "prep"]
    return near + [noun for link in links for noun in link.children if noun.pos_ in _NOUNS]


def _role(top: Token, verb: Token | None) -> str | None:
    if verb is None or top.head.i != verb.i:
        return None
    if top.dep_ in _OBJECTS:
        return "object"
    return "subject" if top.dep_ in _SUBJECTS else None


def _agent(verb: Token | None, names: frozenset[str]) -> str | None:
    """The name or personal pronoun that is the agent, by its last word; in "met X and spent Y" of both."""
    subjects = _subjects(verb)
    while verb is not None and not subjects and verb.dep_ in _SHARING:
        verb = verb.head
        subjects = _subjects(verb)
    named = subjects and (_is_name(subjects[0], names) or _is_somebody(subjects[0]))
    return subjects[0].lower_ if named else None


def _subjects(verb: Token | None) -> list[Token]:
    return [child for child in verb.children if child.dep_ in _SUBJECTS] if verb is not None else []


def _is_name(token: Token, names: frozenset[str]) -> bool:
    """Also where the parser takes it for a noun, as it does with "Cheeks" and "Page"."""
    return token.pos_ == "PROPN" or (token.text[0].isupper() and stem(token.lower_) in names)


def _is_somebody(token: Token) -> bool:
    return token.lower_ in PERSONAL_PRONOUNS and token.dep_ == "nsubj"


def agree(one: Frame, other: Frame, kind: str, near: Near) -> bool:
    """Whether two quantities of a kind can be of one thing, as far as their frames tell. Symmetric.

    Where a frame tells nothing they cannot: a number of anything is a number of nothing.
    """
    things = _nearest(one.things, other.things, near)
    if _marked_apart(one.marks, other.marks) or _agents_differ(one, other, things):
        return False
    predicates = near(one.predicate, other.predicate) if one.predicate and other.predicate else None
    if kind == "date":
        return _date_of_one(things, predicates)
    if things is not None:
        return things >= _SAME_THING and (predicates is None or predicates >= _LIKE_PREDICATE)
    if predicates is not None and not one.things and not other.things:
        return predicates >= _SAME_PREDICATE and (one.predicate != other.predicate or one.role == other.role)
    return _of_one_family(one, other)


def compared_words(one: Frame, other: Frame) -> Iterator[tuple[str, str]]:
    """The words of two frames of which it may be asked how near they are."""
    yield from product(one.things, other.things)
    if one.predicate and other.predicate:
        yield one.predicate, other.predicate


def _agents_differ(one: Frame, other: Frame, things: float | None) -> bool:
    """Whether two are named, or only a pronoun is there to tell what the quantities are of."""
    agents = {agent for agent in (one.agent, other.agent) if agent}
    return len(agents - PERSONAL_PRONOUNS) > 1 or (things is None and bool(agents & PERSONAL_PRONOUNS))


def _date_of_one(things: float | None, predicates: float | None) -> bool:
    """Whether dates are of one predicate, and of one thing where both frames tell one."""
    if predicates is None or predicates < _SAME_PREDICATE:
        return False
    return things is None or things >= _SAME_THING


def _marked_apart(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether one thing bears other numbers: "a category 4 hurricane", "a category 2 hurricane"."""
    left, right = dict(sorted(one)), dict(sorted(other))
    return any(left[thing] != right[thing] for thing in left.keys() & right.keys())


def _of_one_family(one: Frame, other: Frame) -> bool:
    """A thing on one side, a predicate of its family on the other: "in hospital", "hospitalised"."""
    pairs = [
        (thing, b.predicate) for a, b in ((one, other), (other, one)) for thing in a.things if b.predicate
    ]
    return any(thing[:_ROOT] == predicate[:_ROOT] and len(thing) >= _ROOT for thing, predicate in pairs)


def _nearest(one: frozenset[str], other: frozenset[str], near: Near) -> float | None:
    return max((near(a, b) for a in sorted(one) for b in sorted(other)), default=None)
