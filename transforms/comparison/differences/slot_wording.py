"""What two documents call one thing: other words in one place of the grammar of two sentences that overlap.

The words need not stand in one row with those that are shared, as in aligned wording: "stops selling
assault-style rifles" and "will no longer have semi-automatic rifles to sell" have one verb and two objects.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.predicate_frames import LIGHT_VERBS
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language.analysis import AnalysedDocument
from transforms.language.encoder import Encoder, prepare
from transforms.language.similarity import is_content, stem

_NEAR: Final = 0.45
"""The least cosine of two phrases with other heads, for them to name one thing."""
_QUALIFIED: Final = 0.40
"""The same of what stands before one head: "assault-style", "semi-automatic"."""
_SHARED: Final = 3
"""Stems that the sentences share besides what governs the phrases: a slot alone is no sign of one thing."""
_OBJECT: Final = "object"
_LONGEST: Final = 4
"""Words of a phrase: more are a description, and the slot does not say of what."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A noun with what stands before it, in its slot: what governs it, and by which relation."""

    slot: tuple[str, str]
    head: Token
    document_id: str
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of its words."""
        return frozenset(map(stem, self.words))


def slot_wording_candidates(
    sentences: Sentences,
    documents: Mapping[str, AnalysedDocument],
    quoted: frozenset[tuple[str, int]],
    encoder: Encoder,
) -> Iterator[Candidate]:
    """Candidates of the type wording; of two phrases that both stand in quotation marks, none."""
    fillers: dict[tuple[str, int], Sequence[Filler]] = {}
    for pair in sentences.loose_pairs:
        for side in (pair.one, pair.other):
            if side.key not in fillers:
                fillers[side.key] = _fillers(side, documents[side.document_id])
    found = [_candidate(*pair) for pair in _best(sentences.loose_pairs, fillers, encoder)]
    told = [one for one in found if any((v.document_id, v.start) not in quoted for v in one.values)]
    # A document that says both has not chosen between them.
    yield from (one for one in joined(told) if len(one.documents) == len(one.values))


def _best(
    pairs: Sequence[SentencePair], fillers: Mapping[tuple[str, int], Sequence[Filler]], encoder: Encoder
) -> Iterator[tuple[Filler, Filler, SentencePair]]:
    """Alternatives, of the sentences that overlap most first; a phrase has one in each document."""
    alternatives = [
        (one, other, pair)
        for pair in sorted(pairs, key=lambda pair: (-pair.overlap, pair.one.key, pair.other.key))
        for one, other in product(fillers[pair.one.key], fillers[pair.other.key])
        if _are_alternatives(one, other, pair) and all(_compared(one, other))
    ]
    prepare(encoder, (words for one, other, _ in alternatives for words in _compared(one, other)))
    taken: set[tuple[str, str, tuple[str, ...]]] = set()
    for one, other, pair in alternatives:
        places = {
            (one.document_id, other.document_id, one.words),
            (other.document_id, one.document_id, other.words),
        }
        if not places & taken and _is_near(one, other, encoder):
            taken |= places
            yield one, other, pair


def _are_alternatives(one: Filler, other: Filler, pair: SentencePair) -> bool:
    """Whether both are in one slot of sentences alike, and neither's words stand in the other's sentence."""
    new = one.stems - pair.other.stems - other.stems
    old = other.stems - pair.one.stems - one.stems
    if one.slot != other.slot or not new or not old:
        return False
    shared = (pair.one.stems & pair.other.stems) - {stem(one.slot[1])} - one.stems - other.stems
    return len(shared) >= _SHARED


def _fillers(sentence: SentenceWords, document: AnalysedDocument) -> Sequence[Filler]:
    """The nouns of a sentence that a verb or a noun of its own governs; no names, numbers or shares."""
    found = []
    for token in document.tokens(sentence.span):
        slot = _slot(token) if token.pos_ == "NOUN" else None
        before = [child for child in token.lefts if child.dep_ in ("amod", "compound")]
        if slot is None:
            continue
        phrase = token.doc[min((token.i, *(child.left_edge.i for child in before))) : token.i + 1]
        words = tuple(t.lower_ for t in phrase if is_content(t.lower_) and not t.is_punct)
        plain = not any(t.pos_ in ("PROPN", "NUM") or t.like_num for t in phrase)
        if plain and 0 < len(words) <= _LONGEST and not _is_torn(phrase):
            end = token.idx + len(token)
            found.append(Filler(slot, token, sentence.document_id, phrase[0].idx, end, words))
    return found


def _is_torn(phrase: Tokens) -> bool:
    """Whether a word stands before the phrase without a space: "mails" of "e-mails" is no phrase."""
    return (
        phrase.start > 0
        and not phrase.doc[phrase.start - 1].whitespace_
        and (phrase.doc[phrase.start - 1].text[-1:] in "-\u2010\u2011")
    )


def _slot(noun: Token) -> tuple[str, str] | None:
    """What governs a noun and how: a verb whose object it is, or a word that a preposition ties it to."""
    if noun.dep_ in ("dobj", "nsubjpass"):
        return _named(_OBJECT, noun.head)
    if noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        return _named(noun.head.lower_, noun.head.head)
    return None


def _named(relation: str, governor: Token) -> tuple[str, str] | None:
    counted = governor.like_num or any(child.dep_ == "nummod" for child in governor.children)
    tells = governor.pos_ in ("NOUN", "VERB") and governor.lemma_ not in LIGHT_VERBS
    return (relation, governor.lemma_) if tells and not counted else None


def _is_near(one: Filler, other: Filler, encoder: Encoder) -> bool:
    """Whether the words that differ may name one thing."""
    left, right = _compared(one, other)
    least = _QUALIFIED if _of_one_head(one, other) else _NEAR
    return float(np.dot(encoder(left).vector, encoder(right).vector)) >= least


def _of_one_head(one: Filler, other: Filler) -> bool:
    return one.head.lemma_ == other.head.lemma_


def _compared(one: Filler, other: Filler) -> tuple[str, str]:
    """The words of each that may differ; none where it says less, not something else."""
    end = -1 if _of_one_head(one, other) else None
    return " ".join(one.words[:end]), " ".join(other.words[:end])


def _candidate(one: Filler, other: Filler, pair: SentencePair) -> Candidate:
    values = tuple(
        Value(each.document_id, each.start, each.end, "", " ".join(each.words)) for each in (one, other)
    )
    about = " / ".join(value.normalised for value in values)
    slot = f"slot {one.document_id} {one.start}"
    return Candidate(
        "wording",
        slot,
        about,
        "compatible",
        "words in one slot",
        ordered(values),
        alike=pair.overlap,
        likely=pair.likely,
    )
