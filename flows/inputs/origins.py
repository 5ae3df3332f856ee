"""Reading origins: manifests, and exactly the files that they list, checked byte for byte.

Whatever is not as the contract in schemas/origins.py says stops the build with a ManifestError of one
line: an origin is a few files that a person put there, and guessing on would hide the mistake.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from flows.inputs import layout
from flows.inputs.names import MANIFEST, ORIGIN_FILE, READ_ME, hidden
from flows.store import plain
from schemas.origins import Manifest, ManifestError, RawDocument, parse_manifest, verify, verify_size
from transforms.ids import document_id
from transforms.reading.decoding import MAX_BYTES
from transforms.reading.takedowns import Takedowns

Read = Callable[[Path], bytes]
"""How the bytes of a file are read: plainly, or through a ledger that remembers their hash."""

READ_PLAINLY: Final = partial(plain.read, limit=plain.LARGEST_LIST)


def find_origins(raw: Path) -> list[Path]:
    """The folders of all origins in `raw`, by name.

    Raises ManifestError where there is none, or where what is read lies there in another form.
    """
    layout.look_over(raw)
    folders = sorted(path for path in raw.iterdir() if layout.is_origin(path))
    if not folders:
        raise ManifestError(f"{raw}: holds no origin; add one with `parallax origin add`")
    return folders


def read_manifest(folder: Path, read: Read = READ_PLAINLY) -> Manifest:
    """The manifest of the origin in `folder`, after checking that it and the folder fit each other."""
    path = folder / MANIFEST
    if not layout.is_there(path):
        for other in sorted(folder.iterdir()):
            layout.no_look_alike(other, folder.parent)
        told = f"is missing; add it, or an {ORIGIN_FILE}, or move the folder out of {folder.parent}"
        raise ManifestError(f"{path}: {told}")
    layout.plain_inside(path, folder)
    manifest = parse_manifest(read(path), str(path))
    if manifest.origin != folder.name:
        raise ManifestError(
            f"{path}: origin is {manifest.origin!r} in a folder named {folder.name!r}; make them equal"
        )
    _check_all_listed(folder, manifest)
    return manifest


def read_files(folder: Path, manifest: Manifest, takedowns: Takedowns) -> dict[str, bytes]:
    """The bytes of every file that the manifest lists, by its path there.

    Of a file that is longer than any text may be, only as many as show that: it is rejected for its length,
    and only its size is held against the manifest. What was taken down may be gone, or be another file.
    """
    found = {}
    for document in manifest.documents:
        if document_id(manifest.origin, document.locator) not in takedowns:
            found[document.path] = _read(folder, document)
        elif (data := _if_there(folder, document)) is not None:
            found[document.path] = data
    return found


def not_listed(folder: Path, manifest: Manifest) -> Iterator[Path]:
    """What lies in the folder of an origin, and neither is a folder, nor its manifest, nor listed there."""
    listed = {document.path for document in manifest.documents}
    through = {parent.as_posix() for document in manifest.documents for parent in Path(document.path).parents}
    for path, kind in plain.entries(folder, into=lambda inner: not hidden(inner.name)):
        name = path.relative_to(folder).as_posix()
        known = name == MANIFEST or path.name == READ_ME or name in listed or name in through
        if not known and (kind != plain.FOLDER or hidden(path.name)):
            yield path


def _if_there(folder: Path, document: RawDocument) -> bytes | None:
    try:
        return _read(folder, document)
    except (ManifestError, OSError):
        return None


def _read(folder: Path, document: RawDocument) -> bytes:
    path = folder / document.path
    kind = layout.kind_inside(path)
    lists = f"{folder / MANIFEST}: lists {document.path}, which"
    if not plain.real(path).is_relative_to(plain.real(folder)):
        raise ManifestError(f"{path}: leads out of {folder}; put the file itself there, not a link")
    if kind == plain.NOTHING:
        raise ManifestError(f"{lists} is missing; restore it, or remove its entry")
    if kind != plain.FILE:
        raise ManifestError(f"{lists} is {kind}, not a plain file; put the file itself there")
    verify_size(document, plain.size_of(path), str(path))
    data = plain.first_bytes(path, MAX_BYTES)
    if document.bytes <= MAX_BYTES:
        verify(document, data, str(path))
    return data


def _check_all_listed(folder: Path, manifest: Manifest) -> None:
    """A file that no entry names would be dropped without a word."""
    found = list(not_listed(folder, manifest))
    for path in found:
        if hidden(path.name):
            layout.no_look_alike(path, folder.parent)
    unlisted = [path.relative_to(folder).as_posix() for path in found if not hidden(path.name)]
    if unlisted:
        names = ", ".join(unlisted[:3])
        raise ManifestError(
            f"{folder / MANIFEST}: does not list {len(unlisted)} file(s) of its folder: {names}; "
            "add an entry for each, or move them away"
        )
