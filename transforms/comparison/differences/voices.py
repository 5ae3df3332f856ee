"""Who documents have say one thing: two sources, or a source and the outlet's own voice.

Looked for in sentences that are likely to tell the same thing, whether or not they were joined to one
statement: an unnamed official here, a newspaper there, a headline that vouches for it itself. A fitted scorer
says which of them are one thing said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.readings import OWN_VOICE, attributed_to, first_words
from transforms.comparison.differences.story_quotes import StoryQuote, are_two, may_be_one
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.logistic import Features, probability
from transforms.comparison.sentence_words import SentencePair, SentenceWords
from transforms.language import lexica
from transforms.language.grammar import is_finite
from transforms.language.similarity import is_content, numbers_of, stem
from transforms.language.spans import Span

UNNAMED: Final = lexica.words("comparison", "unnamed_sources")
RELAYING: Final = lexica.words("comparison", "relaying_cues")

_LEAST: Final = 0.01
LIKELY: Final = 0.12
"""How likely two sentences must tell the same thing for a scorer to be asked who says it."""
_SOME: Final = 0.2
_VERBATIM: Final = 0.65
"""The overlap of what both say from which it is one quotation, which is joined or runs on from before."""
_LEAD: Final = 3
"""Sentences at the start of a report, its headline with them, that tell what it is about."""
_ELSEWHERE: Final = 0.4
"""How much of a sentence what a source says elsewhere must hold, for it to be the source's."""
_NO_PERSONS: Final = ("organisation", "unnamed", None)

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Voices:
    """Two sentences that may say one thing: whom the first has say it, and whom the other has, if anybody."""

    pair: SentencePair
    first: SentenceWords
    quote: StoryQuote
    second: SentenceWords
    other: StoryQuote | None


def voice_candidates(voices: Voices, story: StoryView) -> Iterator[Candidate]:
    """A candidate of the type attribution or attribution_dropped, where a scorer takes both for one thing."""
    scorer = story.scorers.voices
    if not may_say_one_thing(voices, story):
        return
    if voices.other is None and (not _claims(voices, story) or is_sourced(voices.second, story)):
        return
    log_odds = scorer(voice_evidence(voices, story))
    if log_odds < scorer.least:
        return
    if voices.other is None:
        own = Value(voices.second.document_id, *voices.second.span, "", "own voice", OWN_VOICE)
        values = [_source_value(voices.quote, attributed_to(voices.quote.speaker)), own]
        kind, evidence = "attribution_dropped", "own voice"
    else:
        values = [_source_value(each, each.speaker) for each in (voices.quote, voices.other)]
        kind, evidence = "attribution", "two sources"
    slot = f"{evidence} {values[0].document_id} {values[0].start}"
    about = first_words(voices.first.words, story.documents[voices.first.document_id].text)
    verdict = "compatible" if voices.other is None else "unclear"
    yield Candidate(kind, slot, about, verdict, evidence, ordered(values), likely=probability(log_odds))


def _source_value(quote: StoryQuote, shown: str | None) -> Value:
    return Value(quote.document_id, *quote.source[0], "", str(quote.speaker_id), shown)


def are_named_apart(one: StoryQuote, other: StoryQuote, story: StoryView) -> bool:
    """Whether two sources may be two: not one speaker, and no word of a name in common.

    Persons may share a first name or an office: their surnames tell.
    """
    if one.kind == other.kind == "person" and are_two(one, other):
        return True
    if may_be_one(one, other):
        return False
    left, right = (
        {stem(word) for word in _WORD.findall(f"{_source(quote, story)} {quote.speaker}".lower())}
        for quote in (one, other)
    )
    return not any(is_content(word) for word in left & right)


def _source(quote: StoryQuote, story: StoryView) -> str:
    text = story.documents[quote.document_id].text
    return " ".join(span.of(text) for span in quote.source)


def sources_evidence(quotes: Sequence[StoryQuote], story: StoryView) -> str:
    """What kind of sources are named: two papers may be one, and of two quotations one has a wrong name."""
    if all(quote.kind == "document" for quote in quotes):
        return "two documents"
    if all(quote.type == "direct" for quote in quotes):
        return "source of a quotation"
    relayed = any(is_relayed(quote, story) or quote.kind == "document" for quote in quotes)
    return "relayed source" if relayed else "source"


def _claims(voices: Voices, story: StoryView) -> bool:
    """Whether what is attributed in the first sentence says something: "a warrant" can only be reviewed."""
    document = story.documents[voices.quote.document_id]
    sentence = voices.first.span
    parts = (Span(max(s.start, sentence.start), min(s.end, sentence.end)) for s in voices.quote.content)
    return any(is_finite(document.tokens(part)) for part in parts if part.length > 0)


def is_own_voice(sentence: SentenceWords, story: StoryView) -> bool:
    """Whether an outlet says a sentence itself: no quote has a part of it, and nothing stands in marks.

    A headline leaves the source to its report, and is nobody's voice.
    """
    start, end = sentence.span
    quotes = story.quotes.get(sentence.document_id, ())
    if in_headline(sentence.document_id, start, story) or any(quote.holds(start, end) for quote in quotes):
        return False
    return not any((sentence.document_id, word.start) in story.quoted for word in sentence.words)


def is_sourced(sentence: SentenceWords, story: StoryView) -> bool:
    """Whether its report says elsewhere from whom it has the same: before, after, or in its first lines."""
    quotes = [quote for quote in story.quotes.get(sentence.document_id, ()) if quote.source]
    return any(
        story.sentences.held(said(other, quote), sentence.stems) >= _ELSEWHERE
        for other in story.sentences.all
        if other.document_id == sentence.document_id
        for quote in quotes
        if quote.holds(*other.span)
    )


def in_headline(document: str, start: int, story: StoryView) -> bool:
    """Whether a place in a document lies in its headline."""
    headline = story.headlines.get(document)
    return headline is not None and headline.start <= start < headline.end


def said(sentence: SentenceWords, quote: StoryQuote) -> frozenset[str]:
    """The stems of what a quote says in a sentence."""
    words = (word for word in sentence.words if quote.holds(word.start, word.end))
    return frozenset(stem(word.lower) for word in words if is_content(word.lower))


def voice_evidence(voices: Voices, story: StoryView) -> Features:
    """What speaks for both sentences saying one thing, as features."""
    left, right = both_said(voices)
    own = float(voices.other is None)
    lead = float(max(voices.first.number, voices.second.number) < _LEAD)
    quotes = [voices.quote, *([voices.other] if voices.other is not None else [])]
    kinds = [quote.kind for quote in quotes]
    relayed = [is_relayed(quote, story) for quote in quotes]
    figures = [_figures(side) for side in (voices.first, voices.second)]
    return {
        "own": own,
        "likely": _log_odds(voices.pair.likely),
        "alike": story.sentences.alike(left, right),
        "held": story.sentences.held(left, right),
        "unnamed": float("unnamed" in kinds or None in kinds),
        "person": float("person" in kinds),
        "persons": float(kinds == ["person", "person"]),
        "document": float("document" in kinds),
        "told": float(all(quote.cue_class == "neutral" for quote in quotes)),
        "relayed": float(any(relayed)),
        "relayed both": float(all(relayed)),
        "relayed, own": float(any(relayed)) * own,
        "lead": lead,
        "lead, own": lead * own,
        "size": math.log1p(min(len(left), len(right))),
        "same figures": float(bool(figures[0] & figures[1])),
        "other figures": float(all(figures) and not figures[0] & figures[1]),
    }


def both_said(voices: Voices) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what each sentence says, without its source."""
    right = voices.second.stems if voices.other is None else said(voices.second, voices.other)
    return said(voices.first, voices.quote), right


def may_say_one_thing(voices: Voices, story: StoryView) -> bool:
    """Whether a scorer is asked: both are likely to tell the same, and do not print the same words."""
    if voices.pair.likely < LIKELY:
        return False
    return _SOME <= story.sentences.alike(*both_said(voices)) < _VERBATIM


def is_relayed(quote: StoryQuote, story: StoryView) -> bool:
    """Whether a quote comes from somebody who stays unnamed, or by way of another outlet."""
    if quote.kind not in _NO_PERSONS:
        return False
    words = set(_WORD.findall(_source(quote, story).lower()))
    cues = set((quote.cue_lemma or "").split())
    return bool(cues & RELAYING) or (quote.kind != "organisation" and bool(words & UNNAMED))


def _figures(sentence: SentenceWords) -> frozenset[str]:
    return frozenset(numbers_of([word.lower for word in sentence.words]))


def _log_odds(likely: float) -> float:
    kept = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))
