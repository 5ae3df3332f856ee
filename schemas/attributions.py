"""Contract of the view `attributions`."""

import dataframely as dy

from schemas.columns import as_in, identifier
from schemas.documents import Documents
from schemas.quotes import Quotes
from schemas.speakers import Speakers
from schemas.stories import Stories

OUTLET = "Who published the article; the name of its origin where no outlet is known"
STORY = "Headline of the story's first document"
N_OUTLETS = (
    "Outlets that have the statement, quoted or in their own voice; one that only repeats another's article "
    "is not counted"
)
RELAY = "Name of whoever passes the words on, where that is not the speaker"


class Attributions(dy.Schema):
    """A quote with all that the other tables say of it: start here."""

    quote_id = identifier("quo", "The quote", primary_key=True, references="quotes.quote_id")
    outlet = dy.String(description=OUTLET)
    published_on = as_in(Documents, "published_on")
    headline = as_in(Documents, "headline")
    speaker = as_in(Speakers, "name", "Name of the speaker; null where nothing in the texts tells")
    speaker_kind = as_in(Speakers, "kind")
    speaker_role = as_in(Speakers, "role")
    speaker_affiliation = as_in(Speakers, "affiliation")
    source = as_in(Quotes, "source")
    relay = as_in(Speakers, "name", RELAY)
    type = as_in(Quotes, "type", nullable=False)
    cue = as_in(Quotes, "cue")
    cue_lemma = as_in(Quotes, "cue_lemma")
    cue_class = as_in(Quotes, "cue_class")
    negated = as_in(Quotes, "negated", nullable=False)
    context_before = as_in(Quotes, "context_before")
    content = as_in(Quotes, "content", nullable=False)
    context_after = as_in(Quotes, "context_after")
    is_nested = dy.Bool(
        description="Whether it stands inside another quote: leave these out to count words once"
    )
    reliable = as_in(Quotes, "reliable", nullable=False)
    confidence = as_in(Quotes, "confidence", nullable=False)
    story = as_in(Stories, "headline", STORY)
    n_outlets = dy.Int64(nullable=True, min=1, description=N_OUTLETS, metadata={"unit": "outlets"})
    statement_id = identifier(
        "sta",
        "The statement that it renders; of several, that of most outlets, then the first in the quote",
        references="statements.statement_id",
        nullable=True,
    )
    story_id = identifier("sto", "The story", references="stories.story_id", nullable=True)
    document_id = identifier("doc", "The document", references="documents.document_id")
    speaker_id = as_in(Quotes, "speaker_id")
    start = as_in(Quotes, "start", nullable=False)
    end = as_in(Quotes, "end", nullable=False)
