"""Making origins for tests: files on disk, and the manifest that fits them."""

import json
from pathlib import Path
from typing import Any

from tests.transforms.line import STORY, manifest

ARTICLE = STORY.encode()


def write_origin(raw: Path, origin: str, files: dict[str, bytes]) -> Path:
    """An origin whose manifest lists exactly `files`; gives its folder."""
    folder = raw / origin
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    write_manifest(folder, manifest(origin, files).model_dump(mode="json"))
    return folder


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest as it stands, for a test to spoil."""
    content: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    return content


def write_manifest(folder: Path, content: dict[str, Any]) -> None:
    (folder / "manifest.json").write_text(json.dumps(content))


def take_down(raw: Path, *others: str, **entry: str) -> None:
    """A list of takedowns: an entry that names its document as `entry` does, and ones for other locators."""
    facts = {"reason": "publisher", "requested_on": "2026-11-20"} | entry
    entries = [facts, *(facts | {"locator": locator} for locator in others)]
    (raw / "takedowns.json").write_text(json.dumps({"takedowns": entries}))
