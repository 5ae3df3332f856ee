"""Discrepancies as pages show them: each value marked in its sentence, numbers on a scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.explorer import addresses
from transforms.explorer.charts import Scale, scale
from transforms.explorer.material import Material
from transforms.explorer.records import Value
from transforms.explorer.rendering import page
from transforms.explorer.wording import Piece, marked_in


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


def difference(values: Sequence[Value], material: Material) -> Difference:
    """A discrepancy from its values."""
    said = tuple(Said(one, tuple(marked_in(one.sentence, one.value))) for one in values)
    return Difference(values[0], said, scale(values, material))


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """The list of all discrepancies by worth, and a page for each."""
    found = [difference(values, material) for values in material.values.values()]
    yield page(
        "differences", addresses.DIFFERENCES, material.version, differences=found, stories=material.stories
    )
    for one in found:
        yield page(
            "difference",
            addresses.of(one.head.discrepancy_id),
            material.version,
            difference=one,
            story=material.stories[one.head.story_id],
            statement=material.statements.get(one.head.statement_id or ""),
        )
