"""The contract of raw/<origin>/manifest.json: what an origin must say about itself and its files.

A manifest is written by a person, so every error is one line that names the file, the key and the remedy.
Nothing here reads a disk: callers hand in bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from schemas.columns import LANGUAGE_PATTERN, ORIGIN_PATTERN, SHA256_PATTERN
from schemas.vocabularies import MEDIA_TYPES

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?", re.ASCII)
_LONGEST_NAME = 255
"""Bytes of the longest name that the file systems in use take."""


_RESTORE = "restore the file, or correct the manifest if the change is meant"


class ManifestError(ValueError):
    """A manifest, or a file it lists, that is not as the contract says; the message is for its author."""


def _relative_path(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or str(path) != value or value == ".":
        raise ValueError("must be a plain relative path inside the origin's folder, with /, without .. or ./")
    if "\0" in value:
        raise ValueError("must be without NUL, which no path holds")
    longest = max(len(part.encode("utf-8", "surrogatepass")) for part in path.parts)
    if longest > _LONGEST_NAME:
        raise ValueError(f"has a name of {longest} bytes, and no file system takes more than {_LONGEST_NAME}")
    return value


def _iso_time(value: str) -> str:
    if not _ISO.fullmatch(value):
        raise ValueError(
            "must be an ISO 8601 date (2022-01-12) or time with zone (2022-01-12T18:30:00Z), or null"
        )
    if len(value) == len("2022-01-12"):
        date.fromisoformat(value)
    else:
        _in_utc(value)
    return value


def _in_utc(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("must lie in the years 1 to 9999 in UTC, too") from error


def _media_type(value: str) -> str:
    if value not in MEDIA_TYPES:
        raise ValueError(f"must be one of {', '.join(MEDIA_TYPES)}")
    return value


Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^\S(.*\S)?$")]
RelativePath = Annotated[str, StringConstraints(min_length=1), AfterValidator(_relative_path)]
Moment = Annotated[str, AfterValidator(_iso_time)]
MediaType = Annotated[str, AfterValidator(_media_type)]
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]


class Strict(BaseModel):
    """What a person writes: no key but those known, and no value that must first be converted."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Model = TypeVar("Model", bound=Strict)


class Outlet(Strict):
    """Who published the text, as far as the text itself shows: null where it does not say."""

    name: Text | None
    about: Text | None
    homepage: Text | None


class Licence(Strict):
    """On what terms the files are kept; `name` is an SPDX id, or null where there is no licence to name."""

    name: Text | None
    text: Text
    redistributable: bool


class RawDocument(Strict):
    """One file of an origin; `locator` is its stable name there (original URL if known, else the path)."""

    path: RelativePath
    locator: Text
    sha256: Annotated[str, StringConstraints(pattern=SHA256_PATTERN)]
    bytes: Annotated[int, Field(ge=0)]
    media_type: MediaType
    language: Language
    is_translation: bool | None
    translated_from: Language | None
    retrieved_at: Moment | None
    published_at: Moment | None

    @model_validator(mode="after")
    def _translation_is_consistent(self) -> RawDocument:
        if self.translated_from is not None and self.is_translation is not True:
            raise ValueError("translated_from names a language, so is_translation must be true")
        return self


class Manifest(Strict):
    """One origin: where raw text came from, on what terms, and its files in a fixed order."""

    origin: Annotated[str, StringConstraints(pattern=ORIGIN_PATTERN)]
    outlet: Outlet
    licence: Licence
    documents: Annotated[tuple[RawDocument, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _documents_are_distinct(self) -> Manifest:
        for key in ("path", "locator"):
            twice = sorted(_repeated(getattr(document, key) for document in self.documents))
            if twice:
                raise ValueError(f"two documents have the same {key}: {', '.join(twice[:3])}")
        return self


def parse_manifest(data: bytes | str, where: str) -> Manifest:
    """The manifest in `data`, or a ManifestError of one line; `where` is the file's name in messages."""
    return parse_strictly(Manifest, data, where)


def parse_strictly(model: type[Model], data: bytes | str, where: str) -> Model:
    """The JSON in `data` as a `model`, or a ManifestError of one line that names `where` and the key."""
    try:
        content = json.loads(data, object_pairs_hook=_no_repeated_key)
    except UnicodeDecodeError as error:
        raise ManifestError(f"{where}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise ManifestError(f"{where}: is not valid JSON ({_line(error)}); correct it there") from error
    return as_model(model, content, where)


def as_model(model: type[Model], content: object, where: str) -> Model:
    """What was parsed from a file as a `model`; ManifestError of one line, naming `where` and the key."""
    try:
        # JSON has no tuples, so strict validation goes through pydantic's own JSON mode.
        return model.model_validate_json(json.dumps(content, ensure_ascii=False, default=str).encode())
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise ManifestError(
            f"{where}: holds {half}, half a character, near {_near(error)}; correct it"
        ) from error
    except RecursionError as error:
        raise ManifestError(f"{where}: is nested too deeply ({error}); correct it there") from error
    except ValidationError as error:
        raise ManifestError(f"{where}: {_first_problem(error)}") from error


def verify(document: RawDocument, data: bytes, where: str) -> None:
    """Raise ManifestError unless `data` are the bytes the manifest promises; `where` names the file."""
    verify_size(document, len(data), where)
    found = hashlib.sha256(data).hexdigest()
    if found != document.sha256:
        raise ManifestError(f"{where}: expected sha256 {document.sha256}, found {found}; {_RESTORE}")


def verify_size(document: RawDocument, found: int, where: str) -> None:
    """Raise ManifestError unless `found` is the size in bytes that the manifest promises."""
    if found != document.bytes:
        raise ManifestError(f"{where}: expected {document.bytes} bytes, found {found}; {_RESTORE}")


def _no_repeated_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    for key in _repeated(key for key, _ in pairs):
        raise ValueError(f"key {key!r} is given twice")
    return dict(pairs)


def _repeated(values: Iterable[str]) -> list[str]:
    """Those that are there more than once, in order of first appearance."""
    return [value for value, count in Counter(values).items() if count > 1]


def _first_problem(error: ValidationError) -> str:
    """One line on the first of pydantic's findings, and how many more there are."""
    problems = error.errors(include_url=False, include_context=False)
    first = problems[0]
    key = ".".join(str(part) for part in first["loc"]) or "the file"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return _line(f"{_explain(key, first['type'], first['msg'], first['input'])}{more}")


def _near(error: UnicodeEncodeError) -> str:
    return repr(error.object[max(0, error.start - 20) : error.start])


def _line(told: object) -> str:
    """A message on one line, whatever names it repeats."""
    return " ".join(str(told).splitlines())


def _explain(key: str, kind: str, message: str, value: object) -> str:
    if kind == "missing":
        return f"key {key} is missing; add it (null is allowed only where the contract says so)"
    if kind == "extra_forbidden":
        return f"key {key} is unknown; remove it or correct its spelling"
    plain = message.removeprefix("Value error, ")
    shown = "" if isinstance(value, (dict, list, BaseModel)) else f" = {str(value)[:80]!r}"
    return f"key {key}{shown} is wrong: {plain}; correct it"
