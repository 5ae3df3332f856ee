"""raw/takedowns.json: each entry names one document, a reason from the closed list, and a day."""

import json

import pytest

from schemas.origins import ManifestError
from schemas.takedowns import Takedown, parse_takedowns

ENTRY = {"document_id": "doc_0123456789abcdef", "reason": "publisher", "requested_on": "2026-11-20"}
PLACE = {"origin": "bay-radio", "locator": "https://example.org/a"}


def parsed(*entries: dict[str, object]) -> tuple[Takedown, ...]:
    return parse_takedowns(json.dumps({"takedowns": entries}), "takedowns.json")


def test_a_document_is_named_by_its_id_or_by_its_place() -> None:
    without = {key: value for key, value in ENTRY.items() if key != "document_id"}
    first, second = parsed(ENTRY, without | PLACE | {"note": "By letter."})
    assert (first.name, second.name) == ("doc_0123456789abcdef", "bay-radio, https://example.org/a")
    assert first.detail == "Taken down on 2026-11-20: its publisher asked for it."


def test_an_empty_list_takes_nothing_down() -> None:
    assert parsed() == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (PLACE, "either by document_id, or by origin and locator"),
        ({"document_id": None}, "either by document_id, or by origin and locator"),
        ({"document_id": None, "origin": "bay-radio"}, "either by document_id, or by origin and locator"),
        ({"document_id": "doc_1"}, "takedowns.0.document_id = 'doc_1' is wrong"),
        ({"reason": "because"}, "must be one of publisher, person, court"),
        ({"requested_on": "20.11.2026"}, "takedowns.0.requested_on"),
        ({"requested_on": "20261120"}, "must be an ISO 8601 date"),
        ({"resaon": "court"}, "key takedowns.0.resaon is unknown"),
    ],
)
def test_what_is_wrong_is_named_on_one_line(change: dict[str, object], told: str) -> None:
    with pytest.raises(ManifestError, match=f"takedowns.json: .*{told}") as refused:
        parsed(ENTRY | change)
    assert "\n" not in str(refused.value)
