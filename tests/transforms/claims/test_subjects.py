"""Whom a claim's subject means: the mention that heads it, or the speaker of an "I"."""

import polars as pl
import pytest

from schemas.claims import Claims
from schemas.package import table
from transforms.claims.subjects import with_subjects
from transforms.rows import typed


def subject_of(
    subject: str, mention: str = "", *, confidence: float = 0.9, speaker: str | None = None
) -> str | None:
    """The speaker of a subject in which one mention stands, that of "ilves"."""
    start = subject.index(mention)
    claims = {"claim_id": "c", "document_id": "d", "subject": subject, "subject_start": 10}
    claim = pl.DataFrame([claims | {"subject_end": 10 + len(subject), "speaker_id": speaker}])
    found = pl.DataFrame(
        {
            "document_id": ["d"],
            "speaker_id": ["ilves"],
            "start": [10 + start],
            "end": [10 + start + len(mention)],
            "confidence": [confidence],
        }
    )
    whole = pl.concat([table("claims").empty(), claim], how="diagonal_relaxed")
    return with_subjects(typed(Claims, whole), found)["subject_speaker_id"].item()


@pytest.mark.parametrize(
    ("subject", "mention"),
    [
        ("he", "he"),
        ("Mara Ilves", "Mara Ilves"),
        ("Harbour Minister Mara Ilves", "Mara Ilves"),
        ("Mara Ilves, the harbour minister", "Mara Ilves"),
        ("Mara Ilves (Lowford)", "Mara Ilves"),
    ],
)
def test_a_mention_that_heads_the_subject_is_it(subject: str, mention: str) -> None:
    assert subject_of(subject, mention) == "ilves"


@pytest.mark.parametrize(
    ("subject", "mention"),
    [
        ("an aide of Mara Ilves", "Mara Ilves"),
        ("Per Holm and Mara Ilves", "Mara Ilves"),
        ("Mara Ilves’s aide", "Mara Ilves"),
        ("Mara Ilves supporters", "Mara Ilves"),
        ("the port’s Mara Ilves", "Mara Ilves"),
    ],
)
def test_a_mention_that_only_belongs_to_the_subject_is_not(subject: str, mention: str) -> None:
    assert subject_of(subject, mention) is None


def test_a_mention_that_is_not_sure_enough_is_not_taken_over() -> None:
    assert subject_of("he", "he", confidence=0.5) is None


def test_an_i_is_the_speaker_of_the_claim() -> None:
    assert subject_of("I", speaker="holm") == "holm"
    assert subject_of("We", speaker="holm") is None
