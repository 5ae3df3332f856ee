"""Quotes whose documents differ: in the word chosen inside one statement, in who speaks, in yes or no."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

import numpy as np
from spacy.tokens import Doc, Token

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.predicate_frames import Parser
from transforms.language import lexica
from transforms.language.encoder import Encoder
from transforms.language.similarity import Topic, is_content, is_negation, stem
from transforms.language.words import Word, words

_ALIKE: Final = 0.30
"""Two words say the same kind of thing of a noun where their vectors, each word alone, are so near."""
_POINTING: Final = frozenset(map(stem, lexica.words("comparison", "pointing_adjectives")))
"""Stems of adjectives that count or point: which ones, how many, in what order."""
_SAME_WORDS: Final = 0.8
_LEAST_STEMS: Final = 5
_SHINGLE: Final = 4
_WORDING_CONFIDENCE: Final = 0.7
_SPEECH_CONFIDENCE: Final = 0.7


@dataclass(frozen=True, slots=True)
class Rendering:
    """A part of a quote in its document's text: [start, end), its statement, its speaker and its type."""

    document_id: str
    start: int
    end: int
    statement_id: str
    speaker_id: str | None
    type: str
    words: tuple[Word, ...]
    text: str = ""
    named: str | None = None
    """The speaker's surname, where the quote's own source has it, so that nothing was inferred."""
    speaker: str | None = None
    """The speaker's name."""

    @property
    def key(self) -> tuple[str, int, int]:
        """QuantityMention by which renderings are sorted."""
        return self.document_id, self.start, self.end


def rendering_words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of a part, with their offsets in the whole text."""
    found = words(text[start:end])
    return tuple(word._replace(start=word.start + start, end=word.end + start) for word in found)


def wording_candidates(
    renderings: Sequence[Rendering], topic: Topic, encoder: Encoder, parse: Parser
) -> Iterator[Candidate]:
    """The adjectives of one noun that documents choose differently in one statement: "serious", "main"."""
    by_noun: dict[str, list[Value]] = defaultdict(list)
    shown: dict[str, str] = {}
    for rendering in sorted(renderings, key=lambda rendering: rendering.key):
        for adjective, noun in _described(parse(rendering.text)):
            if stem(adjective.lower_) not in topic.names | _POINTING and is_content(adjective.lower_):
                by_noun[noun.lemma_].append(_value(rendering, adjective))
                shown.setdefault(noun.lemma_, noun.lower_)
    for head, found in sorted(by_noun.items()):
        values = ordered(_alike(found, encoder))
        if _no_word_shared(values):
            statement = renderings[0].statement_id
            yield Candidate(
                "wording", head, shown[head], "compatible", _WORDING_CONFIDENCE, values, statement
            )


def _no_word_shared(values: Sequence[Value]) -> bool:
    """Whether two documents describe it in words of which they share none: "new, big" and "big" agree."""
    used: dict[str, set[str]] = defaultdict(set)
    for value in values:
        used[value.document_id].add(value.normalised)
    return any(one.isdisjoint(other) for one, other in combinations(used.values(), 2))


def _described(doc: Doc) -> Iterator[tuple[Token, Token]]:
    """Adjectives with the common noun that they stand before; "poor and rural areas" has two.

    A comparative ("higher wages") is left out: it says what something is measured against, not what it is.
    """
    for token in doc:
        if token.pos_ == "ADJ" and token.dep_ == "amod" and token.head.pos_ == "NOUN":
            for adjective in (token, *token.conjuncts):
                if adjective.pos_ == "ADJ" and adjective.is_alpha and adjective.tag_ != "JJR":
                    yield adjective, token.head


def _value(rendering: Rendering, token: Token) -> Value:
    start = rendering.start + token.idx
    return Value(rendering.document_id, start, start + len(token), token.text, token.lower_)


def _alike(found: Sequence[Value], encoder: Encoder) -> list[Value]:
    """Those whose word is near another document's word, or the same."""
    vectors = {value.normalised: encoder(value.normalised).vector for value in found}
    kept = set()
    for (i, one), (j, other) in combinations(enumerate(found), 2):
        near = float(np.dot(vectors[one.normalised], vectors[other.normalised])) >= _ALIKE
        if one.document_id != other.document_id and near:
            kept |= {i, j}
    return [found[i] for i in sorted(kept)]


def speech_candidates(renderings: Sequence[Rendering]) -> Iterator[Candidate]:
    """The same words in two documents, of two speakers (attribution) or with a "not" in one (polarity).

    Candidates share a row of content words, so that no two quotes are compared without a reason.
    """
    stems = {r.key: [stem(w.lower) for w in r.words if is_content(w.lower)] for r in renderings}
    blocks: dict[tuple[str, ...], list[Rendering]] = defaultdict(list)
    unclear = _given_to_several(renderings)
    for rendering in sorted(renderings, key=lambda rendering: rendering.key):
        row = stems[rendering.key]
        if len(row) >= _LEAST_STEMS and rendering.speaker_id and rendering.key not in unclear:
            for start in range(len(row) - _SHINGLE + 1):
                blocks[tuple(row[start : start + _SHINGLE])].append(rendering)
    done: set[tuple[object, object]] = set()
    for _, block in sorted(blocks.items()):
        # Neighbours in order are enough: what is repeated often is repeated next to itself.
        for one, other in pairwise(block):
            if (one.key, other.key) not in done:
                done.add((one.key, other.key))
                yield from _differing(one, other, stems)


def _given_to_several(renderings: Sequence[Rendering]) -> set[tuple[str, int, int]]:
    """Keys of words that one article gives to two speakers, one inside the other: whose they are is open."""
    found: set[tuple[str, int, int]] = set()
    ordered_by_place = sorted(renderings, key=lambda rendering: rendering.key)
    for mention, one in enumerate(ordered_by_place):
        for other in ordered_by_place[mention + 1 :]:
            if other.document_id != one.document_id or other.start >= one.end:
                break
            if other.speaker_id != one.speaker_id:
                found |= {one.key, other.key}
    return found


def _differing(
    one: Rendering, other: Rendering, stems: Mapping[tuple[str, int, int], Sequence[str]]
) -> Iterator[Candidate]:
    left, right = set(stems[one.key]), set(stems[other.key])
    if one.document_id == other.document_id or len(left & right) < _SAME_WORDS * len(left | right):
        return
    named = bool(one.named and other.named and one.named != other.named)
    if named and {one.type, other.type} == {"direct"}:
        yield _speech_point("attribution", one, other, (str(one.speaker_id), str(other.speaker_id)))
    elif one.speaker_id == other.speaker_id and _negated(one) != _negated(other):
        forms = tuple("negative" if _negated(rendering) else "positive" for rendering in (one, other))
        yield _speech_point("polarity", one, other, (forms[0], forms[1]))


def _speech_point(kind: str, one: Rendering, other: Rendering, forms: tuple[str, str]) -> Candidate:
    values = tuple(
        Value(r.document_id, r.start, r.end, "", form, r.speaker if kind == "attribution" else None)
        for r, form in zip((one, other), forms, strict=True)
    )
    slot = f"{kind} {one.document_id} {one.start}"
    about = " ".join(word.text for word in one.words[:12])
    statement = one.statement_id if kind == "polarity" else None
    return Candidate(kind, slot, about, "conflict", _SPEECH_CONFIDENCE, values, statement)


def _negated(rendering: Rendering) -> bool:
    return any(is_negation(word.lower) for word in rendering.words)
