"""What the clauses of a sentence tell of, and for how certain they give it.

A clause is a verb with its arguments. What stands above it ("plans to", "is said to", "requires them to"),
beside it ("may", "not", "reportedly") and before it ("if") says whether it is so, was planned, promised,
demanded or only told (FactBank, Sauri and Pustejovsky 2009, without its degrees).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.comparison.differences.predicate_frames import LIGHT_VERBS
from transforms.comparison.sentence_words import SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.grammar import FINITE
from transforms.language.similarity import is_negation, stem

PLANS: Final = lexica.words("comparison", "planning_verbs")
PLANNED: Final = lexica.words("comparison", "planning_adjectives")
REFUSED: Final = lexica.words("comparison", "refusing_verbs")
POSSIBLE: Final = lexica.words("comparison", "possible_modals")
FUTURE: Final = lexica.words("comparison", "future_modals")
NECESSARY: Final = lexica.words("comparison", "necessary_modals")
PAST: Final = lexica.words("comparison", "past_auxiliaries")
PRESENT: Final = lexica.words("comparison", "present_auxiliaries")
TOLD: Final = lexica.words("comparison", "telling_adverbs")
EXPECTED: Final = lexica.words("comparison", "expecting_adverbs")
DENYING: Final = lexica.words("comparison", "denying_adjectives")
CONDITIONS: Final = lexica.words("comparison", "conditional_markers")
SUPPORT_VERBS: Final = lexica.words("comparison", "support_verbs")
_ABOVE: Final[Mapping[str, frozenset[str]]] = {
    "planned": PLANS | PLANNED,
    "asked": lexica.words("comparison", "asking_verbs"),
    "required": lexica.words("comparison", "requiring_verbs"),
    "allowed": lexica.words("comparison", "allowing_verbs"),
    "promised": lexica.words("comparison", "promising_verbs"),
    "tried": lexica.words("comparison", "trying_verbs"),
    "told": lexica.words("comparison", "believing_verbs"),
}
"""By how certain they make it, the verbs, adjectives and nouns that a clause hangs on."""
_BESIDE: Final = (("told", TOLD), ("possible", POSSIBLE), ("necessary", NECESSARY), ("planned", EXPECTED))
"""The same of what stands beside its verb, from strong to weak."""
OPEN: Final = frozenset((*_ABOVE, "possible", "necessary", "future"))
"""What leaves open whether it is so."""
_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "fact": ("done", "now"),
    "ahead": ("future", "planned", "promised"),
    "maybe": ("possible", "allowed"),
    "wanted": ("asked", "required", "necessary", "tried"),
    "told": ("told",),
}
GROUP_OF: Final = {how: group for group, hows in _GROUPS.items() for how in hows}
"""What makes an act as good as equally certain: "is eligible to" and "may", "called on" and "demanded"."""

_GOVERNING: Final = ("VERB", "AUX", "ADJ", "NOUN")
_INFINITE: Final = ("VB", "VBG")
_HANGING: Final = ("xcomp", "ccomp", "acl")
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj"))
_OBJECTS: Final = frozenset(("dobj", "attr", "oprd", "dative"))
_HELPING: Final = frozenset(("aux", "auxpass", "neg", "advmod"))
_FAR: Final = 10
"""Words before a verb of which no helper is shown."""
_NAMING: Final = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb in its sentence: how certain what it tells of is made, and whether it is negated.

    `act`: the base form of its verb with its particle, or of what a verb that says nothing leads to ("took a
    vote"); `above`: the base form of what it hangs on, or nothing; `subjects`, `others`: stems of the nouns
    that are its subject, and of its object and what its prepositions lead to; [start, end): verb, helpers and
    what it hangs on, in the text.
    """

    document_id: str
    verb: Token
    act: str
    how: str
    negated: bool
    above: str
    subjects: frozenset[str]
    others: frozenset[str]
    start: int
    end: int

    @property
    def is_main(self) -> bool:
        """Whether it is what its sentence tells: its verb is the root, or what the root says or plans."""
        verb = self.verb
        return verb.dep_ == "ROOT" or (verb.dep_ in _HANGING and verb.head.dep_ == "ROOT")

    @property
    def is_last(self) -> bool:
        """Whether no infinitive hangs on its verb, which would say what is done: "failed to"."""
        return not any(t.dep_ == "xcomp" and t.pos_ == "VERB" for t in self.verb.children)

    @property
    def nouns(self) -> frozenset[str]:
        """Stems of its subject, its object and what its prepositions lead to."""
        return self.subjects | self.others


class SentenceClauses:
    """The clauses of sentences of some documents: of each found once, however many it is held against."""

    def __init__(self, documents: Mapping[str, AnalysedDocument]) -> None:
        self._documents = documents
        self._known: dict[tuple[str, int], Sequence[Clause]] = {}

    def __getitem__(self, sentence: SentenceWords) -> Sequence[Clause]:
        """The clauses of a sentence, in order."""
        if sentence.key not in self._known:
            document = sentence.document_id
            tokens = self._documents[document].tokens(sentence.span)
            self._known[sentence.key] = tuple(clauses(document, tokens))
        return self._known[sentence.key]


def clauses(document_id: str, sentence: Tokens) -> Iterator[Clause]:
    """The clauses of a parsed sentence of which tense, helpers or governor tell how certain they are."""
    for verb in sentence:
        act = _act(verb) if verb.pos_ == "VERB" else None
        found = _clause(document_id, verb, act) if act else None
        if found is not None:
            yield found


def _act(verb: Token) -> str | None:
    """What a verb tells of: itself, with its particle, or its object where the verb says nothing."""
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    if particle or verb.lemma_ not in LIGHT_VERBS:
        return f"{verb.lemma_.lower()} {particle}".strip()
    taken = (t for t in verb.children if t.dep_ == "dobj" and t.pos_ == "NOUN")
    return next((t.lemma_.lower() for t in taken if verb.lemma_ in SUPPORT_VERBS), None)


def _clause(document_id: str, verb: Token, act: str) -> Clause | None:
    governor = _governor(verb)
    refused = governor is not None and governor.lemma_ in REFUSED
    kind = _kind(governor) if governor is not None and not refused else ""
    above = governor if governor is not None and (refused or kind) else None
    helpers = _helpers(verb, above)
    how = _how(verb, kind, helpers)
    if refused and above is not None:
        how = "done" if above.tag_ in ("VBD", "VBN") else how or "now"
    if how is None:
        return None
    before = (verb, *((above,) if above is not None else ()), *(t for t in helpers if t.i < verb.i))
    group = sorted((t for t in before if verb.i - t.i <= _FAR), key=lambda token: token.i)
    against = governor is not None and governor.lemma_.lower() in DENYING
    denied = (sum(map(_denies, helpers)) + _has_none(verb) + against) % 2 == 1
    return Clause(
        document_id,
        verb,
        act,
        how,
        refused != denied,
        above.lemma_.lower() if above is not None and not refused else "",
        frozenset(_subjects(verb, governor)),
        frozenset(_others(verb)),
        group[0].idx,
        group[-1].idx + len(group[-1]),
    )


def _governor(verb: Token) -> Token | None:
    """What an infinitive hangs on: "plans to", "is likely to", "a threat to"; a participle on a refusal."""
    head = verb.head
    if verb.dep_ == "conj" and head.pos_ == "VERB" and verb.tag_ == "VB":
        return _governor(head)
    if verb.dep_ not in _HANGING or head.pos_ not in _GOVERNING:
        return None
    finite = any(child.tag_ in FINITE and child.dep_ in ("aux", "auxpass") for child in verb.children)
    return None if finite or verb.tag_ not in _INFINITE else head


def _kind(governor: Token) -> str:
    return next((kind for kind, words in _ABOVE.items() if governor.lemma_.lower() in words), "")


def _helpers(verb: Token, above: Token | None) -> list[Token]:
    """Auxiliaries, negations and adverbs of the verb and of what it hangs on."""
    places = [verb]
    if above is not None:
        places.append(above)
        if above.dep_ == "acomp":
            places.append(above.head)  # "is not likely to": the "not" is of "is"
    found = [t for place in places for t in place.children if t.dep_ in _HELPING]
    return found + [place for place in places[2:] if place.pos_ == "AUX"]


def _denies(helper: Token) -> bool:
    """Whether a helper negates: "not", "never", "no longer"."""
    no_more = any(child.lower_ == "no" for child in helper.children)
    return helper.dep_ == "neg" or is_negation(helper.lower_) or no_more


def _has_none(verb: Token) -> bool:
    """Whether the object is denied, which denies the act: "have no idea"."""
    objects = [child for child in verb.children if child.dep_ == "dobj"]
    return any(t.lower_ == "no" and t.dep_ == "det" for noun in objects for t in noun.children)


def _how(verb: Token, kind: str, helpers: Sequence[Token]) -> str | None:
    """How certain the verb is made; None where neither tense nor helper tells.

    What would have to be is neither so nor not so, and has none.
    """
    words = {token.lower_ for token in helpers}
    if any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in verb.children):
        return None
    stated = next((how for how, helping in _BESIDE if words & helping), "") or kind
    return stated or ("future" if words & FUTURE else _tense(verb, words))


def _tense(verb: Token, words: set[str]) -> str | None:
    if verb.tag_ == "VBD" or words & PAST:
        return "done"
    return "now" if verb.tag_ in ("VBZ", "VBP") or words & PRESENT else None


def _subjects(verb: Token, governor: Token | None) -> Iterator[str]:
    """Stems of who does it; of an infinitive, of who plans it, or of who is asked to."""
    own = [child for child in verb.children if child.dep_ in _SUBJECTS]
    if not own and governor is not None:
        objects = [child for child in governor.children if child.dep_ == "dobj"]
        own = objects or [child for child in governor.children if child.dep_ in _SUBJECTS]
    if not own and verb.dep_ in ("conj", "advcl"):
        own = [child for child in verb.head.children if child.dep_ in _SUBJECTS]
    if verb.dep_ == "relcl":
        own = [verb.head if child.tag_ in ("WDT", "WP") else child for child in own]
    yield from _named(own)


def _others(verb: Token) -> Iterator[str]:
    links = [child for child in verb.children if child.dep_ in ("prep", "agent")]
    near = [child for child in verb.children if child.dep_ in _OBJECTS]
    yield from _named([*near, *(noun for link in links for noun in link.children)])


def _named(tokens: Sequence[Token]) -> Iterator[str]:
    """Stems of nouns, with the words that stand before them and belong to their names."""
    for token in tokens:
        if token.pos_ in _NAMING:
            yield stem(token.lower_)
            yield from (stem(t.lower_) for t in token.children if t.dep_ == "compound" and t.pos_ == "PROPN")
