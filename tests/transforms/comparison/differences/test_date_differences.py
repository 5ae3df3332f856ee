"""Whether two dates differ, and how sure that is."""

from dataclasses import replace
from datetime import date

import pytest

from tests.transforms.comparison.differences.made_quantities import quantity
from transforms.comparison.differences.candidates import Value
from transforms.comparison.differences.date_differences import date_candidate
from transforms.comparison.differences.quantity_mentions import QuantityMention

MONDAY, TUESDAY = date(2022, 1, 10), date(2022, 1, 11)


def mention(document: str, pattern: str | None, unit: str = "day", *days: date) -> QuantityMention:
    """A date as its row tells it: what stands around it does not matter here."""
    made = quantity("It was then.", "then", "date", unit, document=document)
    first, last = (days[0], days[-1]) if days else (None, None)
    return replace(made, row=made.row._replace(date_pattern=pattern, first_day=first, last_day=last))


def verdict(*mentions: QuantityMention) -> str | None:
    values = tuple(
        Value(m.row.document_id, m.row.start, m.row.end, "", str(m.row.date_pattern)) for m in mentions
    )
    found = date_candidate(mentions, values)
    return found.verdict if found else None


def test_two_known_days_conflict_and_two_open_ones_may() -> None:
    known = mention("a", "2022-01-10", "day", MONDAY), mention("b", "2022-01-11", "day", TUESDAY)
    assert verdict(*known) == "conflict"
    assert verdict(mention("a", "XXXX-01-10"), mention("b", "XXXX-01-11")) == "unclear"


@pytest.mark.parametrize(
    "other",
    [
        mention("b", "2022-01", "month", date(2022, 1, 1), date(2022, 1, 31)),
        mention("b", "2022-01-10", "day", MONDAY),
        mention("b", None, "day"),
        mention("a", "2022-01-11", "day", TUESDAY),
    ],
    ids=["the month of the day", "the same day", "yesterday", "the same document"],
)
def test_what_does_not_differ(other: QuantityMention) -> None:
    assert verdict(mention("a", "2022-01-10", "day", MONDAY), other) is None
