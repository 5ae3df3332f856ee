"""Words that two documents choose for one thing, held in place by a word that both tie them to.

"Forced to testify" and "compelled to testify" share what depends on the verb, "the massacre at Lowford" and
"the shooting at Lowford" what the noun leads to, "fierce critics" and "sharp critics" the noun. The sentences
need not be alike word by word, only be about one thing; where the phrase is the object of one verb, see
`slot_wording`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from spacy.tokens import Token

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.predicate_frames import LIGHT_VERBS
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.encoder import Encoder, prepare
from transforms.language.similarity import is_content, is_negation, stem

POINTING: Final = lexica.words("comparison", "pointing_adjectives")
TIMES: Final = (
    lexica.words("comparison", "parts_of_day")
    | lexica.words("quantities", "periods")
    | frozenset(lexica.values("quantities", "time_words"))
)
"""Nouns of time: two of them are two times, not two words for one."""

_NEAR: Final = 0.38
"""The least cosine of two words that name one thing, each alone."""
_CHARGED_NEAR: Final = 0.22
"""The same where one of them takes a stand."""
_LOOSE_NEAR: Final = 0.56
"""The same of words that only a subject or a word before them ties to one thing: much is "federal"."""
_LOOSE: Final = frozenset((("below", "what it is"), ("below", "subject")))
_SHARED: Final = 3
"""Stems that the sentences share, the anchor among them."""
_HYPHENS: Final = ("-", "\u2010", "\u2011")
_ROOT: Final = 4
"""Letters that forms of one word share."""
_CLASSES: Final = frozenset(("NOUN", "VERB", "ADJ"))
_RELATIONS: Final[Mapping[str, str]] = {
    "dobj": "object",
    "nsubjpass": "object",
    "nsubj": "subject",
    "agent": "subject",
    "xcomp": "what follows",
    "ccomp": "what follows",
    "amod": "what it is",
    "compound": "what it is",
    "poss": "whose",
}
"""Relations of a word to the one that it depends on, those that say one thing under one name."""

Anchor = tuple[str, str, str]
"""Whether the word is above or below, the relation, and the base form of the other word."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A word that says something, its phrase, and what it is tied to."""

    token: Token
    document_id: str
    start: int
    end: int
    anchors: frozenset[Anchor]


def anchored_wording_candidates(
    sentences: Sentences,
    documents: Mapping[str, AnalysedDocument],
    quoted: Collection[tuple[str, int]],
    names: frozenset[str],
    encoder: Encoder,
) -> Iterator[Candidate]:
    """Candidates of the type wording; of two words that both stand in quotation marks, none.

    `names`: stems of the story's names, which are no choice of words.
    """
    choices: dict[tuple[str, int], Sequence[Choice]] = {}
    for pair in sentences.likely_pairs:
        for side in (pair.one, pair.other):
            if side.key not in choices:
                choices[side.key] = _choices(side, documents[side.document_id], names)
    alternatives = [
        (one, other, pair)
        for pair in sentences.likely_pairs
        for one, other in product(choices[pair.one.key], choices[pair.other.key])
        if _are_alternatives(one, other, pair) and not all(_place(each) in quoted for each in (one, other))
    ]
    prepare(encoder, (each.token.lower_ for one, other, _ in alternatives for each in (one, other)))
    found = [
        _candidate(one, other, pair, near)
        for one, other, pair in alternatives
        if (near := _cosine(one.token, other.token, encoder)) >= _least(one, other)
    ]
    # A document that says both has not chosen between them.
    yield from (one for one in joined(found) if len(one.documents) == len(one.values))


def _place(choice: Choice) -> tuple[str, int]:
    return choice.document_id, choice.start


def _choices(sentence: SentenceWords, document: AnalysedDocument, names: frozenset[str]) -> Sequence[Choice]:
    return [
        Choice(token, sentence.document_id, *_phrase(token), frozenset(_anchors(token)))
        for token in document.tokens(sentence.span)
        if _tells(token) and stem(token.lower_) not in names
    ]


def _tells(token: Token) -> bool:
    """Whether a word is a choice: it says something, and is no number, negation or light verb."""
    plain = token.pos_ in _CLASSES and is_content(token.lower_) and token.is_alpha and not token.like_num
    points = token.lower_ in POINTING or is_negation(token.lower_) or token.lemma_ in TIMES
    return plain and not points and token.lemma_ not in LIGHT_VERBS and not _is_torn(token)


def _is_torn(token: Token) -> bool:
    """Whether a hyphen ties it to another word: "anti" of "anti-gun" says nothing of its own."""
    beside = [token.nbor(-1)] if token.i > token.sent.start else []
    torn = any(not word.whitespace_ and word.text[-1:] in _HYPHENS for word in beside)
    follows = token.i + 1 < token.sent.end and not token.whitespace_
    return torn or (follows and token.nbor(1).text[:1] in _HYPHENS)


def _anchors(token: Token) -> Iterator[Anchor]:
    """What a word depends on and what depends on it, through a preposition where there is one."""
    if token.dep_ in _RELATIONS and is_content(token.head.lower_):
        yield "above", _RELATIONS[token.dep_], token.head.lemma_.lower()
    if token.dep_ == "pobj" and is_content(token.head.head.lower_):
        yield "above", token.head.lower_, token.head.head.lemma_.lower()
    for child in token.children:
        if child.dep_ in _RELATIONS and is_content(child.lower_):
            yield "below", _RELATIONS[child.dep_], child.lemma_.lower()
            if child.dep_ == "nsubj" and not any(other.dep_ == "dobj" for other in token.children):
                yield "below", "object", child.lemma_.lower()  # "the vote was delayed", "the vote languished"
        if child.dep_ == "prep":
            for noun in child.children:
                if noun.dep_ == "pobj" and is_content(noun.lower_):
                    yield "below", child.lower_, noun.lemma_.lower()


def _phrase(token: Token) -> tuple[int, int]:
    """A noun with what stands right before it, another word alone."""
    start = token.i
    if token.pos_ == "NOUN":
        while start > token.sent.start and token.doc[start - 1].dep_ in ("amod", "compound"):
            start -= 1
            if token.doc[start].head.i > token.i:
                break
    return token.doc[start].idx, token.idx + len(token)


def _are_alternatives(one: Choice, other: Choice, pair: SentencePair) -> bool:
    """Whether both are of one class, tied to one word alike, and neither stands in the other's sentence."""
    left, right = stem(one.token.lower_), stem(other.token.lower_)
    if one.token.pos_ != other.token.pos_ or not one.anchors & other.anchors:
        return False
    if one.token.lemma_ == other.token.lemma_:
        return False
    if left in pair.other.stems or right in pair.one.stems or left[:_ROOT] == right[:_ROOT]:
        return False
    return len(pair.one.stems & pair.other.stems) >= _SHARED


def _cosine(one: Token, other: Token, encoder: Encoder) -> float:
    """How near two words are in meaning, each alone."""
    return float(np.dot(encoder(one.lower_).vector, encoder(other.lower_).vector))


def _least(one: Choice, other: Choice) -> float:
    """The least cosine of two choices that name one thing, by what ties them to it."""
    if all(anchor[:2] in _LOOSE for anchor in one.anchors & other.anchors):
        return _LOOSE_NEAR
    charged = is_charged(one.token.lower_) != is_charged(other.token.lower_)
    return _CHARGED_NEAR if charged else _NEAR


def _candidate(one: Choice, other: Choice, pair: SentencePair, near: float) -> Candidate:
    values = tuple(Value(each.document_id, each.start, each.end, "", _shown(each)) for each in (one, other))
    about = " / ".join(value.normalised for value in values)
    slot = f"anchored {one.document_id} {one.start}"
    return Candidate(
        "wording",
        slot,
        about,
        "compatible",
        "anchored words",
        ordered(values),
        alike=pair.overlap,
        likely=pair.likely,
        near=round(near, 4),
    )


def _shown(choice: Choice) -> str:
    """The words of a phrase, in lower case."""
    phrase = choice.token.doc.char_span(choice.start, choice.end)
    return " ".join(t.lower_ for t in phrase or (choice.token,) if is_content(t.lower_))
