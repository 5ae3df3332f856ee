"""What the tests of claims and quantities share: parsed texts, quotes by their words, claims of both."""

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tests.resources import analysed, certain, shipped
from transforms.attribution.values import Attribution
from transforms.claims.finding import find_claims
from transforms.claims.values import Claim, Worth
from transforms.language.spans import Span
from transforms.reading.values import Zone

CERTAIN = Worth(certain, shipped().sign_weights)


def parse(text: str, zones: Sequence[Zone] = ()) -> Doc:
    return analysed(text, tuple(edge for zone in zones for edge in (zone.start, zone.end))).doc


def body(text: str) -> list[Zone]:
    return [Zone("body", 0, len(text))] if text else []


def word(text: str, looked_for: str) -> Token:
    return next(token for token in parse(text) if token.text == looked_for)


def quote(text: str, content: str, cue: str = "", source: str = "", **options: object) -> Attribution:
    """An attribution whose parts are the first places of these words in the text."""

    def spans(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),) if words else ()

    made = {"type": "indirect", "confidence": 0.9, "method": "by-hand"} | options
    return Attribution(spans(content), cue=spans(cue), source=spans(source), **made)  # type: ignore[arg-type]


def claims_of(text: str, *quotes: Attribution) -> list[Claim]:
    return find_claims(text, parse(text, body(text)), body(text), quotes, CERTAIN)


def texts(text: str, claims: Sequence[Claim]) -> list[str]:
    """The words of each claim, what stands between its stretches as dots."""
    return [" … ".join(span.of(text) for span in claim.spans) for claim in claims]


def only(text: str) -> Claim:
    """The one claim of a text in its outlet's voice."""
    (one,) = claims_of(text)
    return one
