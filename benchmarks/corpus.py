"""Turning benchmark files into a raw/ folder, so that a whole build can be measured on a real corpus."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Page:
    """One article of a corpus."""

    locator: str
    published_at: str
    text: str


def wikinews(folder: Path) -> Iterator[Page]:
    """The English Wikinews articles of `folder`, title first."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Page(row["url"], row["date"], f"{row['title']}\n\n{row['text']}")


def write_origin(raw: Path, origin: str, pages: Iterator[Page], outlet: str | None = None) -> int:
    """Write `pages`, of one outlet where it is named, as one origin under `raw`; gives how many there are."""
    folder = raw / origin
    folder.mkdir(parents=True)
    entries = [_write(folder, number, page) for number, page in enumerate(pages)]
    manifest = {
        "origin": origin,
        "outlet": {"name": outlet, "about": None, "homepage": None},
        "licence": {"name": None, "text": "Read in place for a measurement.", "redistributable": False},
        "documents": entries,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return len(entries)


def _write(folder: Path, number: int, page: Page) -> dict[str, object]:
    data = page.text.encode()
    path = f"{number:05}.txt"
    (folder / path).write_bytes(data)
    return {
        "path": path,
        "locator": page.locator,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "media_type": "text/plain",
        "language": "en",
        "is_translation": None,
        "translated_from": None,
        "retrieved_at": None,
        "published_at": page.published_at,
    }
