"""What a person should know of raw/ though it stops no build: files not read, and copies nobody can tell."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from flows.inputs import layout
from flows.inputs.fetched import is_fetched
from flows.inputs.lists import read_takedowns
from flows.inputs.names import hidden
from flows.inputs.origins import find_origins, not_listed, read_manifest
from flows.store import plain
from schemas.origins import Manifest
from transforms.ids import document_id
from transforms.reading.takedowns import Takedowns

_EXAMPLES: Final = 3


def remarks(raw: Path) -> tuple[str, ...]:
    """Sentences on what is in `raw`, or is not there any more; empty where there is nothing to say.

    Raises ManifestError as reading does.
    """
    folders = find_origins(raw)
    fetched = [folder for folder in folders if is_fetched(folder)]
    manifests = {folder: read_manifest(folder) for folder in folders if folder not in fetched}
    strays = [*layout.not_read(raw)]
    strays += [path for folder in fetched for path, _ in plain.entries(folder) if hidden(path.name)]
    strays += [path for folder, manifest in manifests.items() for path in not_listed(folder, manifest)]
    takedowns = read_takedowns(raw)
    gone = [path for folder, manifest in manifests.items() for path in _gone(folder, manifest, takedowns)]
    return tuple(
        _told(raw, *remark)
        for remark in (
            (strays, "not read, for no manifest lists them", "move away what is not meant to be there"),
            (
                gone,
                "taken down and gone",
                "a copy of the same words in other bytes cannot be told: take it down, too",
            ),
        )
        if remark[0]
    )


def _gone(folder: Path, manifest: Manifest, takedowns: Takedowns) -> Iterator[Path]:
    """Files of documents that were taken down and that are not there any more."""
    for document in manifest.documents:
        if document_id(manifest.origin, document.locator) in takedowns:
            path = folder / document.path
            if not layout.is_there(path):
                yield path


def _told(raw: Path, paths: Sequence[Path], what: str, remedy: str) -> str:
    names = ", ".join(path.relative_to(raw).as_posix() for path in paths[:_EXAMPLES])
    more = f" and {len(paths) - _EXAMPLES} more" if len(paths) > _EXAMPLES else ""
    return f"In {raw}, {len(paths)} file(s) are {what}: {names}{more}; {remedy}."
