"""Attributions as rows of the table `quotes`."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from transforms.attribution.values import Attribution
from transforms.ids import normalise, ordinals, quote_id
from transforms.language.spans import Span
from transforms.reading.zones import Zone

GAP = " … "
"""Stands between parts of a quote that other text interrupts."""


def joined(text: str, spans: Sequence[Span]) -> str | None:
    """The spans' texts in order, joined by a mark of omission; None where there are no spans."""
    return GAP.join(span.of(text) for span in spans) or None


def ids(document_id: str, text: str, attributions: Sequence[Attribution]) -> list[str]:
    """A stable id for each attribution: document, normalised content, ordinal among equal contents."""
    contents = [" ".join(span.of(text) for span in found.content) for found in attributions]
    places = ordinals([normalise(content) for content in contents])
    return [quote_id(document_id, content, place) for content, place in zip(contents, places, strict=True)]


def rows(
    document_id: str, text: str, zones: Sequence[Zone], attributions: Sequence[Attribution]
) -> list[dict[str, Any]]:
    """One row an attribution; speakers are filled in later, by name."""
    keys = ids(document_id, text, attributions)
    ordered = sorted(zones, key=lambda zone: zone.start)
    return [
        {
            "quote_id": key,
            "document_id": document_id,
            "type": found.type,
            "content": joined(text, found.content),
            "cue": joined(text, found.cue),
            "cue_lemma": found.cue_lemma,
            "cue_class": found.cue_class,
            "cue_modifiers": list(found.cue_modifiers),
            "source": joined(text, found.source),
            "speaker_id": None,
            "speaker_confidence": None,
            "negated": found.negated,
            "nested_in": None if found.nested_in is None else keys[found.nested_in],
            "zone": _zone_at(ordered, found.content[0].start),
            "start": found.content[0].start,
            "end": found.content[-1].end,
            "confidence": round(found.confidence, 4),
            "method": found.method,
        }
        for key, found in zip(keys, attributions, strict=True)
    ]


def _zone_at(zones: Sequence[Zone], offset: int) -> str | None:
    """The kind of the zone that holds `offset`; zones are sorted and do not overlap."""
    place = bisect_right(zones, offset, key=lambda zone: zone.start) - 1
    return zones[place].kind if place >= 0 and offset < zones[place].end else None
