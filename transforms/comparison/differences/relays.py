"""By way of whom documents have what somebody says: a newspaper or an official here, at first hand there.

Two reports of one statement may name the same speaker and still differ in what vouches for the words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.readings import first_words
from transforms.comparison.differences.story_quotes import StoryQuote, are_two, may_be_one
from transforms.comparison.differences.story_view import StoryView
from transforms.language.similarity import is_content
from transforms.language.spans import Span

Told = tuple[Rendering, StoryQuote]
"""A part of a quote that renders a statement, and the quote."""
IsTold = Callable[[StoryQuote], bool]
"""Whether somebody is said to have told a quote: who orders or wants is no source."""

_MOST_DIRECT: Final = ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class _Report:
    """How a document reports a statement; `relay`: the quote of somebody else from whom it has the words."""

    rendering: Rendering
    quote: StoryQuote
    relay: StoryQuote | None

    @property
    def rank(self) -> tuple[bool, int, tuple[str, int, int]]:
        """What is at first hand comes first, then what is most direct, then the first in the text."""
        return self.relay is not None, _MOST_DIRECT.index(self.quote.type), self.rendering.key


def relay_candidates(
    statement: str, told: Sequence[Told], story: StoryView, is_told: IsTold
) -> Iterator[Candidate]:
    """A candidate of the type attribution, where one document has a statement by way of somebody else."""
    pairs = [
        (one, other)
        for one, other in permutations(_best(told, story), 2)
        if one.relay is not None and is_told(one.relay) and _differ(one, one.relay, other, story)
    ]
    if pairs:
        shown = {report.quote.document_id: report for pair in pairs for report in pair}
        relays = [one.relay for one, _ in pairs if one.relay is not None]
        by_persons = all(relay.kind == "person" for relay in relays)
        first = pairs[0][0].rendering
        about = first_words(first.words, first.document.text)
        evidence = "relayed by a person" if by_persons else "relayed"
        values = ordered([_value(report) for report in shown.values()])
        yield Candidate("attribution", "relay", about, "compatible", evidence, values, statement)


def _best(told: Sequence[Told], story: StoryView) -> list[_Report]:
    """Of the reports of each document with a verb as their cue, the first."""
    found: dict[str, _Report] = {}
    for rendering, quote in told:
        if not _has_noun_as_cue(quote, story):
            report = _Report(rendering, quote, _relay(quote, story.quotes.get(quote.document_id, ())))
            best = found.setdefault(quote.document_id, report)
            found[quote.document_id] = min(best, report, key=lambda one: one.rank)
    return [found[document] for document in sorted(found)]


def _has_noun_as_cue(quote: StoryQuote, story: StoryView) -> bool:
    """Whether it is a "call" or a "proposal", which is a thing of its own and not somebody's words."""
    document, lemmas = story.documents[quote.document_id], (quote.cue_lemma or "").split()
    tokens = (token for part in quote.cue for token in document.tokens(part))
    return any(token.pos_ == "NOUN" and token.lemma_.lower() in lemmas for token in tokens)


def _relay(quote: StoryQuote, quotes: Sequence[StoryQuote]) -> StoryQuote | None:
    """The quote in which it is nested, if that has a source of its own, who is somebody else."""
    outer = next((one for one in quotes if one.quote_id == quote.nested_in), None)
    if outer is None or not outer.source or outer.speaker is None or outer.speaker_id == quote.speaker_id:
        return None
    return outer


def _differ(one: _Report, relay: StoryQuote, other: _Report, story: StoryView) -> bool:
    """Whether the other document does not have it from `relay`, as far as its text shows."""
    nameless = one.quote.speaker is None and other.quote.speaker is None
    if nameless or are_two(one.quote, other.quote) or _is_of_relay(relay, other, story):
        return False
    # Who prints the same words in marks leaves out whose they are, or says so in another sentence.
    copied = other.relay is None and relay.type == "direct" and _is_quoted(other, story)
    return not copied and not _names(other, relay, story)


def _is_of_relay(relay: StoryQuote, other: _Report, story: StoryView) -> bool:
    start, end = other.rendering.start, other.rendering.end
    around = (each for each in story.quotes.get(other.quote.document_id, ()) if each.holds(start, end))
    named = (other.quote, *([other.relay] if other.relay else []), *around)
    return any(may_be_one(relay, each) for each in named if each.speaker)


def _is_quoted(report: _Report, story: StoryView) -> bool:
    """Whether it begins inside quotation marks."""
    return any((report.quote.document_id, word.start) in story.quoted for word in report.rendering.words[:1])


def _names(other: _Report, relay: StoryQuote, story: StoryView) -> bool:
    """Whether a report has a word of the relay's source in its own sentences."""
    document = story.documents[other.quote.document_id]
    starts = (other.rendering.start, *(span.start for span in other.quote.source))
    told = [document.sentence_of(start) or Span(start, start) for start in starts]
    near = {token.lower_ for span in told for token in document.tokens(span)}
    text = story.documents[relay.document_id].tokens(relay.source[0])
    return any(token.lower_ in near for token in text if token.is_alpha and is_content(token.lower_))


def _value(report: _Report) -> Value:
    """Whose words they are, and by way of whom; the span shows what of it the document names."""
    spans = (report.relay or report.quote).source
    rendering, speaker = report.rendering, report.quote.speaker or "somebody"
    start, end = spans[0] if spans else (rendering.start, rendering.end)
    if report.relay is None:
        return Value(rendering.document_id, start, end, "", "first hand", speaker)
    by = str(report.relay.speaker)
    return Value(rendering.document_id, start, end, "", by, f"{speaker}, by way of {by}")
