"""A document as the resolver sees it: its entities, where they are named, how present each is anywhere."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Sequence
from typing import Final

from transforms.attribution.values import Attribution
from transforms.language.gazetteer import Entry, Reference
from transforms.language.names import Name, find_names
from transforms.language.offices import Surroundings
from transforms.language.spans import Span, straighten
from transforms.language.words import Word, at, words
from transforms.speakers.directory import Directory
from transforms.speakers.entities import Entity
from transforms.speakers.gathering import gather
from transforms.speakers.headlines import only_certain
from transforms.speakers.intervals import Disjoint
from transforms.speakers.nominals import Salience
from transforms.speakers.turns import CREDITS, Paragraph, Turns, conversation_start, find_turns, paragraphs

_LONGEST_HEADLINE: Final = 25


class ResolutionContext:
    """The state that resolving one document needs; `said` grows as attributions are resolved in order."""

    def __init__(self, text: str, attributions: Sequence[Attribution], reference: Reference) -> None:
        self.text = text
        self.reference = reference
        found = words(text)
        names = only_certain(text, found, find_names(text, found, reference), reference)
        self.around = Surroundings(text, found, names)
        self.entities = gather(self.around, reference)
        self.directory = Directory(self.entities)
        self.owner = {id(name): i for i, entity in enumerate(self.entities) for name in entity.names}
        self.named = [name for name in self.around.names if id(name) in self.owner]
        self.made: list[tuple[int, int]] = []
        self.contents = sorted({span for a in attributions for span in a.content})
        self.blocks = paragraphs(text)
        self._block_starts = [block.start for block in self.blocks]
        self._marks = [match.start() for match in re.finditer('"', straighten(text))]
        self._headline_end = _headline_end(text, self.blocks)
        self.turns = self._turns(attributions)
        self.said: list[tuple[int, int]] = []
        self._said_by: dict[int, list[int]] = {}

    def _turns(self, attributions: Sequence[Attribution]) -> Turns:
        sources = Disjoint(span for attribution in attributions for span in attribution.source)
        for index in self._quoted(sources, len(self.text)):
            self.entities[index].quoted = True
        quoted = self._quoted(sources, conversation_start(self.text, self.blocks))
        return find_turns(self.around, self.blocks, self.entities, quoted)

    def _quoted(self, sources: Disjoint, end: int) -> Counter[int]:
        """How many sources before a code point name each entity."""
        inside = [n for n in self.named if n.start < end and not n.possessive and not self._credited(n)]
        return Counter(self.owner[id(n)] for n in inside if sources.meets(Span(n.start, n.end)))

    def _credited(self, name: Name) -> bool:
        return name.first > 0 and self.words[name.first - 1].lower in CREDITS

    @property
    def words(self) -> Sequence[Word]:
        """The words of the text."""
        return self.around.words

    def block(self, position: int) -> int:
        """Index of the paragraph that holds or precedes a code point."""
        return max(0, bisect_left(self._block_starts, position + 1) - 1)

    def entity_of(self, name: Name) -> int | None:
        """Index of the entity that a name belongs to; adjectives of states belong to the state."""
        found = self.owner.get(id(name))
        return found if found is not None or name.entry is None else self.entity_for(name.entry)

    def entity_for(self, entry: Entry) -> int:
        """Index of the entity of a reference entry; made where the document has none yet."""
        found = self.directory.of_entry(entry)
        return self._enter(Entity(entry.kind, [], entry)) if found is None else found

    def add(self, entity: Entity) -> int:
        """Index of an entity made for a mention that holds no name of its own."""
        found = self.directory.like(entity)
        return self._enter(entity) if found is None else found

    def _enter(self, entity: Entity) -> int:
        index = len(self.entities)
        self.entities.append(entity)
        self.directory.enter(index, entity)
        for name in entity.names:
            insort(self.made, (name.start, index))
        return index

    def word_at(self, position: int) -> int:
        """Index of the word at or after a code point (the last word past the end)."""
        return min(at(self.words, position), len(self.words) - 1)

    def sentence_at(self, position: int) -> int:
        """Number of the sentence at or after a code point."""
        return self.words[self.word_at(position)].sentence

    def last_said(self, position: int) -> int | None:
        """The entity to which the nearest attribution before a code point went."""
        before = bisect_left(self.said, (position, -1))
        return self.said[before - 1][1] if before else None

    def has_said(self, entity: int, position: int) -> bool:
        """Whether an attribution before a code point went to an entity."""
        said = self._said_by.get(entity)
        return said is not None and said[0] < position

    def note(self, position: int, entity: int) -> None:
        """Remember that an attribution whose source stands at `position` went to `entity`."""
        insort(self.said, (position, entity))
        insort(self._said_by.setdefault(entity, []), position)

    def in_content(self, position: int) -> bool:
        """Whether a code point lies inside what somebody is said to have said."""
        index = bisect_left(self.contents, Span(position + 1, 0))
        return any(span.start <= position < span.end for span in self.contents[max(0, index - 3) : index])

    def quoted_at(self, position: int) -> bool:
        """Whether a code point stands between quotation marks of its paragraph."""
        start = self.blocks[self.block(position)].start
        return (bisect_left(self._marks, position) - bisect_left(self._marks, start)) % 2 == 1

    def named_within(self, entity: int, position: int, sentences: int) -> bool:
        """Whether an entity is named at most so many sentences before a code point, and not after it."""
        known = self.entities[entity]
        before = bisect_left(known.starts, position)
        there = self.words[known.names[before - 1].first].sentence if before else None
        return there is not None and self.sentence_at(position) - there <= sentences

    def in_headline(self, entity: int) -> bool:
        """Whether the first paragraph names an entity and is short and unfinished, like a headline."""
        names = self.entities[entity].names
        return bool(names) and names[0].start < self._headline_end

    def latest(self, entity: int, position: int) -> Name | None:
        """The entity's last name before a code point, else its first after it."""
        names = self.entities[entity].names
        before = bisect_left(self.entities[entity].starts, position)
        return names[max(0, before - 1)] if names else None

    def standing(self, entity: int, position: int) -> Salience:
        """How present an entity is at a code point."""
        name = self.latest(entity, position)
        there = self.words[name.first].sentence if name is not None else -99
        said = self._said_by.get(entity, [])
        mentions = bisect_left(said, position)
        if mentions:
            there = max(there, self.sentence_at(said[mentions - 1]))
        apart = abs(self.sentence_at(position) - there)
        return Salience(apart, self.last_said(position) == entity, bool(mentions))

    def near(self, position: int, sentences: int) -> set[int]:
        """Entities named at most so many sentences from a code point, or quoted so few before it."""
        here = self.sentence_at(position)
        first, after = self.around.sentence(here - sentences), self.around.sentence(here + sentences + 1)
        start = self.words[first - 1].end if first else 0
        end = self.words[after].start if after < len(self.words) else len(self.text)
        low, high = (bisect_left(self.named, place, key=lambda name: name.start) for place in (start, end))
        found = {self.owner[id(name)] for name in self.named[low:high]}
        found.update(index for _, index in _within(self.made, start, end))
        found.update(index for _, index in _within(self.said, start, position))
        return found

    def may_be_person(self, entity: int) -> bool:
        """Whether an entity is named in the text and may be a person."""
        known = self.entities[entity]
        return known.entry is None and known.kind in ("person", None) and bool(known.names)

    def people(self, position: int, *, window: int) -> list[int]:
        """Entities that may be persons and are named within `window` sentences, or quoted so few before."""
        able = [index for index in sorted(self.near(position, window)) if self.may_be_person(index)]
        return [index for index in able if self.standing(index, position).distance <= window]


def _within(places: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of sorted (code point, entity) that stand from `start` to before `end`."""
    return places[bisect_left(places, (start, -1)) : bisect_left(places, (end, -1))]


def _headline_end(text: str, blocks: Sequence[Paragraph]) -> int:
    """Where the first paragraph ends if it is short and unfinished, and others follow; else zero."""
    if len(blocks) < 2:
        return 0
    line = text[blocks[0].start : blocks[0].end].rstrip()
    short = len(line.split()) <= _LONGEST_HEADLINE and not line.endswith((".", "!", ":"))
    return blocks[0].end if short else 0
