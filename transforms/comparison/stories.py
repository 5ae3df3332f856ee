"""Stories: documents that report one event, by what they say and when they were published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from schemas.documents import Documents
from schemas.stories import Stories
from schemas.story_documents import StoryDocuments
from transforms.comparison.day_windows import candidates
from transforms.comparison.logistic import Logistic
from transforms.comparison.openings import reports, vectors_of
from transforms.comparison.reports import Reports, Said
from transforms.ids import story_id
from transforms.language.clustering import groups
from transforms.language.encoder import Floats
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import reads, records, table_of
from transforms.stage import Stage
from transforms.tables import Tables

DAYS: Final = 4
"""Reports that are further apart than so many days are of two events, or of one with a sequel."""

SAME_DAY: Final = 1.6
A_DAY: Final = 1.3
"""Log-odds for one event where two reports are of one day, and what each day between them takes.

Some three in five pairs of reports of one event are of one day, and hardly any four days apart; those of two
events are spread evenly over these days. The ratio of the two is about this line.
"""

_NEIGHBOURS: Final = 15
_APART: Final = -100.0


@reads(Documents)
class _Document(NamedTuple):
    document_id: str
    published_on: date | None
    headline: str | None
    duplicate_of: str | None


def find_stories(tables: Tables, resources: Resources) -> StageResult:
    """`stories` and `story_documents`: every document is in one story.

    A document that repeats another (`duplicate_of`) is in that one's story.
    """
    material = Material()
    material.add(tables, resources)
    return material.stories(resources)


STORIES: Final = Stage(
    "stories", ("texts", "documents", "zones", "openings"), ("stories", "story_documents"), find_stories
)


class Material:
    """What stories are found by, of documents that are added some at a time: no text is held."""

    def __init__(self) -> None:
        self._documents: list[_Document] = []
        self._vectors: list[Floats] = []
        self._said = Said()

    def add(self, tables: Tables, resources: Resources) -> None:
        """Add the documents of some tables; the order changes nothing."""
        documents, said = list(records(tables.documents, _Document)), reports(tables)
        self._documents += documents
        self._vectors += [*vectors_of((one.document_id for one in documents), tables, resources)]
        for document in documents:
            self._said.add(said.get(document.document_id, ""))

    def stories(self, resources: Resources) -> StageResult:
        """The stories of all that was added; nothing may be added any more."""
        order = sorted(range(len(self._documents)), key=lambda place: _order(self._documents[place]))
        documents = [self._documents[place] for place in order]
        vectors = np.array([self._vectors[place] for place in order], np.float32)
        self._vectors.clear()
        self._said.put_in_order(order)
        alike = _Alike(documents, Reports(self._said, vectors), resources.comparison_weights.stories)
        return _made(documents, vectors, _grouped(documents, vectors, alike))


def _made(documents: Sequence[_Document], vectors: Floats, found: Sequence[Sequence[int]]) -> StageResult:
    """The tables of stories, of the indices of the documents of each."""
    members = [row for group in found for row in _members(documents, vectors, group)]
    made = Tables(
        stories=table_of(
            Stories, (_story([documents[i] for i in group], vectors[list(group)]) for group in found)
        ),
        story_documents=table_of(StoryDocuments, members),
    )
    return StageResult(made, (StageCount("stories", "documents", len(documents), len(members), 0),))


def _order(document: _Document) -> tuple[bool, date, str]:
    """Originals first, earliest first: a story's first document is its first here."""
    return document.duplicate_of is not None, document.published_on or date.max, document.document_id


class _Alike:
    """How likely two documents report one event, in log-odds."""

    def __init__(self, documents: Sequence[_Document], said: Reports, weights: Logistic) -> None:
        self._days = [document.published_on for document in documents]
        self._reports, self._weights = said, weights
        self.least = weights.least

    def __call__(self, i: int, j: int) -> float:
        """By what they say, and by their days where both are known."""
        one, other = self._days[i], self._days[j]
        if one is None or other is None:
            return self._weights(self._reports.features(i, j))
        days = abs((one - other).days)
        if days > DAYS:
            return _APART
        return self._weights(self._reports.features(i, j)) + SAME_DAY - A_DAY * days


def _grouped(documents: Sequence[_Document], vectors: Floats, alike: _Alike) -> list[list[int]]:
    """Indices of the documents of each story, in the order of `documents`; copies go with their original."""
    place = {document.document_id: i for i, document in enumerate(documents)}
    leads = [place.get(document.duplicate_of or "", i) for i, document in enumerate(documents)]
    originals = [i for i, lead in enumerate(leads) if lead == i]

    def score(i: int, j: int) -> float:
        return alike(originals[i], originals[j])

    days = [documents[i].published_on for i in originals]
    pairs = candidates(vectors[originals], days, _NEIGHBOURS, DAYS)
    found = groups(len(originals), pairs, score, alike.least)
    story_of = {originals[k]: number for number, group in enumerate(found) for k in group}
    stories: list[list[int]] = [[] for _ in found]
    for i, lead in enumerate(leads):
        stories[story_of[lead]].append(i)
    return stories


def _story(documents: Sequence[_Document], vectors: Floats) -> dict[str, object]:
    days = [document.published_on for document in documents if document.published_on]
    ids = {document.document_id for document in documents}
    return {
        "story_id": story_id(documents[0].document_id),
        "document_id": documents[0].document_id,
        "headline": _headline(documents, vectors),
        "n_documents": len(documents),
        "n_distinct": sum(document.duplicate_of not in ids for document in documents),
        "first_published_on": min(days, default=None),
        "last_published_on": max(days, default=None),
    }


def _headline(documents: Sequence[_Document], vectors: Floats) -> str | None:
    """The headline of the medoid of the documents that have one; of two, and of equals, the first's."""
    nearness = np.round((vectors @ vectors.T).sum(axis=1), 4)
    headed = [k for k, document in enumerate(documents) if document.headline]
    return documents[max(headed, key=lambda k: (nearness[k], -k))].headline if headed else None


def _members(
    documents: Sequence[_Document], vectors: Floats, group: Sequence[int]
) -> list[dict[str, object]]:
    chosen = vectors[list(group)]
    nearest = np.array([_highest(chosen, k) for k in range(len(group))])
    story = story_id(documents[group[0]].document_id)
    return [
        {
            "document_id": documents[i].document_id,
            "story_id": story,
            "similarity": round(min(1.0, max(0.0, float(nearest[k]))), 4) if len(group) > 1 else None,
        }
        for k, i in enumerate(group)
    ]


def _highest(vectors: Floats, k: int) -> float:
    """The highest cosine of row `k` with another row."""
    cosines = vectors @ vectors[k]
    cosines[k] = -1.0
    return float(cosines.max())
