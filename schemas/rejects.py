"""Contract of the table `rejects`."""

import dataframely as dy

from schemas.columns import identifier, one_of
from schemas.vocabularies import REJECT_REASONS, STAGES


class Rejects(dy.Schema):
    """A file or row that was left out, where, and why."""

    reject_id = identifier("rej", "Stable id: hash of stage, reason, place and detail", primary_key=True)
    stage = one_of(STAGES, "The stage that left it out")
    reason = one_of(REJECT_REASONS, "Why it was left out")
    origin = dy.String(nullable=True, description="Origin of the raw file, where it is known")
    locator = dy.String(nullable=True, description="Name of the article within its origin, where it is known")
    document_id = dy.String(nullable=True, description="Id the document has or would have had")
    table = dy.String(nullable=True, description="Table of the row, where a row was left out")
    key = dy.String(nullable=True, description="Key of the row, where a row was left out")
    detail = dy.String(description="What exactly was wrong, in one sentence")
