"""Word lists as data: TOML files, each list with its meaning, source and licence; read once, on first use.

A file belongs to one room and is named after it; lists that several rooms read are in files of what they are
lists of (numbers, calendar). A list holds one of: `words` (white space separates them),
`phrases` (a TOML array, where entries hold spaces), `values` (a table from word to value) or `groups` (an
array of strings, each a group of words). `source` and `licence` stand at the top of the file for all of its
lists; a list with another origin names its own. This module is the one place in transforms/ that reads files:
they are part of the code, ship with it, and are hashed with the models.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

_PACKAGE = __name__
_KINDS = ("words", "phrases", "values", "groups")


class LexiconError(ValueError):
    """A list that is not there, or that is not written as this module says."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One list: its entries in the order of the file, what it means, and where it comes from."""

    room: str
    name: str
    meaning: str
    source: str
    licence: str
    entries: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()


def words(room: str, name: str) -> frozenset[str]:
    """The entries of a list, as a set."""
    return frozenset(lexicon(room, name).entries)


def ordered(room: str, name: str) -> tuple[str, ...]:
    """The entries of a list, in the order of the file."""
    return lexicon(room, name).entries


def values(room: str, name: str) -> Mapping[str, Any]:
    """The values of a list, by entry."""
    return MappingProxyType(dict(lexicon(room, name).values))


def groups(room: str, name: str) -> tuple[frozenset[str], ...]:
    """The groups of a list, each as a set."""
    return tuple(frozenset(group) for group in lexicon(room, name).groups)


def any_of(entries: Iterable[str]) -> str:
    """A regular expression for any of the entries, the longest first."""
    return "|".join(re.escape(entry) for entry in sorted(entries, key=lambda entry: (-len(entry), entry)))


def lexicon(room: str, name: str) -> Lexicon:
    """The list `name` of a room; raises LexiconError, saying which there are, where there is none."""
    found = _room(room)
    if name not in found:
        raise LexiconError(f"no list {name!r} in {room}.toml; there are: {', '.join(sorted(found))}")
    return found[name]


def files() -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of word lists, by name: what provenance hashes."""
    here = resources.files(_PACKAGE)
    for item in sorted(here.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            yield item.name, item.read_bytes()


def every() -> Iterator[Lexicon]:
    """Every list of every room."""
    for name, _ in files():
        yield from _room(name.removesuffix(".toml")).values()


@cache
def _room(room: str) -> Mapping[str, Lexicon]:
    try:
        text = resources.files(_PACKAGE).joinpath(f"{room}.toml").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise LexiconError(f"no word lists for {room!r}: {room}.toml is missing in {_PACKAGE}") from error
    try:
        parsed = tomllib.loads(text)
        shared = {key: str(parsed.pop(key)) for key in ("source", "licence")}
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{room}.toml: is not valid TOML ({error}); correct it there") from error
    except KeyError as error:
        raise LexiconError(f"{room}.toml: lacks {error}; write it above the first list") from error
    return {name: _list(room, name, shared | entry) for name, entry in parsed.items()}


def _list(room: str, name: str, entry: Mapping[str, Any]) -> Lexicon:
    kinds = [kind for kind in _KINDS if kind in entry]
    if len(kinds) != 1 or "meaning" not in entry:
        raise LexiconError(
            f"{room}.toml: [{name}] needs `meaning` and exactly one of {', '.join(_KINDS)}; it has: "
            + ", ".join(entry)
        )
    given = entry[kinds[0]]
    split = tuple(tuple(group.split()) for group in given) if kinds[0] == "groups" else ()
    entries = {
        "words": lambda: tuple(given.split()),
        "phrases": lambda: tuple(given),
        "values": lambda: tuple(given),
        "groups": lambda: tuple(word for group in split for word in group),
    }[kinds[0]]()
    found = given if kinds[0] == "values" else {}
    return Lexicon(room, name, entry["meaning"], entry["source"], entry["licence"], entries, found, split)
