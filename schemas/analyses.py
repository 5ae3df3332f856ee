"""Contract of the working table `analyses`, which is never published."""

import dataframely as dy

from schemas.columns import identifier


class Analyses(dy.Schema):
    """The one linguistic analysis of a document: sentences, tokens, base forms, parse and named entities."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    tokens = dy.Binary(description="The analysis as spaCy stores it, without the text's vectors")
    vectors = dy.Binary(
        nullable=True, description="The pipeline's vector of each token; not kept beyond a document's stages"
    )
