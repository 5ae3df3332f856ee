"""What one document has from a source and another one says in its own voice, of one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.readings import OWN_VOICE, attributed_to, first_words
from transforms.comparison.differences.relays import Told
from transforms.comparison.differences.story_quotes import StoryEcho, StoryQuote
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.voices import in_headline
from transforms.language.grammar import is_finite
from transforms.language.spans import Span
from transforms.language.words import at


def dropped_candidates(
    statement: str,
    told: Sequence[Told],
    echoes: Sequence[StoryEcho],
    story: StoryView,
    is_told: Callable[[StoryQuote], bool],
) -> Iterator[Candidate]:
    """Candidates of the type attribution_dropped; of a document that does both, none.

    `told`: how documents report the statement; `echoes`: what says the same in an outlet's own voice;
    `is_told`: whether a quote is of something that was said.
    """
    quoted = {quote.document_id for _, quote in told}
    own = [echo for echo in echoes if echo.document_id not in quoted and _is_own(echo, story)]
    sourced = [one for one in told if one[1].source and is_told(one[1]) and is_finite(one[0].tokens)]
    if not own or not sourced:
        return
    values = [
        *(_attributed(rendering, quote) for rendering, quote in sourced),
        *(Value(e.document_id, *e.span, "", "own voice", OWN_VOICE) for e in own),
    ]
    first = told[0][0]
    about = first_words(first.words, first.document.text)
    yield Candidate("attribution_dropped", "voice", about, "compatible", "voice", ordered(values), statement)


def is_listed(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """Whether what an outlet says itself in a candidate already stands in one of those found."""
    own = [value for one in found for value in _own(one)]
    return any(_meet(value, other) for value in _own(candidate) for other in own)


def _own(candidate: Candidate) -> list[Value]:
    return [value for value in candidate.values if value.shown == OWN_VOICE]


def _meet(one: Value, other: Value) -> bool:
    return one.document_id == other.document_id and one.start < other.end and other.start < one.end


def _is_own(echo: StoryEcho, story: StoryView) -> bool:
    """Whether an outlet vouches for an echo: it opens with no quotation mark and stands in no headline."""
    words = story.documents[echo.document_id].words
    first = words[min(at(words, echo.span.start), len(words) - 1)].start
    marked = (echo.document_id, first) in story.quoted
    return not marked and not in_headline(echo.document_id, first, story)


def _attributed(rendering: Rendering, quote: StoryQuote) -> Value:
    span = Span(rendering.start, rendering.end)
    told = attributed_to(quote.speaker)
    return Value(quote.document_id, span.start, span.end, "", told, told)
