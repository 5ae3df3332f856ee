"""The reference table: it holds its contract, and every word leads to one entry."""

import csv
from collections import Counter

import polars as pl
import pytest

from flows.store.resources import RAW, REFERENCE, load_resources
from schemas.reference import LIST_SEPARATOR, ReferenceEntities, ReferenceFirstNames

FOUND = load_resources().gazetteer


def rows(name: str) -> list[dict[str, str]]:
    with (RAW / REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("name", "schema"), [("entities.csv", ReferenceEntities), ("first_names.csv", ReferenceFirstNames)]
)
def test_the_table_holds_its_contract(
    name: str, schema: type[ReferenceEntities] | type[ReferenceFirstNames]
) -> None:
    plain = [{key: value or None for key, value in row.items()} for row in rows(name)]
    assert schema.is_valid(pl.DataFrame(plain, infer_schema_length=None), cast=True)


def test_every_member_state_of_the_united_nations_is_there() -> None:
    assert sum(row["basis"] == "state" for row in rows("entities.csv")) == 193


def test_a_word_that_names_one_entry_names_no_other() -> None:
    words: Counter[str] = Counter()
    for row in rows("entities.csv"):
        cells = [row["name"], *row["aliases"].split(LIST_SEPARATOR), *row["seats"].split(LIST_SEPARATOR)]
        words.update({cell.removeprefix("the ").removeprefix("The ") for cell in cells if cell})
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Moscow", "Russia"),
        ("the Kremlin", "Russia"),
        ("U.S.", "United States"),
        ("Élysée", "France"),
        ("UN", "United Nations"),
    ],
)
def test_capitals_palaces_and_short_forms_lead_to_their_entry(words: str, name: str) -> None:
    entry = FOUND.named(words)
    assert entry is not None and entry.name == name


@pytest.mark.parametrize("words", ["us", "who", "moscow", "Nowhere", ""])
def test_words_that_are_no_names_lead_nowhere(words: str) -> None:
    assert FOUND.named(words) is None


@pytest.mark.parametrize("word", ["Norwegian", "Norwegians"])
def test_people_lead_to_their_state(word: str) -> None:
    entry = FOUND.people(word)
    assert entry is not None and entry.name == "Norway"


def test_a_first_name_tells_a_gender_or_says_that_it_does_not() -> None:
    assert [FOUND.gender(name) for name in ("Anna", "Jean-Claude", "Robin", "Xyzzy")] == [
        "female",
        None,
        None,
        None,
    ]
    assert FOUND.is_first_name("Robin")
