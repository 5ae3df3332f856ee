"""Contract of the view `statements_by_outlet`."""

import dataframely as dy

from schemas.attributions import N_OUTLETS, OUTLET, RELAY, STORY
from schemas.columns import as_in, identifier
from schemas.coverage import Coverage
from schemas.documents import Documents
from schemas.speakers import Speakers
from schemas.statements import Statements
from schemas.stories import Stories


class StatementsByOutlet(dy.Schema):
    """A statement of two outlets or more, and how one article has it: in these words, or not at all."""

    statement_id = as_in(Coverage, "statement_id", primary_key=True, nullable=False)
    document_id = as_in(Coverage, "document_id", primary_key=True, nullable=False)
    story = as_in(Stories, "headline", STORY)
    statement = as_in(Statements, "text", nullable=False)
    speaker = as_in(Speakers, "name", "Name of whom most of the statement's documents name as its speaker")
    n_outlets = dy.Int64(min=1, description=N_OUTLETS, metadata={"unit": "outlets"})
    outlet = dy.String(description=OUTLET)
    published_on = as_in(Documents, "published_on")
    headline = as_in(Documents, "headline")
    how = as_in(Coverage, "how", nullable=False)
    cue = as_in(Coverage, "cue")
    cue_class = as_in(Coverage, "cue_class")
    source = as_in(Coverage, "source")
    relay = as_in(Speakers, "name", RELAY)
    words = dy.String(
        nullable=True, description="The statement in that article's words; null where it is not there"
    )
    quote_id = as_in(Coverage, "quote_id")
    story_id = identifier("sto", "The story", references="stories.story_id")
