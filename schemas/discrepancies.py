"""Contract of the table `discrepancies`."""

from typing import Final

import dataframely as dy

from schemas.columns import identifier, one_of, probability
from schemas.vocabularies import DISCREPANCY_TYPES, VERDICTS

SHOWN_FROM: Final = 0.18
"""The `worth` from which a view that shows fewer discrepancies shows one."""
APART: Final = "name"
"""The type that such a view leaves out: how somebody's name is spelt."""


class Discrepancies(dy.Schema):
    """A point on which documents of one story differ."""

    discrepancy_id = identifier(
        "dis", "Stable id: hash of the story or statement, the type, and what differs", primary_key=True
    )
    story_id = identifier("sto", "The story", references="stories.story_id")
    statement_id = identifier(
        "sta",
        "The statement whose renderings differ, if it is about one",
        references="statements.statement_id",
        nullable=True,
    )
    type = one_of(DISCREPANCY_TYPES, "What kind of thing differs")
    about = dy.String(min_length=1, description="What the values are values of")
    about_speaker_id = identifier(
        "spk",
        "The speaker whom `about` names, if it names one of the story's",
        references="speakers.speaker_id",
        nullable=True,
    )
    verdict = one_of(VERDICTS, "Whether the values contradict each other; never which of them is true")
    confidence = probability("Probability that all values are about the same thing and differ as stated")
    worth = probability("How much it tells somebody who compares outlets, by which to sort: trivia is near 0")
    n_documents = dy.Int64(min=2, description="Documents with a value", metadata={"unit": "documents"})
    n_values = dy.Int64(min=2, description="Different values", metadata={"unit": "values"})
    reading = dy.String(min_length=1, description="The discrepancy as one line for people")
