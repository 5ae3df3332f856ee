"""What speaks for two words of two documents naming one thing, as a fitted scorer looks at it.

What both are tied to tells most where few words of the story have it and where the words around them align;
how alike their sentences are, and how near the words are in meaning, counts beside it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.logistic import Features
from transforms.comparison.sentence_words import Sentences, SentenceWords
from transforms.language.similarity import is_content, stem

Anchor = tuple[str, str, str]
"""Whether the other word is above, below or inside what is below; the relation; the stem of its base form."""

RELATIONS: Final[Mapping[str, str]] = {
    "dobj": "object",
    "nsubjpass": "object",
    "nsubj": "subject",
    "agent": "subject",
    "xcomp": "what follows",
    "ccomp": "what follows",
    "amod": "what it is",
    "compound": "what it is",
    "nmod": "what it is",
    "appos": "what it is",
    "poss": "whose",
}
"""Relations of a word to the one that it depends on, those that say one thing under one name."""
_BY_PREPOSITION: Final = "preposition"
SLOTS: Final = tuple(
    f"{where} {relation}"
    for where in ("above", "below", "inside")
    for relation in (*dict.fromkeys(RELATIONS.values()), _BY_PREPOSITION)
)
"""Where the words that both are tied to stand, as features."""

_TELLING: Final = ("NOUN", "PROPN", "VERB")
_INSIDE: Final = (*_TELLING, "ADJ")
_FAR: Final = 6
"""Words from the head of a phrase, or on both sides of a word, that belong to it."""
_BESIDE: Final = (-2, -1, 1, 2)
_HYPHENS: Final = ("-", "\u2010", "\u2011")
_LEAST: Final = 0.002


@dataclass(frozen=True, eq=False)
class Choice:
    """A word that says something, in its sentence; its stem, and what it is tied to.

    What is beside it is looked for once, however many others it is held against.
    """

    sentence: SentenceWords
    token: Token
    stem: str
    anchors: frozenset[Anchor]

    @property
    def document_id(self) -> str:
        """The document."""
        return self.sentence.document_id

    @property
    def place(self) -> tuple[str, int]:
        """The document, and where in its text the word starts."""
        return self.document_id, self.token.idx

    @cached_property
    def is_denied(self) -> bool:
        """Whether a negation depends on it."""
        return any(child.dep_ == "neg" for child in self.token.children)

    @cached_property
    def dependents(self) -> Mapping[str, frozenset[str]]:
        """By relation, the stems of what depends on it and says something."""
        found: dict[str, set[str]] = {}
        for relation, child in _dependents(self.token):
            if is_content(child.lower_):
                found.setdefault(relation, set()).add(_base(child))
        return {relation: frozenset(stems) for relation, stems in found.items()}

    @cached_property
    def window(self) -> frozenset[str]:
        """The stems of the words around it that say something."""
        sentence, place = self._tokens, self.token.i
        near = self.token.doc[max(sentence.start, place - _FAR) : min(sentence.end, place + _FAR + 1)]
        return frozenset(stem(word.lower_) for word in near if word.i != place and is_content(word.lower_))

    @cached_property
    def neighbours(self) -> Mapping[int, str]:
        """The base forms of the two words on either side in its sentence; nothing beyond its ends."""
        sentence, doc = self._tokens, self.token.doc
        places = {steps: self.token.i + steps for steps in _BESIDE}
        return {
            steps: str(doc[place].lemma_).lower() if sentence.start <= place < sentence.end else ""
            for steps, place in places.items()
        }

    @cached_property
    def _tokens(self) -> Tokens:
        return self.token.sent


def anchors(token: Token) -> Iterator[Anchor]:
    """What a word depends on and what depends on it, through a preposition where there is one."""
    if token.dep_ in RELATIONS and is_content(token.head.lower_):
        yield "above", RELATIONS[token.dep_], _base(token.head)
    if token.dep_ == "pobj" and is_content(token.head.head.lower_):
        yield "above", _BY_PREPOSITION, _base(token.head.head)
    for relation, child in _dependents(token):
        if is_content(child.lower_):
            yield "below", relation, _base(child)
            yield "inside", relation, _base(child)
        if child.pos_ in _TELLING:
            for word in child.subtree:
                near = word.i != child.i and abs(word.i - child.i) <= _FAR
                if near and word.pos_ in _INSIDE and is_content(word.lower_):
                    yield "inside", relation, _base(word)


def _base(token: Token) -> str:
    return stem(token.lemma_.lower())


def _dependents(token: Token) -> Iterator[tuple[str, Token]]:
    """What depends on a word, by relation; what a verb without an object is said of may be its object."""
    for child in token.children:
        if child.dep_ in RELATIONS:
            yield RELATIONS[child.dep_], child
            if child.dep_ == "nsubj" and not any(other.dep_ == "dobj" for other in token.children):
                yield "object", child  # "the vote was delayed", "the vote languished"
        elif child.dep_ == "prep":
            yield from ((_BY_PREPOSITION, noun) for noun in child.children if noun.dep_ == "pobj")


def is_torn(token: Token) -> bool:
    """Whether a hyphen ties it to another word: "anti" of "anti-gun" says nothing of its own."""
    doc, place = token.doc, token.i
    if place > 0 and not token.is_sent_start:
        before = doc[place - 1]
        if not before.whitespace_ and before.text[-1:] in _HYPHENS:
            return True
    # A sentence is asked for by no word: each time it would be looked for anew.
    if token.whitespace_ or place + 1 >= len(doc):
        return False
    after = doc[place + 1]
    return not after.is_sent_start and after.text[:1] in _HYPHENS


def substitution_evidence(
    one: Choice, other: Choice, ties: Collection[Anchor], sentences: Sentences
) -> dict[str, float]:
    """The features of two words that `ties` hold in one place; who is first tells nothing."""
    left, right = one.token, other.token
    words = {word for _, _, word in ties}
    likely = max(sentences.likely_of(one.sentence, other.sentence), _LEAST)
    rest = (one.sentence.stems & other.sentence.stems) - words
    weights = sum(sentences.weight({each.stem}) for each in (one, other))
    return {
        **dict.fromkeys(SLOTS, 0.0),
        **{f"{where} {relation}": 1.0 for where, relation, _ in ties},
        "ties": math.log1p(len(words)),
        "tied": math.log1p(sentences.weight(words)),
        "likely": math.log(likely / (1.0 - min(likely, 1.0 - _LEAST))),
        "overlap": sentences.overlap(one.sentence, other.sentence),
        "rest": math.log1p(sentences.weight(rest)),
        "size": math.log1p(min(len(one.sentence.stems), len(other.sentence.stems))),
        "rare": weights / 10,
        "charged": float(is_charged(left.lower_) != is_charged(right.lower_)),
        **_grammar(one, other),
        **_beside(one, other, sentences),
    }


def _grammar(one: Choice, other: Choice) -> Features:
    left, right = one.token, other.token
    return {
        "verb": float(left.pos_ == "VERB"),
        "adjective": float(left.pos_ == "ADJ"),
        "same relation": float(left.dep_ == right.dep_),
        "same form": float(left.tag_ == right.tag_),
        "negated": float(one.is_denied != other.is_denied),
        "other subject": _differ("subject", one, other),
        "other preposition": _differ(_BY_PREPOSITION, one, other),
    }


def _differ(relation: str, one: Choice, other: Choice) -> float:
    """Whether both have something in a relation, and nothing of it is the same."""
    left, right = (each.dependents.get(relation, frozenset[str]()) for each in (one, other))
    return float(bool(left and right) and not left & right)


def _beside(one: Choice, other: Choice, sentences: Sentences) -> Features:
    """How well the words around both align."""
    least = min(sentences.weight(one.window), sentences.weight(other.window))
    shared = sentences.weight(one.window & other.window)
    before, after = (_run(one, other, step) for step in (-1, 1))
    return {
        "around": shared / least if least else 0.0,
        "around, weight": math.log1p(shared),
        "word before": float(before > 0),
        "words before": float(before > 1),
        "word after": float(after > 0),
        "words after": float(after > 1),
    }


def _run(one: Choice, other: Choice, step: int) -> int:
    """How many of the next two words in a direction both have."""
    if one.neighbours[step] != other.neighbours[step]:
        return 0
    return 1 + (one.neighbours[2 * step] == other.neighbours[2 * step])
