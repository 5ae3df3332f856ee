"""What the reference table knows: which state or body a word stands for, and whose name is a woman's.

Made from rows (see schemas/reference.py); reads no disk. Look-ups are exact in case, since "US" and
"WHO" are words too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from schemas.reference import LIST_SEPARATOR

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A state or body: its published name, kind, the common nouns that take it up, and its Wikidata item.

    `part` says that it is a country, region or federal state inside a state.
    """

    name: str
    kind: str
    nouns: frozenset[str] = frozenset()
    wikidata_id: str | None = None
    part: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Look-ups from a word or words of a text to the entry they stand for; empty ones find nothing."""

    names: Mapping[str, Entry] = field(default_factory=dict)
    seats: Mapping[str, Entry] = field(default_factory=dict)
    demonyms: Mapping[str, Entry] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    lengths: Mapping[str, int] = field(default_factory=dict)

    def longest(self, word: str) -> int:
        """The number of words of the longest name of an entry that starts with `word`; 0 where none does."""
        return self.lengths.get(word.replace("’", "'"), 0)

    def named(self, words: str) -> Entry | None:
        """The entry that `words` name: its name, an alias, or a seat of its government."""
        plain = words.replace("’", "'").removeprefix("the ").removeprefix("The ")
        return self.names.get(plain) or self.seats.get(plain)

    def people(self, word: str) -> Entry | None:
        """The entry whose people or adjective `word` is, in singular or plural."""
        found = self.demonyms.get(word)
        return found or (self.demonyms.get(word[:-1]) if word.endswith("s") else None)

    def gender(self, first_name: str) -> str | None:
        """'female' or 'male' where the first name tells, else None."""
        forms = (first_name, first_name.partition("-")[0], _plain(first_name))
        found = next((self.genders[form] for form in forms if form in self.genders), None)
        return found if found in ("female", "male") else None

    def is_first_name(self, word: str) -> bool:
        """Whether people bear `word` as a first name."""
        return any(form in self.genders for form in (word, word.partition("-")[0], _plain(word)))


def build(entities: Iterable[Row], first_names: Iterable[Row]) -> Reference:
    """The look-ups of a reference table; where two rows share a word, the earlier one has it."""
    names: dict[str, Entry] = {}
    seats: dict[str, Entry] = {}
    demonyms: dict[str, Entry] = {}
    for row in entities:
        entry = Entry(
            _text(row, "name"),
            _text(row, "kind"),
            frozenset(_list(row, "nouns")),
            row["wikidata_id"] or None,
            row.get("basis") == "part of a state",
        )
        for word in (entry.name, *_list(row, "aliases")):
            names.setdefault(word.removeprefix("the ").removeprefix("The "), entry)
        for target, column in ((seats, "seats"), (demonyms, "demonyms")):
            for word in _list(row, column):
                target.setdefault(word, entry)
    genders = {_text(row, "name"): _text(row, "gender") for row in first_names}
    return Reference(names, seats, demonyms, genders, _lengths((*names, *seats)))


def _lengths(names: Iterable[str]) -> Mapping[str, int]:
    """The number of words of the longest name by its first word."""
    found: dict[str, int] = {}
    for name in names:
        words = name.split()
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


@lru_cache(65536)
def _plain(word: str) -> str:
    """A word without accents: "Sinéad" is "Sinead"."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)
    )


def _text(row: Row, column: str) -> str:
    return row[column] or ""


def _list(row: Row, column: str) -> Sequence[str]:
    return [part for part in _text(row, column).split(LIST_SEPARATOR) if part]
