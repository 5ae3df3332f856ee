"""Contract of the working table `texts`, which is never published."""

import dataframely as dy

from schemas.columns import identifier


class Texts(dy.Schema):
    """The immutable text of a document, that all offsets point into; kept while building, not released."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    text = dy.String(min_length=1, description="The decoded text, never changed")
