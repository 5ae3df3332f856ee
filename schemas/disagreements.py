"""Contract of the view `disagreements`."""

import dataframely as dy

from schemas.attributions import OUTLET, STORY
from schemas.columns import as_in, identifier
from schemas.discrepancies import APART, SHOWN_FROM, Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from schemas.documents import Documents
from schemas.speakers import Speakers
from schemas.stories import Stories


class Disagreements(dy.Schema):
    """What one outlet's article says on a point on which outlets differ."""

    discrepancy_id = as_in(DiscrepancyValues, "discrepancy_id", primary_key=True, nullable=False)
    document_id = as_in(DiscrepancyValues, "document_id", primary_key=True, nullable=False)
    start = as_in(DiscrepancyValues, "start", primary_key=True, nullable=False)
    story = as_in(Stories, "headline", STORY)
    type = as_in(Discrepancies, "type", nullable=False)
    about = as_in(Discrepancies, "about", nullable=False)
    verdict = as_in(Discrepancies, "verdict", nullable=False)
    confidence = as_in(Discrepancies, "confidence", nullable=False)
    worth = as_in(Discrepancies, "worth", nullable=False)
    shown_first = dy.Bool(
        nullable=False,
        description=f"Whether it is worth a look: its worth is {SHOWN_FROM} or more, its type not `{APART}`",
    )
    outlet = dy.String(description=OUTLET)
    published_on = as_in(Documents, "published_on")
    voice = as_in(DiscrepancyValues, "voice", nullable=False)
    speaker = as_in(Speakers, "name", "Name of the speaker in whose quote the value stands, if any is known")
    value = as_in(DiscrepancyValues, "text", nullable=False)
    sentence = as_in(DiscrepancyValues, "sentence", nullable=False)
    reading = as_in(Discrepancies, "reading", nullable=False)
    statement_id = as_in(Discrepancies, "statement_id")
    story_id = identifier("sto", "The story", references="stories.story_id")
    quote_id = as_in(DiscrepancyValues, "quote_id")
