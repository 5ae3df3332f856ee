"""How documents frame a story in their headlines."""

from __future__ import annotations

from collections.abc import Iterator

from transforms.comparison.differences.aligned_wording import is_charged
from transforms.comparison.differences.candidates import Candidate, Value, ordered
from transforms.comparison.differences.story_view import StoryView
from transforms.language.spans import Span


def headline_candidates(story: StoryView) -> Iterator[Candidate]:
    """A candidate of the type wording where one headline takes a stand and another does not.

    Only documents of which a sentence is like one of another: the others are about another matter.
    """
    linked = {side.document_id for pair in story.sentences.pairs for side in (pair.one, pair.other)}
    headlines = ((d, span) for d, span in sorted(story.headlines.items()) if d in linked)
    values = [_headline(document, span, story) for document, span in headlines]
    charged = {value.document_id for value in values if is_charged(value.normalised)}
    if charged and len(charged) < len(values):
        yield Candidate("wording", "headline", "headline", "compatible", "headline", ordered(values))


def _headline(document: str, span: Span, story: StoryView) -> Value:
    return Value(document, *span, "", " ".join(span.of(story.documents[document].text).lower().split()))
