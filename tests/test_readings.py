"""What is told of the reading of unseen events is what its file says, row by row."""

import csv
from pathlib import Path

READINGS = Path(__file__).parents[1] / "benchmarks" / "readings"


def _upper_half(part: str) -> tuple[int, float, float]:
    """Rows of the upper half of what is shown first, and how many are right and telling by both readers."""
    with (READINGS / "differences_of_valid_later.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row[part] == "upper half"]
    right, telling = (
        sum(int(row[label]) + int(row[f"{label}_again"]) for row in rows) / 2
        for label in ("right", "telling")
    )
    return len(rows), right, telling


def test_the_half_that_is_shown_first_is_as_right_as_is_told() -> None:
    page = (READINGS / "README.md").read_text(encoding="utf-8")
    number, right, telling = _upper_half("part")
    shares = [f"{100 * each / number:.1f} %" for each in (right, telling)]
    assert f"{right:g} of {number} right ({shares[0]}), {telling:g} worth telling ({shares[1]})" in page
    number, right, telling = _upper_half("part_since")
    assert f"the half is {right:g} and {telling:g} of {number}" in page
