"""From a written date to days of the calendar, as far as the text and the document's date allow."""

import calendar
import re
from datetime import date, timedelta
from typing import Final

from transforms.quantities.dates import WrittenDate

Days = tuple[date, date]
_NEAR_BY: Final = timedelta(days=60)
"""A day so far off needs no year; the same day of another year is ten months off, and would have one."""
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH: Final = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def days_of(written: WrittenDate, anchor: date | None, tense: str | None) -> Days | None:
    """First and last day; None where they are not certain.

    `anchor` is the day of publication. `tense` ("past", "future" or None) is that of the verb the date
    belongs to: a weekday or a month without a year is the last one before the anchor, or the next one after
    it, and stays open where there is no tense, unless it is a day of a month that is near. A season has no
    first day: it depends on the hemisphere.
    """
    if written.unit == "season":
        return None
    if written.pattern is None:
        return _at_distance(written, anchor) if anchor else None
    if "X" not in written.pattern:
        return _stretch(written.pattern)
    if written.unit == "decade" and written.pattern[:3].isdigit():
        return _whole_years(int(written.pattern[:3] + "0"), 10)
    side = written.turn or {"past": -1, "future": 1}.get(tense or "", 0)
    if anchor is None:
        return None
    return _nearest(written.pattern, anchor, side) if side else _near_by(written, anchor)


def _near_by(written: WrittenDate, anchor: date) -> Days | None:
    """A day of a month without tense, "the May 3 vote": the one near the anchor, where there is just one."""
    if written.unit != "day" or "-WXX-" in (written.pattern or ""):
        return None
    both = [_nearest(written.pattern or "", anchor, side) for side in (-1, 1)]
    near = {days for days in both if days and abs(days[0] - anchor) <= _NEAR_BY}
    return near.pop() if len(near) == 1 else None


def _stretch(pattern: str) -> Days | None:
    ends = [_bounds(part) for part in pattern.split("/")]
    found = [end for end in ends if end]
    return (found[0][0], found[-1][1]) if len(found) == len(ends) else None


def _bounds(part: str) -> Days | None:
    if day := _DAY.fullmatch(part):
        when = date(int(day[1]), int(day[2]), int(day[3]))
        return when, when
    if month := _MONTH.fullmatch(part):
        return _whole_month(int(month[1]), int(month[2]))
    return _whole_years(int(part), 1) if re.fullmatch(r"\d{4}", part) else None


def _whole_month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _whole_years(year: int, many: int) -> Days | None:
    return (date(year, 1, 1), date(year + many - 1, 12, 31)) if year + many <= 9999 else None


def _at_distance(written: WrittenDate, anchor: date) -> Days | None:
    """ "yesterday", "last year", "two months ago": the day, week, month or year that many units away."""
    distance = written.distance
    if distance is None or distance != int(distance) or abs(distance) > 1000 or written.comparator == "about":
        return None
    try:
        return _shifted(written.unit, anchor, int(distance))
    except (ValueError, OverflowError):  # before the year 1 or after 9999
        return None


def _shifted(unit: str, anchor: date, distance: int) -> Days | None:
    if unit == "day":
        when = anchor + timedelta(days=distance)
        return when, when
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=distance)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + distance
        return _whole_month(months // 12, months % 12 + 1)
    return _whole_years(anchor.year + distance, 1) if unit == "year" else None


def _nearest(pattern: str, anchor: date, side: int) -> Days | None:
    """The last such day or month up to the anchor (side -1), or the next one from it on (side 1)."""
    if "-WXX-" in pattern:
        away = (int(pattern[-1]) - anchor.isoweekday()) % 7
        when = anchor + timedelta(days=away if side > 0 or away == 0 else away - 7)
        return when, when
    years = (anchor.year + side, anchor.year) if side < 0 else (anchor.year, anchor.year + side)
    candidates = [_in_year(pattern, year) for year in years]
    fitting = [days for days in candidates if days and _on_side(days, anchor, side)]
    if not fitting:
        return None
    return max(fitting) if side < 0 else min(fitting)


def _in_year(pattern: str, year: int) -> Days | None:
    try:
        return _stretch(pattern.replace("XXXX", f"{year:04}"))
    except ValueError:  # 29 February
        return None


def _on_side(days: Days, anchor: date, side: int) -> bool:
    return days[0] <= anchor if side < 0 else days[1] >= anchor
