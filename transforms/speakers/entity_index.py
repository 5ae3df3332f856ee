"""Where a document's entities are found: by reference entry, by name, by a word of their names or offices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from transforms.language.gazetteer import Entry
from transforms.speakers.entities import Entity


class EntityIndex:
    """Indices of entities under all that a mention can call them by."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.heads: set[str] = set()
        self._by_entry: dict[int, int] = {}
        self._by_name: dict[tuple[str | None, str], int] = {}
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_office: dict[str, set[int]] = defaultdict(set)
        for number, entity in enumerate(entities):
            self.add(number, entity)

    def add(self, number: int, entity: Entity) -> None:
        """Add an entity; of two with the same entry or name, the one added first is found."""
        self.heads |= entity.heads
        if entity.entry is None:
            self._by_name.setdefault((entity.kind, entity.name.casefold()), number)
        else:
            self._by_entry.setdefault(id(entity.entry), number)
        for word in entity.words if entity.entry is None else entity.words | entity.entry.nouns:
            self._by_word[word].add(number)
        for word in entity.heads | entity.roles | entity.owner_names:
            self._by_office[word].add(number)

    def with_entry(self, entry: Entry) -> int | None:
        """The entity of a reference entry."""
        return self._by_entry.get(id(entry))

    def with_name_of(self, entity: Entity) -> int | None:
        """The entity without an entry that has the kind and name of this one."""
        return self._by_name.get((entity.kind, entity.name.casefold()))

    def with_word(self, word: str) -> set[int]:
        """Entities with a word, in lower case, in their names or among the nouns of their entries."""
        return self._by_word.get(word, set())

    def in_office(self, words: Iterable[str]) -> set[int]:
        """Entities with one of some words in an office, in lower case, or as the owner of one."""
        return {number for word in words for number in self._by_office.get(word, ())}
