"""Nominal mentions: who need not be weighed, since nothing could make them fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.language.name_words import OFFICES, PERSON_NOUNS
from transforms.language.names import Name
from transforms.language.offices import Office
from transforms.speakers.entities import Entity
from transforms.speakers.nominal_scores import (
    FAR,
    Candidate,
    Salience,
    best_body,
    best_person,
    words_of_office,
)
from transforms.speakers.sources import Source

HEADS = st.sampled_from(sorted(OFFICES | PERSON_NOUNS))
OWNERS = st.sampled_from(["Norway", "NATO", "the port"])
LEVELS = st.sampled_from(["state", "part", "party", "body"])
OFFICE = st.builds(lambda head, owner, level: Office(head, head, owner, level), HEADS, OWNERS, LEVELS)


def named(text: str, kind: str) -> Name:
    return Name(0, len(text), 0, 0, text, kind, True)


@given(HEADS, st.none() | OWNERS, st.lists(OFFICE, max_size=3), st.integers(FAR + 1, 99), st.booleans())
def test_from_afar_nobody_fits_but_the_last_speaker_and_who_shares_a_word_of_office(
    head: str, owner: str | None, offices: list[Office], apart: int, spoken: bool
) -> None:
    source = Source("title", 0, 9, 0, 1, head=head, owner=named(owner, "organisation") if owner else None)
    entity = Entity("person", [named("Anna Lind", "person")], offices=offices, quoted=True)
    found = best_person(source, [Candidate(0, entity, Salience(apart, False, spoken))])
    if found is not None:
        assert words_of_office(source) & (entity.heads | entity.roles | entity.owner_names)


@pytest.mark.parametrize("apart", [0, 1, 99])
def test_a_body_is_taken_up_by_a_word_of_its_name_unless_it_spoke_last(apart: int) -> None:
    source = Source("epithet", 0, 11, 0, 1, head="company")
    body = Entity("organisation", [named("Lowford Boats", "organisation")])
    assert best_body(source, [Candidate(0, body, Salience(apart, False, True))]) is None
