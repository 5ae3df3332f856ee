"""How documents frame a story in their headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.story_view import StoryView
from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span

_OWN: Final = 2
"""Content words that a headline must have which another one has not."""

_WORD = re.compile(r"[^\W_]+")


def headline_candidates(story: StoryView) -> Iterator[Candidate]:
    """A candidate of the type wording where headlines tell a story in other words.

    Only documents of which a sentence is like one of another: the others are about another matter. Whether
    one takes a stand and another does not is the strongest evidence, and is called so.
    """
    linked = {side.document_id for pair in story.sentences.pairs for side in (pair.one, pair.other)}
    headlines = ((d, span) for d, span in sorted(story.headlines.items()) if d in linked)
    values = [_headline(document, span, story) for document, span in headlines]
    charged = {value.document_id for value in values if is_charged(value.normalised)}
    stems = {value.document_id: _stems(value) for value in values}
    takes_sides = 0 < len(charged) < len(values)
    if takes_sides or any(_tell_apart(one, other) for one, other in combinations(stems.values(), 2)):
        evidence = "headline" if takes_sides else "plain headline"
        yield Candidate("wording", "headline", "headline", "compatible", evidence, ordered(values))


def _stems(headline: Value) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(headline.normalised) if is_content(word))


def _tell_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each of two headlines has words of its own, and more than one of them."""
    return min(len(one - other), len(other - one)) >= _OWN


def _headline(document: str, span: Span, story: StoryView) -> Value:
    return Value(document, *span, "", " ".join(span.of(story.documents[document].text).lower().split()))
