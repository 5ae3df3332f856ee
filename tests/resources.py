"""What stages need besides tables, for tests: the parts that one test gives, and the shipped ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Sentence
from spacy.vocab import Vocab

from flows.store.resources import load_resources
from transforms.attribution.values import Extractor
from transforms.claims.values import Scorer
from transforms.comparison.logistic import ComparisonWeights
from transforms.language.analysis import AnalysedDocument, Analyser, PipelineAnalyser
from transforms.language.encoder import Encoder
from transforms.language.gazetteer import Reference
from transforms.language.layout import paragraphs
from transforms.language.stage import ANALYSIS
from transforms.resources import Resources
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.values import Resolver
from transforms.tables import Tables

T = TypeVar("T")


class Given:
    """`Resources` of the parts that a test gives; whoever asks for another one fails the test."""

    def __init__(
        self,
        *,
        analyser: Analyser | None = None,
        extractor: Extractor | None = None,
        resolver: Resolver | None = None,
        scorer: Scorer | None = None,
        encoder: Encoder | None = None,
        gazetteer: Reference | None = None,
        linking_weights: Weights | None = None,
        comparison_weights: ComparisonWeights | None = None,
        cores: int = 2,
    ) -> None:
        self.cores = cores
        self._analyser, self._extractor, self._resolver = analyser, extractor, resolver
        self._scorer, self._encoder, self._gazetteer = scorer, encoder, gazetteer
        self._linking_weights = linking_weights
        self._comparison_weights = comparison_weights

    @property
    def analyser(self) -> Analyser:
        return _given("analyser", self._analyser)

    @property
    def extractor(self) -> Extractor:
        return _given("extractor", self._extractor)

    @property
    def resolver(self) -> Resolver:
        return _given("resolver", self._resolver)

    @property
    def scorer(self) -> Scorer:
        return _given("scorer", self._scorer)

    @property
    def encoder(self) -> Encoder:
        return _given("encoder", self._encoder)

    @property
    def gazetteer(self) -> Reference:
        return _given("gazetteer", self._gazetteer)

    @property
    def linking_weights(self) -> Weights:
        return _given("weights of linking", self._linking_weights)

    @property
    def sign_weights(self) -> Mapping[str, float]:
        """Those that are shipped: they are a few numbers."""
        return shipped().sign_weights

    @property
    def comparison_weights(self) -> ComparisonWeights:
        """Those that are shipped, where the test gives none: they are a few numbers."""
        return self._comparison_weights or shipped().comparison_weights


def _given(name: str, part: T | None) -> T:
    # No Exception: stages that go on after one must not swallow it.
    return part if part is not None else pytest.fail(f"asked for the {name}, which this test does not give")


def shipped() -> Resources:
    """Everything that the application runs with, each part loaded once in a session."""
    return load_resources()


def pipeline() -> Language:
    """The English pipeline of the shipped analyser."""
    analyser = shipped().analyser
    assert isinstance(analyser, PipelineAnalyser)
    return analyser.nlp


def analysed(text: str, edges: Iterable[int] | None = None) -> AnalysedDocument:
    """The shipped analysis of one text; a sentence starts at each edge, or with each paragraph."""
    starts = (paragraph.start for paragraph in paragraphs(text)) if edges is None else edges
    return _analysed(text, tuple(starts))


@lru_cache(1024)
def _analysed(text: str, edges: tuple[int, ...]) -> AnalysedDocument:
    return next(iter(shipped().analyser([(text, edges)])))


class Remembering:
    """The shipped analyser, which here reads a text that tests give again only once."""

    @property
    def vocab(self) -> Vocab:
        return shipped().analyser.vocab

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        return (analysed(text, edges) for text, edges in texts)


class Reader:
    """An analyser for stages that only read what is stored: whoever asks it for more fails the test."""

    @property
    def vocab(self) -> Vocab:
        return shipped().analyser.vocab

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        pytest.fail("asked for an analysis, which is there already")


def with_analyses(tables: Tables, analyser: Analyser | None = None) -> Tables:
    """The tables with the analyses of their texts, by the shipped analyser or a given one."""
    made = ANALYSIS(tables, Given(analyser=analyser or Remembering())).tables
    assert made.analyses.height == tables.texts.height
    return made


def parse(text: str) -> Doc:
    """The shipped parse of one text."""
    return analysed(text).doc


def certain(sentences: Sequence[Sentence]) -> list[float]:
    """A scorer to which everything is a claim."""
    return [0.99] * len(sentences)
