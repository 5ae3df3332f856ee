"""Texts that are no good: nobody is named rather than the wrong one, and nothing raises."""

from collections.abc import Callable

import pytest

from tests.limits import within
from tests.transforms.speakers.world import names, resolved


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("anna lind said it rained.", "anna lind"),
        ("ANNA LIND SAID it rained.", "ANNA LIND"),
        ("Анна Линд сказала, it rained.", "Анна Линд"),
        ("安娜 said it rained.", "安娜"),
        ("???? said it rained.", "????"),
        ("will said it rained.", "will"),
        ("In May it rained.", "May"),
    ],
)
def test_a_source_without_a_form_to_go_by_names_nobody_else(text: str, source: str) -> None:
    (found,) = names("Karl Holm left. " + text, (source, "it rained"))
    assert found is None or found.casefold() == source.casefold()


@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_a_text_in_one_case_names_nobody_wrongly(written: Callable[[str], str]) -> None:
    text = written(
        "Anna Lind met Karl Holm. Lind said it rained. She said it snowed. The mayor said it froze."
    )
    found = (("Lind", "it rained", "Lind said"), ("She", "it snowed"), ("The mayor", "it froze"))
    said = names(text, *(tuple(map(written, one)) for one in found))
    assert {name.casefold() for name in said if name} <= {"anna lind", "lind"}


@pytest.mark.parametrize(
    ("text", "source", "near", "speaker"),
    [
        ("Theresa May spoke in May. It may rain, May said.", "May", "May said", "Theresa May"),
        ("Will Holm will speak. It will rain, Will said.", "Will", "Will said", "Will Holm"),
        ("Anna Lind left in May. It may rain. In May it rained, she said.", "she", "she said", "Anna Lind"),
        (
            "Conan O’Brien smiled. O’Brien’s dog slept. It rained, O’Brien said.",
            "O’Brien",
            "O’Brien said",
            "Conan O’Brien",
        ),
    ],
)
def test_names_that_are_words_or_have_marks_are_told_from_words(
    text: str, source: str, near: str, speaker: str
) -> None:
    made = resolved(text, (source, "ain", near))
    assert [e.name for e in made.entities if e.is_person] == [speaker]
    assert [made.entities[one.entity or 0].name for one in made.resolved] == [speaker]


def test_one_surname_for_twelve_people_is_nobody_s_unless_a_name_or_title_tells() -> None:
    first = "Anna Karl Maria Per Eva Lars Ida Nils Ella Jan Lena Olaf".split()
    text = "".join(f"{name} Lind arrived. " for name in first) + "\n\n" + "It rained. " * 9
    text += "Lind said it was late. Eva Lind said it was not."
    found = names(
        text, ("Lind", "it was late", "Lind said it was late"), ("Eva Lind", "it was not", "Eva Lind said")
    )
    assert found[1] == "Eva Lind" and found[0] in (None, "Olaf Lind")


def test_of_a_couple_the_one_the_text_is_about_is_called_by_the_surname() -> None:
    text = (
        "President Karl Lind spoke on Monday. Karl Lind was hoarse. Lind said it rained. "
        + "His wife, Anna Lind, came. "
        + "The hall was full and the street was empty. Nobody left before the end of it. " * 4
        + "Lind said it snowed."
    )
    found = names(
        text,
        ("Lind", "it rained", "Lind said it rained"),
        ("Lind", "it snowed", "Lind said it snowed"),
    )
    assert found == ["Karl Lind", "Karl Lind"]


@pytest.mark.parametrize(
    "name", ["Theresa May", "Will Holm", "Mark Will", "Ludwig van der Holm", "Anna d'Arcy"]
)
def test_a_person_whose_name_is_a_word_or_has_particles_keeps_it(name: str) -> None:
    surname = name.rsplit(maxsplit=1)[-1]
    text = f"President {name} spoke. On Monday, {surname} said it rained."
    assert names(text, (surname, "it rained", f"{surname} said")) == [name]


def test_five_hundred_persons_are_told_apart_in_reasonable_time() -> None:
    letters = "bcdfghjklmnprstvwz"
    people = [f"Anna {a.upper()}{v}{b}o" for a in letters for v in "aei" for b in letters][:500]
    text = " ".join(f"{name} said it was number {i}." for i, name in enumerate(people))
    with within(20):
        made = resolved(text, *((name, f"it was number {i}.") for i, name in enumerate(people)))
    found = [made.entities[one.entity].name for one in made.resolved if one.entity is not None]
    assert len(found) > 450 and all(name in people for name in found)
