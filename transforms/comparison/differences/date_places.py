"""Where dated things are said to be: what parts talks in one town from those in another, in the title.

A document that dates a thing of that place in words that fit the others has no difference of its own, and yet
a reader wants to see what it says.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from transforms.comparison.differences.quantity_mentions import QuantityMention

_PLACE = re.compile(r"\b(?:in|at)\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_DAYS: Final = frozenset(("day", "week"))
"""Units of dates that say when something was, and not how long ago its like was."""


def place_of(mentions: Sequence[QuantityMention]) -> str | None:
    """The place that the sentences of several documents name beside their date, the one that most name."""
    documents: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for name, _ in _places(mention):
            documents[name].add(mention.row.document_id)
    shared = [name for name, found in documents.items() if len(found) > 1]
    return min(shared, key=lambda name: (-len(documents[name]), name), default=None)


def dated_there(
    place: str, mentions: Sequence[QuantityMention], known: Sequence[QuantityMention]
) -> list[QuantityMention]:
    """Of the documents that `known` lacks, the date that stands nearest to the place in its sentence."""
    lacking = {mention.row.document_id for mention in mentions} - {m.row.document_id for m in known}
    found: dict[str, tuple[int, int, QuantityMention]] = {}
    for mention in mentions:
        row = mention.row
        if row.document_id in lacking and row.kind == "date" and row.unit in _DAYS:
            far = min((abs(at - row.start) for name, at in _places(mention) if name == place), default=None)
            if far is not None:
                near = (far, row.start, mention)
                found[row.document_id] = min(found.get(row.document_id, near), near, key=lambda one: one[:2])
    return [mention for _, (_, _, mention) in sorted(found.items())]


def _places(mention: QuantityMention) -> list[tuple[str, int]]:
    """Names after "in" in the date's sentence, with where each starts in the text."""
    start, end = mention.sentence
    return [(m["name"], m.start("name")) for m in _PLACE.finditer(mention.text, start, end)]
