"""Words before a noun by which one document takes a stand and another does not: "the botched inquiry".

Both sentences are likely to tell one thing and have the noun; one of them says of it what the other does not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.substitution_evidence import is_torn
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language.analysis import AnalysedDocument
from transforms.language.similarity import is_content, stem
from transforms.language.words import Word

_BEFORE: Final = ("amod", "compound", "nmod")
_CLASSES: Final = ("NOUN", "PROPN")
_SAYING: Final = ("ADJ", "VERB")
"""What says something of a noun: another noun before it tells which one is meant ("baggage claim"), and a
verb of a headline that the parser takes for a name is of somebody else ("Port Slams Lind")."""


def charged_modifier_candidates(
    sentences: Sentences,
    documents: Mapping[str, AnalysedDocument],
    quoted: Collection[tuple[str, int]],
) -> Iterator[Candidate]:
    """Candidates of the type wording; words in quotation marks are no choice of the outlet's."""
    sided = {one.key for one in sentences.all if any(map(_has_charged, one.words))}
    pairs = [pair for pair in sentences.likely_pairs if not sided.isdisjoint(pair.keys)]
    phrases: dict[tuple[str, int], Sequence[Sequence[Token]]] = {}
    for pair in pairs:
        for side in (pair.one, pair.other):
            if side.key not in phrases:
                phrases[side.key] = list(_phrases(side, documents[side.document_id], quoted))
    yield from joined(
        [
            _candidate(pair, one, other)
            for pair in pairs
            for one in phrases[pair.one.key]
            for other in phrases[pair.other.key]
            if one[-1].lemma_ == other[-1].lemma_ and _takes_sides(one, other, pair)
        ]
    )


def _has_charged(word: Word) -> bool:
    """Whether a word, or a part of a compound, takes a stand."""
    return is_charged(word.lower.replace("-", " "))


def _phrases(
    sentence: SentenceWords, document: AnalysedDocument, quoted: Collection[tuple[str, int]]
) -> Iterator[Sequence[Token]]:
    """The nouns of a sentence, each behind the words right before it that say what it is."""
    for token in document.tokens(sentence.span):
        heads = token.pos_ in _CLASSES and token.dep_ not in _BEFORE and is_content(token.lower_)
        if heads and (sentence.document_id, token.idx) not in quoted:
            start, doc = token.i, token.doc
            while start > 0 and not doc[start].is_sent_start and doc[start - 1].dep_ in _BEFORE:
                start -= 1
            # Half of a hyphenated word says nothing: "al-Qaeda-affiliated group" is no "affiliated group".
            while start < token.i and is_torn(doc[start]):
                start += 1
            yield list(token.doc[start : token.i + 1])


def _takes_sides(one: Sequence[Token], other: Sequence[Token], pair: SentencePair) -> bool:
    """Whether one phrase has a charged word before its noun that the other side's sentence does not have."""
    left, right = _charged(one, pair.other), _charged(other, pair.one)
    return bool(left) != bool(right) and not any(is_charged(t.lower_) for t in (one if right else other))


def _charged(phrase: Sequence[Token], theirs: SentenceWords) -> list[Token]:
    return [
        t
        for t in phrase[:-1]
        if t.pos_ in _SAYING and is_charged(t.lower_) and stem(t.lower_) not in theirs.stems
    ]


def _candidate(pair: SentencePair, one: Sequence[Token], other: Sequence[Token]) -> Candidate:
    values = tuple(_value(side, phrase) for side, phrase in ((pair.one, one), (pair.other, other)))
    return Candidate(
        "wording",
        f"modifier {values[0].document_id} {values[0].start}",
        " / ".join(value.normalised for value in values),
        "compatible",
        "charged modifier of a name" if one[-1].pos_ == "PROPN" else "charged modifier",
        ordered(values),
        alike=pair.overlap,
        likely=pair.likely,
    )


def _value(sentence: SentenceWords, phrase: Sequence[Token]) -> Value:
    last = phrase[-1]
    shown = " ".join(token.lower_ for token in phrase if is_content(token.lower_))
    return Value(sentence.document_id, phrase[0].idx, last.idx + len(last), "", shown)
