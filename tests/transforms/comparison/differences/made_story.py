"""Made-up stories, as a comparer sees them."""

from tests.resources import analysed, shipped
from transforms.comparison.differences.story_view import StoryView


def story(*texts: str) -> StoryView:
    """Documents d0, d1, ... of one story, without quantities and quotes, published nobody knows when."""
    documents = {f"d{i}": analysed(text) for i, text in enumerate(texts)}
    words = {document: one.words for document, one in documents.items()}
    days = dict.fromkeys(documents)
    given = shipped()
    return StoryView(documents, words, [], [], days, given.encoder, given.gazetteer, given.comparison_weights)
