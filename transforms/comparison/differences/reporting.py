"""How documents report one statement: whom they name for it, with which cue, or in their own voice.

Two outlets that print the same words and name two speakers differ in the most that a quote can say; a cue
tells how far an outlet stands by the words ("said", "claimed"); what one attributes another may simply
assert.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.story_quotes import StoryEcho, StoryQuote, may_be_one
from transforms.comparison.differences.story_view import StoryView
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.spans import Span

LOADED_CUES: Final = lexica.words("comparison", "loaded_cues")
COLOURED_CUES: Final = lexica.words("comparison", "coloured_cues")

_ABOUT: Final = 12
"""Words that show people which statement it is."""

Told = tuple[Rendering, StoryQuote]
"""A part of a quote that renders a statement, and the quote."""


def reporting_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the types loaded_cue, attribution and attribution_dropped, statement by statement."""
    echoes: dict[str, list[StoryEcho]] = defaultdict(list)
    for echo in story.echoes:
        echoes[echo.statement_id].append(echo)
    for statement, told in sorted(_told(story).items()):
        yield from _cues(statement, told)
        yield from _sources(statement, told)
        yield from _dropped(statement, told, echoes.get(statement, ()))


def _told(story: StoryView) -> Mapping[str, list[Told]]:
    """By statement, its renderings with their quotes, in order."""
    quotes = {quote.quote_id: quote for found in story.quotes.values() for quote in found}
    told: dict[str, list[Told]] = defaultdict(list)
    for rendering in sorted(story.renderings, key=lambda one: (*one.key, one.quote_id or "")):
        quote = quotes.get(rendering.quote_id or "")
        if quote is not None:
            told[rendering.statement_id].append((rendering, quote))
    return told


def _cues(statement: str, told: Sequence[Told]) -> Iterator[Candidate]:
    """The cues of a statement, where a document chose one that takes sides and another did not."""
    by_document: dict[str, Value] = {}
    force: dict[str, int] = {}
    for rendering, quote in told:
        if not _is_reporting(quote):
            continue
        value, strength = _cue_value(quote, rendering.document), _strength(quote)
        if quote.document_id not in force or strength > force[quote.document_id]:
            by_document[quote.document_id], force[quote.document_id] = value, strength
    if force and max(force.values()) > min(force.values()):
        values = ordered(list(by_document.values()))
        about = _about(told[0][0])
        yield Candidate("loaded_cue", "cue", about, "compatible", 0.7, values, statement)


def _is_reporting(quote: StoryQuote) -> bool:
    """Whether a cue is a word that reports: no colon, and no attitude, which is another thing to report."""
    named = quote.cue_lemma is not None and quote.cue_lemma.replace(" ", "").isalpha()
    return bool(quote.cue) and named and quote.cue_class not in ("think", "question")


def _strength(quote: StoryQuote) -> int:
    """How much a cue says of the words beyond that they were said: 0 to 2."""
    words = {quote.cue_lemma or "", *(quote.cue_lemma or "").split(), *map(str.lower, quote.cue_modifiers)}
    if words & LOADED_CUES:
        return 2
    return int(bool(words & COLOURED_CUES or quote.cue_modifiers))


def _cue_value(quote: StoryQuote, document: AnalysedDocument) -> Value:
    """The word that reports, with those that colour it; not where and to whom."""
    lemma = quote.cue_lemma or ""
    telling = {*lemma.split(), *map(str.lower, quote.cue_modifiers)}
    tokens = [t for part in quote.cue for t in document.tokens(part) if {t.lemma_, t.lower_} & telling]
    span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else quote.cue[0]
    return Value(quote.document_id, *span, "", " ".join((*map(str.lower, quote.cue_modifiers), lemma)))


def _sources(statement: str, told: Sequence[Told]) -> Iterator[Candidate]:
    """The speakers of a statement, where documents name two who are not one."""
    named = [each for each in told if each[1].certain and each[1].source and each[1].speaker]
    pairs = [
        (one, other)
        for (_, one), (_, other) in product(named, named)
        if one.document_id < other.document_id and not may_be_one(one, other)
    ]
    if not pairs:
        return
    values = ordered([_source_value(quote) for pair in pairs for quote in pair])
    direct = all(quote.type == "direct" for pair in pairs for quote in pair)
    verdict = "conflict" if direct else "unclear"
    yield Candidate("attribution", "source", _about(named[0][0]), verdict, 0.7, values, statement)


def _source_value(quote: StoryQuote) -> Value:
    span = quote.source[0]
    return Value(quote.document_id, span.start, span.end, "", str(quote.speaker_id), quote.speaker)


def _dropped(statement: str, told: Sequence[Told], echoes: Sequence[StoryEcho]) -> Iterator[Candidate]:
    """What a document says in its own voice and another one attributes; not if it does both."""
    quoted = {quote.document_id for _, quote in told}
    own = [echo for echo in echoes if echo.document_id not in quoted]
    if not own or not told:
        return
    values = [
        *(_attributed(rendering, quote) for rendering, quote in told),
        *(Value(e.document_id, *e.span, "", "own voice", None) for e in own),
    ]
    about = _about(told[0][0])
    yield Candidate("attribution_dropped", "voice", about, "compatible", 0.7, ordered(values), statement)


def _attributed(rendering: Rendering, quote: StoryQuote) -> Value:
    span = Span(rendering.start, rendering.end)
    return Value(quote.document_id, *span, "", f"attributed to {quote.speaker or 'somebody'}")


def _about(rendering: Rendering) -> str:
    return " ".join(word.text for word in rendering.words[:_ABOUT])
