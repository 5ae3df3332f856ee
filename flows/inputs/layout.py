"""What may lie in raw/, and in what form: a list in any other form would be passed over without a word."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from flows.inputs.names import EXPECTED_ROWS, MANIFEST, ORIGIN_FILE, READ_ME, TAKEDOWNS, hidden, meant
from flows.store import plain
from flows.store.resources import REFERENCE, REFERENCE_TABLES
from schemas.origins import ManifestError

LISTS: Final = (TAKEDOWNS, EXPECTED_ROWS)
_OF_REFERENCE: Final = frozenset((*REFERENCE_TABLES, READ_ME))
# What the system says of a path that no file can have.
_NO_PATH: Final = frozenset((errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP))


def look_over(raw: Path) -> None:
    """Raise ManifestError where `raw` holds what is read, or looks like it, in a form in which it is not."""
    if not raw.is_dir():
        raise ManifestError(f"{raw}: no such folder; run from the project's folder, or name it with --raw")
    for path in sorted(raw.iterdir()):
        if path.name in LISTS:
            plain_inside(path, raw)
        elif not (is_origin(path) and _says_what_it_is(path)):
            no_look_alike(path, raw)
        if path.name == REFERENCE or not hidden(path.name):
            _leads_on(path, raw)
    if plain.kind_of(raw / REFERENCE) != plain.NOTHING:
        _reference(raw)


def is_origin(path: Path) -> bool:
    """Whether something in raw/ is the folder of an origin."""
    return path.name != REFERENCE and not hidden(path.name) and kind_inside(path) == plain.FOLDER


def is_there(path: Path) -> bool:
    """Whether there is anything at `path`, in whatever form."""
    return plain.kind_of(path) != plain.NOTHING


def plain_inside(path: Path, root: Path) -> None:
    """Raise ManifestError unless `path` leads to a plain file below `root`, of a size that is read."""
    plain_file_inside(path, root)
    if plain.size_of(path) > plain.LARGEST_LIST:
        raise ManifestError(f"{path}: has more than {plain.LARGEST_LIST:,} bytes; it cannot be meant")


def plain_file_inside(path: Path, root: Path) -> None:
    """Raise ManifestError unless `path` leads to a plain file below `root`, however large."""
    leads = f"{path}: leads out of {root}; put the file itself there, not a link"
    kind = kind_inside(path)
    if not plain.real(path).is_relative_to(plain.real(root)):
        raise ManifestError(leads)
    if kind == plain.NOTHING:
        raise ManifestError(f"{path}: is a link that leads nowhere; put the file itself there, or remove it")
    if kind != plain.FILE:
        raise ManifestError(f"{path}: is {kind}, not a plain file; put the file itself there, or remove it")


def no_look_alike(path: Path, raw: Path) -> None:
    """Raise ManifestError where the name of `path`, anywhere in `raw`, looks like one that is read."""
    name = meant(path.name)
    if name == MANIFEST:
        told = f"looks like a {name}, but is not read: an origin's lies in the origin's own folder"
        raise ManifestError(
            f"{path}: {told}, under exactly that name; move or rename it, or move it out of {raw}"
        )
    if name is not None:
        told = f"looks like {name}, but is not read; put what it says into {raw / name}"
        raise ManifestError(f"{path}: {told}, and move it out of {raw}")


def kind_inside(path: Path) -> str:
    """What `path` leads to, links followed; ManifestError where no file can have such a path."""
    try:
        return plain.kind_of(plain.real(path))
    except OSError as error:
        if error.errno not in _NO_PATH:
            raise
        said = (error.strerror or "").lower()
        raise ManifestError(f"{path}: is no path that the system takes ({said}); correct it") from error


def not_read(raw: Path) -> Iterator[Path]:
    """What lies in `raw` and its tables of reference, and is neither a folder of an origin nor read."""
    for path in sorted(raw.iterdir()):
        known = path.name in {*LISTS, READ_ME, REFERENCE} or is_origin(path)
        if not known:
            yield path
    if (raw / REFERENCE).is_dir():
        yield from (path for path in sorted((raw / REFERENCE).iterdir()) if path.name not in _OF_REFERENCE)


def _says_what_it_is(folder: Path) -> bool:
    return any(kind_inside(folder / name) != plain.NOTHING for name in (MANIFEST, ORIGIN_FILE))


def _leads_on(path: Path, raw: Path) -> None:
    """Refuse a link out of `raw`, or to nowhere: an origin would be read from elsewhere, or not at all."""
    if plain.kind_of(path) != plain.LINK:
        return
    if not plain.real(path).is_relative_to(plain.real(raw)):
        raise ManifestError(f"{path}: leads out of {raw}; put the folder or file itself there, not a link")
    if kind_inside(path) == plain.NOTHING:
        raise ManifestError(f"{path}: is a link that leads nowhere; restore what it led to, or remove it")


def _reference(raw: Path) -> None:
    folder = raw / REFERENCE
    if kind_inside(folder) != plain.FOLDER:
        message = (
            f"is {kind_inside(folder)}, not a folder; the project's own tables would be read in its place"
        )
        raise ManifestError(f"{folder}: {message}: make it a folder, or remove it")
    for path in sorted(folder.iterdir()):
        if path.name in _OF_REFERENCE:
            plain_inside(path, raw)
        else:
            no_look_alike(path, raw)
