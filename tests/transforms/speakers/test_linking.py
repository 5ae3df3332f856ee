"""The same speaker in several documents: names joined, two people of one name apart, in any order."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resources import shipped
from transforms.ids import speaker_id
from transforms.speakers.linking import by_key, link
from transforms.speakers.local_speakers import Local, Speaker

DAY = date(2031, 5, 1)


def local(
    number: int, name: str, *offices: tuple[str, str | None], kind: str | None = "person", story: str = ""
) -> Local:
    """Somebody named in a document of its own, with (role, affiliation) of each office."""
    roles = tuple(role for role, _ in offices)
    owners = tuple(owner or "" for _, owner in offices)
    return Local(
        f"spk {number}",
        f"doc {number}",
        story or f"story {number}",
        name,
        kind,
        roles=roles,
        affiliations=owners,
        day=DAY + timedelta(number),
    )


def linked(locals_: Iterable[Local]) -> dict[str, Speaker]:
    return link(locals_, shipped().linking_weights)


def names(locals_: Iterable[Local]) -> list[str]:
    return sorted(speaker.name for speaker in linked(locals_).values())


def together(*locals_: Local) -> list[set[int]]:
    """The numbers of the documents that each speaker is named in."""
    found = [{int(one.key[4:]) for one in speaker.members} for speaker in linked(locals_).values()]
    return sorted(found, key=min)


VARIANTS = (
    local(0, "Dmitri Gruschko", ("Foreign Minister", "Moldova")),
    local(1, "Dmitry Grushko", ("Foreign Minister", "Moldova")),
    local(2, "Dmitry Grushko", ("foreign minister", None)),
)


# Full names


def test_spellings_of_one_name_are_one_speaker_whatever_the_order() -> None:
    for order in (VARIANTS, VARIANTS[::-1]):
        assert names(order) == ["Dmitry Grushko"]


def test_the_office_and_whose_it_is_are_those_that_most_documents_state() -> None:
    (speaker,) = linked(VARIANTS).values()
    assert (speaker.kind, speaker.role, speaker.affiliation) == ("person", "Foreign Minister", "Moldova")


def test_a_role_has_the_owner_that_is_said_of_it_and_a_passing_one_comes_last() -> None:
    rows = (
        local(0, "Anna Lind", ("winner", "Iowa"), ("Senator", "US Republican Party")),
        local(1, "Anna Lind", ("winner", "Ohio"), ("senator", None)),
        local(2, "Anna Lind", ("winner", "Ohio"), ("woman", None)),
    )
    (speaker,) = linked(rows).values()
    assert (speaker.role, speaker.affiliation) == ("Senator", "US Republican Party")
    (other,) = linked([local(0, "Anna Lind", ("woman", None))]).values()
    assert (other.role, other.affiliation) == (None, None)


@pytest.mark.parametrize("other", ["Charles Lind", "C. Lind", "Chuck E. Lind", "Chuck Lind Jr."])
def test_a_nickname_initials_a_middle_name_and_a_suffix_change_nobody(other: str) -> None:
    assert len(linked([local(0, "Chuck Lind"), local(1, other)])) == 1


def test_two_people_of_one_surname_stay_apart() -> None:
    assert names([local(0, "Anna Lind"), local(1, "Karl Lind")]) == ["Anna Lind", "Karl Lind"]


def test_two_people_of_one_name_whom_the_texts_tell_apart_are_two_and_the_first_keeps_the_name_s_id() -> None:
    senator = local(0, "Karl Holm", ("senator", "Norway"))
    coach = local(1, "Karl Holm", ("coach", "Veldmouth United"))
    for order in ((senator, coach), (coach, senator)):
        found = linked(order)
        assert len(found) == 2
        assert found[speaker_id("Karl Holm")].members == [senator]


def test_one_person_in_another_office_of_the_same_body_is_one() -> None:
    first, later = (local(n, "Karl Holm", (role, "Norway")) for n, role in enumerate(("senator", "minister")))
    assert len(linked([first, later])) == 1


def test_a_speaker_s_id_stays_when_later_documents_bring_a_namesake() -> None:
    old = local(0, "Karl Holm", ("senator", "Norway"))
    new = [local(n, "Karl Holm", ("coach", "Veldmouth United")) for n in (1, 2, 3)]
    before, after = by_key(linked([old])), by_key(linked([old, *new]))
    assert before["spk 0"] == after["spk 0"] != after["spk 1"] == after["spk 2"]


# Bare names


def test_a_surname_in_a_story_is_the_only_bearer_s_there_whoever_else_bears_it_elsewhere() -> None:
    anna, karl = local(0, "Anna Lind", story="storm"), local(1, "Karl Lind", story="vote")
    assert together(anna, karl, local(2, "Lind", story="vote")) == [{0}, {1, 2}]


def test_what_else_a_text_says_is_no_reason_to_doubt_the_only_bearer_in_the_story() -> None:
    anna = local(0, "Anna Lind", ("mayor", None), story="storm")
    assert together(anna, local(1, "Lind", ("politician", None), story="storm")) == [{0, 1}]


def test_a_surname_that_fits_two_people_of_other_stories_stays_alone() -> None:
    assert names([local(0, "Anna Lind"), local(1, "Karl Lind"), local(2, "Lind")]) == [
        "Anna Lind",
        "Karl Lind",
        "Lind",
    ]


def test_two_surnames_of_two_stories_that_nothing_joins_are_two_speakers() -> None:
    assert len(linked([local(0, "Lind"), local(1, "Lind")])) == 2
    assert len(linked([local(0, "Lind", story="storm"), local(1, "Lind", story="storm")])) == 1


def test_a_first_name_in_a_story_is_its_bearer_s_there() -> None:
    assert together(local(0, "Anna Lind", story="storm"), local(1, "Anna", story="storm")) == [{0, 1}]
    assert together(local(0, "Anna Lind", story="storm"), local(1, "Anna", story="vote")) == [{0}, {1}]


def test_a_title_s_gender_tells_which_of_a_couple_a_surname_means() -> None:
    anna = local(0, "Anna Lind", story="storm")._replace(gender="female", n_mentions=9)
    karl = local(1, "Karl Lind", story="storm")._replace(gender="male")
    short = local(2, "Lind", story="storm")._replace(gender="male")
    assert together(anna, karl, short) == [{0}, {1, 2}]


# Bodies


def body(number: int, name: str, story: str = "", kind: str | None = "organisation") -> Local:
    return local(number, name, kind=kind, story=story)


def test_an_abbreviation_is_the_body_s_whose_initials_it_is() -> None:
    assert together(body(0, "Harbour Workers Union"), body(1, "HWU"), body(2, "H.W.U.")) == [{0, 1, 2}]


def test_an_abbreviation_of_two_bodies_is_in_each_story_that_one_s_which_is_there() -> None:
    union, office = body(0, "Harbour Workers Union", "strike"), body(1, "Harbour Weather Unit", "storm")
    assert together(union, office, body(2, "HWU", "storm"), body(3, "HWU", "vote")) == [{0}, {1, 2}, {3}]


def test_a_short_form_is_the_longer_body_s_within_its_story_only() -> None:
    herald = body(0, "Veldmouth Herald", "storm")
    assert together(herald, body(1, "Herald", "storm"), body(2, "Herald", "vote")) == [{0, 1}, {2}]


def test_a_short_form_of_two_bodies_in_a_story_is_neither_s() -> None:
    both = (body(0, "Veldmouth Herald", "storm"), body(1, "Lindby Herald", "storm"))
    assert together(*both, body(2, "Herald", "storm")) == [{0}, {1}, {2}]


def test_what_only_adds_the_united_states_is_one_body_where_no_other_state_is_the_story_s() -> None:
    senate = body(0, "U.S. Senate", "vote")
    america, norway = (
        body(n, name, "talks" * n, "government") for n, name in ((1, "United States"), (2, "Norway"))
    )
    given = (senate, america, norway, body(3, "Senate", america.story), body(4, "Senate", norway.story))
    assert together(*given) == [{0, 3}, {1}, {2}, {4}]


def test_a_body_of_the_united_states_is_one_however_it_is_written() -> None:
    rows = [
        body(0, "U.S. Harbour Service", "a"),
        body(1, "United States Harbour Service", "b"),
        body(2, "US House of Representatives", "b"),
        body(3, "House", "c"),
        body(4, "United States", "c", "government")._replace(wikidata_id="Q30"),
        body(5, "Texas", "c", "government")._replace(n_mentions=9),
    ]
    assert {0, 1} in together(*rows)
    assert {2, 3} in together(*rows)


def test_part_of_a_group_is_not_the_group() -> None:
    groups = (body(0, "Harbour Liberals", "vote", "group"), body(1, "Liberals", "vote", "group"))
    assert together(*groups) == [{0}, {1}]


def test_a_name_has_the_kind_that_most_documents_give_it() -> None:
    given_kinds = ("organisation", None, "person", "organisation")
    (speaker,) = linked(local(n, "Nord Stream", kind=kind) for n, kind in enumerate(given_kinds)).values()
    assert speaker.kind == "organisation"


# Sources without a name


@pytest.mark.parametrize("kind", ["document", "unnamed"])
def test_a_description_is_one_source_within_a_story_and_another_in_the_next(kind: str) -> None:
    found = [
        local(n, "a port official", kind=kind, story=s) for n, s in enumerate(("storm", "storm", "vote"))
    ]
    assert together(*found) == [{0, 1}, {2}]


def test_a_document_called_by_its_noun_is_the_only_such_of_its_story() -> None:
    report = local(0, "Lind's report", kind="document", story="storm")
    short = local(1, "report", kind="document", story="storm")
    other = local(2, "harbour report", kind="document", story="storm")
    assert together(report, short) == [{0, 1}]
    assert together(report, short, other) == [{0}, {1}, {2}]


def test_no_unnamed_source_is_taken_for_a_better_described_one() -> None:
    found = [
        local(n, name, kind="unnamed", story="s") for n, name in enumerate(("port official", "official"))
    ]
    assert together(*found) == [{0}, {1}]


def test_a_description_of_one_word_is_not_called_like_a_name() -> None:
    found = [local(n, name, kind=kind) for n, (name, kind) in enumerate(BARE)]
    assert names(found) == ["port officials", "the report", "unnamed officials"]


BARE = (("officials", "unnamed"), ("report", "document"), ("port officials", "unnamed"))


# Anything


STRANGE = ["Al", "van", "Van der", "Al Gore", "Dr.", '"Joe"', "Mrs. Gore", "Ö", "Foe", "US", "U.S. Mint", "."]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(STRANGE),
            st.sampled_from(["person", "organisation", "unnamed", "document", "government", "group", None]),
            st.sampled_from(["storm", "vote"]),
        ),
        max_size=7,
    ),
    st.randoms(use_true_random=False),
)
def test_every_entity_is_one_speaker_of_the_build_whatever_the_names_and_their_order(
    made: list[tuple[str, str | None, str]], random: Random
) -> None:
    found = [local(n, name, kind=kind, story=story) for n, (name, kind, story) in enumerate(made)]
    ids = by_key(linked(found))
    assert ids.keys() == {one.key for one in found}
    random.shuffle(found)
    assert by_key(linked(found)) == ids
