"""The record of fetching: how each origin was fetched last, as JSON in the work folder."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from flows.exits import DONE
from flows.store.durable import write_bytes

FETCHING: Final = "fetching"
"""Folder of the work folder with a folder an origin: its lock, and the record of its last round."""

_RECORD: Final = "last.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How an origin was fetched last, at a moment (ISO 8601, UTC).

    What was new, and what was not had and why; or, as `error` with its exit `code`, why it was not fetched.
    """

    origin: str
    at: str
    code: int = DONE
    error: str | None = None
    new: int = 0
    replaced: int = 0
    changed: int = 0
    unchanged: int = 0
    not_had: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The same in one sentence."""
        if self.error is not None:
            return f"{self.origin}: {self.at}: {self.error}"
        missed = f", {len(self.not_had)} not had; as: {self.not_had[0]}" if self.not_had else ""
        found = counted(self.new, self.replaced, self.changed, self.unchanged)
        return f"{self.origin}: {self.at}: {found}{missed}"


def counted(new: int, replaced: int, changed: int, unchanged: int) -> str:
    """Files in words; those that were replaced whole are told only where there are any."""
    whole = f"{replaced} replaced, " if replaced else ""
    return f"{new} new file(s), {whole}{changed} changed, {unchanged} unchanged"


def folder_of(work: Path, origin: str) -> Path:
    """Where the lock and the record of an origin lie."""
    return work / FETCHING / origin


def note_round(work: Path, told: Round) -> None:
    """Put a round on record, in place of the origin's last one."""
    write_bytes(folder_of(work, told.origin) / _RECORD, json.dumps(asdict(told), ensure_ascii=False).encode())


def last_rounds(work: Path) -> list[Round]:
    """How each origin was fetched last, by name; a record that cannot be read is passed over."""
    found = []
    for path in sorted((work / FETCHING).glob(f"*/{_RECORD}")):
        try:
            found.append(Round(**json.loads(path.read_bytes())))
        except (OSError, ValueError, TypeError):
            continue
    return found
