"""What a difference of numbers or dates is called for people: "length of the discussion"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from transforms.comparison.differences.predicate_frames import Frame
from transforms.comparison.differences.quantity_mentions import QuantityMention
from transforms.language import lexica

HOLDING_VERBS: Final = lexica.words("comparison", "holding_verbs")

_LABELS: Final = {
    "since_last": "time since the last",
    "age": "age",
    "distance": "time before or after",
    "date": "date",
    "duration": "length",
    "count": "number",
    "money": "amount",
    "percentage": "share",
    "measure": "measure",
}
_NAMED: Final = frozenset(("since_last", "duration", "money", "date"))
"""What one noun tells; a share is of something somewhere, and an age is somebody's."""


def title(mentions: Sequence[QuantityMention], frames: Sequence[Frame]) -> str:
    """The label of the quantities with the thing that most frames name, else with words around the first."""
    first = mentions[0]
    aspect = first.aspect if first.aspect != "itself" else str(first.row.kind)
    label, thing = _LABELS[aspect], _thing(aspect, frames)
    if thing is None:
        return f"{label}: {first.context}"
    return f"{label} {thing}" if aspect == "since_last" else f"{label} of the {thing}"


def _thing(aspect: str, frames: Sequence[Frame]) -> str | None:
    if aspect not in _NAMED:
        return None
    telling = [frame for frame in frames if aspect != "date" or frame.predicate in HOLDING_VERBS]
    counts = Counter(thing for frame in telling for thing in sorted(frame.things))
    # The first frame that has one breaks ties: Counter keeps the order of first appearance.
    return counts.most_common(1)[0][0] if counts else None
