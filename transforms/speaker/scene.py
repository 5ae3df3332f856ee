"""A document as the resolver sees it: its entities, where they are named, how present each is anywhere."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from transforms.attribution.values import Attribution
from transforms.mentions import Name, find_names
from transforms.reference import Entry, Reference
from transforms.spans import Span, merge, overlaps, straighten
from transforms.speaker.entities import Entity, gather
from transforms.speaker.headlines import only_certain
from transforms.speaker.nominals import Standing
from transforms.speaker.offices import Surroundings
from transforms.speaker.turns import CREDITS, Turns, conversation_start, find_turns, paragraphs
from transforms.speaker.words import Word, at, words

_LONGEST_HEADLINE: Final = 25


class Scene:
    """The state that resolving one document needs; `said` grows as attributions are resolved in order."""

    def __init__(self, text: str, attributions: Sequence[Attribution], reference: Reference) -> None:
        self.text = text
        self.reference = reference
        found = words(text)
        names = only_certain(text, found, find_names(text, found, reference), reference)
        self.around = Surroundings(text, found, names)
        self.entities = gather(self.around, reference)
        self.owner = {id(name): i for i, entity in enumerate(self.entities) for name in entity.names}
        self.named = [name for name in self.around.names if id(name) in self.owner]
        self.starts = [name.start for name in self.named]
        self.contents = sorted({span for a in attributions for span in a.content})
        self.blocks = paragraphs(text)
        for index in self._quoted(attributions, len(text)):
            self.entities[index].quoted = True
        quoted = self._quoted(attributions, conversation_start(text, self.blocks))
        self.turns: Turns = find_turns(self.around, self.blocks, self.entities, quoted)
        self.said: list[tuple[int, int]] = []

    def _quoted(self, attributions: Sequence[Attribution], end: int) -> Counter[int]:
        """How many sources before a code point name each entity."""
        spans = merge(span for attribution in attributions for span in attribution.source)
        inside = [n for n in self.named if n.start < end and not n.possessive and not self._credited(n)]
        return Counter(self.owner[id(n)] for n in inside if overlaps(Span(n.start, n.end), spans))

    def _credited(self, name: Name) -> bool:
        return name.first > 0 and self.words[name.first - 1].lower in CREDITS

    @property
    def words(self) -> Sequence[Word]:
        """The words of the text."""
        return self.around.words

    def block(self, position: int) -> int:
        """Index of the paragraph that holds or precedes a code point."""
        return max(0, bisect_left([b.start for b in self.blocks], position + 1) - 1)

    def entity_of(self, name: Name) -> int | None:
        """Index of the entity that a name belongs to; adjectives of states belong to the state."""
        found = self.owner.get(id(name))
        return found if found is not None or name.entry is None else self.entity_for(name.entry)

    def entity_for(self, entry: Entry) -> int:
        """Index of the entity of a reference entry; made where the document has none yet."""
        for index, entity in enumerate(self.entities):
            if entity.entry is entry:
                return index
        return self.add(Entity(entry.kind, [], entry))

    def add(self, entity: Entity) -> int:
        """Index of an entity made for a mention that holds no name of its own."""
        for index, known in enumerate(self.entities):
            if (
                known.kind == entity.kind
                and known.entry is None
                and entity.entry is None
                and known.name.casefold() == entity.name.casefold()
            ):
                return index
        self.entities.append(entity)
        return len(self.entities) - 1

    def word_at(self, position: int) -> int:
        """Index of the word at or after a code point (the last word past the end)."""
        return min(at(self.words, position), len(self.words) - 1)

    def last_said(self, position: int) -> int | None:
        """The entity to which the nearest attribution before a code point went."""
        before = [entry for entry in self.said if entry[0] < position]
        return before[-1][1] if before else None

    def note(self, position: int, entity: int) -> None:
        """Remember that an attribution whose source stands at `position` went to `entity`."""
        self.said.append((position, entity))
        self.said.sort()

    def in_content(self, position: int) -> bool:
        """Whether a code point lies inside what somebody is said to have said."""
        index = bisect_left(self.contents, Span(position + 1, 0))
        return any(span.start <= position < span.end for span in self.contents[max(0, index - 3) : index])

    def quoted_at(self, position: int) -> bool:
        """Whether a code point stands between quotation marks of its paragraph."""
        block = self.blocks[self.block(position)]
        before = straighten(self.text[block.start : position])
        return before.count('"') % 2 == 1

    def named_within(self, entity: int, position: int, sentences: int) -> bool:
        """Whether an entity is named at most so many sentences before a code point, and not after it."""
        here = self.words[self.word_at(position)].sentence
        return any(
            name.start < position and here - self.words[name.first].sentence <= sentences
            for name in self.entities[entity].names
        )

    def in_headline(self, entity: int) -> bool:
        """Whether the first paragraph names an entity and is short and unfinished, like a headline."""
        if len(self.blocks) < 2:
            return False
        first = self.blocks[0]
        line = self.text[first.start : first.end].rstrip()
        short = len(line.split()) <= _LONGEST_HEADLINE and not line.endswith((".", "!", ":"))
        return short and any(name.start < first.end for name in self.entities[entity].names)

    def latest(self, entity: int, position: int) -> Name | None:
        """The entity's last name before a code point, else its first after it."""
        names = self.entities[entity].names
        before = [name for name in names if name.start < position]
        return before[-1] if before else names[0] if names else None

    def standing(self, entity: int, position: int) -> Standing:
        """How present an entity is at a code point."""
        name = self.latest(entity, position)
        here = self.words[self.word_at(position)].sentence
        there = self.words[name.first].sentence if name is not None else -99
        mentions = [p for p, e in self.said if e == entity and p < position]
        if mentions:
            there = max(there, self.words[self.word_at(mentions[-1])].sentence)
        return Standing(abs(here - there), self.last_said(position) == entity, bool(mentions))

    def people(self, position: int, *, window: int = 10**6) -> list[int]:
        """Entities that may be persons and are named within `window` sentences before, or in the sentence."""
        found = []
        for index, entity in enumerate(self.entities):
            if entity.entry is None and entity.kind in ("person", None) and entity.names:
                standing = self.standing(index, position)
                if standing.distance <= window:
                    found.append(index)
        return found
