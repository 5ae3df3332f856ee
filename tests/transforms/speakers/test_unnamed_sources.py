"""Sources that no text names: described, of a kind, whose they are, and never in a named person's place."""

import pytest

from tests.transforms.speakers.world import Quoted, names, resolved

RAIN = "it would rain"


def described(source: str, before: str = "") -> tuple[str | None, str | None]:
    """Name and kind of the speaker of a sentence that opens with `source`."""
    text = f"{before}{source} said {RAIN}."
    found = resolved(text, (source, RAIN))
    entity = found.resolved[0].entity
    return (None, None) if entity is None else (found.entities[entity].name, found.entities[entity].kind)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The complaint", "complaint"),
        ("A new poll released on Monday", "new poll"),
        ("The final report by the committee", "final report by the committee"),
        ("Two videos", "videos"),
        ("Census data", "census data"),
    ],
)
def test_a_text_a_recording_or_figures_are_a_document(source: str, name: str) -> None:
    assert described(source) == (name, "document")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("A senior official", "senior official"),
        ("Critics", "critics"),
        ("Several harbour workers", "harbour workers"),
        ("People familiar with the matter", "people familiar with the matter"),
        ("An official familiar with the case who asked for silence", "official familiar with the case"),
        ("Opponents of the dam", "opponents of the dam"),
        ("52 percent of the voters", "voters"),
        ("Two sources present", "sources present"),
        ("White supremacists", "white supremacists"),
        ("Danish lawmakers", "Danish lawmakers"),
        ("Most Danes", "Danes"),
        ("More than three in five voters", "voters"),
        ("Right-leaning groups", "right-leaning groups"),
        ("A man", "man"),
        ("Two of the lawyers", "lawyers"),
        ("Several lawmakers it once backed", "lawmakers"),
        ("Members of the", "members"),
    ],
)
def test_people_whom_the_text_describes_are_unnamed(source: str, name: str) -> None:
    assert described(source) == (name, "unnamed")


def test_a_spokesman_is_unnamed_and_speaks_for_a_body() -> None:
    for source in ("A spokesman for the Veldmouth Company", "Lawyers for the Veldmouth Company"):
        found = resolved(f"{source} said {RAIN}.", (source, RAIN))
        entity = found.entities[found.resolved[0].entity or 0]
        (office,) = entity.offices
        assert (entity.kind, office.role, office.affiliation) == (
            "unnamed",
            source.split()[-5].lower(),
            "Veldmouth Company",
        )


@pytest.mark.parametrize("whom", ["Senator Anna Lind", "Anna Lind", "Mrs. Lind"])
def test_who_speaks_for_somebody_is_not_that_person(whom: str) -> None:
    assert described(f"A spokeswoman for {whom}", "Anna Lind came. ") == (
        f"spokeswoman for {whom}",
        "unnamed",
    )


def test_what_an_office_is_for_does_not_part_it_from_its_holder() -> None:
    source = "Undersecretary for Education Mr. Lind"
    assert names(f"{source} said {RAIN}.", (source, RAIN)) == ["Lind"]


def test_a_description_that_goes_on_with_who_takes_up_the_same_source() -> None:
    text = "They met Karl Holm, a person familiar with the port said. "
    text += f"The person, who asked for silence, said {RAIN}."
    found = (
        ("a person familiar with the port", "They met Karl Holm"),
        ("The person, who asked for silence,", RAIN),
    )
    assert names(text, *found) == ["person familiar with the port"] * 2


def test_a_body_s_statement_is_a_document_of_that_body() -> None:
    found = resolved(
        f"The Veldmouth Company's statement said {RAIN}.", ("The Veldmouth Company's statement", RAIN)
    )
    entity = found.entities[found.resolved[0].entity or 0]
    assert (entity.name, entity.kind) == ("Veldmouth Company's statement", "document")
    assert entity.offices[0].affiliation == "Veldmouth Company"


@pytest.mark.parametrize(
    "source",
    ["He", "It", "The president", "The woman", "No official", "Some", "Others", "52 percent", "None of them"],
)
def test_what_names_nobody_and_describes_nobody_has_no_speaker(source: str) -> None:
    assert described(source) == (None, None)


def test_a_definite_description_takes_up_the_source_described_before() -> None:
    text = f"A port official said {RAIN}. The official said it would stop."
    assert names(text, ("A port official", RAIN), ("The official", "it would stop")) == ["port official"] * 2


def test_they_are_the_unnamed_whose_noun_is_the_nearest_plural_subject() -> None:
    found: tuple[Quoted, ...] = (("Farmers", RAIN), ("they", "it had rained before"))
    text = f"Farmers said {RAIN}, and they recalled that it had rained before."
    assert names(text, *found) == ["farmers"] * 2
    text = f"Farmers said {RAIN}. The boats waited, and they recalled that it had rained before."
    assert names(text, *found) == ["farmers", None]


def test_it_is_the_document_whose_noun_is_the_nearest_subject() -> None:
    text = f"The letter said {RAIN}. It warned that boats would sink."
    assert names(text, ("The letter", RAIN), ("It", "boats would sink")) == ["letter"] * 2
    text = f"The letter said {RAIN}. The port shut. It warned that boats would sink."
    assert names(text, ("The letter", RAIN), ("It", "boats would sink"))[1] != "letter"


def test_who_goes_on_from_the_words_before_it() -> None:
    text = f"She praised researchers from two ports who said {RAIN}."
    assert names(text, ("who", RAIN)) == ["researchers from two ports"]


def test_an_office_that_opens_a_text_is_the_person_s_whom_it_goes_on_to_name() -> None:
    text = f"A judge said {RAIN}. The port had waited. It was late. Judge Anna Lind gave no reason."
    assert names(text, ("A judge", RAIN)) == ["Anna Lind"]


def test_a_phrase_that_lists_whom_it_means_is_no_unnamed_source() -> None:
    text = f"The study's authors, Anna Lind and Karl Holm, said {RAIN}."
    assert names(text, ("The study's authors, Anna Lind and Karl Holm", RAIN)) == [None]


def test_an_unnamed_source_is_nobody_whom_a_pronoun_or_an_office_can_mean() -> None:
    text = f"Anna Lind smiled. An official said {RAIN}. She said it would stop."
    assert names(text, ("An official", RAIN), ("She", "it would stop")) == ["official", "Anna Lind"]
