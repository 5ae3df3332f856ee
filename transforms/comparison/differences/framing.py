"""How documents frame a story in their headlines and in the first sentences of their reports."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.sentence_words import Place, Sentences, SentenceWords
from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span

_OWN: Final = 2
"""Content words that a headline or a lead must have which another one has not."""
_WORDS: Final = 8
"""Words of a lead; what is shorter introduces one."""
_LIKELY: Final = 0.35
"""How likely two leads must tell the same thing to be of one."""
_MEAN: Final = 0.28
"""How likely a lead must do so with the others on average, lest one of three is about another matter."""

_WORD = re.compile(r"[^\W_]+")


def headline_candidates(story: StoryView) -> Iterator[Candidate]:
    """A candidate of the type wording where headlines tell a story in other words.

    Only documents of which a sentence is likely to tell what one of another does: others are about another
    matter. Whether one takes a stand and another does not is the strongest evidence, and is called so.
    """
    linked = {side.document_id for pair in story.sentences.likely_pairs for side in (pair.one, pair.other)}
    headlines = ((d, span) for d, span in sorted(story.headlines.items()) if d in linked)
    yield from _framed("headline", [value_of(document, span, story) for document, span in headlines], story)


def lead_candidates(story: StoryView) -> Iterator[Candidate]:
    """A candidate of the type wording where the first sentences of reports tell one thing in other words."""
    leads = leads_of(story.sentences, story.headlines)
    likely = {
        pair: story.sentences.likely(*([_place(leads[each])] for each in pair))
        for pair in combinations(sorted(leads), 2)
    }
    linked = sorted({document for pair, found in likely.items() if found >= _LIKELY for document in pair})
    kept = [document for document in linked if _mean(document, linked, likely) >= _MEAN]
    yield from _framed("lead", [value_of(document, leads[document].span, story) for document in kept], story)


def openings(sentences: Sentences, headlines: Mapping[str, Span]) -> Mapping[str, Sequence[Place]]:
    """Headline and first sentence of each document that has one of them."""
    found = {document: [(document, *span)] for document, span in sorted(headlines.items())}
    for document, sentence in leads_of(sentences, headlines).items():
        found.setdefault(document, []).append(_place(sentence))
    return found


def least_linked(
    documents: Collection[str], openings: Mapping[str, Sequence[Place]], sentences: Sentences
) -> float:
    """How likely the opening of each of some documents tells what that of another does; of the unlikeliest.

    Two that tell one thing do not vouch for a third, which may be about another matter.
    """
    best = dict.fromkeys(documents, 0.0)
    for one, other in combinations(sorted(documents), 2):
        found = sentences.likely(openings.get(one, ()), openings.get(other, ()))
        best[one], best[other] = max(best[one], found), max(best[other], found)
    return min(best.values(), default=0.0)


def _mean(document: str, linked: Sequence[str], likely: Mapping[tuple[str, str], float]) -> float:
    """How likely a lead tells the same thing as the other linked ones, on average."""
    others = [likely[min(document, other), max(document, other)] for other in linked if other != document]
    return math.fsum(others) / len(others)


def _place(sentence: SentenceWords) -> Place:
    return sentence.document_id, *sentence.span


def leads_of(sentences: Sentences, headlines: Mapping[str, Span]) -> Mapping[str, SentenceWords]:
    """The first sentence of each report that says something, below its headline."""
    found: dict[str, SentenceWords] = {}
    for sentence in sentences.all:
        headline = headlines.get(sentence.document_id)
        below = headline is None or sentence.span.start >= headline.end
        if below and len(sentence.words) >= _WORDS:
            found.setdefault(sentence.document_id, sentence)
    return found


def _framed(kind: str, values: Sequence[Value], story: StoryView) -> Iterator[Candidate]:
    """The candidate of headlines or leads; whether one takes a stand and another does not tells most."""
    takes_sides = sided(values)
    if takes_sides or any(tell_apart(one, other) for one, other in combinations(values, 2)):
        evidence = kind if takes_sides else f"plain {kind}"
        of = openings(story.sentences, story.headlines)
        likely = least_linked([value.document_id for value in values], of, story.sentences)
        yield Candidate("wording", kind, kind, "compatible", evidence, ordered(values), likely=likely)


def _stems(passage: Value) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(passage.normalised) if is_content(word))


def sided(values: Sequence[Value]) -> bool:
    """Whether some passages take a stand by their words and others do not."""
    return 0 < sum(is_charged(value.normalised) for value in values) < len(values)


def tell_apart(one: Value, other: Value) -> bool:
    """Whether each of two passages has words of its own, and more than one of them."""
    left, right = _stems(one), _stems(other)
    return min(len(left - right), len(right - left)) >= _OWN


def value_of(document: str, span: Span, story: StoryView) -> Value:
    """A passage of a document as a value."""
    return Value(document, *span, "", " ".join(span.of(story.documents[document].text).lower().split()))
