"""The three charts of the start page, each with the sentence that it shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from transforms.explorer import charts
from transforms.explorer.charts import Bar
from transforms.explorer.material import Material
from transforms.explorer.records import Quote, Speaker
from transforms.explorer.speakers import Introduced, introduced
from transforms.rows import by_key

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
    quotes = [quote for quote in material.quotes.values() if quote.speaker_id]
    outlets = [name for name, _ in _commonest(quote.outlet for quote in quotes)]
    speakers = [name for name, _ in _commonest(str(quote.speaker_id) for quote in quotes)][:_SPEAKERS]
    cells = by_key(quotes, lambda quote: f"{quote.speaker_id} {quote.outlet}")
    shown = outlets[:_OUTLETS]
    most = max((len(found) for found in cells.values()), default=1)
    rows = tuple(
        (
            material.speakers[speaker],
            tuple(charts.by_type(name, cells.get(f"{speaker} {name}", ()), most) for name in shown),
        )
        for speaker in speakers
    )
    return Quoting(_on_quoting(list(material.quotes.values())), tuple(shown), rows, len(outlets) - len(shown))


def colouring(material: Material) -> Colouring:
    """How each outlet introduces the same speaker."""
    outlets = {
        speaker: len({quote.outlet for quote in quotes})
        for speaker, quotes in material.quotes_of_speaker.items()
    }

    def quoted(speaker: str) -> int:
        return len(material.quotes_of_speaker[speaker])

    chosen = sorted(
        (speaker for speaker, number in outlets.items() if number > 1),
        # People first: who speaks for a body is not one voice.
        key=lambda one: (material.speakers[one].kind != "person", -outlets[one], -quoted(one), one),
    )
    rows = tuple(
        (material.speakers[speaker], tuple(introduced(material.quotes_of_speaker[speaker])[:_OUTLETS]))
        for speaker in chosen[:_COLOURED_SPEAKERS]
    )
    return Colouring(_on_colouring(rows), rows)


def leaving_out(material: Material) -> LeavingOut:
    """What each outlet leaves out of what others report: who leaves out most comes first."""
    reports = [report for found in material.reports.values() for report in found]
    bars = [charts.by_way(name, found) for name, found in by_key(reports, lambda row: row.outlet).items()]
    bars.sort(key=lambda one: (-one.share("not_reported"), -one.total, one.label))
    told = [one for one in bars if one.total >= _ENOUGH]
    # Where there are many outlets, those of which there is enough to tell.
    shown = bars if len(bars) <= _LEAVING_OUT else told
    rows = tuple(shown[:_LEAVING_OUT])
    return LeavingOut(_on_leaving_out(told), rows, charts.kinds(rows))


def _on_quoting(quotes: Sequence[Quote]) -> str:
    bars = [charts.by_type(name, found) for name, found in by_key(quotes, lambda row: row.outlet).items()]
    # Of an outlet with few quotes beside the others a share tells little.
    enough = max(_ENOUGH, len(quotes) // (2 * len(bars) or 1))
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


def _commonest(names: Iterable[str]) -> list[tuple[str, int]]:
    counted = Counter(names)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))
