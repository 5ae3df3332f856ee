"""What the room of reading gives to others: zones as values, and the terms of texts without a licence."""

from dataclasses import dataclass
from typing import Final

THIRD_PARTY: Final = "third-party"
"""What `licence` says of a text whose origin names no licence."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document's text, [start, end) in code points, and its kind (one of ZONE_KINDS)."""

    kind: str
    start: int
    end: int
