"""Whether a release is what was published: files all there and unchanged, and what they say of each other."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from flows.publishing import contents, releases
from flows.publishing.index import INDEX, listed
from flows.publishing.problem import Problem
from flows.store import plain
from transforms.release.bundle import CHECKSUMS, BundleError, parse_checksums

_LARGEST: Final = 2**30
"""Bytes of the longest file that is read though no descriptor says that it has as many."""


def verify(folder: Path) -> list[Problem]:
    """Every problem of the release in `folder`, sorted by kind of check and path; empty where it is whole.

    Raises nothing for what is in the folder, and waits for nothing there; FileNotFoundError where there is no
    such folder. A file that is not as it was published is not looked into.
    """
    found = damage(folder)
    # Without checksums it is no release, and its tables are nobody's.
    if any(problem.path == CHECKSUMS and problem.kind != "changed" for problem in found):
        return found
    return [*found, *contents.problems(folder, _checksums(folder), {problem.path for problem in found})]


def damage(folder: Path) -> list[Problem]:
    """The problems of the release's files alone: any that is missing, extra or not as it was published.

    Raises FileNotFoundError where there is no such folder.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such folder")
    try:
        expected = _checksums(folder)
        return [*_pointed_to(folder), *_files(folder, expected)]
    except FileNotFoundError:
        return [Problem(CHECKSUMS, "missing", "is missing: this is no release, or half of one")]
    except BundleError as error:
        return [Problem(CHECKSUMS, "unreadable", str(error))]
    except OSError as error:
        return [Problem(CHECKSUMS, "unreadable", f"cannot be read: it {error.strerror}")]


def _checksums(folder: Path) -> dict[str, str]:
    """Path -> SHA-256; OSError or BundleError where the file that says them is none."""
    path = folder / CHECKSUMS
    if plain.kind_of(path) == plain.LINK:
        raise plain.NotPlain(path, "is a link, not a plain file")
    return parse_checksums(plain.read(path, plain.LARGEST_LIST))


def _pointed_to(folder: Path) -> Iterator[Problem]:
    """The hash of SHA256SUMS itself is beside the release, wherever that is named or listed."""
    dist, version = folder.parent, folder.resolve().name
    latest, entry = releases.read_latest(dist), listed(dist).get(version)
    if latest.get("version") == version:
        yield from _same_checksums(folder, latest, releases.LATEST)
    if entry is not None:
        yield from _same_checksums(folder, entry, INDEX)


def _same_checksums(folder: Path, entry: Mapping[str, object], name: str) -> Iterator[Problem]:
    if plain.sha256(folder / CHECKSUMS) != entry.get("sha256sums"):
        yield Problem(CHECKSUMS, "changed", f"is not the one that {name} was made for")


def _files(folder: Path, expected: Mapping[str, str]) -> Iterator[Problem]:
    found = {
        path.relative_to(folder).as_posix(): (path, kind)
        for path, kind in plain.entries(folder)
        if kind != plain.FOLDER
    }
    sizes = contents.described_sizes(folder, expected)
    for name, digest in expected.items():
        if name not in found:
            yield Problem(name, "missing", "is missing")
        elif found[name][1] != plain.FILE:
            yield Problem(name, "changed", f"is {found[name][1]}, not a plain file")
        elif (problem := _changed(found[name][0], digest, sizes.get(name, 0))) is not None:
            yield Problem(name, *problem)
    for name in sorted(found.keys() - expected.keys() - {CHECKSUMS}):
        yield Problem(name, "extra", f"does not belong to the release: {CHECKSUMS} does not name it")


def _changed(path: Path, digest: str, size: int) -> tuple[str, str] | None:
    """What is wrong with a file, of which a descriptor says that it has `size` bytes, or 0."""
    try:
        found = plain.size_of(path)
        if found > max(_LARGEST, size):
            return "changed", f"was changed after the release: it has {found:,} bytes, and was not read"
        same = plain.sha256(path) == digest
    except OSError as error:
        return "unreadable", f"cannot be read ({error.strerror})"
    return None if same else ("changed", "was changed after the release: its SHA-256 is another")
