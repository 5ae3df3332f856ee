"""The kinds of difference: each is one comparer, and all are one list, in the order in which they run.

To add a kind of difference: a class here, with a name and a call that gives candidates, and an entry in
COMPARERS. What it gives is of one of the `DISCREPANCY_TYPES` of schemas/vocabularies.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, Protocol

from transforms.comparison.differences.aligned_quantities import aligned_quantity_candidates
from transforms.comparison.differences.aligned_wording import aligned_wording_candidates
from transforms.comparison.differences.altered_quotations import quotation_candidates
from transforms.comparison.differences.candidates import Candidate, meet
from transforms.comparison.differences.certainty import certainty_candidates
from transforms.comparison.differences.charged_modifiers import charged_modifier_candidates
from transforms.comparison.differences.framing import headline_candidates, lead_candidates
from transforms.comparison.differences.naming import naming_candidates
from transforms.comparison.differences.passages import passage_candidates
from transforms.comparison.differences.people import people_candidates
from transforms.comparison.differences.quantity_differences import quantity_candidates
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.quoted_fragments import fragment_candidates
from transforms.comparison.differences.reporting import reporting_candidates
from transforms.comparison.differences.speech import speech_candidates
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.substitutions import substitution_candidates
from transforms.comparison.differences.valuing_modifiers import valuing_candidates
from transforms.comparison.differences.wording import wording_candidates


class Comparer(Protocol):
    """One kind of difference between the documents of a story.

    What it gives depends on the story alone, not on the order of its documents or on other comparers. Each
    candidate differs: two values, in two documents. Their texts need not be filled in.
    """

    name: str

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """The candidates of the story, in an order of their own."""
        ...


class Quantities:
    """Numbers, amounts, lengths of time and dates that are of one thing."""

    name = "quantities"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the types numeric and date."""
        found = list(quantity_candidates(story))
        yield from found
        for one in aligned_quantity_candidates(story):
            if one.differs and not any(meet(one, other) for other in found):
                yield one


class People:
    """How a person's name is spelt, and how an office is called."""

    name = "people"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the types name and role."""
        return people_candidates(story)


class Speech:
    """Whether the same words have a "not"."""

    name = "speech"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the type polarity."""
        return speech_candidates(story.renderings)


class Wording:
    """The word chosen for the same thing in one statement, of documents that name the same people."""

    name = "wording"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the type wording."""
        for renderings in _by_statement(story):
            for candidate in wording_candidates(renderings, story.topic, story.encoder):
                if candidate.differs and story.overlap.all_same_event(candidate.documents):
                    yield candidate


class Quotations:
    """Words inside quotation marks that another document prints otherwise, or that one of them leaves out."""

    name = "quotations"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the types quotation_altered and quotation_cut."""
        likely = story.sentences.likely_pairs
        found = (
            *quotation_candidates(story.quotations, story.renderings, likely),
            *fragment_candidates(story.quotations),
        )
        return (one for one in found if one.differs)


class Reporting:
    """How a statement is reported: whom documents name for it, with which cue, or in their own voice."""

    name = "reporting"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the types loaded_cue, attribution and attribution_dropped."""
        return (one for one in reporting_candidates(story) if one.differs)


class Naming:
    """What documents call one thing, by names that take a stand or in one place of sentences alike."""

    name = "naming"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the type wording."""
        found = (
            *naming_candidates(story.sentences),
            *aligned_wording_candidates(story.sentences, story.quoted, story.topic.names, story.encoder),
            *headline_candidates(story),
            *lead_candidates(story),
            *passage_candidates(story),
            *substitution_candidates(story),
            *charged_modifier_candidates(story.sentences, story.documents, story.quoted),
            *valuing_candidates(story.sentences, story.documents, story.quoted),
        )
        return (one for one in found if one.differs)


class Certainties:
    """Whether one thing is alleged, may happen, will happen or did, and whether it is so."""

    name = "certainties"

    def __call__(self, story: StoryView) -> Iterator[Candidate]:
        """Candidates of the types modality and polarity."""
        found = certainty_candidates(story.sentences, story.documents, story.scorers.clauses, story.quotes)
        return (one for one in found if one.differs)


COMPARERS: Final[tuple[Comparer, ...]] = (
    Quantities(),
    People(),
    Speech(),
    Wording(),
    Quotations(),
    Reporting(),
    Naming(),
    Certainties(),
)


def _by_statement(story: StoryView) -> Iterator[list[Rendering]]:
    """The renderings of each statement that more than one document has, by the statement's id."""
    found: dict[str, list[Rendering]] = defaultdict(list)
    for rendering in story.renderings:
        found[rendering.statement_id].append(rendering)
    for _, renderings in sorted(found.items()):
        if len({rendering.document_id for rendering in renderings}) > 1:
            yield renderings
