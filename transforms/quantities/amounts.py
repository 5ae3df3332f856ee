"""Amounts in text: money, percentages, durations, measures, ordinals and counts, as figures or words.

A match is only a candidate: the grammar around it (transforms/quantities/units.py) says what it counts. Each
number is read once (transforms/quantities/number_words.py); what follows it says what it is an amount of.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of
from transforms.quantities import money
from transforms.quantities.number_ranges import NumbersOf, Written
from transforms.quantities.number_words import ONES, SCALES, TENS, value_of
from transforms.quantities.values import AFTER, Amount, comparator_of

Maker = Callable[[re.Match[str]], Amount | None]
"""Makes an amount of a match of the whole of it."""

MakerOfRange = Callable[[Written], Amount | None]
Reader = Callable[[NumbersOf, int], Amount | None]
"""Reads the amount that starts at a place of a text."""

BEFORE_NUMBER: Final[Mapping[str, str]] = lexica.values("quantities", "before_number")
ORDINALS: Final[Mapping[str, int]] = lexica.values("numbers", "ordinals")
FRACTIONS: Final[Mapping[str, int]] = lexica.values("quantities", "fractions")
FILLERS: Final = lexica.words("quantities", "fillers")
TIME_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "time_words")
CURRENCY_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "currency_words")
MEASURE_WORDS: Final[Mapping[str, str]] = lexica.values("quantities", "measure_words")

_BEFORE: Final = re.compile(
    rf"""(?:\b(?:well|just|slightly|a\ little|far|far\ and)\ )?\b(?P<cmp>{any_of(BEFORE_NUMBER)})
    \ (?:(?<!\babout\ )(?<!\baround\ )the\ )?$""",  # "talk about the 40 pounds"
    re.VERBOSE | re.IGNORECASE,
)
_BETWEEN: Final = re.compile(r"\b(?P<word>between|from)\ $", re.VERBOSE | re.IGNORECASE)
_LONGEST_BEFORE: Final = 1 + max(len("slightly  the ") + len(words) for words in BEFORE_NUMBER)
_END: Final = r"(?![\w]|[.,][0-9]|[-–/:][0-9])"
_FILLER: Final = rf"(?:[-\ ](?:{any_of(FILLERS)}))?"
_TIME: Final = any_of(TIME_WORDS)


_SEVERAL: Final = 3.0
_PLURAL: Final = 2.0
_NEXT: Final = 10.0
"""Of a scale, several are three or more, a plural is two or more, and ten are the next scale."""
_VAGUE: Final = rf"""\b(?:
    (?:several|a\ few)\ (?P<several>{any_of(SCALES)})
    | (?P<of>tens|hundreds)\ of\ (?P<plural>(?:{any_of(SCALES)})s)
    | (?P<many>(?:{any_of(SCALES)})s)(?=\ of\ ))\b
    (?P<money>(?:\ of)?\ (?P<unit>(?:{any_of(CURRENCY_WORDS)})s?)(?!\w))?"""


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_FREE: Final = _compile(r"(?<![\w.,$€£¥₽₴₹₺₪₩#])(?<![\w][-–/:])(?<!\d\ /\ )(?<!\b[a-z]\.)")
_IN: Final = _compile(r"[\ -](?:in|out\ of)[\ -](?:every\ )?")
_BEFORE_WORD: Final = _compile(r"(?=\ [a-z])")


def _bounds(written: Written) -> tuple[float | None, float | None] | None:
    """Low and high value of one number or a range; None where two numbers are no range."""
    low, high = value_of(written.low), value_of(written.high) if written.high else None
    if written.high is None:
        return low, low
    if low is None or high is None:
        return None
    low = _shared_scale(written, low, high)
    if written.join == "and" and not _follows(written, "between"):
        return None
    return (low, high) if low < high else None


def _follows(written: Written, word: str) -> bool:
    before = _BETWEEN.search(written.text, max(0, written.start - 10), written.start)
    return before is not None and before["word"].lower() == word


def _shared_scale(written: Written, low: float, high: float) -> float:
    """ "5 to 10 million" starts at five million."""
    first, last = written.low.lower(), (written.high or "").lower()
    for word, value in SCALES.items():
        if last.endswith(word) and word not in first and low * value < high:
            return low * value
    return low


def _amount(written: Written, kind: str, unit: str | None, factor: float = 1.0) -> Amount | None:
    bounds = _bounds(written)
    if bounds is None:
        return None
    low, high = (None if value is None else value * factor for value in bounds)
    told = "about" if "couple" in written.low.lower() else "equal"
    comparator = comparator_of(written.groups, told)
    return Amount(written.start, written.end, kind, low, high, unit, comparator, written.number_end)


def _unit(written: Written) -> str:
    return (written.groups["unit"] or "").lower()


def _time(written: Written) -> Amount | None:
    word = _unit(written)
    fortnight = word.startswith("fortnight")
    unit = "week" if fortnight else TIME_WORDS[word if word in TIME_WORDS else word.removesuffix("s")]
    return _amount(written, "duration", unit, 2.0 if fortnight else 1.0)


def _and_a_half(match: re.Match[str]) -> Amount:
    return Amount(*match.span(), "duration", 1.5, 1.5, TIME_WORDS[match["unit"].lower()])


def _half(match: re.Match[str]) -> Amount:
    return Amount(*match.span(), "duration", 0.5, 0.5, TIME_WORDS[match["unit"].lower()])


def _aged(written: Written) -> Amount | None:
    return _amount(written, "duration", "year")


def _money_word(written: Written) -> Amount | None:
    return _amount(written, "money", _currency(_unit(written)))


def _currency(word: str) -> str:
    return CURRENCY_WORDS[word if word in CURRENCY_WORDS else word.removesuffix("s")]


def _percentage(written: Written) -> Amount | None:
    points = "point" in _unit(written)
    return _amount(written, "percentage", "percentage_point" if points else "percent")


def _fraction(match: re.Match[str]) -> Amount | None:
    parts = FRACTIONS[match["part"].lower().removesuffix("s")]
    many = 1.0 if match["many"] in (None, "a", "A") else value_of(match["many"])
    if many is None or many >= parts:
        return None
    share = round(100 * many / parts, 4)
    return Amount(*match.span(), "percentage", share, share, "percent")


def _one_in(numbers: NumbersOf, start: int) -> Amount | None:
    """ "one in ten", before a word."""
    end = numbers.end(start) if _FREE.match(numbers.text, start) else None
    link = _IN.match(numbers.text, end) if end is not None else None
    last = numbers.end(link.end()) if link else None
    if end is None or link is None or last is None or not _BEFORE_WORD.match(numbers.text, last):
        return None
    many, of = value_of(numbers.text[start:end]), value_of(numbers.text[link.end() : last])
    if many is None or of is None or not 0 < many < of:
        return None
    share = round(100 * many / of, 4)
    return Amount(start, last, "percentage", share, share, "percent")


def _measure(written: Written) -> Amount | None:
    word = _unit(written)
    known = word if word in MEASURE_WORDS else word.removesuffix("s")
    return _amount(written, "measure", MEASURE_WORDS[known])


def _times(written: Written) -> Amount | None:
    return _amount(written, "count", "time")


def _twice(match: re.Match[str]) -> Amount:
    value = 2.0 if match["word"].lower() == "twice" else 3.0
    return Amount(*match.span(), "count", value, value, "time")


def _ordinal(match: re.Match[str]) -> Amount | None:
    word = match["word"].lower()
    value = ORDINALS.get(word) or int(re.match(r"[0-9]+", word).group())  # type: ignore[union-attr]
    return Amount(*match.span(), "ordinal", float(value), float(value), None, "equal", match.end())


def _count(written: Written) -> Amount | None:
    return _amount(written, "count", None)


def _whole(pattern: str, make: Maker) -> Reader:
    """Reads what a pattern describes as a whole."""
    compiled = _compile(pattern)

    def read(numbers: NumbersOf, start: int) -> Amount | None:
        match = compiled.match(numbers.text, start)
        return make(match) if match else None

    return read


def _range(after: str, make: MakerOfRange, before: str = "") -> Reader:
    """Reads a range, or a number, with what must stand before and after it."""
    opening, closing = _compile(before) if before else _FREE, _compile(after)

    def read(numbers: NumbersOf, start: int) -> Amount | None:
        opened = opening.match(numbers.text, start)
        for written in numbers.ranges(opened.end()) if opened else ():
            if match := closing.match(numbers.text, written.end):
                around = {**opened.groupdict(), **match.groupdict()} if opened else {}
                return make(replace(written, start=start, end=match.end(), groups=around))
        return None

    return read


def _vague(match: re.Match[str]) -> Amount:
    """ "Dozens of", "tens of thousands of", "several hundred": from a few of the scale up to the next one.

    How far such words reach is a convention of this module, not of the language.
    """
    several, word = match["several"], match["several"] or match["plural"] or match["many"]
    scale = SCALES[word.lower().removesuffix("s")] * {"tens": 10.0, "hundreds": 100.0}.get(
        (match["of"] or "").lower(), 1.0
    )
    low, high = scale * (_SEVERAL if several else _PLURAL), scale * _NEXT
    if match["money"]:
        return Amount(*match.span(), "money", low, high, _currency(match["unit"].lower()), "about")
    return Amount(*match.span(), "count", low, high, None, "about", match.end())


_READERS: Final[tuple[Reader, ...]] = (
    _whole(money.BETWEEN, money.signed),
    _whole(money.SIGNED, money.signed),
    _range(rf"[\ -](?P<unit>(?:{any_of(CURRENCY_WORDS)})s?)(?!\w){AFTER}", _money_word),
    _range(rf"\s?-?(?P<unit>%|percentage[\ -]points?\b|per\ ?cent\b|pct\b){AFTER}", _percentage),
    _whole(
        rf"\b(?:(?P<many>an?|one|two|three|four|five|seven|nine)[\ -])?"
        rf"(?P<part>{any_of(FRACTIONS)})s?(?=\ of\b)",
        _fraction,
    ),
    _one_in,
    _whole(rf"\ban?\ (?P<unit>{_TIME})\ and\ a\ half\b", _and_a_half),
    _whole(rf"\bhalf\ an?\ (?P<unit>{_TIME})\b", _half),
    _range(rf"{_FILLER}[\ -](?P<unit>(?:{_TIME}|fortnight)s?)\b(?:-olds?\b)?(?!\ ago){AFTER}", _time),
    _range(_END, _aged, before=r"\baged?\ (?:of\ )?(?:(?P<after>about|around)\ )?"),
    _range(rf"[\ -]?(?P<unit>(?:{any_of(MEASURE_WORDS)})s?)(?!\w){AFTER}", _measure),
    _whole(_VAGUE, _vague),
    _range(r"\ times(?=\s|[.,;]|$)", _times),
    _whole(r"\b(?P<word>twice|thrice)\b", _twice),
    _whole(rf"(?<![\w-])(?P<word>{any_of(ORDINALS)}|[0-9]{{0,3}}(?:1st|2nd|3rd|[0-9]th))(?![\w-])", _ordinal),
    _range(rf"(?P<plus>\+)?{_END}{AFTER}", _count),
)
"""What an amount may be, the more specific before the more general."""


_SIGNS: Final = "".join(sorted({sign[-1] for sign in money.CURRENCY_SIGNS}))
_TRIGGER: Final = re.compile(
    rf"""(?<![0-9.,])[0-9] | [A-Z]{{0,2}}[{_SIGNS}](?=\s?[0-9])
    | \b(?:{any_of({*ONES, *TENS, *ORDINALS, "half", "twice", "thrice", "aged", "age"})})\b
    | \ban?\ (?={any_of({*SCALES, *FRACTIONS, *TIME_WORDS, "couple", "few"})})
    | \b(?:several|tens|(?:{any_of(SCALES)})s)\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""Where an amount may start: found in one pass, so that the patterns are tried only there."""


def amounts(text: str) -> Iterator[Amount]:
    """Every amount in `text`, the more specific reading first where two overlap; not sorted."""
    numbers = NumbersOf(text)
    starts = list(_starts(numbers))
    for read in _READERS:
        for start in starts:
            made = read(numbers, start)
            if made is not None:
                yield _compared(made, text)


def _starts(numbers: NumbersOf) -> Iterator[int]:
    """Where an amount may start; none inside of number words that began before, for they are one number."""
    past = 0
    for match in _TRIGGER.finditer(numbers.text):
        start = match.start()
        if start < past:
            continue
        yield start
        if not match[0][0].isdigit():
            past = numbers.end(start) or past


def _compared(amount: Amount, text: str) -> Amount:
    """The amount with the comparator that stands before it: "more than", "between"."""
    near = max(0, amount.start - _LONGEST_BEFORE)
    before = _BEFORE.search(text, near, amount.start)
    if before is not None and amount.kind != "ordinal":
        return replace(amount, start=before.start(), comparator=BEFORE_NUMBER[before["cmp"].lower()])
    between = _BETWEEN.search(text, near, amount.start) if amount.low != amount.high else None
    return replace(amount, start=between.start()) if between else amount
