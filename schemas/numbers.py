"""Contract of the view `numbers`."""

import dataframely as dy

from schemas.attributions import OUTLET
from schemas.claims import Claims
from schemas.columns import as_in, identifier
from schemas.documents import Documents
from schemas.quantities import Quantities
from schemas.speakers import Speakers


class Numbers(dy.Schema):
    """A quantity with whose it is and the words around it."""

    quantity_id = as_in(Quantities, "quantity_id", primary_key=True, nullable=False)
    outlet = dy.String(description=OUTLET)
    published_on = as_in(Documents, "published_on")
    speaker = as_in(
        Speakers, "name", "Name of the speaker in whose quote it stands; null where none is known"
    )
    kind = as_in(Quantities, "kind", nullable=False)
    text = as_in(Quantities, "text", nullable=False)
    comparator = as_in(Quantities, "comparator", nullable=False)
    low = as_in(Quantities, "low")
    high = as_in(Quantities, "high")
    unit = as_in(Quantities, "unit")
    first_day = as_in(Quantities, "first_day")
    last_day = as_in(Quantities, "last_day")
    start = as_in(Quantities, "start", nullable=False)
    sentence = dy.String(
        nullable=True,
        description="The quote that holds it with the text around, else the claim; null where an outlet says "
        "it in its own voice and the article may not be reprinted",
    )
    claim = as_in(Claims, "content")
    claim_id = as_in(Quantities, "claim_id")
    quote_id = as_in(Claims, "quote_id")
    document_id = identifier("doc", "The document", references="documents.document_id")
