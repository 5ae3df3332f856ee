"""Words that two documents choose for one thing, held in place by words that both tie them to.

"Forced to testify" and "compelled to testify" share what depends on the verb, "cited the charter" and
"invoked her charter right" a word inside it, "the massacre at Lowford" and "the shooting at Lowford" what the
noun leads to, "fierce critics" and "sharp critics" the noun. Whatever stands in such a place in two documents
is looked at, wherever they say it; a fitted scorer says which of it names one thing in two ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.predicate_frames import LIGHT_VERBS
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.substitution_evidence import (
    Anchor,
    Choice,
    anchors,
    is_torn,
    substitution_evidence,
)
from transforms.comparison.logistic import probability
from transforms.comparison.sentence_evidence import Key
from transforms.comparison.sentence_words import Sentences
from transforms.language import lexica
from transforms.language.encoder import Encoder, prepare
from transforms.language.similarity import is_content, is_negation, stem

POINTING: Final = lexica.words("comparison", "pointing_adjectives")
TIMES: Final = (
    lexica.words("comparison", "parts_of_day")
    | lexica.words("quantities", "periods")
    | frozenset(lexica.values("quantities", "time_words"))
)
"""Nouns of time: two of them are two times, not two words for one."""

_COMMON: Final = 24
"""What more words are tied to holds none of them in place."""
_ROOT: Final = 4
"""Letters that forms of one word share."""
_OVERLAP: Final = 0.15
"""The least overlap of two sentences that may speak of one thing."""
_MORE: Final = 1.0
"""Log-odds beyond the least that a third document's word must have, lest it is of something else."""
_NEAREST: Final = 0.9
"""The cosine of two words that mean the same: what is unlikely even with it is not asked for its own."""
_CLASSES: Final = frozenset(("NOUN", "VERB", "ADJ"))
_BEFORE: Final = ("amod", "compound")


@dataclass(frozen=True, slots=True)
class Substitution:
    """Two words that stand in one place; what speaks for one thing, but for how near they are in meaning."""

    one: Choice
    other: Choice
    features: Mapping[str, float]


def substitution_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the type wording; of two words that both stand in quotation marks, none."""
    scorer, encoder = story.scorers.substitutions, story.encoder
    most = scorer.weights["near"] * _NEAREST
    found = [one for one in substitutions(story) if scorer(one.features) + most >= scorer.least]
    prepare(encoder, (each.token.lower_ for one in found for each in (one.one, one.other)))
    near = [cosine(one, encoder) for one in found]
    scored = [
        (scorer({**one.features, "near": cosine}), cosine, one)
        for one, cosine in zip(found, near, strict=True)
    ]
    kept = [_candidate(*each, story.sentences) for each in _best(scored, scorer.least)]
    # A document that says both has not chosen between them.
    yield from (one for one in joined(kept) if len(one.documents) == len(one.values))


def substitutions(story: StoryView) -> Iterator[Substitution]:
    """Words of two documents that stand in one place, in order; at most one of them in quotation marks."""
    sentences = story.sentences
    alike = {pair.keys for pair in sentences.met_pairs if pair.overlap >= _OVERLAP}
    near = {key for keys in alike for key in keys}
    choices = [*_choices(story, near)]
    said: dict[str, set[str]] = defaultdict(set)
    for sentence in sentences.all:
        said[sentence.document_id] |= sentence.stems
    for (i, j), ties in sorted(_tied(choices).items()):
        one, other = choices[i], choices[j]
        marked = [choice.place in story.quoted for choice in (one, other)]
        if all(marked) or not _are_alternatives(one, other):
            continue
        if (one.sentence.key, other.sentence.key) in alike:
            elsewhere = (one.stem in said[other.document_id]) + (other.stem in said[one.document_id])
            features = substitution_evidence(one, other, ties, sentences)
            yield Substitution(one, other, {**features, "elsewhere": elsewhere, "quoted": float(any(marked))})


def _choices(story: StoryView, near: Collection[Key]) -> Iterator[Choice]:
    """The words of some sentences that are a choice: names of the story are none."""
    for sentence in (one for one in story.sentences.all if one.key in near):
        for token in story.documents[sentence.document_id].tokens(sentence.span):
            if _tells(token) and not (token.text[0].isupper() and stem(token.lower_) in story.topic.names):
                yield Choice(sentence, token, stem(token.lower_), frozenset(anchors(token)))


def _tied(choices: Sequence[Choice]) -> Mapping[tuple[int, int], set[Anchor]]:
    """Numbers of two words of two documents that are tied to one word alike, the lesser first."""
    by_anchor: dict[Anchor, list[int]] = defaultdict(list)
    for number, choice in enumerate(choices):
        for anchor in choice.anchors:
            by_anchor[anchor].append(number)
    found: dict[tuple[int, int], set[Anchor]] = defaultdict(set)
    for anchor, numbers in by_anchor.items():
        if len(numbers) <= _COMMON:
            for i, j in combinations(numbers, 2):
                if choices[i].document_id != choices[j].document_id:
                    found[i, j].add(anchor)
    return found


def _tells(token: Token) -> bool:
    """Whether a word is a choice: it says something, and is no number, negation or light verb."""
    plain = token.pos_ in _CLASSES and is_content(token.lower_) and token.is_alpha and not token.like_num
    points = token.lower_ in POINTING or is_negation(token.lower_) or token.lemma_ in TIMES
    return plain and not points and token.lemma_ not in LIGHT_VERBS and not is_torn(token)


def _are_alternatives(one: Choice, other: Choice) -> bool:
    """Whether both are of one class, and neither stands in the other's sentence, in whatever form."""
    if one.token.pos_ != other.token.pos_ or one.token.lemma_ == other.token.lemma_:
        return False
    apart = one.stem not in other.sentence.stems and other.stem not in one.sentence.stems
    return apart and one.stem[:_ROOT] != other.stem[:_ROOT]


def cosine(found: Substitution, encoder: Encoder) -> float:
    """How near two words are in meaning, each alone."""
    one, other = (encoder(each.token.lower_).vector for each in (found.one, found.other))
    return round(float(np.dot(one, other)), 4)


def _best(
    scored: Sequence[tuple[float, float, Substitution]], least: float
) -> Iterator[tuple[float, float, Substitution]]:
    """The likeliest ones; a word has one alternative in each document."""
    taken: set[tuple[tuple[str, int], str]] = set()
    paired: set[tuple[str, int]] = set()
    ranked = sorted(scored, key=lambda each: (-each[0], each[2].one.place, each[2].other.place))
    for score, near, found in ranked:
        one, other = found.one, found.other
        places = {(one.place, other.document_id), (other.place, one.document_id)}
        enough = least + _MORE * bool({one.place, other.place} & paired)
        if score >= enough and not places & taken:
            taken |= places
            paired |= {one.place, other.place}
            yield score, near, found


def _candidate(log_odds: float, near: float, found: Substitution, sentences: Sentences) -> Candidate:
    both = (found.one, found.other)
    values = tuple(Value(each.document_id, *_phrase(each.token), "", _shown(each.token)) for each in both)
    return Candidate(
        "wording",
        f"substitution {values[0].document_id} {values[0].start}",
        " / ".join(value.normalised for value in values),
        "compatible",
        "substitution",
        ordered(values),
        alike=found.features["overlap"],
        likely=sentences.likely_of(found.one.sentence, found.other.sentence),
        near=near,
        fits=probability(log_odds),
    )


def _phrase(token: Token) -> tuple[int, int]:
    """A noun with what stands right before it, no half of a hyphenated word; another word alone."""
    start = token.i
    if token.pos_ == "NOUN":
        doc = token.doc
        while start > 0 and not doc[start].is_sent_start and _goes_on(doc[start - 1], token):
            start -= 1
            if doc[start].head.i > token.i:
                break
    return token.doc[start].idx, token.idx + len(token)


def _goes_on(before: Token, noun: Token) -> bool:
    """Whether a word before a noun belongs to its phrase, or is tied by a hyphen to what does."""
    after = before.nbor(1)
    tied = is_torn(after) and after.i < noun.i
    return before.dep_ in _BEFORE or (tied and (before.is_punct or before.is_alpha))


def _shown(token: Token) -> str:
    """The words of a phrase, in lower case."""
    phrase = token.doc.char_span(*_phrase(token))
    return " ".join(t.lower_ for t in phrase or (token,) if is_content(t.lower_))
