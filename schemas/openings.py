"""Contract of the working table `openings`, which is never published."""

import dataframely as dy

from schemas.columns import identifier


class Openings(dy.Schema):
    """What the opening of a document means: the vector by which reports of one event are found."""

    document_id = identifier("doc", "The document", primary_key=True, references="documents.document_id")
    vector = dy.Binary(description="The unit vector of the report's opening: 32-bit floats, little-endian")
