"""What stands beside releases: index.json, which lists them, and latest.json, which names the newest.

Each entry gives a release's schema version, its month, and the SHA-256 of its checksums.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Final

from flows.publishing import releases
from flows.store import plain
from flows.store.durable import write_bytes
from transforms.release.bundle import CHECKSUMS

INDEX: Final = "index.json"

Entry = dict[str, Any]
"""What is told of a release: version, path, schema_version, released (its month), sha256sums."""


def entry_of(dist: Path, version: str) -> Entry:
    """The entry of the release in its folder; OSError, ValueError or KeyError where it cannot be read."""
    checksums = plain.read(dist / version / CHECKSUMS)
    return {
        "version": version,
        "path": version,
        "schema_version": releases.read_json(dist / version / "build.json")["schema_version"],
        "released": "-".join(version.split(".")[:2]),
        "sha256sums": hashlib.sha256(checksums).hexdigest(),
    }


def listed(dist: Path) -> dict[str, Entry]:
    """Version -> its entry, as index.json has it; empty where there is none, or where it cannot be read."""
    try:
        return {str(entry["version"]): dict(entry) for entry in releases.read_json(dist / INDEX)["releases"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def write_index(dist: Path) -> bool:
    """Make index.json list the releases that lie in `dist`, oldest first; whether that changed it.

    A release that it listed keeps its entry, so that a change of its checksums shows; one that cannot be
    read is not listed.
    """
    before = listed(dist)
    found = [before.get(version) or _readable(dist, version) for version in releases.published(dist)]
    content = {"releases": [entry for entry in found if entry is not None]}
    data = (json.dumps(content, indent=2) + "\n").encode()
    if releases.content_of(dist / INDEX, len(data)) == data:
        return False
    write_bytes(dist / INDEX, data)
    return True


def point_to(dist: Path, version: str) -> None:
    """Make latest.json name `version`, at once; nothing is written where it does already."""
    data = (json.dumps(entry_of(dist, version), indent=2) + "\n").encode()
    path = dist / releases.LATEST
    if releases.content_of(path, len(data)) != data:
        write_bytes(path, data)


def _readable(dist: Path, version: str) -> Entry | None:
    try:
        return entry_of(dist, version)
    except (OSError, ValueError, KeyError, TypeError):
        return None
