"""Contract of the working table `document_speakers`, which is never published."""

import dataframely as dy

from schemas.columns import identifier, one_of
from schemas.vocabularies import SPEAKER_KINDS


class DocumentSpeakers(dy.Schema):
    """A speaker of one document, before the speakers of other documents are joined to it."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    speaker_id = identifier("spk", "Hash of the name as this document gives it", primary_key=True)
    name = dy.String(min_length=1, description="The fullest name in this document")
    kind = one_of(SPEAKER_KINDS, "What the speaker is, where known", nullable=True)
    roles = dy.List(dy.String(), description="Offices said beside the name, one for each time")
    affiliations = dy.List(dy.String(), description="Whose offices they are, one for each time")
    n_quotes = dy.Int64(min=0, description="Quotes that go to this speaker in this document")
    wikidata_id = dy.String(
        nullable=True, regex="^Q[1-9][0-9]*$", description="Wikidata item, only where certain"
    )
