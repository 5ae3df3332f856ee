"""A speaker's page: all that they are quoted with, by story and outlet, and how each outlet introduces it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from transforms.explorer import addresses, charts
from transforms.explorer.charts import Bar
from transforms.explorer.material import Material
from transforms.explorer.records import Quote
from transforms.explorer.rendering import page
from transforms.rows import by_key

LISTED: Final = 1_000
"""Speakers in the list; those with fewer quotes are found where they are quoted."""


class Introduced(NamedTuple):
    """How one outlet quotes a speaker: by type, by colour of its cues, and in which words."""

    outlet: str
    types: Bar
    colours: Bar
    cues: tuple[tuple[str, str, int], ...]


def introduced(quotes: Iterable[Quote]) -> list[Introduced]:
    """A line for each outlet, those with most quotes first."""
    outlets = by_key(quotes, lambda quote: quote.outlet)
    most = max((len(found) for found in outlets.values()), default=0)
    ordered = sorted(outlets.items(), key=lambda one: (-len(one[1]), one[0]))
    return [
        Introduced(name, charts.by_type(name, found, most), charts.by_colour(name, found), _cues(found))
        for name, found in ordered
    ]


def _cues(quotes: Sequence[Quote]) -> tuple[tuple[str, str, int], ...]:
    """Cue, its class, and how often: the commonest first."""
    counts = Counter(
        (quote.cue.casefold(), quote.cue_class or "other") for quote in quotes if quote.cue is not None
    )
    return tuple(
        (cue, kind, count) for (cue, kind), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def listed(material: Material) -> Iterator[tuple[str, bytes]]:
    """The list of speakers."""
    types = material.types("speaker_id")
    totals = {speaker: sum(counts.values()) for speaker, counts in types.items()}
    most = max(totals.values(), default=1)
    ordered = sorted(
        material.speakers.values(),
        key=lambda row: (-totals.get(row.speaker_id, 0), row.name, row.speaker_id),
    )
    shown = ordered[:LISTED]
    bars = {
        row.speaker_id: charts.bar(row.name, types[row.speaker_id], charts.WAYS, most)
        for row in shown
        if row.speaker_id in types
    }
    yield page(
        "speakers", addresses.SPEAKERS, material.version, speakers=shown, total=len(ordered), bars=bars
    )


def pages(material: Material) -> Iterator[tuple[str, bytes]]:
    """A page for each speaker, with all that they are quoted with."""
    order = {story: place for place, story in enumerate(material.stories)}
    for speaker in material.speakers.values():
        quotes = material.quotes_of_speaker.get(speaker.speaker_id, [])
        yield page(
            "speaker",
            addresses.of(speaker.speaker_id),
            material.version,
            speaker=speaker,
            quotes=quotes,
            introduced=introduced(quotes),
            stories=_by_story(quotes, order),
        )


def _by_story(
    quotes: Sequence[Quote], order: Mapping[str, int]
) -> list[tuple[str, str, dict[str, list[Quote]]]]:
    """Story, its headline, and outlet -> quotes, in the `order` of stories: the largest first."""
    found = by_key(quotes, lambda quote: quote.story_id or "")
    return [
        (story, rows[0].story or "", by_key(rows, lambda quote: quote.outlet))
        for story, rows in sorted(found.items(), key=lambda one: order.get(one[0], len(order)))
    ]
