"""Numbers in figures and words: where one ends that starts somewhere, and the value it has.

Number words are read once, from left to right, and each word tells whether the number goes on: a pattern that
could try several ways to cut "one and one and one" would try them all.

What cannot be read for certain has no value: "1.000" may be one or one thousand, and nobody counts 10**30.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from transforms.language import lexica
from transforms.language.lexica import any_of

LARGEST: Final = 1e15
"""A larger number in a news text is a mistake or a serial number."""

ONES: Final[Mapping[str, int]] = lexica.values("numbers", "ones")
TENS: Final[Mapping[str, int]] = lexica.values("numbers", "tens")
SCALES: Final[Mapping[str, float]] = lexica.values("numbers", "scales")
_HALVED: Final = "plushalf"
"""What "and a half" is read as, in one word."""
_SMALL_NUMBERS: Final[Mapping[str, float]] = {
    **ONES,
    **TENS,
    **lexica.values("quantities", "small_numbers"),
    _HALVED: 0.5,
}

FIGURES: Final = r"[0-9](?:[0-9]|[.,](?=[0-9]))*+"
MIXED: Final = r"[0-9]{1,3}(?:[\ -][1-9]/[2-9](?![0-9/])|[½¼¾⅓⅔])"
"""A whole number and a part: "4-1/2", "4 1/2", "4½"."""

_SMALL: Final = any_of([*ONES, *TENS])
_SCALE: Final = any_of(SCALES)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_IN_FIGURES: Final = _compile(rf"{MIXED} | {FIGURES}(?:[\ -](?:{_SCALE})\b)?")
_COUPLE: Final = _compile(rf"a\ couple(?:\ of)?(?:\ (?:{_SCALE}))?\b")
_FIRST_WORD: Final = _compile(rf"(?:(?:half\ an?|an?)\ (?P<scale>{_SCALE})|(?:{_SMALL}))\b")
_NEXT_WORD: Final = _compile(rf"[\ -](?:(?P<scale>{_SCALE})|{_SMALL})\b")
_AND_A_HALF: Final = _compile(r"\ and\ a\ half\b")
_AND_MORE: Final = _compile(rf"\ and\ (?:{_SMALL})\b(?=(?P<rest>(?:[\ -](?:{_SMALL}|{_SCALE})\b){{0,4}}))")
_BREAK: Final = re.compile(r"[\s-]+")


def number_end(text: str, start: int) -> int | None:
    """Where the number ends that starts at `start`, before which no letter or digit stands; None if none."""
    for pattern in (_IN_FIGURES, _COUPLE):
        if found := pattern.match(text, start):
            return found.end()
    first = _FIRST_WORD.match(text, start)
    return _end_of_words(text, first) if first else None


def _end_of_words(text: str, first: re.Match[str]) -> int:
    """Where the number words end that begin with `first`: two words that follow each other are one number."""
    end, scale = _past_half(text, first.end()), first["scale"]
    while following := _NEXT_WORD.match(text, end) or _after_and(text, end, scale):
        end, scale = following.end(), following.groupdict().get("scale")
    return _past_half(text, end)


def _past_half(text: str, end: int) -> int:
    half = _AND_A_HALF.match(text, end)
    return half.end() if half else end


def _after_and(text: str, end: int, scale: str | None) -> re.Match[str] | None:
    """ "and five" goes on after a hundred or more, unless it begins another number: "and five hundred"."""
    above = SCALES[scale.lower()] if scale else 0.0
    more = _AND_MORE.match(text, end) if above >= 100 else None
    if more is None:
        return None
    following = max((SCALES.get(word, 0.0) for word in _BREAK.split(more["rest"].lower())), default=0.0)
    return None if following == above or following > above >= 1000 else more


_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_GROUPED_WITH_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_UNCLEAR = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


def figures(text: str) -> float | None:
    """The value of digits with points and commas, in either convention; None where they leave it open."""
    if _UNCLEAR.fullmatch(text):
        return None
    if _GROUPED.fullmatch(text):
        return _bounded(text.replace(",", ""))
    if _GROUPED_WITH_POINTS.fullmatch(text):
        return _bounded(text.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(text):
        return _bounded(text)
    return _bounded(text.replace(",", ".")) if _COMMA.fullmatch(text) else None


def _bounded(digits: str) -> float | None:
    value = float(digits)
    return value if value <= LARGEST else None


def words(text: str) -> float | None:
    """The value of number words, "a hundred and five" or "two and a half million"; None for other words."""
    total = current = 0.0
    last = float("inf")
    for part in _BREAK.split(text.lower().replace("and a half", _HALVED)):
        value = _SMALL_NUMBERS.get(part)
        if value is not None and _fits(value, last):
            current, last = current + value, value
        elif part in SCALES:
            current, total, last = _scaled(current or 1.0, total, SCALES[part])
        elif part not in ("and", "a", "an", "of"):
            return None
    return _in_bounds(total + current)


def _fits(value: float, last: float) -> bool:
    """Whether a small number may follow another: "twenty two" and "hundred two", never "two three"."""
    if last >= 100 or value == 0.5:
        return True
    return 20 <= last <= 90 and 1 <= value <= 9


def _scaled(current: float, total: float, scale: float) -> tuple[float, float, float]:
    """Hundreds and dozens go on being counted; thousands and above close a group."""
    if scale <= 100:
        return current * scale, total, scale
    return 0.0, total + current * scale, scale


def _in_bounds(value: float) -> float | None:
    return value if value <= LARGEST else None


def _mixed(text: str) -> float:
    """ "4-1/2" and "4½": the part's sign stands for its value; thirds are rounded."""
    whole = re.match(r"[0-9]+", text)
    assert whole is not None
    part = text[whole.end() :].lstrip(" -")
    above, _, below = part.partition("/")
    share = int(above) / int(below) if below else unicodedata.numeric(part)
    return int(whole.group()) + round(share, 4)


def value_of(text: str) -> float | None:
    """The value of a number that ends where `number_end` says; None where it is not certain."""
    mixed = re.fullmatch(MIXED, text)
    if mixed:
        return _mixed(text)
    match = re.match(FIGURES, text)
    if not match:
        return words(text)
    number = figures(match.group())
    scale = SCALES.get(text[match.end() :].strip(" -").lower(), 1.0)
    return None if number is None else _in_bounds(number * scale)
