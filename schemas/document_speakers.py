"""Contract of the working table `document_speakers`, which is never published."""

import dataframely as dy

from schemas.columns import identifier, one_of
from schemas.vocabularies import SPEAKER_KINDS


class DocumentSpeakers(dy.Schema):
    """An entity of one document, quoted there or not, before those of other documents are joined to it."""

    document_id = identifier("doc", "The document", references="documents.document_id")
    speaker_id = identifier(
        "spk", "Hash of the document, the name there, and which of equal names", primary_key=True
    )
    name = dy.String(min_length=1, description="The fullest name in this document")
    kind = one_of(SPEAKER_KINDS, "What the entity is, where known", nullable=True)
    gender = dy.String(nullable=True, description="'female' or 'male', where title, noun or first name tell")
    roles = dy.List(dy.String(), description="Offices said beside the name, one for each time; may be empty")
    affiliations = dy.List(dy.String(), description="Whose each office is, empty where the text does not say")
    n_mentions = dy.Int64(min=0, description="Names of it in this document")
    n_quotes = dy.Int64(min=0, description="Quotes that go to it in this document")
    wikidata_id = dy.String(
        nullable=True, regex="^Q[1-9][0-9]*$", description="Wikidata item, only where certain"
    )
