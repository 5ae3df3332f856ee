"""How documents report one statement: whom they name for it, with which cue, or in their own voice.

Two outlets that print the same words and name two speakers differ in the most that a quote can say; a cue
tells how far an outlet stands by the words ("said", "claimed"); what one attributes another may simply
assert.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.dropped_sources import dropped_candidates, is_listed
from transforms.comparison.differences.predicate_frames import PERSONAL_PRONOUNS
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.readings import first_words
from transforms.comparison.differences.relays import Told, relay_candidates
from transforms.comparison.differences.story_quotes import StoryEcho, StoryQuote, are_two, may_be_one
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.voices import (
    LIKELY,
    Voices,
    are_named_apart,
    is_own_voice,
    said,
    sources_evidence,
    voice_candidates,
)
from transforms.comparison.sentence_words import SentencePair, SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span

LOADED_CUES: Final = lexica.words("comparison", "loaded_cues")
COLOURED_CUES: Final = lexica.words("comparison", "coloured_cues")

_SAID: Final = 0.25
"""The least overlap of what one speaker says in two sentences, for their cues to be of one thing said."""
_LIKELY: Final = 0.4
"""How likely two sentences must tell the same thing where one person is quoted with few words in common."""
_SAYS: Final = 4
"""Words that say something of their own, in what one document attributes and another one asserts."""
_LOADED: Final = 2
"""The strength of a cue that takes sides."""
_ACTS: Final = frozenset(("demand", "question", "think"))
"""Classes of cues of which the act is the news, or that may be read off somebody."""
_ACCORDING: Final = "accord"

_WORD = re.compile(r"[^\W_]+")

_Placed = tuple[StoryQuote, AnalysedDocument]
"""A quote in its document."""


def reporting_candidates(story: StoryView) -> Iterator[Candidate]:
    """Candidates of the types loaded_cue, attribution and attribution_dropped, statement by statement."""
    found = list(_of_statements(story))
    yield from found
    near = joined([one for pair in story.sentences.likely_pairs for one in _of_pair(pair, story)])
    yield from (one for one in near if not is_listed(one, found))


def _of_statements(story: StoryView) -> Iterator[Candidate]:
    """What the reports of a statement differ in."""
    echoes: dict[str, list[StoryEcho]] = defaultdict(list)
    for echo in story.echoes:
        echoes[echo.statement_id].append(echo)
    for statement, told in sorted(_told(story).items()):
        yield from _cues(statement, told)
        yield from _sources(statement, told, story)
        yield from relay_candidates(statement, told, story, lambda one: _is_told_in(one, story))
        yield from dropped_candidates(
            statement, told, echoes.get(statement, ()), story, lambda one: _is_told_in(one, story)
        )


def _of_pair(pair: SentencePair, story: StoryView) -> Iterator[Candidate]:
    """The cues and sources of two sentences that say one thing, whether or not they are one statement's."""
    left, right = (_saying(side, story) for side in (pair.one, pair.other))
    if left is not None and right is not None and may_be_one(left, right):
        yield from _both_saying(pair, left, right, story)
    found = voices_of(pair, left, right, story) if pair.likely >= LIKELY else None
    if found is not None:
        yield from voice_candidates(found, story)


def voices_of(
    pair: SentencePair, left: StoryQuote | None, right: StoryQuote | None, story: StoryView
) -> Voices | None:
    """Of two sentences, what one attributes, and the other attributes to somebody else or says itself."""
    if not all(_is_told_in(quote, story) for quote in (left, right) if quote is not None):
        return None
    if left is not None and right is not None:
        apart = are_named_apart(left, right, story)
        return Voices(pair, pair.one, left, pair.other, right) if apart else None
    for quote, side, other in ((left, pair.one, pair.other), (right, pair.other, pair.one)):
        if quote is not None and len(said(side, quote)) >= _SAYS and is_own_voice(other, story):
            return Voices(pair, side, quote, other, None)
    return None


def _both_saying(
    pair: SentencePair, left: StoryQuote, right: StoryQuote, story: StoryView
) -> Iterator[Candidate]:
    """The cues of two quotes of one speaker, where one of them says more than the other."""
    alike = story.sentences.alike(*(said(side, q) for side, q in ((pair.one, left), (pair.other, right))))
    found = [_strongest(side, each, story) for side, each in ((pair.one, left), (pair.other, right))]
    strongest = [each for each in found if each is not None]
    near = alike < _SAID and pair.likely >= _LIKELY and _are_of_one_person(left, right)
    if (alike >= _SAID or near) and len(strongest) > 1 and _tell_apart(*strongest):
        values = [_cue_value(each, story.documents[each.document_id]) for each in strongest]
        slot = f"cue {left.document_id} {values[0].start}"
        yield Candidate(
            "loaded_cue",
            slot,
            _words_of(pair.one, story),
            "compatible",
            "cue of one person" if near else "aligned cue",
            ordered(values),
            alike=alike,
            likely=pair.likely,
        )


def _are_of_one_person(one: StoryQuote, other: StoryQuote) -> bool:
    """Whether a person is known to be the speaker of both, by cues that are two verbs."""
    cues = [(quote.cue_lemma or "").partition(" ")[0] for quote in (one, other)]
    known = one.speaker_id is not None and one.speaker_id == other.speaker_id
    return known and one.kind == "person" and cues[0] != cues[1]


def _is_told_in(quote: StoryQuote, story: StoryView) -> bool:
    return _is_told(quote, story.documents[quote.document_id])


def _is_told(quote: StoryQuote, document: AnalysedDocument) -> bool:
    """Whether somebody is said to have told it: who orders or decides is no source."""
    if quote.cue_class in _ACTS:
        return False
    return _ACCORDING in (quote.cue_lemma or "") or _is_reporting(quote, document)


def _strongest(sentence: SentenceWords, quote: StoryQuote, story: StoryView) -> StoryQuote | None:
    """Of the quotes of a speaker that a sentence introduces, the one whose cue says most."""
    here = [
        each
        for each in _introduced(sentence, story)
        if each.speaker_id == quote.speaker_id and _is_reporting(each, story.documents[each.document_id])
    ]
    return max(here, key=lambda each: (_strength(each), each is quote, each.quote_id), default=None)


def _words_of(sentence: SentenceWords, story: StoryView) -> str:
    return first_words(sentence.words, story.documents[sentence.document_id].text)


def _are_others(one: _Placed, other: _Placed) -> bool:
    """Whether both tell whom the words are from, and their sources have no word of a name in common."""
    if may_be_one(one[0], other[0]) or not (one[0].source_told and other[0].source_told):
        return False
    if any(_text(quote.source, document).lower() in PERSONAL_PRONOUNS for quote, document in (one, other)):
        return False  # whom "he" is, a build knows less surely than a name
    left, right = (
        {stem(word) for word in _WORD.findall(f"{_text(quote.source, document)} {quote.speaker}".lower())}
        for quote, document in (one, other)
    )
    return not any(is_content(word) for word in left & right)


def _text(spans: Sequence[Span], document: AnalysedDocument) -> str:
    return " ".join(span.of(document.text) for span in spans)


def _tell_apart(one: StoryQuote, other: StoryQuote) -> bool:
    """Whether two cues say more than that something was said, and not the same."""
    return one.cue_lemma != other.cue_lemma and max(_strength(one), _strength(other)) > 0


def _saying(sentence: SentenceWords, story: StoryView) -> StoryQuote | None:
    """The quote that most of a sentence is the content of, if its cue and source stand there."""
    here = _introduced(sentence, story)
    return max(here, key=lambda q: (sum(s.length for s in q.content), q.quote_id), default=None)


def _introduced(sentence: SentenceWords, story: StoryView) -> list[StoryQuote]:
    """The quotes of which a sentence has the source and some of the content."""
    quotes = story.quotes.get(sentence.document_id, ())
    start, end = sentence.span
    return [q for q in quotes if q.source and start <= q.source[0].start < end and q.holds(start, end)]


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
        if not _is_reporting(quote, rendering.document):
            continue
        value, strength = _cue_value(quote, rendering.document), _strength(quote)
        if quote.document_id not in force or strength > force[quote.document_id]:
            by_document[quote.document_id], force[quote.document_id] = value, strength
    lemmas = {value.normalised for value in by_document.values()}
    if len(lemmas) > 1 and max(force.values(), default=0) > 0:
        values = ordered(list(by_document.values()))
        about = _about(told[0][0])
        yield Candidate("loaded_cue", "cue", about, "compatible", "cue", values, statement)


def _is_reporting(quote: StoryQuote, document: AnalysedDocument) -> bool:
    """Whether a cue is a verb that reports, of what was said: no attitude, and nothing that may be said."""
    asks = quote.cue_class == "question" and _strength(quote) < _LOADED
    if not quote.cue or quote.cue_class == "think" or asks:
        return False
    tokens = [token for part in quote.cue for token in document.tokens(part)]
    verbal = any(t.pos_ == "VERB" and t.lemma_ in (quote.cue_lemma or "").split() for t in tokens)
    return verbal and not any(token.tag_ == "MD" for token in tokens)


def _strength(quote: StoryQuote) -> int:
    """How much a cue says of the words beyond that they were said: 0 to _LOADED."""
    words = {quote.cue_lemma or "", *(quote.cue_lemma or "").split(), *map(str.lower, quote.cue_modifiers)}
    if words & LOADED_CUES:
        return _LOADED
    return int(bool(words & COLOURED_CUES))


def _cue_value(quote: StoryQuote, document: AnalysedDocument) -> Value:
    """The word that reports, with those that colour it; not where and to whom."""
    lemma = quote.cue_lemma or ""
    telling = {*lemma.split(), *LOADED_CUES, *COLOURED_CUES}
    tokens = [t for part in quote.cue for t in document.tokens(part) if {t.lemma_, t.lower_} & telling]
    span = Span(tokens[0].idx, tokens[-1].idx + len(tokens[-1])) if tokens else quote.cue[0]
    return Value(quote.document_id, *span, "", " ".join(t.lemma_ for t in tokens) or lemma)


def _sources(statement: str, told: Sequence[Told], story: StoryView) -> Iterator[Candidate]:
    """The speakers of a statement, where documents name two who are not one."""
    named = [each for each in told if each[1].source]
    pairs = [
        (one, other)
        for (left, one), (right, other) in product(named, named)
        if one.document_id < other.document_id and _are_others((one, left.document), (other, right.document))
    ]
    if not pairs:
        return
    values = ordered([_source_value(quote) for pair in pairs for quote in pair])
    direct = all(quote.type == "direct" for pair in pairs for quote in pair) and are_two(*pairs[0])
    verdict = "conflict" if direct else "unclear"
    both = [quote for pair in pairs for quote in pair]
    told_by = all(_is_told_in(quote, story) for quote in both)
    evidence = sources_evidence(both, story) if told_by else "source of an act"
    yield Candidate("attribution", "source", _about(named[0][0]), verdict, evidence, values, statement)


def _source_value(quote: StoryQuote) -> Value:
    span = quote.source[0]
    return Value(quote.document_id, span.start, span.end, "", str(quote.speaker_id), quote.speaker)


def _about(rendering: Rendering) -> str:
    return first_words(rendering.words, rendering.document.text)
