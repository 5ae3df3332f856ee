"""What decides, beside a text, what is found in it: code, models, word lists and libraries, as one hash."""

import hashlib
import json
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from flows.store.resources import PROJECT

CODE: Final = (
    "schemas", "transforms", "flows/store",
    "flows/engine/shards.py", "flows/engine/steps.py", "flows/engine/watchdog.py",
)  # fmt: skip
"""Where the code lies that makes rows of texts: stages, contracts, and what loads and runs them."""

LOCK: Final = "requirements.lock"
_SUFFIXES: Final = (".py", ".toml")


def fingerprint(hashes: Mapping[str, str], project: Path = PROJECT) -> str:
    """One hash of the code, the lock, the libraries installed, Python, and of what `hashes` names.

    `hashes` are the SHA-256 of models, reference tables and word lists by name, as the ledger has them. What
    was kept under another fingerprint is never used again: whatever changed may change any row.
    """
    digest = hashlib.sha256()
    for fact in (*_files(project), *_libraries(), *map(":".join, sorted(hashes.items())), _python()):
        digest.update(f"{fact}\n".encode())
    return digest.hexdigest()


def digest_of(facts: object) -> str:
    """A hash of plain values, 32 hex digits: the same for the same values on every machine."""
    told = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _files(project: Path) -> Iterator[str]:
    """Path and hash of each file of code, and of the lock where there is one."""
    for path in sorted(_code(project)):
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        yield f"{path.relative_to(project).as_posix()}:{found}"


def _code(project: Path) -> Iterator[Path]:
    for place in map(project.joinpath, (*CODE, LOCK)):
        inside: Iterable[Path] = place.rglob("*") if place.is_dir() else (place,)
        yield from (path for path in inside if path.is_file() and _is_code(path))


def _is_code(path: Path) -> bool:
    return path.suffix in _SUFFIXES or path.name == LOCK


def _libraries() -> list[str]:
    """Name and version of everything installed, as its folder is called: the lock says what should be."""
    places = (Path(place) for place in sys.path)
    return sorted({found.stem for place in places if place.is_dir() for found in place.glob("*.dist-info")})


def _python() -> str:
    return f"{platform.python_version()} {platform.machine()}"
