"""Datelines: the place, date and agency that open a report, and lines that hold nothing but a date."""

from __future__ import annotations

import re

from transforms.language import lexica


def _any_of(room: str, name: str) -> str:
    return lexica.any_of(lexica.ordered(room, name))


_MONTHS = _any_of("calendar", "months")
_MONTH = rf"(?:{_MONTHS}|{_MONTHS.upper()})\.?"
_WEEKDAY = rf"(?:{_any_of('calendar', 'weekdays')}|{_any_of('reading', 'short_weekdays')})\.?"
_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_WEEKDAY},? )?(?:{_MONTH} {_NUMBER}(?:,? \d{{4}})?|{_NUMBER}\.? (?:of )?{_MONTH}(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d))"
)
_TIME = r"\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?(?: ?\(?(?:[A-Z]{2,5}|GMT[+-]\d{1,2})\)?)?"
_PARTICLES = _any_of("reading", "place_particles")
_CAPITAL = rf"(?:[A-Z\u00c0-\u00de\u0391-\u03a9\u0410-\u042f][\w.'\u2019-]*|{_PARTICLES})"
_PLACE = rf"{_CAPITAL}(?:[ /]{_CAPITAL}){{0,3}}"
_PLACES = rf"{_PLACE}(?:, {_PLACE}){{0,2}}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[A-Z][\w .-]{1,30}/)"
_SHOUTED = r"[A-Z\u00c0-\u00de][A-Z\u00c0-\u00de.'\u2019-]{2,}(?:[ /][A-Z\u00c0-\u00de.'\u2019-]{2,}){0,3}"
_AGENCIES = _any_of("reading", "dateline_agencies")
_KICKER = rf"(?:{_any_of('reading', 'kickers')})\b"
_DASH = r"(?:--|[-\u2010-\u2015])"
_WHEN = rf"(?:{_any_of('reading', 'date_labels')})"

_DATE_LINE = re.compile(
    rf"(?:(?i:{_WHEN})(?: on)?[: ]+)?(?:{_PLACES}, )?{_DATE}"
    rf"(?:,? ?(?:at|\||-|\u2013|\u2014|\u00b7|\u2022|/)? ?{_TIME})?"
    rf"(?:[ ,|/;(\u2022\u00b7-]+(?i:{_WHEN})(?: on)?[: ]+(?:{_DATE},? ?)?(?:(?:at )?{_TIME})?\)?)?[.:]?"
)
_TIME_LINE = re.compile(rf"(?:(?i:{_WHEN})(?: at)?[: ]+)?{_TIME}")

# Strong evidence, an agency or a date, allows any place; a bare place must be shouted or be short.
_OPENERS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_PLACES}[,.]? )?(?:{_DATE}[,.]? )?{_AGENCY}[,.]? ?{_DASH}+(?! ?[a-z]) ?",
        rf"{_PLACES}[,.] {_DATE}[,.]? ?{_DASH} ?",
        rf"{_DATE}[,.]? {_PLACES} ?{_DASH} ",
        rf"{_PLACES}[,.] {_DATE}[.,] {_AGENCY}\. ?",
        rf"{_PLACES}[,.] ?{_AGENCY}[,.:]? ?{_DASH}? ?(?=[A-Z])",
        rf"\((?:{_AGENCIES})\) ?{_DASH}* ?",
        rf"(?=[^:]{{5}})(?!{_KICKER}){_SHOUTED}(?:, {_PLACE})?: (?=[A-Z])",
    )
)
_BARE = re.compile(
    rf"(?:{_SHOUTED}|{_CAPITAL}(?:[ -]{_CAPITAL}){{0,2}})(?:, {_PLACE})?"
    rf" ?(?:--|[\u2012-\u2015]| - ) ?(?=[A-Z\"\u201c])"
)
_ENDS_IN_DASH = re.compile(rf"\w[.)]? ?{_DASH}+$")
_HEAD = 120


def dateline_length(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline, dash included; 0 for none."""
    head = text[:_HEAD]
    for opener in _OPENERS:
        if match := opener.match(head):
            return len(match[0].rstrip())
    bare = _BARE.match(head)
    # A second dash in the same sentence means that the pair only brackets a remark.
    if bare and not re.search(rf"\s{_DASH}\s", re.split(r"[.!?]\s", text[bare.end() : 400], maxsplit=1)[0]):
        return len(bare[0].rstrip())
    return 0


def is_date_line(plain: str) -> bool:
    """Whether a line says when or where the report was made, and nothing else: a dateline may stand alone."""
    if len(plain) > _HEAD:
        return False
    return bool(_DATE_LINE.fullmatch(plain) or _TIME_LINE.fullmatch(plain)) or _is_place_alone(plain)


def _is_place_alone(plain: str) -> bool:
    """ "LOWFORD --": a dateline whose paragraph is a line of its own."""
    return bool(_ENDS_IN_DASH.search(plain)) and dateline_length(f"{plain} A") == len(plain)
