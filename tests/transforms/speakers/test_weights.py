"""Shipped weights and the features that they weigh: none is computed for nothing."""

from collections.abc import Iterator

import pytest

from tests.resources import analysed, shipped
from tests.transforms.speakers.world import attribution
from transforms.language.spans import Span
from transforms.speakers import nominal_features
from transforms.speakers.context import ResolutionContext
from transforms.speakers.mention_words import GENDERED_PRONOUNS
from transforms.speakers.pronoun_resolution import all_features, candidates
from transforms.speakers.sources import read_source

TEXTS = (
    "Senator Anna Lind met Mayor Maria Holm, a friend of Eva Berg.\n\n"
    "Lind's sister saw her. “It rained,” she said.",
    "When she came, Anna Lind told Maria Holm that her boat sank. "
    "The senator gave Eva Berg a book by Ida Lund. "
    "To her, Lind and Holm were one. “Ida Lund, the judge, says she sleeps,” she said. She left.",
)


def contexts() -> Iterator[ResolutionContext]:
    for text in TEXTS:
        found = [attribution(text, "Lind", "met")] if "met" in text else []
        yield ResolutionContext(analysed(text), found, shipped().gazetteer)


def of_pronouns() -> Iterator[str]:
    for context in contexts():
        for index, word in enumerate(context.words):
            if word.lower in GENDERED_PRONOUNS:
                for one in all_features(context, index, candidates(context, index), is_source=True):
                    yield from one


def of_nouns() -> Iterator[str]:
    for context in contexts():
        for mention in ("sister", "The senator", "friend", "the judge"):
            start = context.text.find(mention)
            source = read_source(context.tagged, [Span(start, start + len(mention))]) if start >= 0 else None
            for person in nominal_features.candidates(context, source) if source else ():
                yield from nominal_features.features(context, source, person) if source else ()


@pytest.mark.parametrize("kind", ["pronouns", "nouns"])
def test_every_feature_has_a_weight(kind: str) -> None:
    resolver = shipped().resolver
    known = {"pronouns": resolver.weights, "nouns": resolver.nominals}[kind]
    found = set({"pronouns": of_pronouns, "nouns": of_nouns}[kind]())
    assert len(found) > 15
    assert found <= known.weights.keys()
