"""The contract of a column as plain facts, from which everything that describes it is made."""

import dataframely as dy
import pytest

from schemas.derivations.facts import columns, rules
from schemas.package import PUBLISHED, Table, table
from schemas.vocabularies import CUE_CLASSES


def test_a_column_is_described_in_full() -> None:
    facts = {column.name: column for column in columns(table("quotes"))}
    assert facts["cue_class"].vocabulary == CUE_CLASSES
    assert facts["speaker_id"].references == ("speakers", "speaker_id")
    assert facts["cue_modifiers"].kind == "list" and facts["cue_modifiers"].items == "string"
    assert (facts["confidence"].minimum, facts["confidence"].maximum) == (0.0, 1.0)
    assert facts["start"].unit == "Unicode code points"
    assert facts["quote_id"].key and facts["quote_id"].unique and not facts["quote_id"].nullable
    assert facts["source"].nullable


def test_patterns_have_no_anchors() -> None:
    patterns = [column.pattern for known in PUBLISHED for column in columns(known) if column.pattern]
    assert patterns
    assert not any(pattern.startswith("^") or pattern.endswith("$") for pattern in patterns)


def test_a_part_of_a_key_is_not_unique_by_itself() -> None:
    facts = {column.name: column for column in columns(table("quote_spans"))}
    assert facts["role"].key and not facts["role"].unique


def test_rules_are_sentences() -> None:
    assert rules(table("quotes"))["not_from_boilerplate"] == "Nothing in boilerplate is a quote."


@pytest.mark.parametrize("known", PUBLISHED, ids=lambda known: known.name)
def test_every_released_column_says_what_it_is(known: Table) -> None:
    assert all(column.description for column in columns(known))


def test_a_type_that_readers_choke_on_is_refused() -> None:
    class Odd(dy.Schema):
        """An odd row."""

        n = dy.UInt8(primary_key=True)

    with pytest.raises(TypeError, match=r"odd\.n: UInt8 cannot be published"):
        columns(Table("odd", Odd, ("n",)))
