"""Parses documents once for claims and quantities: sentences never run across the edge of a zone.

Word classes are read off the tagger's tags by a table, which costs a tenth of what the pipeline's own
component for it does and differs only where nothing here looks.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, cast

from spacy import symbols
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from transforms.language.spans import straighten
from transforms.reading.zones import Zone

BATCH: Final = 16
PIPES: Final = ("tok2vec", "tagger", "parser", "lemmatizer")
"""Components of an English spaCy pipeline that are used; a pipeline may be loaded without the others."""

_BY_HAND: Final = ("lemmatizer",)
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
_INFLECTED: Final = _VERBS | frozenset(map(get_string_id, ("NNS", "JJR", "JJS", "MD")))
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


def parsed(nlp: Language, texts: Iterable[tuple[str, Sequence[Zone]]]) -> Iterator[Doc]:
    """The parse of each text, in order: one code point of the parse is one code point of the text."""
    unused = [name for name in nlp.pipe_names if name not in PIPES or name in _BY_HAND]
    docs = (prepared(nlp, text, zones) for text, zones in texts)
    for doc in nlp.pipe(docs, batch_size=BATCH, disable=unused):
        yield completed(nlp, doc)


def parse(nlp: Language, text: str) -> Doc:
    """The parse of one text without zones."""
    return next(parsed(nlp, [(text, ())]))


def prepared(nlp: Language, text: str, zones: Sequence[Zone]) -> Doc:
    """The tokens of a text, with a sentence starting where a zone starts or ends."""
    doc = nlp.make_doc(straighten(text))
    edges = sorted({zone.start for zone in zones} | {zone.end for zone in zones})
    place = 0
    for token in doc:
        if place < len(edges) and edges[place] <= token.idx and not token.is_space:
            token.is_sent_start = True
            place = bisect_right(edges, token.idx)
    return doc


def completed(nlp: Language, doc: Doc) -> Doc:
    """The parse, by tagger and parser, with word classes and base forms."""
    lemmatizer = cast(Lemmatizer, nlp.get_pipe("lemmatizer"))
    for token in doc:
        token.pos = _class(token)
        if token.tag in _INFLECTED:
            token.lemma_ = _base_form(token, lemmatizer)
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
