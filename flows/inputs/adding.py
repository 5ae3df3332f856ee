"""Adding an origin: its folder and its origin.toml, of what a person said and a look at the file shows."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from flows.exits import INPUT, Refused
from flows.inputs.names import ORIGIN_FILE, hidden
from flows.store import plain
from flows.store.durable import write_bytes
from schemas.origin_files import TABLE_FORMATS, OriginFile, is_address
from schemas.origins import as_model
from transforms.reading.column_guesses import guessed_columns
from transforms.reading.containers import CONTAINERS

THIRD_PARTY_TERMS: Final = (
    "Third-party text, kept as input for quotation and research; not covered by this repository's licence."
)
_EXPLAINED: Final[Mapping[str, str]] = {
    "": "What this origin is. docs/inputs.md explains every key; `parallax origin check` reads this file.",
    "outlet": "Who published the articles. Leave name out where the pages or a column say so.",
    "licence": "On what terms they are kept; name is an SPDX id, if there is one.",
    "text": "What is true of every article, unless a column says otherwise of one.",
    "columns": "Which column says what.",
    "fetch": "How politely the address is asked, and for how many days a page is asked for changes.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody says of a new origin; None and empty where nothing was said."""

    address: str
    format: str | None = None
    outlet: str | None = None
    language: str = "en"
    licence: str | None = None
    terms: str | None = None
    redistributable: bool = False
    is_translation: bool | None = None
    translated_from: str | None = None
    contact: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def add_origin(raw: Path, name: str, wanted: Wanted) -> Path:
    """Make the folder of the origin `name` with its origin.toml; gives the folder.

    Raises ManifestError or Refused, and makes nothing, where what was said does not do, or there is one.
    """
    folder = raw / name
    if folder.exists() or folder.is_symlink():
        raise Refused(f"{folder}: is there already; choose another name, or change its {ORIGIN_FILE}", INPUT)
    _check_address(wanted)
    origin = _origin(raw, name, wanted)
    write_bytes(folder / ORIGIN_FILE, as_toml(origin).encode())
    return folder


def as_toml(origin: OriginFile) -> str:
    """An origin.toml that says what `origin` does, with a comment on each of its tables."""
    content = origin.model_dump(by_alias=True, exclude_none=True)
    plain_keys = {key: value for key, value in content.items() if value and not isinstance(value, dict)}
    parts = [_table("", plain_keys)]
    parts += [_table(key, value) for key, value in content.items() if isinstance(value, dict) and value]
    return "\n".join(parts if origin.on_the_web else parts[:-1])


def _origin(raw: Path, name: str, wanted: Wanted) -> OriginFile:
    style = wanted.format or _format(wanted.address)
    columns = dict(wanted.columns)
    if style in TABLE_FORMATS and not is_address(wanted.address):
        columns = _columns(Path(wanted.address), style, columns)
    address = wanted.address if is_address(wanted.address) else _as_kept(Path(wanted.address), raw)
    content: dict[str, Any] = {
        "origin": name,
        "from": address,
        "format": style,
        "outlet": _said(name=wanted.outlet),
        "licence": _said(name=wanted.licence, text=wanted.terms or THIRD_PARTY_TERMS)
        | {"redistributable": wanted.redistributable},
        "text": _said(
            language=wanted.language,
            is_translation=True if wanted.translated_from else wanted.is_translation,
            translated_from=wanted.translated_from,
        ),
        "columns": columns,
        "fetch": _said(contact=wanted.contact),
    }
    return as_model(OriginFile, content, f"{raw / name / ORIGIN_FILE} (not written)")


def _check_address(wanted: Wanted) -> None:
    if "://" in wanted.address:
        from flows.fetching.addresses import Unsafe, checked_url  # noqa: PLC0415 (a file needs no web)

        try:
            checked_url(wanted.address)
        except Unsafe as error:
            raise Refused(f"{wanted.address.rpartition('@')[2]}: {error}", INPUT) from error
    if is_address(wanted.address):
        if wanted.contact is None:
            told = (
                "say with --contact how its people reach you, an e-mail or web address; each request says it"
            )
            raise Refused(f"{wanted.address}: {told}", INPUT)
    elif plain.kind_of(plain.real(Path(wanted.address))) == plain.NOTHING:
        raise Refused(f"{wanted.address}: there is nothing; give a file, a folder or an address", INPUT)


def _said(**facts: object) -> dict[str, object]:
    return {key: value for key, value in facts.items() if value is not None}


def _as_kept(path: Path, raw: Path) -> str:
    """A path as origin.toml keeps it: relative to the folder that holds raw/ where it lies below that."""
    absolute, project = path.absolute(), raw.absolute().parent
    return (absolute.relative_to(project) if absolute.is_relative_to(project) else absolute).as_posix()


def _format(address: str) -> str:
    """The format that an address or path most likely has: by how it ends."""
    ending = address.lower().partition("?")[0]
    found = [name for name, one in CONTAINERS.items() if ending.endswith(one.suffixes)]
    if found:
        return found[0]
    return "feed" if is_address(address) else _of_folder(Path(address))


def _of_folder(path: Path) -> str:
    """The format of a folder: that of its first file which is a container, else texts and pages."""
    if plain.kind_of(plain.real(path)) != plain.FOLDER:
        return "files"
    names = [inner.name.lower() for inner, _ in plain.entries(path) if not hidden(inner.name)]
    fitting = (
        name for name, one in CONTAINERS.items() if any(inner.endswith(one.suffixes) for inner in names)
    )
    return next(fitting, "files")


def _columns(path: Path, style: str, said: Mapping[str, str]) -> dict[str, str]:
    """What was said of the columns, and what their names say of those that nobody spoke of."""
    there = list(_names_in(path, style))
    missing = sorted(set(said.values()) - set(there))
    if missing:
        told = f"has no column {missing[0]!r}; it has: {', '.join(there[:12]) or 'none'}"
        raise Refused(f"{path}: {told}; correct --column", INPUT)
    guessed = {fact: name for fact, name in guessed_columns(there).items() if name not in said.values()}
    if {"text", "html"} & set(said):
        guessed = {fact: name for fact, name in guessed.items() if fact not in {"text", "html"}}
    columns = guessed | dict(said)
    if not {"text", "html"} & set(columns):
        told = f"none of its columns is called as texts are: {', '.join(there[:12]) or 'it has none'}"
        raise Refused(f"{path}: {told}; say which it is with --column text=NAME", INPUT)
    return columns


def _names_in(path: Path, style: str) -> Iterator[str]:
    """The columns of the table at `path`, or of the first one in that folder."""
    container = CONTAINERS[style]
    kind = plain.kind_of(plain.real(path))
    inside = [one for one, _ in plain.entries(path)] if kind == plain.FOLDER else [path]
    for one in (one for one in inside if one.name.lower().endswith(container.suffixes) or one == path):
        with plain.opened(one) as file:
            yield from container.columns(file)
        return


def _table(name: str, content: Mapping[str, object]) -> str:
    head = [f"# {_EXPLAINED[name]}", *([f"[{name}]"] if name else [])]
    return "\n".join([*head, *(f"{key} = {_value(value)}" for key, value in content.items())]) + "\n"


def _value(value: object) -> str:
    """A value in TOML, whose strings, numbers and booleans JSON writes alike, but for one character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
