"""Dates in text: what is written, as a pattern in which X stands for what the text leaves open.

Patterns follow ISO 8601-2: "2014", "XXXX-12", "XXXX-01-09/XXXX-01-10", "199X", "2021-23" (autumn); a weekday
is "XXXX-WXX-1" (Monday). "yesterday" and the like have no pattern but a distance: -1 day.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of
from transforms.quantities.number_words import ONES, TENS, number_end, value_of


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as the text gives it: [start, end), unit, and a pattern or a distance from today."""

    start: int
    end: int
    unit: str
    comparator: str = "equal"
    pattern: str | None = None
    distance: float | None = None
    turn: int = 0
    """-1 or 1 where the words themselves point back or ahead: "last Monday", "next May"."""


MONTHS: Final[Mapping[str, int]] = lexica.values("calendar", "months")
WEEKDAYS: Final[Mapping[str, int]] = lexica.values("calendar", "weekdays")
SEASONS: Final[Mapping[str, int]] = lexica.values("calendar", "seasons")
HOLIDAYS: Final[Mapping[str, str]] = lexica.values("calendar", "holidays")
BEFORE_DATE: Final[Mapping[str, str]] = lexica.values("quantities", "before_date")
NEAR_DATE: Final[Mapping[str, str]] = lexica.values("quantities", "near_date")
NEAR_DAYS: Final[Mapping[str, int]] = lexica.values("quantities", "near_days")
TIME_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "time_words")
TURNS: Final[Mapping[str, int]] = lexica.values("quantities", "turns")
PERIODS: Final = lexica.words("quantities", "periods")
UNSURE_MONTHS: Final = lexica.words("quantities", "unsure_months")

_SHORT_MONTHS: Final = [name for name in MONTHS if len(name) <= 4 and name not in ("May", "June", "July")]
_MONTH: Final = rf"(?:{any_of(set(MONTHS) - set(_SHORT_MONTHS))}|(?:{any_of(_SHORT_MONTHS)})(?:\.|\b))"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z%]|[.,][0-9])"
_YEAR: Final = r"(?:1[5-9]|20)[0-9]{2}(?![0-9A-Za-z%]|[.,][0-9])"
_JOIN: Final = r"(?:\s?[-–—]\s?|\ (?:and|to|through|or)\ )(?:the\ )?"
_FREE: Final = r"(?<![\w$€£#])(?<![\w][-–./:,])"
_COMPARED: Final = rf"(?:(?P<cmp>(?i:{any_of(BEFORE_DATE)}))\ )?"
_NEAR: Final = rf"(?:(?P<near>(?i:{any_of(NEAR_DATE)}))[-\ ])?"
_TURN: Final = r"(?:(?P<turn>(?i:last|past|this\ past|this|next|this\ coming))\ )?"
_AGO: Final = re.compile(
    rf" (?P<unit>(?:{any_of(sorted(set(TIME_WORDS) | {'fortnight', 'weekend'}))})s?) ago(?!\w)"
)
_AGO_NUMBER: Final = re.compile(
    rf"{_FREE}(?:[0-9]|(?P<article>an?\b)|(?:half|{any_of([*ONES, *TENS])})\b)", re.IGNORECASE
)
_AGO_ABOUT: Final = re.compile(rf"{_FREE}(?:about|around|some|nearly|almost|roughly) $", re.IGNORECASE)

Maker = Callable[[re.Match[str]], WrittenDate | None]


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(_FREE + pattern, re.VERBOSE)


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _month(name: str) -> int:
    return MONTHS[name.removesuffix(".")]


def _comparator(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("cmp"):
        return BEFORE_DATE[groups["cmp"].lower()]
    return NEAR_DATE[groups["near"].lower()] if groups.get("near") else "equal"


def _turn(match: re.Match[str]) -> int:
    words = (match.groupdict().get("turn") or "").lower()
    return TURNS.get(words, 0)


def _made(match: re.Match[str], unit: str, pattern: str) -> WrittenDate:
    return WrittenDate(*match.span(), unit, _comparator(match), pattern, turn=_turn(match))


def _days(
    match: re.Match[str], year: str | None, first: tuple[int, int], last: tuple[int, int]
) -> WrittenDate | None:
    """One day, or a stretch of days, as (month, day) pairs; None where the calendar has no such day."""
    known = _full_year(year)
    for month, day in (first, last):
        if not _exists(int(known) if known.isdigit() else 2000, month, day):
            return None
    ends = [f"{known}-{month:02}-{day:02}" for month, day in dict.fromkeys((first, last))]
    return _made(match, "day", "/".join(ends)) if first <= last or known == "XXXX" else None


def _full_year(year: str | None) -> str:
    return year or "XXXX"


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _iso(match: re.Match[str]) -> WrittenDate | None:
    when = (int(match["m"]), int(match["d"]))
    return _days(match, match["y"], when, when)


def _numeric(match: re.Match[str]) -> WrittenDate | None:
    """31.12.2021 and 31/12/2021; with strokes only where just one order is possible."""
    first, second = int(match["a"]), int(match["b"])
    orders = {(second, first)} if match["sep"] == "." else {(second, first), (first, second)}
    possible = sorted((m, d) for m, d in orders if _exists(int(match["y"]), m, d))
    return _days(match, match["y"], possible[0], possible[0]) if len(possible) == 1 else None


def _day_month(match: re.Match[str]) -> WrittenDate | None:
    month, first = _month(match["m"]), _number(match["d"])
    last = _number(match["d2"]) if match["d2"] else first
    return _days(match, match["y"], (month, first), (month, last))


def _month_day(match: re.Match[str]) -> WrittenDate | None:
    first = (_month(match["m"]), _number(match["d"]))
    month = _month(match["m2"]) if match["m2"] else first[0]
    last = (month, _number(match["d2"])) if match["d2"] else first
    return _days(match, match["y"], first, last)


def _month_year(match: re.Match[str]) -> WrittenDate | None:
    known = any(match[name] for name in ("cmp", "near", "turn", "in", "y"))
    if match["m"].removesuffix(".") in UNSURE_MONTHS and not known:
        return None
    made = _made(match, "month", f"{_full_year(match['y'])}-{_month(match['m']):02}")
    return _from(made, match, "in")


def _from(made: WrittenDate, match: re.Match[str], group: str) -> WrittenDate:
    """The same without a leading word that only proved it a date."""
    start = match.end(group) if match[group] else made.start
    return WrittenDate(start, made.end, made.unit, made.comparator, made.pattern, made.distance, made.turn)


def _years(match: re.Match[str]) -> WrittenDate | None:
    last = match["y2"] if len(match["y2"]) == 4 else match["y"][:2] + match["y2"]
    return _made(match, "year", f"{match['y']}/{last}") if int(last) > int(match["y"]) else None


def _year(match: re.Match[str]) -> WrittenDate | None:
    return _made(match, "year", match["y"])


def _decade(match: re.Match[str]) -> WrittenDate | None:
    if not match["century"] and not match["the"]:
        return None  # an age: "in his forties"
    return _made(match, "decade", f"{match['century'] or 'XX'}{match['ten']}X")


def _season(match: re.Match[str]) -> WrittenDate | None:
    if not any(match[name] for name in ("near", "turn", "y", "the")) or (
        match["s"] == "fall" and match["near"]
    ):
        return None
    if match["turn"] and not match["y"]:
        return WrittenDate(*match.span(), "season", "equal", f"XXXX-{SEASONS[match['s']]}", turn=_turn(match))
    return _from(_made(match, "season", f"{_full_year(match['y'])}-{SEASONS[match['s']]}"), match, "the")


def _weekday(match: re.Match[str]) -> WrittenDate | None:
    return _made(match, "day", f"XXXX-WXX-{WEEKDAYS[match['w']]}")


def _holiday(match: re.Match[str]) -> WrittenDate | None:
    month, day = map(int, HOLIDAYS[match["h"].lower()].split("-"))
    return _days(match, match["y"], (month, day), (month, day))


def _near_day(match: re.Match[str]) -> WrittenDate | None:
    return WrittenDate(*match.span(), "day", _comparator(match), None, NEAR_DAYS[match["word"].lower()])


def _period(match: re.Match[str]) -> WrittenDate | None:
    word = match["period"].lower()
    unit = {"night": "day", "weekend": "week"}.get(word, word)
    told = match.string[max(0, match.start() - 4) : match.start()].endswith(
        ("the ", "The ")
    )  # "the next day": after what was told
    distance = None if told else TURNS[match["turn"].lower()]
    return WrittenDate(*match.span(), unit, _comparator(match), None, distance)


def _recent(match: re.Match[str]) -> WrittenDate | None:
    return WrittenDate(*match.span(), match["period"].lower(), "equal")


def _ago(start: int, number: str, about: bool, then: re.Match[str]) -> WrittenDate | None:
    words = number.lower()
    value = 1.0 if words in ("a", "an", "one") else value_of(number)
    word = then["unit"].lower().rstrip("s")
    many, unit = {"fortnight": (2, "week"), "weekend": (1, "week")}.get(word, (1, TIME_WORDS.get(word, word)))
    near = "about" if about or "couple" in words else "equal"
    return None if value is None else WrittenDate(start, then.end(), unit, near, None, -value * many)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Maker], ...]] = (
    (_compile(r"(?P<y>(?:1[5-9]|20)[0-9]{2})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![\w-])"), _iso),
    (_compile(rf"(?P<a>[0-3]?[0-9])(?P<sep>[./])(?P<b>[0-3]?[0-9])(?P=sep)(?P<y>{_YEAR})"), _numeric),
    (
        _compile(
            rf"{_COMPARED}(?:the\ )?(?P<d>{_DAY})(?:{_JOIN}(?P<d2>{_DAY}))?\ (?:of\ )?(?P<m>{_MONTH})(?![\w])"
            rf"(?:,?\ (?P<y>{_YEAR}))?"
        ),
        _day_month,
    ),
    (
        _compile(
            rf"{_COMPARED}(?P<m>{_MONTH})\ (?P<d>{_DAY})(?:{_JOIN}(?:(?P<m2>{_MONTH})\ )?(?P<d2>{_DAY}))?"
            rf"(?:,?\ (?P<y>{_YEAR}))?"
        ),
        _month_day,
    ),
    (
        _compile(
            rf"{_COMPARED}(?P<in>(?i:in|of|from|for)\ )?{_TURN}{_NEAR}(?P<m>{_MONTH})(?![\w'])"
            rf"(?:,?\ (?P<y>{_YEAR}))?"
        ),
        _month_year,
    ),
    (
        _compile(
            rf"(?P<y>(?:1[5-9]|20)[0-9]{{2}})\s?(?:[-–—/]|\ (?:to|and|until|through)\ )\s?"
            rf"(?P<y2>(?:{_YEAR})|[0-9]{{2}}(?![\w-]))"
        ),
        _years,
    ),
    (
        _compile(
            r"(?P<the>the\ )?(?:(?i:early|mid|late)[-\ ])?'?(?P<century>1[5-9]|20)?(?P<ten>[0-9])0s(?!\w)"
        ),
        _decade,
    ),
    (
        _compile(
            rf"(?P<the>(?i:in|during|since|by|until)\ the\ )?{_TURN}{_NEAR}(?P<s>{any_of(SEASONS)})(?![\w-])"
            rf"(?:,?\ (?:of\ )?(?P<y>{_YEAR}))?"
        ),
        _season,
    ),
    (_compile(rf"{_COMPARED}{_NEAR}(?P<y>{_YEAR})"), _year),
    (_compile(rf"{_COMPARED}{_TURN}(?P<w>{any_of(WEEKDAYS)})(?![\w-])"), _weekday),
    (_compile(rf"{_COMPARED}(?P<h>(?i:{any_of(HOLIDAYS)}))(?!\w)(?:,?\ (?P<y>{_YEAR}))?"), _holiday),
    (_compile(rf"{_COMPARED}(?P<word>(?i:{any_of(NEAR_DAYS)}))(?!\w)"), _near_day),
    (
        _compile(
            rf"{_COMPARED}(?:(?i:earlier|later|early|late)\ )?(?P<turn>(?i:last|this|next|previous|coming))\ "
            rf"(?P<period>(?i:{any_of(PERIODS)}))(?!\w)"
        ),
        _period,
    ),
    (_compile(r"(?i:recent)\ (?P<period>(?i:day|week|month|year|decade))s(?!\w)"), _recent),
)


def written_dates(text: str) -> Iterator[WrittenDate]:
    """Every date in `text`, the more specific pattern first where two overlap; not sorted."""
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(text):
            made = make(match)
            if made is not None:
                yield made
    if " ago" in text:
        yield from _dates_ago(text)


def _dates_ago(text: str) -> Iterator[WrittenDate]:
    """ "about two weeks ago": each number is read once, and then what follows it."""
    past = 0
    for first in _AGO_NUMBER.finditer(text):
        if first.start() < past:
            continue
        past = number_end(text, first.start()) or (first.end() if first["article"] else first.start())
        then = _AGO.match(text, past)
        about = _AGO_ABOUT.search(text, max(0, first.start() - 8), first.start()) if then else None
        number = text[first.start() : past]
        made = _ago(about.start() if about else first.start(), number, bool(about), then) if then else None
        if made is not None:
            yield made
