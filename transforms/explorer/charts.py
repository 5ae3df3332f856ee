"""The charts of the explorer as numbers to draw: parts of a bar, points on a scale; templates draw them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from schemas.vocabularies import COVERAGES
from transforms.explorer.material import Material
from transforms.explorer.records import Quantity, Quote, Report, Value

WAYS: Final = tuple(COVERAGES)
"""How something may be reported, from the speaker's own words to not at all: the order of every bar."""
PLAIN: Final = frozenset({"neutral", "other"})
"""Classes of cues that only report, or of which nothing can be said: every other class has a colour."""
_MANY_AS_IT_IS: Final = ("s", "percent", "people")
_MARGIN: Final = 4.0
_WIDTH: Final = 100.0


class Part(NamedTuple):
    """A part of a bar: what it stands for, how many, and where it lies from 0 to 100."""

    kind: str
    number: int
    x: float
    width: float


class Bar(NamedTuple):
    """A bar of parts; `total` is what they add up to, and `told` says the same in words."""

    label: str
    total: int
    parts: tuple[Part, ...]
    told: str

    def count(self, kind: str) -> int:
        """How many of a kind."""
        return sum(part.number for part in self.parts if part.kind == kind)

    def share(self, kind: str) -> float:
        """The share of a kind, from 0 to 1."""
        return self.count(kind) / self.total if self.total else 0.0


class Point(NamedTuple):
    """A value on a scale: from `x` to `to`, the same for a single number; `opens` below or above, or not."""

    value: Value
    x: float
    to: float
    opens: str


class Scale(NamedTuple):
    """Values of one unit, as one says it of many, on one line; `ticks` are places and their numbers."""

    unit: str
    points: tuple[Point, ...]
    ticks: tuple[tuple[float, str], ...]


def bar(label: str, counts: Mapping[str, int], order: Sequence[str], whole: int | None = None) -> Bar:
    """Counts as a bar in a given order; with `whole`, that many fill it."""
    total = sum(counts.values())
    full = whole or total or 1
    parts, x = [], 0.0
    for kind in order:
        if counts.get(kind):
            width = _WIDTH * counts[kind] / full
            parts.append(Part(kind, counts[kind], round(x, 2), round(width, 2)))
            x += width
    told = ", ".join(f"{part.number} {part.kind.replace('_', ' ')}" for part in parts)
    return Bar(label, total, tuple(parts), told or "none")


def kinds(bars: Iterable[Bar]) -> list[str]:
    """The kinds that occur in any of the bars, in their order: what a legend must name."""
    present = {part.kind for one in bars for part in one.parts}
    return [way for way in WAYS if way in present]


def by_type(label: str, quotes: Iterable[Quote], whole: int | None = None) -> Bar:
    """Quotes by how they are quoted."""
    return bar(label, Counter(quote.type for quote in quotes), WAYS, whole)


def by_colour(label: str, quotes: Iterable[Quote]) -> Bar:
    """Quotes by whether their cue only reports or has a colour; those without a cue are left out."""
    classes = Counter(
        "neutral" if quote.cue_class in PLAIN else "coloured" for quote in quotes if quote.cue_class
    )
    return bar(label, classes, ("neutral", "coloured"))


def by_way(label: str, reports: Iterable[Report]) -> Bar:
    """Reports of statements by how they have them, or that they do not."""
    return bar(label, Counter(report.how for report in reports), WAYS)


def scale(values: Sequence[Value], material: Material) -> Scale | None:
    """The numbers among the values of a discrepancy on one line; None where there are not two of one unit."""
    found = [(value, number) for value in values if (number := _number(value, material)) is not None]
    units = Counter(_unit(number) for _, number in found)
    if not units:
        return None
    unit = min(units, key=lambda one: (-units[one], one))
    same = [(value, number) for value, number in found if _unit(number) == unit]
    ends = {end for _, number in same for end in _ends(number)}
    return _drawn(unit, same, min(ends), max(ends)) if len(ends) > 1 else None


def _number(value: Value, material: Material) -> Quantity | None:
    """The number that a value holds, if it holds one that is no date."""
    end = material.ends[value.discrepancy_id, value.document_id, value.start]
    for number in material.quantities.get(value.document_id, ()):
        inside = number.start < end and value.start < number.end
        if inside and number.kind != "date" and not (number.low is None and number.high is None):
            return number
    return None


def _unit(number: Quantity) -> str:
    """The unit as one says it of many."""
    unit = (number.unit or number.kind).replace("_", " ")
    return unit if unit.endswith(_MANY_AS_IT_IS) else f"{unit}s"


def _ends(number: Quantity) -> tuple[float, float]:
    low = number.low if number.low is not None else number.high
    high = number.high if number.high is not None else number.low
    return low or 0.0, high or 0.0


def _drawn(unit: str, same: Sequence[tuple[Value, Quantity]], least: float, most: float) -> Scale:
    def place(number: float) -> float:
        return round(_MARGIN + (number - least) / (most - least) * (_WIDTH - 2 * _MARGIN), 2)

    points = [
        Point(value, place(_ends(number)[0]), place(_ends(number)[1]), _opens(number.comparator))
        for value, number in same
    ]
    ticks = ((place(least), written(least)), (place(most), written(most)))
    return Scale(unit, tuple(points), ticks)


def _opens(comparator: str) -> str:
    """Which way a value is open: 'more than' is above, 'almost' and 'less than' below, 'about' neither."""
    if comparator in {"more_than", "at_least"}:
        return "above"
    return "below" if comparator in {"less_than", "at_most", "almost"} else ""


def written(number: float) -> str:
    """A number for people: without needless places, thousands apart."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4g}"
