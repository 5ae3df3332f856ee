"""Discrepancies as pages show them: each value marked in its sentence, numbers on a scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import polars as pl

from schemas.discrepancies import APART, SHOWN_FROM
from transforms.explorer import addresses
from transforms.explorer.charts import Scale, scale
from transforms.explorer.material import Material
from transforms.explorer.records import Value
from transforms.explorer.rendering import in_pieces, page
from transforms.explorer.wording import Piece, marked_in

TOGETHER: Final = 10_000
"""Discrepancies of which a list reads the values together."""


class Said(NamedTuple):
    """A value, with the sentence in which it stands."""

    value: Value
    pieces: tuple[Piece, ...]


class Difference(NamedTuple):
    """A point on which outlets differ, and what each says."""

    head: Value
    said: tuple[Said, ...]
    scale: Scale | None

    @property
    def outlets(self) -> list[str]:
        """Who says something on it, each once."""
        return list(dict.fromkeys(one.value.outlet for one in self.said))


class Points(NamedTuple):
    """Differences as a page shows them: what is worth a look, and what it folds."""

    shown: list[Difference]
    folded: list[Difference]

    @property
    def spellings(self) -> int:
        """How many of the folded ones are spellings of a name."""
        return sum(one.head.type == APART for one in self.folded)


@dataclass(frozen=True, slots=True)
class Heads:
    """Discrepancies of a list, each as its values, of which some are in memory."""

    rows: pl.DataFrame
    material: Material

    def __len__(self) -> int:
        return self.rows.height

    def __iter__(self) -> Iterator[Sequence[Value]]:
        for some in self.rows.iter_slices(TOGETHER):
            values = self.material.of_differences(some).values
            yield from (values[one] for one in some.get_column("discrepancy_id"))


class Listed(NamedTuple):
    """All differences as their list shows them, and how many of the folded ones are spellings of a name."""

    shown: Heads
    folded: Heads
    spellings: int


def points(found: Iterable[Sequence[Value]], material: Material) -> Points:
    """Discrepancies from their values, in their order: what is worth a look apart from the rest."""
    made = [difference(values, material) for values in found]
    return Points(
        [one for one in made if one.head.shown_first], [one for one in made if not one.head.shown_first]
    )


def difference(values: Sequence[Value], material: Material) -> Difference:
    """A discrepancy from its values."""
    said = tuple(Said(one, tuple(marked_in(one.sentence, one.value))) for one in values)
    return Difference(values[0], said, scale(values, material))


def listed(material: Material) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The list of all discrepancies by worth."""
    first = pl.col("shown_first")
    shown, folded = (Heads(material.heads.filter(which), material) for which in (first, ~first))
    yield in_pieces(
        "differences",
        addresses.DIFFERENCES,
        material.version,
        points=Listed(shown, folded, folded.rows.filter(type=APART).height),
        shown_from=SHOWN_FROM,
        stories=material.stories,
    )


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """A page for each discrepancy."""
    found = points(material.values.values(), material)
    for one in (*found.shown, *found.folded):
        yield page(
            "difference",
            addresses.of(one.head.discrepancy_id),
            material.version,
            difference=one,
            story=material.stories[one.head.story_id],
            statement=material.statements.get(one.head.statement_id or ""),
        )
