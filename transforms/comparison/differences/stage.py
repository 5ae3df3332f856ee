"""Discrepancies: what documents of one story differ in, with what each of them says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from schemas.discrepancies import SHOWN_FROM, Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from transforms.comparison.differences.about_speakers import with_speakers
from transforms.comparison.differences.candidates import PASSAGES, Candidate, distinct, holds, ordered
from transforms.comparison.differences.comparers import COMPARERS
from transforms.comparison.differences.readings import reading
from transforms.comparison.differences.story_tables import Archive, archive_of, views
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.value_places import ValuePlaces
from transforms.comparison.differences.worth import is_likely, probability, worth
from transforms.comparison.logistic import ComparisonWeights
from transforms.ids import discrepancy_id
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.rows import table_of
from transforms.stage import Stage
from transforms.tables import Tables

_OF_ONE_OUTLET: Final = SHOWN_FROM / 2
"""What the worth of a difference inside one outlet counts: it comes after all that is shown first."""


def find_differences(tables: Tables, resources: Resources) -> StageResult:
    """`discrepancies` and `discrepancy_values`, story by story.

    Nothing is compared across stories, and a story of one document has none. What is more likely wrong than
    right is left out.
    """
    archive, weights = archive_of(tables, resources), resources.comparison_weights
    places = ValuePlaces(tables, archive.analysed)
    found = [
        (story, candidate)
        for story, view in views(tables, archive, resources)
        for candidate in told(candidates_of(view, archive), archive, weights)
    ]
    rows = (_row(story, candidate, archive, weights) for story, candidate in found)
    values = (row for story, candidate in found for row in _value_rows(story, candidate, places))
    made = Tables(
        discrepancies=with_speakers(table_of(Discrepancies, rows), tables),
        discrepancy_values=table_of(DiscrepancyValues, values),
    )
    n_stories = len(archive.stories)
    return StageResult(made, (StageCount("discrepancies", "stories", n_stories, n_stories, 0),))


DIFFERENCES: Final = Stage(
    "differences",
    (
        "texts",
        "analyses",
        "documents",
        "zones",
        "quotes",
        "quote_spans",
        "speakers",
        "speaker_mentions",
        "claims",
        "quantities",
        "story_documents",
        "statements",
        "statement_quotes",
        "statement_echoes",
        "openings",
    ),
    ("discrepancies", "discrepancy_values"),
    find_differences,
)


def candidates_of(story: StoryView, archive: Archive) -> Iterator[Candidate]:
    """What a story's documents may differ in, each point once, with what its values and openings are."""
    for candidate in distinct([one for comparer in COMPARERS for one in comparer(story)]):
        yield replace(_filled(candidate, archive), together=story.together(candidate.documents))


def told(found: Iterable[Candidate], archive: Archive, weights: ComparisonWeights) -> Iterator[Candidate]:
    """Those of a story that are likely; of whole sentences those in which no point tells as much."""
    likely = [candidate for candidate in found if is_likely(candidate, weights.right)]
    points = [(one, _worth(one, archive, weights)) for one in likely if not one.is_whole]
    for candidate in likely:
        worth_of = _worth(candidate, archive, weights)
        if candidate.evidence not in PASSAGES or not any(
            at_least >= worth_of and holds(candidate, point) for point, at_least in points
        ):
            yield candidate


def _filled(candidate: Candidate, archive: Archive) -> Candidate:
    """The candidate with its values' texts read from the documents, and in their own order."""
    analysed = archive.analysed
    values = [replace(v, text=analysed[v.document_id].text[v.start : v.end]) for v in candidate.values]
    return replace(candidate, values=ordered(values))


def _id(story: str, candidate: Candidate) -> str:
    return discrepancy_id(candidate.statement_id or story, candidate.type, candidate.slot)


def _row(story: str, candidate: Candidate, archive: Archive, weights: ComparisonWeights) -> dict[str, object]:
    return {
        "discrepancy_id": _id(story, candidate),
        "story_id": story,
        "statement_id": candidate.statement_id,
        "type": candidate.type,
        "about": candidate.about,
        "about_speaker_id": None,
        "verdict": candidate.verdict,
        "confidence": probability(candidate, weights.right),
        "worth": _worth(candidate, archive, weights),
        "n_documents": len({value.document_id for value in candidate.values}),
        "n_values": len({value.normalised for value in candidate.values}),
        "reading": reading(candidate, archive.outlets),
    }


def _worth(candidate: Candidate, archive: Archive, weights: ComparisonWeights) -> float:
    """By what a reader sorts; what one outlet alone says in two ways comes after all that is shown first."""
    found = worth(candidate, weights)
    sides = {archive.sides[document] for document in candidate.documents}
    return found if len(sides) > 1 else round(found * _OF_ONE_OUTLET, 4)


def _value_rows(story: str, candidate: Candidate, places: ValuePlaces) -> Iterator[dict[str, object]]:
    for value in candidate.values:
        quote = places.quote_at(value.document_id, value.start)
        yield {
            "discrepancy_id": _id(story, candidate),
            "document_id": value.document_id,
            "start": value.start,
            "end": value.end,
            "text": value.text,
            "normalised": value.normalised,
            "voice": "speaker" if quote else "outlet",
            "quote_id": quote,
            "claim_id": places.claim_at(value.document_id, value.start),
            "sentence": places.sentence(value.document_id, value.start, value.end),
        }
