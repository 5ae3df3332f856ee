"""The vector of a report's opening is made once a document, and is the same whenever it is made."""

import numpy as np

from tests.resources import Given
from tests.transforms.words_encoder import WordsEncoder
from tests.worlds import frames_of, unit
from transforms.comparison.openings import find_openings, reports, vectors_of
from transforms.tables import NAMES, Tables

WORLD = frames_of([unit(number) for number in range(3)])
TABLES = Tables().with_frames({name: frame for name, frame in WORLD.items() if name in NAMES})
DOCUMENTS = sorted(TABLES.texts["document_id"])


def test_a_report_is_headline_standfirst_and_body_without_boilerplate() -> None:
    found = reports(TABLES)
    assert sorted(found) == DOCUMENTS
    assert all("Ferry" in text and "Share" not in text for text in found.values())


def test_vectors_that_are_known_are_not_made_again() -> None:
    encoder = WordsEncoder()
    made = vectors_of(DOCUMENTS, TABLES.without("openings"), Given(encoder=encoder))
    known = Tables(openings=find_openings(TABLES, Given(encoder=encoder)).tables.openings)
    assert np.array_equal(vectors_of(DOCUMENTS, known, Given()), made)
    assert made.shape[0] == len(DOCUMENTS) and np.allclose(np.linalg.norm(made, axis=1), 1)


def test_without_documents_there_are_no_vectors() -> None:
    assert vectors_of([], TABLES, Given()).size == 0
