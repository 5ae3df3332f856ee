"""The two lists that lie beside the origins: what was taken down, and how many rows are expected."""

from collections.abc import Mapping
from pathlib import Path

from flows.inputs import layout
from flows.inputs.names import EXPECTED_ROWS, TAKEDOWNS
from flows.inputs.origins import READ_PLAINLY, Read, find_origins
from flows.inputs.reading import listing
from schemas.expected_rows import newest, parse_expected
from schemas.takedowns import parse_takedowns
from transforms.reading.takedowns import Takedowns, taken_down


def read_takedowns(raw: Path, read: Read = READ_PLAINLY) -> Takedowns:
    """The documents of `raw` that were taken down; none where there is no list.

    Raises ManifestError, also for a list in another form or under another name: it would be passed over.
    """
    layout.look_over(raw)
    path = raw / TAKEDOWNS
    if not layout.is_there(path):
        return {}
    entries = parse_takedowns(read(path), str(path))
    return taken_down(entries, map(listing, find_origins(raw)), str(path)) if entries else {}


def read_expected(raw: Path) -> Mapping[str, int] | None:
    """How many rows each table should have, as a person said for `raw`; None where nobody did."""
    layout.look_over(raw)
    path = raw / EXPECTED_ROWS
    return newest(parse_expected(READ_PLAINLY(path), str(path))) if layout.is_there(path) else None
