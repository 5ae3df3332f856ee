"""Quantities: the numbers, lengths of time, dates, amounts and shares that a text states, as values.

A value is given only where the text makes it certain. Offsets are code points of the document's text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from spacy.tokens import Doc

from transforms.ids import normalise, ordinals, stable_id
from transforms.language import lexica
from transforms.language.grammar import when
from transforms.language.intervals import Disjoint, Taken, smallest_around
from transforms.language.lexica import any_of
from transforms.language.spans import Span, straighten
from transforms.quantities.amounts import amounts
from transforms.quantities.calendar_days import Days, days_of
from transforms.quantities.dates import WrittenDate, written_dates
from transforms.quantities.units import counts_things, token_at, with_noun
from transforms.quantities.values import Amount

_WEEKDAY: Final = any_of(lexica.values("calendar", "weekdays"))
_NO_QUANTITY: Final = re.compile(
    rf"""\b[0-2]?[0-9](?:[:.]?[0-5][0-9])?\s?(?:[ap]\.?m\b\.?|o'clock\b|GMT\b|UTC\b|CET\b)  # time of day
    | \b(?<![0-9][\ -])[0-9]{{1,3}}(?:[:/][0-9]{{1,3}}){{1,6}}\b(?![/])  # 10:30, 24/7, and not 4-1/2
    | \b(?![0-3]?[0-9]\.[01]?[0-9]\.[12][0-9]{{3}}\b)[0-9]+(?:\.[0-9]+){{2,}}\b(?!,)  # versions, addresses
    | \b[0-9]{{2,}}(?:[\ -][0-9]{{2,}}){{2,}}\b     # telephone
    | \bhttps?://\S+ | \bwww\.\S+ | [@\#]\w+
    | \b(?:no|any|every|some)\ one\b | \bone\ (?:of|another|or\ the\ other)\b
    | \b[A-Z][\w'.-]+\ [A-Z][\w'-]+,\ [1-9][0-9]?(?=,)  # an age: "Mara Ilves, 46, of Lowford"
    | \b(?:[A-Z][\w'-]+|(?i:(?:wo)?man|boy|girl)),\ [1-9][0-9]?(?=,\ (?!and\b|or\b)[a-z])  # "Ilves, 46, is"
    | "(?:[A-Z]\w+\ ){{2,}}(?:{_WEEKDAY})[.,]?"  # a name: "Harbour News Sunday"
    | \b(?:who|he|she)\ (?:is|was)\ [1-9][0-9](?=[,.;]|\ (?:and|when)\b)  # "Ilves, who is 46, left"
    | \bThe\ (?:{_WEEKDAY})\b(?=\ [A-Z])  # "The Sunday Herald"
    | \b(?:{_WEEKDAY})\ (?:Night|Morning)\ [A-Z]\w+ | \bMail\ on\ Sunday\b
    | \b(?:Super|Black)\ (?:{_WEEKDAY})\b
    | (?:"|'s\ )"?(?:This|Last|Next)\ (?:Day|Week|Month|Year)\b  # a programme: "on ABC's This Week"
    """,
    re.VERBOSE,
)
_STRONG: Final = frozenset(("money", "percentage", "duration", "measure"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity: [start, end) with its comparator and unit, and what it states.

    `low` and `high` bound a number; for a relative date they are its distance from the day of writing, in
    units. `pattern` is a date as written (ISO 8601-2, X for what is left open); `first_day` and `last_day`
    are known where text and anchor tell them.
    """

    start: int
    end: int
    kind: str
    comparator: str
    unit: str | None
    low: float | None
    high: float | None
    pattern: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    relative: bool = False


def find_quantities(
    text: str, doc: Doc, spans: Sequence[Span] | None = None, anchor: date | None = None
) -> list[Quantity]:
    """The quantities of a text that start inside `spans` (anywhere, if None), in order, none overlapping.

    `doc` is the parse of exactly this text (tagger, parser, lemmatizer). `anchor` is the day of publication:
    without it, dates that need one stay relative.
    """
    made = _apart(_found(straighten(text), doc, anchor), len(text))
    if spans is None:
        return made
    inside = Disjoint(spans)
    return [one for one in made if inside.meets(Span(one.start, one.start + 1))]


def _found(plain: str, doc: Doc, anchor: date | None) -> list[tuple[Span, Quantity]]:
    """The quantities with the characters that they take, in order; a surer one leaves no room for another."""
    taken = Taken(len(plain))
    for match in _NO_QUANTITY.finditer(plain):
        taken.take(Span(*match.span()))
    found: list[tuple[Span, Quantity]] = []
    for span, quantity in _candidates(plain, doc, anchor):
        if not taken.meets(span):
            taken.take(span)
            found += [(span, quantity)] if quantity else []
    return sorted(found, key=lambda pair: pair[0])


def _apart(found: Sequence[tuple[Span, Quantity]], size: int) -> list[Quantity]:
    """Without the words up to a unit where another quantity stands among them: "two Monday talks"."""
    nexts = [quantity.start for _, quantity in found[1:]] + [size]
    return [
        quantity if quantity.end <= after else replace(quantity, end=own.end)
        for (own, quantity), after in zip(found, nexts, strict=False)
    ]


def _candidates(plain: str, doc: Doc, anchor: date | None) -> Iterable[tuple[Span, Quantity | None]]:
    """Every possible quantity with the characters it takes, the surest first; None states nothing."""
    numbers = list(amounts(plain))
    sure = Taken(len(plain))
    for one in numbers:
        if one.kind in _STRONG or one.comparator != "equal":
            sure.take(Span(one.start, one.end))
    for written in written_dates(plain):
        if not _is_number(written, sure, doc):
            yield Span(written.start, written.end), _dated(written, doc, anchor)
    for number in numbers:
        claimed = Span(number.start, number.number_end or number.end)
        yield (
            claimed,
            _stated(number if number.kind in _STRONG or number.unit else with_noun(number, plain, doc)),
        )


def _is_number(written: WrittenDate, sure: Taken, doc: Doc) -> bool:
    """Whether what looks like a bare year is a number: "2000 soldiers", "more than 2000", "2000 years".

    `sure` are the characters of amounts that are more than a bare number.
    """
    if written.unit != "year" or not written.pattern or written.comparator != "equal":
        return False
    start = Span(written.start, written.start + 1)
    return sure.meets(start) or counts_things(doc, written.start, written.end)


def _dated(written: WrittenDate, doc: Doc, anchor: date | None) -> Quantity:
    first, last = _days(written, doc, anchor) or (None, None)
    return Quantity(
        written.start,
        written.end,
        "date",
        written.comparator,
        written.unit,
        low=written.distance,
        high=written.distance,
        pattern=written.pattern,
        first_day=first,
        last_day=last,
        relative=written.pattern is None or written.pattern.startswith("XX"),
    )


def _days(written: WrittenDate, doc: Doc, anchor: date | None) -> Days | None:
    token = token_at(doc, written.end - 1) if anchor else None
    return days_of(written, anchor, when(token) if token is not None else None)


def _stated(amount: Amount | None) -> Quantity | None:
    if amount is None:
        return None
    return Quantity(
        amount.start, amount.end, amount.kind, amount.comparator, amount.unit, amount.low, amount.high
    )


def ids(document_id: str, text: str, quantities: Sequence[Quantity]) -> list[str]:
    """A stable id for each quantity: document, normalised text, ordinal among equal texts."""
    texts = [normalise(text[one.start : one.end]) for one in quantities]
    places = ordinals(texts)
    return [
        stable_id("qty", document_id, words, str(place)) for words, place in zip(texts, places, strict=True)
    ]


def rows(
    document_id: str, text: str, quantities: Sequence[Quantity], claims: Sequence[tuple[str, Sequence[Span]]]
) -> list[dict[str, object]]:
    """One row a quantity; `claims` are claim ids with their spans, the smallest around it being named."""
    keys = ids(document_id, text, quantities)
    around = smallest_around([one.start for one in quantities], claims)
    return [
        {
            "quantity_id": key,
            "document_id": document_id,
            "claim_id": claim,
            "kind": one.kind,
            "text": text[one.start : one.end],
            "comparator": one.comparator,
            "low": one.low,
            "high": one.high,
            "unit": one.unit,
            "date_pattern": one.pattern,
            "first_day": one.first_day,
            "last_day": one.last_day,
            "is_relative": one.relative,
            "start": one.start,
            "end": one.end,
        }
        for key, one, claim in zip(keys, quantities, around, strict=True)
    ]
