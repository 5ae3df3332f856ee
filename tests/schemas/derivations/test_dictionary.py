"""The data dictionary names everything that a reader can meet."""

import re

import pytest

from schemas.derivations.dictionary import data_dictionary
from schemas.derivations.facts import columns, rules
from schemas.package import PUBLISHED, SCHEMA_VERSION, Table

TEXT = data_dictionary(PUBLISHED)


def section(known: Table) -> str:
    return TEXT.split(f"## {known.name}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: known.name)
def test_every_column_value_and_rule_is_there(known: Table) -> None:
    text = section(known)
    for column in columns(known):
        assert f"| `{column.name}` |" in text
        for value, meaning in (column.vocabulary or {}).items():
            assert f"| `{value}` | {meaning} |" in text
    for sentence in rules(known).values():
        assert sentence in text


def test_working_tables_are_not_in_it() -> None:
    assert "## texts" not in TEXT
    assert SCHEMA_VERSION in TEXT


def test_every_row_of_a_table_has_the_cells_of_its_head() -> None:
    widths = [len(re.findall(r"(?<!\\)\|", line)) for line in TEXT.splitlines() if line.startswith("|")]
    assert set(widths) == {6, 3}


def test_a_row_says_type_unit_and_limits() -> None:
    assert "| `cue_modifiers` | list of string | no |  |" in TEXT
    assert "| `start` | integer | no | Unicode code points | Where the content starts" in TEXT
    assert "(points to `speakers.speaker_id`" in TEXT
