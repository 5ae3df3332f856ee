"""Bringing in what lies in a file, or in a folder that grows: whatever is new there, or was changed."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from flows.exits import INPUT, Refused
from flows.fetching.answers import NotHad
from flows.fetching.clock import Clock, written
from flows.fetching.known import Known
from flows.fetching.news import News
from flows.inputs.names import hidden
from flows.store import plain
from schemas.origin_files import OriginFile
from schemas.snapshots import KeptFile
from transforms.reading.containers import CONTAINERS
from transforms.reading.readers import is_known, reader_of

LARGEST_TABLE: Final = 2**28
"""Bytes of the largest table that is brought in; archives of the web are read piece by piece."""

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "warc": "application/warc",
}


def fetch_local(origin: OriginFile, place: Path, known: Known, clock: Clock) -> News:
    """What is new at `place`, beside what is known. Raises Refused.

    A file that is gone there stays in its snapshot: what was once published stays known. A table without a
    column that the origin names is not brought in, for it would stop the next build.
    """
    news = News()
    root = place if plain.kind_of(place) == plain.FOLDER else place.parent
    for path in _files(origin, place, news):
        name = path.relative_to(root).as_posix()
        digest = plain.sha256(path)
        if name in known.files and known.files[name].sha256 == digest:
            news.unchanged += 1
            continue
        if (missing := _missing_column(origin, path)) is not None:
            if known.lost.get(name) != missing.reason:
                news.lose(name, missing, clock.now())
            continue
        kept = KeptFile(
            path=name,
            locator=name,
            sha256=digest,
            bytes=plain.size_of(path),
            media_type=MEDIA_TYPES.get(origin.format) or reader_of(path.suffix).media_type,
            retrieved_at=written(clock.now()),
        )
        news.keep(kept, path, replaces=name in known.files)
    return news


def _missing_column(origin: OriginFile, path: Path) -> NotHad | None:
    """Why a table cannot be read as the origin says; one line of JSON may well lack what others have."""
    container = CONTAINERS.get(origin.format)
    if container is None or origin.format == "jsonl":
        return None
    with plain.opened(path) as file:
        there = container.columns(file)
    missing = sorted(set(origin.columns.named.values()) - set(there)) if there else []
    if not missing:
        return None
    told = f"has no column {missing[0]!r}; it has: {', '.join(there[:12])}"
    return NotHad(told, reason="malformed")


def _files(origin: OriginFile, place: Path, news: News) -> Iterable[Path]:
    """The files of the origin's format at `place`; the others are entered as passed over."""
    kind = plain.kind_of(plain.real(place))
    if kind == plain.FILE:
        return [_of_a_size(origin, place)]
    if kind != plain.FOLDER:
        told = "there is nothing" if kind == plain.NOTHING else f"is {kind}"
        raise Refused(f"{place}: {told}; correct `from` in the origin's origin.toml", INPUT)
    found = [entry for entry in plain.entries(place, into=_shown) if _shown(entry[0])]
    files = [
        path
        for path, kind in found
        if kind == plain.FILE and _is_of(origin, path) and _has_plain_name(path, place)
    ]
    taken = set(files)
    news.passed_over += [str(path) for path, kind in found if kind != plain.FOLDER and path not in taken]
    return [_of_a_size(origin, path) for path in files]


def _is_of(origin: OriginFile, path: Path) -> bool:
    container = CONTAINERS.get(origin.format)
    if container is None:
        return is_known(path.suffix)
    return path.name.lower().endswith(container.suffixes)


def _of_a_size(origin: OriginFile, path: Path) -> Path:
    if origin.format != "warc" and plain.size_of(path) > LARGEST_TABLE:
        raise Refused(f"{path}: has more than {LARGEST_TABLE:,} bytes; cut it into parts", INPUT)
    return path


def _has_plain_name(path: Path, place: Path) -> bool:
    """Whether a list can hold the name: one on one line, in characters."""
    name = path.relative_to(place).as_posix()
    return name.isprintable() and name == name.strip()


def _shown(path: Path) -> bool:
    return not hidden(path.name)
