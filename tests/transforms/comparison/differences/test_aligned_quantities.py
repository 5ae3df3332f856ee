"""Numbers and dates that differ in sentences that are otherwise alike."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.aligned_quantities import aligned_quantity_candidates
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.quantity_mentions import QuantityMention, QuantityRow

SENTENCE = "The port of Lowford moved {} to the day line of the ferry in spring."


def _candidates(
    *told: tuple[str, dict[str, Any]], sentence: str = SENTENCE, both: bool = False
) -> list[Candidate]:
    """Differences of quantities in one sentence; with `both`, each document has all of them."""
    texts = [sentence.format(words) for words, _ in told]
    view = story(*texts)
    quantities = []
    for n, (words, more) in enumerate(told):
        start = texts[n].index(words)
        row = {"kind": "count", "comparator": "equal", "unit": "worker", "date_pattern": None}
        row |= {"first_day": None, "last_day": None, "low": None, "high": None} | more
        place = {"document_id": f"d{n}", "text": words, "start": start, "end": start + len(words)}
        quantities.append(QuantityMention(QuantityRow(**place, **row), view.documents[f"d{n}"]))
        for other in set(view.documents) - {f"d{n}"} if both else ():
            elsewhere = place | {"document_id": other, "start": 10_000, "end": 10_001}
            quantities.append(QuantityMention(QuantityRow(**elsewhere, **row), view.documents[other]))
    return [one for one in aligned_quantity_candidates(replace(view, quantities=quantities)) if one.differs]


def _count(value: float, **more: Any) -> dict[str, Any]:
    return {"low": value, "high": value} | more


def test_two_numbers_in_one_place_conflict() -> None:
    (found,) = _candidates(("eleven workers", _count(11)), ("twelve workers", _count(12)))
    assert (found.type, found.verdict) == ("numeric", "conflict")


def test_a_comparator_is_a_difference_that_does_not_exclude_the_other() -> None:
    one, other = _count(700, comparator="more_than"), _count(700, comparator="about")
    (found,) = _candidates(("more than 700 workers", one), ("about 700 workers", other))
    assert found.verdict == "compatible"


def test_units_of_one_sense_are_compared_and_others_are_not() -> None:
    like = _candidates(("11 workers", _count(11)), ("12 employees", _count(12, unit="employee")))
    assert [found.type for found in like] == ["numeric"]
    assert _candidates(("11 workers", _count(11)), ("12 hours", _count(12, unit="hour"))) == []


def test_a_rounded_share_is_no_other_share() -> None:
    share = {"kind": "percentage", "unit": "percent"}
    assert _candidates(("13.3 percent", _count(13.3, **share)), ("13 percent", _count(13, **share))) == []
    assert len(_candidates(("46 percent", _count(46, **share)), ("44 percent", _count(44, **share)))) == 1


@pytest.mark.parametrize(("day", "expected"), [(9, 1), (8, 0)])
def test_dates_that_share_no_day_conflict(day: int, expected: int) -> None:
    dates = [
        {"kind": "date", "unit": "day", "first_day": date(2022, 3, d), "last_day": date(2022, 3, d)}
        for d in (8, day)
    ]
    found = _candidates(("one on March 8", dates[0]), ("some on March 9", dates[1]))
    assert [(each.type, each.verdict) for each in found] == [("date", "conflict")] * expected


def test_sentences_about_other_things_are_not_compared() -> None:
    view = _candidates(("eleven workers", _count(11)), sentence="Rain fell on {} in Kelby.")
    assert view == []


def _day(day: int, last: int) -> dict[str, Any]:
    return {"kind": "date", "unit": "day", "first_day": date(2024, 3, day), "last_day": date(2024, 3, last)}


def test_a_date_that_is_less_exact_differs_and_does_not_conflict() -> None:
    (found,) = _candidates(("on 4 March", _day(4, 4)), ("early in March", _day(1, 10)))
    assert (found.type, found.verdict, found.evidence) == ("date", "compatible", "aligned date")


def test_the_same_days_in_other_words_are_no_difference() -> None:
    assert _candidates(("on 4 March", _day(4, 4)), ("that Monday", _day(4, 4))) == []


def test_numbers_that_a_document_both_has_are_less_likely_of_one_thing() -> None:
    told = ("11 workers", _count(11)), ("12 workers", _count(12))
    (alone,) = _candidates(*told)
    assert all(found.likely < alone.likely for found in _candidates(*told, both=True))


def test_a_day_that_may_be_the_other_is_no_difference() -> None:
    weekday, day = (
        _day(4, 4) | {"date_pattern": "XXXX-WXX-1", "first_day": None, "last_day": None},
        _day(4, 4),
    )
    told = ("on 4 March", day | {"date_pattern": "XXXX-03-04"}), ("that Monday", weekday)
    assert _candidates(*told) == []


def test_yesterday_may_be_the_day_that_another_names() -> None:
    yesterday = _day(5, 5) | {"low": -1.0, "high": -1.0}
    assert _candidates(("on 4 March", _day(4, 4)), ("only yesterday", yesterday)) == []


def test_more_than_two_numbers_differs_and_need_not_contradict() -> None:
    told = [(f"more than {n} workers", _count(n, comparator="more_than")) for n in (600, 700)]
    (found,) = _candidates(*told)
    assert (found.type, found.verdict) == ("numeric", "compatible")


def test_a_vague_count_is_compared_by_what_it_leaves_possible() -> None:
    dozens = _count(24, high=120, comparator="about")
    (found,) = _candidates(("dozens of workers", dozens), ("some 50 workers", _count(50, comparator="about")))
    assert found.verdict == "compatible"


def test_a_date_less_exact_differs_though_the_other_date_stands_elsewhere() -> None:
    (found,) = _candidates(("on 4 March", _day(4, 4)), ("early in March", _day(1, 10)), both=True)
    assert found.verdict == "compatible"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [(SENTENCE, "conflict"), ("{} she said the old port of Lowford would lose the ferry.", "unclear")],
)
def test_days_that_go_with_no_verb_or_noun_need_not_contradict_each_other(
    sentence: str, verdict: str
) -> None:
    (found,) = _candidates(("on 4 March", _day(4, 4)), ("on 5 March", _day(5, 5)), sentence=sentence)
    assert found.verdict == verdict


def test_a_number_that_the_other_sentence_has_as_well_is_not_set_beside_another() -> None:
    told = SENTENCE.format("11 workers of 12 workers")
    view = story(told, told)
    rows = [("d0", "11 workers", 11), ("d1", "11 workers", 11), ("d1", "12 workers", 12)]
    quantities = [
        QuantityMention(
            QuantityRow(
                document,
                "count",
                words,
                "equal",
                value,
                value,
                "worker",
                None,
                None,
                None,
                told.index(words),
                told.index(words) + len(words),
            ),
            view.documents[document],
        )
        for document, words, value in rows
    ]
    assert list(aligned_quantity_candidates(replace(view, quantities=quantities))) == []
    alone = replace(view, quantities=[quantities[0], quantities[2]])
    assert len(list(aligned_quantity_candidates(alone))) == 1


@pytest.mark.parametrize(("low", "expected"), [(20_000, 1), (40_000, 0)])
def test_vague_counts_are_compared_where_they_come_near(low: int, expected: int) -> None:
    thousands = _count(2_000, high=10_000, comparator="about")
    more = _count(low, high=low * 5, comparator="about")
    assert len(_candidates(("thousands of workers", thousands), ("far more workers", more))) == expected
