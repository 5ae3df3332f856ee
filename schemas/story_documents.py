"""Contract of the table `story_documents`."""

import dataframely as dy

from schemas.columns import identifier, probability


class StoryDocuments(dy.Schema):
    """A document's place in the one story that it belongs to."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    story_id = identifier("sto", "The story", references="stories.story_id")
    similarity = probability(
        "Similarity to the nearest other document of the story; null where there is none", nullable=True
    )
