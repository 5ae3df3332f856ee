"""Reading raw/: manifests, and exactly the files that they list, checked byte for byte.

Whatever is not as the contract in schemas/origins.py says stops the build with a ManifestError of one
line: an origin is a few files that a person put there, and guessing on would hide the mistake.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from flows.store.resources import REFERENCE
from schemas.expected_rows import newest, parse_expected
from schemas.origins import Manifest, ManifestError, RawDocument, parse_manifest, verify
from schemas.takedowns import parse_takedowns
from transforms.ids import document_id
from transforms.reading.takedowns import Takedowns, taken_down

MANIFEST = "manifest.json"
TAKEDOWNS = "takedowns.json"
EXPECTED_ROWS = "expected_rows.json"

Read = Callable[[Path], bytes]
"""How the bytes of a file are read: plainly, or through a ledger that remembers their hash."""

_NOTES = frozenset((MANIFEST, "README.md"))


def find_origins(raw: Path) -> list[Path]:
    """The folders of all origins in `raw`, by name; raises ManifestError where there is none."""
    if not raw.is_dir():
        raise ManifestError(f"{raw}: no such folder; run from the project's folder, or name it with --raw")
    folders = sorted(path for path in raw.iterdir() if path.is_dir() and _is_origin(path.name))
    if not folders:
        raise ManifestError(f"{raw}: holds no origin; add a folder with a {MANIFEST}")
    return folders


def read_manifest(folder: Path, read: Read = Path.read_bytes) -> Manifest:
    """The manifest of the origin in `folder`, after checking that it and the folder fit each other."""
    path = folder / MANIFEST
    if not path.is_file():
        raise ManifestError(f"{path}: is missing; add it, or move the folder out of {folder.parent}")
    manifest = parse_manifest(read(path), str(path))
    if manifest.origin != folder.name:
        raise ManifestError(
            f"{path}: origin is {manifest.origin!r} in a folder named {folder.name!r}; make them equal"
        )
    _check_all_listed(folder, manifest)
    return manifest


def read_takedowns(raw: Path, read: Read = Path.read_bytes) -> Takedowns:
    """The documents of `raw` that were taken down; none where there is no list. Raises ManifestError."""
    path = raw / TAKEDOWNS
    if not path.is_file():
        return {}
    entries = parse_takedowns(read(path), str(path))
    return taken_down(entries, map(read_manifest, find_origins(raw)), str(path))


def read_expected(raw: Path) -> Mapping[str, int] | None:
    """How many rows each table should have, as a person said for `raw`; None where nobody did."""
    path = raw / EXPECTED_ROWS
    return newest(parse_expected(path.read_bytes(), str(path))) if path.is_file() else None


def read_files(folder: Path, manifest: Manifest, takedowns: Takedowns) -> dict[str, bytes]:
    """The bytes of every file that the manifest lists, by its path there.

    What was taken down is not read: its file may be gone.
    """
    return {
        document.path: _read(folder, document)
        for document in manifest.documents
        if document_id(manifest.origin, document.locator) not in takedowns
    }


def _read(folder: Path, document: RawDocument) -> bytes:
    path = folder / document.path
    if not path.is_file():
        raise ManifestError(
            f"{folder / MANIFEST}: lists {document.path}, which is missing; restore it, or remove its entry"
        )
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ManifestError(f"{path}: leads out of {folder}; put the file itself there, not a link")
    data = path.read_bytes()
    verify(document, data, str(path))
    return data


def _is_origin(name: str) -> bool:
    return name != REFERENCE and not name.startswith(".")


def _check_all_listed(folder: Path, manifest: Manifest) -> None:
    """A file that no entry names would be dropped without a word."""
    listed = {document.path for document in manifest.documents}
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() and path.name not in _NOTES and not path.name.startswith(".")
    }
    unlisted = sorted(there - listed)
    if unlisted:
        names = ", ".join(unlisted[:3])
        raise ManifestError(
            f"{folder / MANIFEST}: does not list {len(unlisted)} file(s) of its folder: {names}; "
            "add an entry for each, or move them away"
        )
