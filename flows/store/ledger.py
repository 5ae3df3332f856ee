"""What was read is what is hashed: files are read through a ledger, and provenance is written from it."""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from flows.exits import MACHINE, Refused
from flows.store import plain
from flows.store.durable import write_bytes

INPUTS = "inputs"
"""Folder of the work folder that holds the ledgers of what was read from raw/."""

_RESOURCES = "resources.json"


class Ledger:
    """Reads files, and knows the SHA-256 of each that it read, by a name that is the same on every machine.

    Names are paths relative to `root` where none is given.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._hashes: dict[str, str] = {}

    def read(self, path: Path, name: str | None = None, check: Callable[[str], None] | None = None) -> bytes:
        """The bytes of a file, entered into the ledger once `check` has let its hash pass.

        OSError where it cannot be read; Refused where it was read before and has changed since.
        """
        data = plain.read(path)
        self.enter(name or path.relative_to(self._root).as_posix(), data, check)
        return data

    def enter(self, name: str, data: bytes, check: Callable[[str], None] | None = None) -> None:
        """Enter what was read elsewhere."""
        found = hashlib.sha256(data).hexdigest()
        if check:
            check(found)
        if self._hashes.setdefault(name, found) != found:
            raise Refused(f"{name}: changed while it was in use; leave it alone, and run again", MACHINE)

    def __contains__(self, name: str) -> bool:
        return name in self._hashes

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of everything read so far, by name, sorted."""
        return dict(sorted(self._hashes.items()))

    def save(self, work: Path, part: str) -> None:
        """Keep these hashes in a work folder, as those of one part of the input."""
        write_bytes(work / INPUTS / f"{part}.json", json.dumps(self.hashes(), indent=1).encode())


def saved(work: Path) -> dict[str, str]:
    """The hashes of all parts of the input, as they were read for the tables in a work folder."""
    parts = sorted((work / INPUTS).glob("*.json"))
    return dict(sorted(entry for part in parts for entry in json.loads(part.read_bytes()).items()))


def save_resources(work: Path, hashes: Mapping[str, str]) -> None:
    """Keep the hashes of the models and lists with which the tables in a work folder were made."""
    write_bytes(work / _RESOURCES, json.dumps(hashes, indent=1).encode())


def saved_resources(work: Path) -> dict[str, str] | None:
    """The hashes that `save_resources` kept; None where no tables were made there."""
    path = work / _RESOURCES
    found: dict[str, str] | None = json.loads(path.read_bytes()) if path.is_file() else None
    return found
