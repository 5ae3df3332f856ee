"""Learn whom a bare name of one document means in others, and write linking.json beside this file.

Run by hand, with scipy beside the project's own dependencies, on the speakers of a build's documents:

    python -m models.speakers.train_linking TABLES

TABLES holds document_speakers.parquet and story_documents.parquet of texts in which people are named in full.
Nobody labels anything: where a document gives a full name, its first name is hidden, and whoever bears the
full name in other documents is right, or nobody where none does. A name and its candidates make one example.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import polars as pl

from benchmarks.speakers_data import Example
from models.speakers.rankers import fit, keep, outcomes
from transforms.language.name_forms import parts, same_person
from transforms.speakers.linking_stage import locals_of
from transforms.speakers.local_speakers import Local, n_words
from transforms.speakers.people_linking import PeopleIndex, features, full_names, short_names
from transforms.speakers.pronoun_ranker import Weights

PENALTY = 1.0
LEAST = 0.75
"""The least probability at which a bare name is given to somebody: below it lies whoever is named in no more
than one other story and of whom nothing else is said here."""

FOLDS = 5


class Hidden(NamedTuple):
    """A document's people by their bare names, and the full name of each."""

    shorts: list[Local]
    full: dict[str, str]


def hidden(people: Sequence[Local]) -> Hidden:
    """The people of one document without their first names."""
    named = [one for one in people if n_words(one.name) > 1]
    shorts = [one._replace(name=parts(one.name)[-1], gender=None) for one in named]
    return Hidden(shorts, {one.key: one.name for one in named})


def examples(locals_: Sequence[Local]) -> Iterator[Example]:
    """One for each person named in full in a document whose surname somebody in other documents has."""
    people = [one for one in locals_ if one.kind == "person"]
    documents: dict[str, list[Local]] = defaultdict(list)
    for one in people:
        documents[one.document_id].append(one)
    for document, own in documents.items():
        others = [one for one in people if one.document_id != document and n_words(one.name) > 1]
        yield from _of_document(hidden(own), PeopleIndex(full_names(others)))


def _of_document(given: Hidden, index: PeopleIndex) -> Iterator[Example]:
    for short in short_names(given.shorts):
        near = index.candidates(short)
        full = given.full[short.members[0].key]
        right = [any(same_person(full, m.name) for m in person.speaker.members) for person in near]
        if near and len(short.members) == 1 and sum(right) <= 1:
            yield Example([features(short, person, near) for person in near], right, short.story)


def fitted(found: Sequence[Example]) -> Weights:
    """The weights that these examples teach."""
    return fit(found, PENALTY, LEAST)


def main(folder: Path) -> None:
    """Fit on every document of the build; write the weights."""
    names = ("document_speakers", "story_documents", "documents")
    entities, stories, documents = (pl.read_parquet(folder / f"{name}.parquet") for name in names)
    found = list(examples(list(locals_of([entities], stories, documents))))
    keep("linking.json", fitted(found), len(found), PENALTY)
    held_out = dict(outcomes(found, FOLDS, fitted))
    print(f"{len(found)} examples -> linking.json; other stories held out: {held_out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
