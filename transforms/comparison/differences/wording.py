"""Words that documents choose differently for one thing in one statement: "serious", "main" differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.language import lexica
from transforms.language.encoder import Encoder, prepare
from transforms.language.similarity import Topic, is_content, stem

_SAME_KIND: Final = 0.30
"""Two words say the same kind of thing of a noun where their vectors, each word alone, are so near."""
_POINTING: Final = frozenset(map(stem, lexica.words("comparison", "pointing_adjectives")))
"""Stems of adjectives that count or point: which ones, how many, in what order."""


def wording_candidates(
    renderings: Sequence[Rendering], topic: Topic, encoder: Encoder
) -> Iterator[Candidate]:
    """The nouns of one statement for which documents choose other adjectives: "serious", "main"."""
    shown: dict[str, str] = {}
    by_noun: dict[str, list[Value]] = defaultdict(list)
    for rendering in sorted(renderings, key=lambda rendering: rendering.key):
        for adjective, noun in _telling(rendering.tokens, topic):
            by_noun[noun.lemma_].append(_value(rendering, adjective))
            shown.setdefault(noun.lemma_, noun.lower_)
    for head, found in sorted(by_noun.items()):
        values = ordered(_of_one_kind(found, encoder))
        if _no_word_shared(values):
            statement = renderings[0].statement_id
            yield Candidate("wording", head, shown[head], "compatible", "adjective", values, statement)


def _telling(tokens: Tokens, topic: Topic) -> Iterator[tuple[Token, Token]]:
    """Adjectives, with their noun, that say something of it beyond names and numbers."""
    passed_over = topic.names | _POINTING
    for adjective, noun in _described(tokens):
        if stem(adjective.lower_) not in passed_over and is_content(adjective.lower_):
            yield adjective, noun


def _described(tokens: Tokens) -> Iterator[tuple[Token, Token]]:
    """Adjectives with the common noun that they stand before; "poor and rural areas" has two.

    A comparative ("higher wages") is left out: it says what something is measured against, not what it is.
    """
    for token in tokens:
        if token.pos_ == "ADJ" and token.dep_ == "amod" and token.head.pos_ == "NOUN":
            for adjective in (token, *token.conjuncts):
                if adjective.pos_ == "ADJ" and adjective.is_alpha and adjective.tag_ != "JJR":
                    yield adjective, token.head


def _value(rendering: Rendering, token: Token) -> Value:
    return Value(rendering.document_id, token.idx, token.idx + len(token), token.text, token.lower_)


def _of_one_kind(found: Sequence[Value], encoder: Encoder) -> list[Value]:
    """Those whose word is near another document's word, or the same."""
    words = {value.normalised for value in found}
    if len({value.document_id for value in found}) < 2 or len(words) < 2:
        return []
    prepare(encoder, words)
    vectors = {value.normalised: encoder(value.normalised).vector for value in found}
    kept = set()
    for (i, one), (j, other) in combinations(enumerate(found), 2):
        near = float(np.dot(vectors[one.normalised], vectors[other.normalised])) >= _SAME_KIND
        if one.document_id != other.document_id and near:
            kept |= {i, j}
    return [found[i] for i in sorted(kept)]


def _no_word_shared(values: Sequence[Value]) -> bool:
    """Whether two documents describe it in words of which they share none: "new, big" and "big" agree."""
    used: dict[str, set[str]] = defaultdict(set)
    for value in values:
        used[value.document_id].add(value.normalised)
    return any(one.isdisjoint(other) for one, other in combinations(used.values(), 2))
