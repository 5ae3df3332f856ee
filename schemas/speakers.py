"""Contract of the table `speakers`."""

import dataframely as dy

from schemas.columns import identifier, one_of
from schemas.vocabularies import SPEAKER_KINDS


class Speakers(dy.Schema):
    """A person, body, group, document or unnamed source to whom quotes are attributed."""

    speaker_id = identifier(
        "spk", "Stable id: hash of the name, and of what tells namesakes apart", primary_key=True
    )
    name = dy.String(min_length=1, description="Name of the speaker; where no text has one, the description")
    kind = one_of(SPEAKER_KINDS, "What the speaker is, where known", nullable=True)
    role = dy.String(nullable=True, description="Office or function as the texts state it")
    affiliation = dy.String(nullable=True, description="Organisation or state as the texts state it")
    wikidata_id = dy.String(
        nullable=True, regex="^Q[1-9][0-9]*$", description="Wikidata item, only where certain"
    )
