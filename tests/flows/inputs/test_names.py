"""A name that looks like one that is read is told from one that has nothing to do with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from flows.inputs.names import EXPECTED_ROWS, MANIFEST, TAKEDOWNS, meant


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Takedowns.json", TAKEDOWNS),
        ("TAKEDOWNS.JSON", TAKEDOWNS),
        ("takedowns.json.txt", TAKEDOWNS),
        ("takedowns.json.bak", TAKEDOWNS),
        ("takedowns.json~", TAKEDOWNS),
        ("takedowns", TAKEDOWNS),
        ("takedown.json", TAKEDOWNS),
        ("takedonws.json", TAKEDOWNS),
        ("takdowns.yaml", TAKEDOWNS),
        ("take-downs.json", TAKEDOWNS),
        ("take_down (2).json", TAKEDOWNS),
        (".takedowns.json.swp", TAKEDOWNS),
        ("Copy of takedowns.json", TAKEDOWNS),
        ("takedowns.json ", TAKEDOWNS),
        ("ｔａｋｅｄｏｗｎｓ.json", TAKEDOWNS),
        ("tаkedоwns.json", TAKEDOWNS),  # two letters of it are Cyrillic
        ("Expected_Rows.json", EXPECTED_ROWS),
        ("expected-rows.json", EXPECTED_ROWS),
        ("expected_row.jsn", EXPECTED_ROWS),
        ("Manifest.json", MANIFEST),
        ("manifest.json.txt", MANIFEST),
        ("manfiest.json", MANIFEST),
        ("README.md", None),
        (".DS_Store", None),
        (".gitkeep", None),
        ("notes.txt", None),
        ("entities.csv", None),
        ("bay-radio", None),
        ("rows.json", None),
        ("", None),
    ],
)
def test_what_is_meant(name: str, read: str | None) -> None:
    assert meant(name) == read


@given(st.sampled_from([TAKEDOWNS, EXPECTED_ROWS, MANIFEST]), st.data())
def test_any_two_slips_of_the_hand_are_seen_through(name: str, data: st.DataObject) -> None:
    stem = list(name.removesuffix(".json"))
    for _ in range(2):
        place = data.draw(st.integers(0, len(stem) - 1))
        stem[place : place + 1] = data.draw(st.sampled_from([[], ["x"], [stem[place], "y"]]))
    slipped = "".join(stem)
    assert OSA.distance(slipped, name.removesuffix(".json")) <= 2
    assert meant(f"{slipped}.json") == name
