"""The three charts of the start page, each with the sentence that it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import polars as pl

from transforms.explorer import charts
from transforms.explorer.charts import Bar
from transforms.explorer.material import Material
from transforms.explorer.records import Speaker
from transforms.explorer.speakers import Introduced, introduced

_SPEAKERS: Final = 10
_OUTLETS: Final = 6
_COLOURED_SPEAKERS: Final = 3
_LEAVING_OUT: Final = 12
_ENOUGH: Final = 3
"""Cases below which a share is not made a sentence of."""
_QUOTED: Final = ("direct", "mixed")


class Quoting(NamedTuple):
    """Speakers by outlets: in each cell how the outlet quotes the speaker."""

    message: str
    outlets: tuple[str, ...]
    rows: tuple[tuple[Speaker, tuple[Bar, ...]], ...]
    left_out: int


class Colouring(NamedTuple):
    """For the speakers whom most outlets quote, how each outlet introduces them."""

    message: str
    rows: tuple[tuple[Speaker, tuple[Introduced, ...]], ...]


class LeavingOut(NamedTuple):
    """For each outlet, how the statements stand there that other outlets have too."""

    message: str
    rows: tuple[Bar, ...]
    kinds: list[str]


def quoting(material: Material) -> Quoting:
    """Who is quoted by which outlet, in their own words or not."""
    cells = material.tally("attributions", "speaker_id", "outlet", "type")
    outlets, speakers = (_commonest(cells, column) for column in ("outlet", "speaker_id"))
    shown = outlets[:_OUTLETS]
    most = cells.group_by("speaker_id", "outlet").agg(pl.col("len").sum()).get_column("len").max()
    rows = tuple(
        (
            material.speakers[speaker],
            tuple(_cell(cells.filter(speaker_id=speaker, outlet=name), name, most) for name in shown),
        )
        for speaker in speakers[:_SPEAKERS]
    )
    return Quoting(_on_quoting(material.types("outlet")), tuple(shown), rows, len(outlets) - len(shown))


def _cell(counts: pl.DataFrame, outlet: str, most: Any) -> Bar:
    return charts.bar(outlet, dict(counts.select("type", "len").iter_rows()), charts.WAYS, int(most or 1))


def colouring(material: Material) -> Colouring:
    """How each outlet introduces the same speaker."""
    told = material.tally("attributions", "speaker_id", "outlet").group_by("speaker_id")
    several = told.agg(pl.len().alias("outlets"), pl.col("len").sum()).filter(pl.col("outlets") > 1)
    chosen = [
        speaker
        for speaker, *_ in sorted(
            several.select("speaker_id", "outlets", "len").iter_rows(),
            # People first: who speaks for a body is not one voice.
            key=lambda one: (material.speakers[one[0]].kind != "person", -one[1], -one[2], one[0]),
        )
    ][:_COLOURED_SPEAKERS]
    quotes = material.quoted(chosen)
    rows = tuple(
        (material.speakers[speaker], tuple(introduced(quotes[speaker])[:_OUTLETS])) for speaker in chosen
    )
    return Colouring(_on_colouring(rows), rows)


def leaving_out(material: Material) -> LeavingOut:
    """What each outlet leaves out of what others report: who leaves out most comes first."""
    ways: dict[str, dict[str, int]] = {}
    for outlet, how, number in material.tally("statements_by_outlet", "outlet", "how").iter_rows():
        ways.setdefault(outlet, {})[how] = number
    bars = [charts.bar(name, found, charts.WAYS) for name, found in ways.items()]
    bars.sort(key=lambda one: (-one.share("not_reported"), -one.total, one.label))
    told = [one for one in bars if one.total >= _ENOUGH]
    # Where there are many outlets, those of which there is enough to tell.
    shown = bars if len(bars) <= _LEAVING_OUT else told
    rows = tuple(shown[:_LEAVING_OUT])
    return LeavingOut(_on_leaving_out(told), rows, charts.kinds(rows))


def _on_quoting(types: Mapping[str, Mapping[str, int]]) -> str:
    bars = [charts.bar(name, found, charts.WAYS) for name, found in types.items()]
    # Of an outlet with few quotes beside the others a share tells little.
    enough = max(_ENOUGH, sum(one.total for one in bars) // (2 * len(bars) or 1))
    told = [one for one in bars if one.total >= enough]
    told.sort(key=lambda one: (_own_words(one) / one.total, one.label))
    if len(told) < 2 or not _own_words(told[-1]):
        return "Who is quoted by which outlet, and in whose words"
    least, most = told[0], told[-1]
    return (
        f"{most.label} lets speakers use their own words in {_own_words(most)} of {most.total} quotes, "
        f"{least.label} in {_own_words(least)} of {least.total}"
    )


def _own_words(one: Bar) -> int:
    return sum(one.count(kind) for kind in _QUOTED)


def _on_colouring(rows: Sequence[tuple[Speaker, Sequence[Introduced]]]) -> str:
    for speaker, outlets in rows:
        told = sorted(
            (one for one in outlets if one.colours.total >= _ENOUGH),
            key=lambda one: (-one.colours.share("coloured"), one.outlet),
        )
        if len(told) > 1 and told[0].colours.count("coloured"):
            most, least = told[0], told[-1]
            return (
                f"Introducing {speaker.name}, {most.outlet} colours "
                f"{most.colours.count('coloured')} of {most.colours.total} cues, {least.outlet} "
                f"{least.colours.count('coloured')} of {least.colours.total}"
            )
    return "How each outlet introduces the same speaker"


def _on_leaving_out(told: Sequence[Bar]) -> str:
    if not told or not told[0].count("not_reported"):
        return "What each outlet leaves out"
    first = told[0]
    return (
        f"{first.label} leaves out {first.count('not_reported')} of the {first.total} statements "
        "that other outlets have in common"
    )


def _commonest(cells: pl.DataFrame, column: str) -> list[str]:
    """The values of a column, those that count most first."""
    counted = cells.group_by(column).agg(pl.col("len").sum())
    return counted.sort("len", column, descending=[True, False]).get_column(column).to_list()
