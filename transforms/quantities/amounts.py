"""Amounts in text: money, percentages, durations, measures, ordinals and counts, as figures or words.

A match is only a candidate: the grammar around it (transforms/quantities/units.py) says what it counts.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of
from transforms.quantities.number_words import NUMBER, ONES, SCALES, TENS, value_of


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the text gives it: [start, end) with its comparator, kind, unit and bounds.

    `unit` is None where a noun names it; `low` is None where the figures do not tell their value.
    `number_end` is where the number itself ends.
    """

    start: int
    end: int
    kind: str
    low: float | None
    high: float | None
    unit: str | None = None
    comparator: str = "equal"
    number_end: int = 0


Maker = Callable[[re.Match[str]], Amount | None]

BEFORE_NUMBER: Final[Mapping[str, str]] = lexica.values("quantities", "before_number")
AFTER_NUMBER: Final[Mapping[str, str]] = lexica.values("quantities", "after_number")
SCALE_LETTERS: Final[Mapping[str, float]] = lexica.values("quantities", "scale_letters")
ORDINALS: Final[Mapping[str, int]] = lexica.values("numbers", "ordinals")
FRACTIONS: Final[Mapping[str, int]] = lexica.values("quantities", "fractions")
FILLERS: Final = lexica.words("quantities", "fillers")
TIME_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "time_words")
CURRENCY_SIGNS: Final[Mapping[str, str]] = lexica.values("quantities", "currency_signs")
CURRENCY_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "currency_words")
MEASURE_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "measure_words")

_BEFORE: Final = re.compile(
    rf"(?:\b(?:well|just|slightly|a\ little|far|far\ and)\ )?\b(?P<cmp>{any_of(BEFORE_NUMBER)})\ (?:the\ )?$",
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\b(?P<word>between|from)\ $", re.VERBOSE | re.IGNORECASE)
_LONGEST_BEFORE: Final = 1 + max(len("slightly  the ") + len(words) for words in BEFORE_NUMBER)
_AFTER: Final = rf"(?:\ (?P<after>{any_of(AFTER_NUMBER)})\b)?"
_FREE: Final = r"(?<![\w.,$€£¥₽₴₹₺₪₩#])(?<![\w][-–/:])(?<!\d\ /\ )(?<!\b[a-z]\.)"
_END: Final = r"(?![\w]|[.,][0-9]|[-–/:][0-9])"
_ONE: Final = NUMBER
_RANGE: Final = rf"(?P<low>{_ONE})(?:(?P<join>\s?[-–—]\s?|\ to\ |\ or\ |\ and\ )(?P<high>{_ONE}))?"
_FILLER: Final = rf"(?:[-\ ](?:{any_of(FILLERS)}))?"
_TIME: Final = any_of(TIME_WORDS)
_SIGNED: Final = rf"(?<![\w$])(?P<sign>{any_of(CURRENCY_SIGNS)})\s?(?P<low>[0-9](?:[0-9]|[.,](?=[0-9]))*)"
_HIGH: Final = rf"(?:(?:{any_of(CURRENCY_SIGNS)})\s?)?(?P<high>[0-9](?:[0-9]|[.,](?=[0-9]))*)(?!\s?%)"
_LOW_CENTS: Final = rf"(?:\s?(?P<lowscale>{any_of(SCALES)}|{any_of(SCALE_LETTERS)})\b)?"
_CENTS: Final = rf"(?:\s?(?P<scale>{any_of(SCALES)}|{any_of(SCALE_LETTERS)})\b)?"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def _comparator(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("after"):
        return AFTER_NUMBER.get(groups["after"].lower(), "about")
    if groups.get("plus"):
        return "at_least"
    return "about" if "couple" in (groups.get("low") or "").lower() else "equal"


def _bounds(match: re.Match[str]) -> tuple[float | None, float | None] | None:
    """Low and high value of one number or a range; None where two numbers are no range."""
    low, high = value_of(match["low"]), value_of(match["high"]) if match["high"] else None
    if match["high"] is None:
        return low, low
    if low is None or high is None:
        return None
    low = _shared_scale(match, low, high)
    joined = match["join"].strip().lower()
    if joined == "and" and not _follows(match, "between"):
        return None
    return (low, high) if low < high else None


def _follows(match: re.Match[str], word: str) -> bool:
    before = _BETWEEN.search(match.string, max(0, match.start() - 10), match.start())
    return before is not None and before["word"].lower() == word


def _shared_scale(match: re.Match[str], low: float, high: float) -> float:
    """ "5 to 10 million" starts at five million."""
    for word, value in SCALES.items():
        if match["high"].lower().endswith(word) and word not in match["low"].lower() and low * value < high:
            return low * value
    return low


def _amount(match: re.Match[str], kind: str, unit: str | None, factor: float = 1.0) -> Amount | None:
    bounds = _bounds(match)
    if bounds is None:
        return None
    low, high = (None if value is None else value * factor for value in bounds)
    end_of_number = match.end("high") if match["high"] else match.end("low")
    return Amount(match.start(), match.end(), kind, low, high, unit, _comparator(match), end_of_number)


def _time(match: re.Match[str]) -> Amount | None:
    word = match["unit"].lower()
    fortnight = word.startswith("fortnight")
    unit = "week" if fortnight else TIME_WORDS[word if word in TIME_WORDS else word.removesuffix("s")]
    return _amount(match, "duration", unit, 2.0 if fortnight else 1.0)


def _and_a_half(match: re.Match[str]) -> Amount:
    return Amount(*match.span(), "duration", 1.5, 1.5, TIME_WORDS[match["unit"].lower()], _comparator(match))


def _half(match: re.Match[str]) -> Amount:
    return Amount(*match.span(), "duration", 0.5, 0.5, TIME_WORDS[match["unit"].lower()], _comparator(match))


def _aged(match: re.Match[str]) -> Amount | None:
    return _amount(match, "duration", "year")


def _money_sign(match: re.Match[str]) -> Amount | None:
    unit = CURRENCY_SIGNS[match["sign"].upper()]
    low, high = value_of(match["low"]), value_of(match["high"] or match["low"])
    if low is None or high is None:
        return Amount(*match.span(), "money", None, None, unit, _comparator(match))
    high *= _scale(match["scale"])
    if not match["high"]:
        return Amount(*match.span(), "money", high, high, unit, _comparator(match))
    # "$5 to 10 million" starts at five million; "$5 million to 10 million" says so itself.
    shared = match["scale"] if low * _scale(match["scale"]) <= high else None
    low *= _scale(match["lowscale"] or shared)
    if low > high:
        return None
    return Amount(*match.span(), "money", low, high, unit, _comparator(match))


def _scale(word: str | None) -> float:
    found = (word or "").lower()
    return SCALES.get(found) or SCALE_LETTERS.get(found, 1.0)


def _money_word(match: re.Match[str]) -> Amount | None:
    word = match["unit"].lower()
    unit = CURRENCY_WORDS[word if word in CURRENCY_WORDS else word.removesuffix("s")]
    return _amount(match, "money", unit)


def _percentage(match: re.Match[str]) -> Amount | None:
    points = "point" in match["unit"].lower()
    return _amount(match, "percentage", "percentage_point" if points else "percent")


def _fraction(match: re.Match[str]) -> Amount | None:
    parts = FRACTIONS[match["part"].lower().removesuffix("s")]
    many = 1.0 if match["many"] in (None, "a", "A") else value_of(match["many"])
    if many is None or many >= parts:
        return None
    share = round(100 * many / parts, 4)
    return Amount(*match.span(), "percentage", share, share, "percent", _comparator(match))


def _one_in(match: re.Match[str]) -> Amount | None:
    many, of = value_of(match["low"]), value_of(match["of"])
    if many is None or of is None or not 0 < many < of:
        return None
    share = round(100 * many / of, 4)
    return Amount(*match.span(), "percentage", share, share, "percent", _comparator(match))


def _measure(match: re.Match[str]) -> Amount | None:
    word = match["unit"].lower()
    return _amount(match, "measure", MEASURE_WORDS[word if word in MEASURE_WORDS else word.removesuffix("s")])


def _times(match: re.Match[str]) -> Amount | None:
    return _amount(match, "count", "time")


def _twice(match: re.Match[str]) -> Amount:
    value = 2.0 if match["word"].lower() == "twice" else 3.0
    return Amount(*match.span(), "count", value, value, "time")


def _ordinal(match: re.Match[str]) -> Amount | None:
    word = match["word"].lower()
    value = ORDINALS.get(word) or int(re.match(r"[0-9]+", word).group())  # type: ignore[union-attr]
    return Amount(*match.span(), "ordinal", float(value), float(value), None, "equal", match.end())


def _count(match: re.Match[str]) -> Amount | None:
    return _amount(match, "count", None)


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Maker], ...]] = (
    (_compile(rf"(?<=\bbetween\ ){_SIGNED}{_LOW_CENTS}\ and\ {_HIGH}{_CENTS}{_AFTER}"), _money_sign),
    (_compile(rf"{_SIGNED}(?:{_LOW_CENTS}\s?(?:-|–|\ to\ )\s?{_HIGH})?{_CENTS}{_AFTER}"), _money_sign),
    (_compile(rf"{_FREE}{_RANGE}[\ -](?P<unit>(?:{any_of(CURRENCY_WORDS)})s?)(?!\w){_AFTER}"), _money_word),
    (
        _compile(
            rf"{_FREE}{_RANGE}\s?-?(?P<unit>%|percentage[\ -]points?\b|per\ ?cent\b|pct\b)"
            rf"{_AFTER}"
        ),
        _percentage,
    ),
    (
        _compile(
            rf"\b(?:(?P<many>an?|one|two|three|four|five|seven|nine)[\ -])?"
            rf"(?P<part>{any_of(FRACTIONS)})s?(?=\ of\b)"
        ),
        _fraction,
    ),
    (
        _compile(rf"{_FREE}(?P<low>{_ONE})[\ -](?:in|out\ of)[\ -](?:every\ )?(?P<of>{_ONE})(?=\ [a-z])"),
        _one_in,
    ),
    (_compile(rf"\ban?\ (?P<unit>{_TIME})\ and\ a\ half\b"), _and_a_half),
    (_compile(rf"\bhalf\ an?\ (?P<unit>{_TIME})\b"), _half),
    (
        _compile(
            rf"{_FREE}{_RANGE}{_FILLER}[\ -](?P<unit>(?:{_TIME}|fortnight)s?)\b(?:-olds?\b)?(?!\ ago){_AFTER}"
        ),
        _time,
    ),
    (_compile(rf"\baged?\ (?:of\ )?(?:(?P<after>about|around)\ )?{_RANGE}{_END}"), _aged),
    (_compile(rf"{_FREE}{_RANGE}[\ -]?(?P<unit>(?:{any_of(MEASURE_WORDS)})s?)(?!\w){_AFTER}"), _measure),
    (_compile(rf"{_FREE}{_RANGE}\ times(?=\s|[.,;]|$)"), _times),
    (_compile(r"\b(?P<word>twice|thrice)\b"), _twice),
    (
        _compile(rf"(?<![\w-])(?P<word>{any_of(ORDINALS)}|[0-9]{{0,3}}(?:1st|2nd|3rd|[0-9]th))(?![\w-])"),
        _ordinal,
    ),
    (_compile(rf"{_FREE}{_RANGE}(?P<plus>\+)?{_END}{_AFTER}"), _count),
)


_SIGNS: Final = "".join(sorted({sign[-1] for sign in CURRENCY_SIGNS}))
_TRIGGER: Final = re.compile(
    rf"""(?<![0-9.,])[0-9] | [A-Z]{{0,2}}[{_SIGNS}](?=\s?[0-9])
    | \b(?:{any_of({*ONES, *TENS, *ORDINALS, "half", "twice", "thrice", "aged", "age"})})\b
    | \ban?\ (?={any_of({*SCALES, *FRACTIONS, *TIME_WORDS, "couple"})})""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where an amount may start: found in one pass, so that the patterns are tried only there."""


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in `text`, the more specific pattern first where two overlap; not sorted."""
    starts = [match.start() for match in _TRIGGER.finditer(text)]
    for pattern, make in _PATTERNS:
        for start in starts:
            match = pattern.match(text, start)
            made = make(match) if match else None
            if made is not None:
                yield _compared(made, text)


def _compared(amount: Amount, text: str) -> Amount:
    """The amount with the comparator that stands before it: "more than", "between"."""
    near = max(0, amount.start - _LONGEST_BEFORE)
    before = _BEFORE.search(text, near, amount.start)
    if before is not None and amount.kind != "ordinal":
        return replace(amount, start=before.start(), comparator=BEFORE_NUMBER[before["cmp"].lower()])
    between = _BETWEEN.search(text, near, amount.start) if amount.low != amount.high else None
    return replace(amount, start=between.start()) if between else amount
