"""Where a build reads and writes, and how it cuts its work: one frozen value that every flow takes."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from flows.exits import INPUT, Refused

PREFIX = "PARALLAX_"
_NUMBERS = ("chunk_size", "seconds_a_document", "workers")
_WORDS = ("version", "dask", "shared")
_SWITCHES = ("fresh", "unrecorded")
MAX_TASKS = 150
"""Prefect keeps up with some two hundred tasks a flow; a larger corpus is cut into larger chunks."""

TOGETHER = 50
"""Documents that a worker has in memory with all that is found, about: a larger piece is done in parts."""

SECONDS_A_DOCUMENT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a run; relative paths are relative to the current directory.

    `raw`, `dist` and `work` are the folders of the input, of the releases and of the build's own files.
    `chunk_size` is the number of documents whose quotes one task finds, at least. `seconds_a_document` is how
    long the processor may be at work on one document before it is rejected as too costly. `version` overrides
    the release's number, which is otherwise the next free one. `fresh` finds everything anew, whatever
    earlier builds in the work folder kept. `unrecorded` runs the same steps without Prefect. `workers` is the
    number of processes that read texts on this machine. `dask` is the address of a Dask cluster that does it
    instead, and `shared` the URL of a folder that all its workers and this machine reach, by default the work
    folder itself.
    """

    raw: Path = Path("raw")
    dist: Path = Path("dist")
    work: Path = Path("build")
    chunk_size: int = TOGETHER
    seconds_a_document: int = SECONDS_A_DOCUMENT
    version: str | None = None
    fresh: bool = False
    unrecorded: bool = False
    workers: int = 1
    dask: str | None = None
    shared: str | None = None

    def __post_init__(self) -> None:
        if self.chunk_size < 1:
            raise Refused(f"chunk size is {self.chunk_size}; it must be 1 or more", INPUT)
        if self.seconds_a_document < 1:
            told = f"seconds a document are {self.seconds_a_document}; they must be 1 or more"
            raise Refused(told, INPUT)
        if self.workers < 1:
            raise Refused(f"workers are {self.workers}; they must be 1 or more", INPUT)

    @property
    def prefect_home(self) -> Path:
        """Prefect's database and files: inside the work folder, not in the user's home."""
        return self.work / "prefect"

    def documents_a_chunk(self, documents: int) -> int:
        """`chunk_size`, or as much more as keeps the number of chunks within MAX_TASKS."""
        return max(self.chunk_size, -(-documents // MAX_TASKS))


def load(environment: Mapping[str, str] | None = None, **overrides: Any) -> Settings:
    """The defaults, then PARALLAX_RAW, PARALLAX_CHUNK_SIZE and so on, then `overrides` that are not None."""
    found = _from_environment(os.environ if environment is None else environment)
    given = {name: value for name, value in overrides.items() if value is not None}
    return replace(Settings(), **(found | given))


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables from which `load` reads `settings` again, wherever it runs: folders are absolute."""
    plain = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    absolute = {name: value.absolute() if isinstance(value, Path) else value for name, value in plain.items()}
    return {
        PREFIX + name.upper(): str(value) for name, value in absolute.items() if value not in (None, False)
    }


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(Settings):
        value = environment.get(PREFIX + field.name.upper())
        if value:
            found[field.name] = _parse(field.name, value)
    return found


def _parse(name: str, value: str) -> Path | int | str | bool:
    if name in _SWITCHES:
        if value.lower() not in ("0", "1", "false", "true"):
            raise Refused(f"{PREFIX}{name.upper()} is {value!r}; it must be 0 or 1", INPUT)
        return value.lower() in ("1", "true")
    if name in _NUMBERS:
        if not value.isdecimal():
            raise Refused(f"{PREFIX}{name.upper()} is {value!r}; it must be a whole number", INPUT)
        return int(value)
    return value if name in _WORDS else Path(value)
