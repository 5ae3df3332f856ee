"""The one analysis of a text that every room shares: tokens, sentences, base forms, parse, named entities.

Word classes are read off the tagger's tags by a table, which costs a tenth of what the pipeline's own
component for it does and differs only where nothing here looks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any, Final, Protocol, cast

import numpy as np
import numpy.typing as npt
from spacy import symbols
from spacy.language import Language
from spacy.pipeline import EntityRecognizer, Lemmatizer
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens
from spacy.vocab import Vocab

from transforms.language.entity_recogniser import with_entities
from transforms.language.layout import paragraphs
from transforms.language.spans import Span, straighten
from transforms.language.tokens import tokenised
from transforms.language.words import Word, words_of

BATCH: Final = 16
PIPES: Final = ("tok2vec", "tagger", "parser", "lemmatizer", "ner")
"""Components of an English spaCy pipeline that are used; a pipeline may be loaded without the others."""

LONGEST_SENTENCE: Final = 300
"""More tokens than any sentence of a news text has: rules that look at a whole sentence look at no more."""

_CUT_SENTENCE: Final = 150
_BY_HAND: Final = ("lemmatizer", "ner")
_CLASSES: Final[Mapping[str, str]] = {
    "CC": "CCONJ",
    "CD": "NUM",
    "DT": "DET",
    "EX": "PRON",
    "FW": "X",
    "IN": "ADP",
    "JJ": "ADJ",
    "JJR": "ADJ",
    "JJS": "ADJ",
    "MD": "AUX",
    "NN": "NOUN",
    "NNS": "NOUN",
    "NNP": "PROPN",
    "NNPS": "PROPN",
    "PDT": "DET",
    "POS": "PART",
    "PRP": "PRON",
    "PRP$": "PRON",
    "RB": "ADV",
    "RBR": "ADV",
    "RBS": "ADV",
    "RP": "ADP",
    "SYM": "SYM",
    "$": "SYM",
    "TO": "PART",
    "UH": "INTJ",
    "VB": "VERB",
    "VBD": "VERB",
    "VBG": "VERB",
    "VBN": "VERB",
    "VBP": "VERB",
    "VBZ": "VERB",
    "WDT": "PRON",
    "WP": "PRON",
    "WP$": "DET",
    "WRB": "SCONJ",
    "_SP": "SPACE",
}
_PUNCTUATION: Final = frozenset((",", ".", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP"))
_VERBS: Final = frozenset(map(get_string_id, ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")))
_BARE: Final = frozenset(map(get_string_id, ("VB", "VBP")))
_INFLECTED: Final = (_VERBS - _BARE) | frozenset(map(get_string_id, ("NNS", "JJR", "JJS", "MD")))
_PREPOSITION: Final = get_string_id("IN")
_HELPING: Final = frozenset((symbols.aux, symbols.auxpass))
_CLASS_OF: Final[Mapping[int, int]] = {
    **{get_string_id(tag): symbols.IDS[name] for tag, name in _CLASSES.items()},
    **dict.fromkeys(map(get_string_id, _PUNCTUATION), symbols.PUNCT),
}
"""By spaCy's own numbers for strings, the same in every process: names would cost twice the time."""

_BE: Final = frozenset("be am is are was were been being 's 'm 're".split())
_AUXILIARIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(_BE, "be"),
    **dict.fromkeys("has have had having 've".split(), "have"),
    **dict.fromkeys("does do did done doing".split(), "do"),
}


@dataclass(frozen=True)
class AnalysedDocument:
    """A text with its analysis: one code point of `doc` is one of `text`, so all offsets are the text's.

    `doc` has tags, word classes, base forms, a parse with sentences, and named entities. Sentences never run
    over the edges that the analyser was given (zones, paragraphs).
    """

    text: str
    doc: Doc

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order, without white space around them; one of white space alone is left out."""
        found = (_trimmed(sentence) for sentence in self.doc.sents)
        return tuple(span for span in found if span is not None)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs in order; see `layout.paragraphs`."""
        return tuple(paragraphs(self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in order, each with the number of its sentence and paragraph."""
        return tuple(words_of(self.text, self.doc, self.paragraphs))

    @cached_property
    def token_starts(self) -> list[int]:
        """Where each token starts."""
        return [token.idx for token in self.doc]

    @cached_property
    def token_sentences(self) -> list[int]:
        """The number of each token's sentence, from 0; those of white space alone count, too."""
        return list(accumulate(bool(token.is_sent_start and token.i) for token in self.doc))

    def token_at(self, position: int) -> int:
        """Index of the token that holds a code point, or of the last before it."""
        return max(0, bisect_right(self.token_starts, position) - 1)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, position: int) -> int:
        """Number of the sentence that holds a code point, or of the last before it; -1 before the first."""
        return bisect_right(self._sentence_starts, position) - 1

    def sentence_of(self, position: int) -> Span | None:
        """The sentence that holds a code point; None between sentences."""
        number = self.sentence_at(position)
        found = self.sentences[number] if number >= 0 else None
        return found if found is not None and position < found.end else None

    def tokens(self, span: Span) -> Tokens:
        """The tokens that share a character with `span`; empty where none does."""
        held = self.doc.char_span(span.start, min(span.end, len(self.text)), alignment_mode="expand")
        return self.doc[0:0] if held is None else held


def _trimmed(sentence: Tokens) -> Span | None:
    kept = [token for token in sentence if not token.is_space]
    return Span(kept[0].idx, kept[-1].idx + len(kept[-1])) if kept else None


class Analyser(Protocol):
    """Analyses texts; the same text with the same edges always gives the same analysis."""

    @property
    def vocab(self) -> Vocab:
        """The vocabulary that stored analyses are read back with."""
        ...

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        """The analysis of each text, in order; a sentence starts at each of its edges, code points."""
        ...


@dataclass(frozen=True, slots=True)
class PipelineAnalyser:
    """An analyser over an English spaCy pipeline with the components of PIPES."""

    nlp: Language

    @property
    def vocab(self) -> Vocab:
        """The pipeline's vocabulary."""
        return self.nlp.vocab

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        """The analysis of each text, in order; no sentence has more than LONGEST_SENTENCE tokens."""
        given = list(texts)
        docs = (prepared(self.nlp, text, edges) for text, edges in given)
        for (text, _), doc in zip(given, self._piped(docs), strict=True):
            yield AnalysedDocument(text, completed(self.nlp, self._in_sentences(doc)))

    def _piped(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        unused = [name for name in self.nlp.pipe_names if name not in PIPES or name in _BY_HAND]
        parsed = self.nlp.pipe(docs, batch_size=BATCH, disable=unused)
        return with_entities(cast(EntityRecognizer, self.nlp.get_pipe("ner")), parsed)

    def _in_sentences(self, doc: Doc) -> Doc:
        """The analysis as it is, or made anew where a sentence is too long, which then is several."""
        starts = sorted(sentence_starts(doc))
        if len(starts) == sum(1 for _ in doc.sents):
            return doc
        return next(iter(self._piped([starting(tokenised(self.nlp, doc.text), starts)])))


def parse(nlp: Language, text: str) -> Doc:
    """The analysis of one text by itself."""
    return next(PipelineAnalyser(nlp)([(text, ())])).doc


def prepared(nlp: Language, text: str, edges: Sequence[int]) -> Doc:
    """The tokens of a text, with what is known of its sentences before it is parsed.

    One starts at the first token at or after each edge. Elsewhere none starts before a word in small letters,
    which the parser often thinks (“unacceptable.” said the diplomat), unless the text has no others.
    """
    doc = tokenised(nlp, straighten(text))
    starts = _no_starts(doc) if text.lower() != text else np.zeros(len(doc), np.int64)
    starts[_at(doc, edges)] = 1
    column: Any = starts.astype(np.uint64)
    # Set one by one, each would cost a look at the whole text.
    return doc.from_array([symbols.SENT_START], column)


def _no_starts(doc: Doc) -> npt.NDArray[np.int64]:
    """By token, -1 where the next word from there on is in small letters; else 0, for nobody knows."""
    words = [token.text for token in doc]
    found = np.zeros(len(words), np.int64)
    small = False
    for i in range(len(words) - 1, -1, -1):
        if any(map(str.isalnum, words[i])):
            small = words[i].islower() and not _is_article(words[i + 1 : i + 3])
        found[i] = -small
    return found


def _is_article(after: Sequence[str]) -> bool:
    """Whether these two tokens after a word say that it opens a name: "al-Amr"."""
    return len(after) == 2 and after[0] == "-" and after[1][0].isupper()


def _at(doc: Doc, edges: Sequence[int]) -> list[int]:
    """The first token at or after each edge that is not white space."""
    tokens = [token for token in doc if not token.is_space]
    starts = [token.idx for token in tokens]
    places = {bisect_left(starts, edge) for edge in edges}
    return sorted(tokens[place].i for place in places if place < len(tokens))


def starting(doc: Doc, starts: Sequence[int]) -> Doc:
    """The tokens with a sentence starting at each of `starts`, and wherever the parser will see one.

    All at once: each token's own setter looks whether any token of the text was parsed before.
    """
    given = np.zeros(len(doc), np.uint64)
    given[list(starts)] = 1
    column: Any = given
    return doc.from_array([symbols.SENT_START], column)


def sentence_starts(doc: Doc) -> Iterator[int]:
    """Where the sentences of a parse start, and where one that is too long is cut."""
    for sentence in doc.sents:
        step = _CUT_SENTENCE if len(sentence) > LONGEST_SENTENCE else len(sentence)
        yield from range(sentence.start, sentence.end, step)


def completed(nlp: Language, doc: Doc) -> Doc:
    """The parse, by tagger and parser, with word classes and base forms."""
    lemmatizer = cast(Lemmatizer, nlp.get_pipe("lemmatizer"))
    known: dict[tuple[int, int], str] = {}
    for token in doc:
        pos = token.pos = _class(token)
        if token.tag in _INFLECTED:
            word = (token.orth, pos)
            if word not in known:
                known[word] = _base_form(token, lemmatizer)
            token.lemma_ = known[word]
        elif token.tag in _BARE:  # the rules would take an ending off: "bring", "need", "discuss"
            token.lemma_ = _AUXILIARIES.get(token.lower_, token.lower_)
        else:
            token.lemma = token.lower
    return doc


def _base_form(token: Token, lemmatizer: Lemmatizer) -> str:
    return _AUXILIARIES.get(token.lower_) or lemmatizer.rule_lemmatize(token)[0].lower()


def _class(token: Token) -> int:
    if token.tag in _VERBS and (token.dep in _HELPING or token.lower_ in _BE):
        return int(symbols.AUX)
    if token.tag == _PREPOSITION and token.dep == symbols.mark:
        return int(symbols.SCONJ)
    return _CLASS_OF.get(token.tag, symbols.X)
