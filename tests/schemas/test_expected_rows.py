"""raw/expected_rows.json: counts that a person wrote down, each time with a note why they are others."""

import json

import pytest

from schemas.expected_rows import newest, parse_expected
from schemas.origins import ManifestError

FIRST = {"since": None, "note": "Two articles.", "rows": {"documents": 2, "quotes": 9}}
SECOND = {"since": "2026.11.1", "note": "Nested quotes are found.", "rows": {"documents": 2, "quotes": 11}}


def parsed(*entries: object) -> object:
    return parse_expected(json.dumps({"history": entries}), "expected_rows.json")


def test_the_last_entry_counts() -> None:
    history = parse_expected(json.dumps({"history": [FIRST, SECOND]}), "expected_rows.json")
    assert newest(history) == {"documents": 2, "quotes": 11}


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ([], "history"),
        ([FIRST, SECOND | {"note": "Two articles."}], "two entries have the same note"),
        ([FIRST, SECOND | {"since": None}], "two entries have the same since"),
        ([FIRST | {"note": ""}], "note"),
        ([FIRST | {"rows": {"quotes": -1}}], "rows.quotes"),
        ([{"since": None, "rows": {}}], "key history.0.note is missing"),
    ],
)
def test_counts_without_a_note_of_their_own_are_refused(entries: list[object], told: str) -> None:
    with pytest.raises(ManifestError, match=told):
        parsed(*entries)
