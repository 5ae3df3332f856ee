"""The same speaker in several documents: spellings joined, people of one surname apart, in any order."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.speakers.linking import Local, Speaker, by_document, link


def local(number: int, name: str, *offices: tuple[str, str | None]) -> Local:
    """A person of a document, with (role, affiliation) of each office."""
    roles = tuple(role for role, _ in offices)
    owners = tuple(owner for _, owner in offices if owner)
    return Local(f"doc {number}", name, "person", roles, owners, 1, None)


VARIANTS = (
    local(0, "Dmitri Gruschko", ("Foreign Minister", "Moldova")),
    local(1, "Dmitry Grushko", ("Foreign Minister", "Moldova")),
    local(2, "Dmitry Grushko", ("foreign minister", None)),
)


def names(speakers: list[Speaker]) -> list[str]:
    return [speaker.name for speaker in speakers]


def test_spellings_of_one_name_are_one_speaker_whatever_the_order() -> None:
    for order in (VARIANTS, VARIANTS[::-1]):
        assert names(link(order)) == ["Dmitry Grushko"]


def test_the_office_and_whose_it_is_are_those_that_most_documents_state() -> None:
    (speaker,) = link(VARIANTS)
    assert (speaker.kind, speaker.role, speaker.affiliation) == ("person", "Foreign Minister", "Moldova")


def test_two_people_of_one_surname_stay_apart() -> None:
    assert names(link([local(0, "Anna Lind"), local(1, "Karl Lind")])) == ["Anna Lind", "Karl Lind"]


def test_a_surname_that_fits_one_person_of_other_documents_is_theirs() -> None:
    assert names(link([local(0, "Anna Lind"), local(1, "Lind")])) == ["Anna Lind"]


def test_a_surname_that_fits_two_people_of_other_documents_stays_alone() -> None:
    found = link([local(0, "Anna Lind"), local(1, "Karl Lind"), local(2, "Lind")])
    assert names(found) == ["Anna Lind", "Karl Lind", "Lind"]


def test_an_office_tells_which_of_two_people_a_surname_means() -> None:
    anna, karl = local(0, "Anna Lind", ("mayor", None)), local(1, "Karl Lind", ("bishop", None))
    found = by_document(link([anna, karl, local(2, "Lind", ("mayor", None))]))
    assert found["doc 2", "Lind"].name == "Anna Lind"


def test_a_surname_with_another_office_than_its_only_bearers_stays_alone() -> None:
    found = link([local(0, "Anna Lind", ("mayor", None)), local(1, "Lind", ("bishop", None))])
    assert names(found) == ["Anna Lind", "Lind"]


@given(
    st.lists(
        st.sampled_from(["Al", "van", "Van der", "Al Gore", "Dr.", '"Joe"', "Mrs. Gore", "Ö", "Foe"]),
        max_size=6,
    )
)
def test_every_speaker_of_a_document_is_one_of_the_build_whatever_the_name(given_names: list[str]) -> None:
    found = [local(number, name) for number, name in enumerate(given_names)]
    assert by_document(link(found)).keys() == {(one.document_id, one.name) for one in found}
