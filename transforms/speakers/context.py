"""A document as the resolver sees it: its entities, where they are named, how present each is anywhere."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from spacy.tokens import Token

from transforms.attribution.values import Attribution
from transforms.language.analysis import AnalysedDocument
from transforms.language.gazetteer import Entry, Reference
from transforms.language.intervals import Disjoint
from transforms.language.names import Name, find_names
from transforms.language.offices import offices
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText
from transforms.language.words import Word, at
from transforms.speakers.entities import Entity
from transforms.speakers.entity_clustering import cluster_names
from transforms.speakers.entity_index import EntityIndex
from transforms.speakers.headlines import only_certain
from transforms.speakers.nominal_scores import Salience
from transforms.speakers.pronoun_ranker import NOBODY_EVER, Weights
from transforms.speakers.quotations import Quotations
from transforms.speakers.source_names import source_names
from transforms.speakers.speaker_history import SpeakerHistory, within
from transforms.speakers.speaker_turns import (
    CREDITS,
    SpeakerTurns,
    conversation_start,
    find_turns,
)

_LONGEST_HEADLINE: Final = 25
"""In words."""

_FOREMOST: Final = 2
"""People that a text is about, at most."""

_LOOKS_BACK: Final = 3
_INTRODUCED_REACH: Final = 8
"""Sentences from the introduction of somebody without a name to where they are taken up."""

_LONGEST_INDEFINITE: Final = 4
_INDEFINITE_ARTICLES: Final = frozenset(("a", "an", "another", "one"))
_UNNAMED: Final = -99
"""The sentence of an entity that is never named: far from any other."""


def tag(
    document: AnalysedDocument, reference: Reference, attributions: Sequence[Attribution] = ()
) -> TaggedText:
    """A document with the names in it; a source of capitalised words alone is one, too."""
    text, words = document.text, document.words
    tagged = TaggedText(text, words, only_certain(text, words, find_names(document, reference), reference))
    sources = source_names(tagged, (span for one in attributions for span in one.source))
    names = sorted([*tagged.names, *sources], key=lambda name: name.start)
    return TaggedText(text, words, [_introduced(tagged, name) for name in names])


def _introduced(tagged: TaggedText, name: Name) -> Name:
    """A name of several words is a person's where an office beside it says so and no noun says a body's."""
    unknown = name.kind in (None, "organisation") and not name.sure and name.last > name.first
    return replace(name, kind="person", sure=True) if unknown and offices(tagged, name) else name


class ResolutionContext:
    """What resolving one document needs; it grows as its attributions are resolved, in order of the text.

    Entities are added for mentions that hold no name, and who has spoken is noted in `history`. `owner` gives
    the entity of a name, by the name's identity; `named` holds the names that have one; `nominals` weighs
    whom "the senator" means.
    """

    def __init__(
        self,
        document: AnalysedDocument,
        attributions: Sequence[Attribution],
        reference: Reference,
        nominals: Weights = NOBODY_EVER,
    ) -> None:
        self.document = document
        self.reference = reference
        self.nominals = nominals
        self.text = document.text
        self.tagged = tag(document, reference, attributions)
        self.entities = cluster_names(self.tagged, reference)
        self.index = EntityIndex(self.entities)
        self.owner = {id(name): i for i, entity in enumerate(self.entities) for name in entity.names}
        self.named = [name for name in self.tagged.names if id(name) in self.owner]
        self.contents = sorted({span for a in attributions for span in a.content})
        self.paragraphs = document.paragraphs
        self._paragraph_starts = [paragraph.start for paragraph in self.paragraphs]
        self._quotations = Quotations(self.text)
        self._headline_end = _headline_end(self.text, self.paragraphs)
        self._added: list[tuple[int, int]] = []
        self.history = SpeakerHistory()
        self.turns = self._turns(attributions)

    def _turns(self, attributions: Sequence[Attribution]) -> SpeakerTurns:
        sources = Disjoint(span for attribution in attributions for span in attribution.source)
        for entity in self._quoted(sources, len(self.text)):
            self.entities[entity].note_quoted()
        quoted = self._quoted(sources, conversation_start(self.text, self.paragraphs))
        return find_turns(self.tagged, self.paragraphs, self.entities, quoted)

    def _quoted(self, sources: Disjoint, end: int) -> Counter[int]:
        """How many sources before a code point name each entity."""
        inside = [n for n in self.named if n.start < end and not n.possessive and not self._credited(n)]
        return Counter(self.owner[id(n)] for n in inside if sources.meets(Span(n.start, n.end)))

    def _credited(self, name: Name) -> bool:
        return name.first > 0 and self.words[name.first - 1].lower in CREDITS

    @property
    def words(self) -> Sequence[Word]:
        """The words of the text."""
        return self.tagged.words

    # Places in the text

    def paragraph_at(self, position: int) -> int:
        """Index of the paragraph that holds or precedes a code point."""
        return max(0, bisect_left(self._paragraph_starts, position + 1) - 1)

    def word_at(self, position: int) -> int:
        """Index of the word at or after a code point (the last word past the end)."""
        return min(at(self.words, position), len(self.words) - 1)

    def token_at(self, position: int) -> Token:
        """The token of the analysis that holds a code point."""
        return self.document.doc[self.document.token_at(position)]

    def sentence_at(self, position: int) -> int:
        """Number of the sentence at or after a code point."""
        return self.words[self.word_at(position)].sentence

    def opens_sentence(self, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return word == 0 or self.words[word - 1].sentence != self.words[word].sentence

    @cached_property
    def _places_of(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.words):
            places[word.lower].append(index)
        return places

    def has_in_lower_case(self, word: str) -> bool:
        """Whether the text has a word in lower case."""
        return any(self.words[index].text == word for index in self._places_of.get(word, ()))

    def introduced_without_name(self, noun: str, word: int) -> bool:
        """Whether "a" or the like and this noun stand not long before a word, where it stood last."""
        places = self._places_of.get(noun, ())
        before = bisect_left(places, word)
        for place in reversed(places[max(0, before - _LOOKS_BACK) : before]):
            if self.words[word].sentence - self.words[place].sentence > _INTRODUCED_REACH:
                return False
            opening = self.words[max(0, place - _LONGEST_INDEFINITE) : place]
            if any(
                w.lower in _INDEFINITE_ARTICLES and w.sentence == self.words[place].sentence for w in opening
            ):
                return True
        return False

    def in_content(self, position: int) -> bool:
        """Whether a code point lies inside what somebody is said to have said."""
        after = bisect_left(self.contents, Span(position + 1, 0))
        return any(span.start <= position < span.end for span in self.contents[max(0, after - 3) : after])

    def in_quotation_marks(self, position: int) -> bool:
        """Whether a code point stands between quotation marks."""
        return self._quotations.around(position) is not None

    def quotation_around(self, position: int) -> Span | None:
        """The quotation in whose marks a code point stands, over paragraphs."""
        return self._quotations.around(position)

    # Entities and their names

    def entity_of(self, name: Name) -> int | None:
        """Index of the entity that a name belongs to; adjectives of states belong to the state."""
        found = self.owner.get(id(name))
        return found if found is not None or name.entry is None else self.with_entry(name.entry)

    def with_entry(self, entry: Entry) -> int:
        """Index of the entity of a reference entry; added where the document has none yet."""
        found = self.index.with_entry(entry)
        return self._add(Entity(entry.kind, [], entry)) if found is None else found

    def add(self, entity: Entity) -> int:
        """Index of an entity made for a mention that holds no name of its own."""
        found = self.index.with_name_of(entity)
        return self._add(entity) if found is None else found

    def _add(self, entity: Entity) -> int:
        number = len(self.entities)
        self.entities.append(entity)
        self.index.add(number, entity)
        for name in entity.names:
            insort(self._added, (name.start, number))
        return number

    def last_name(self, entity: int, position: int) -> Name | None:
        """The entity's last name before a code point, else its first after it."""
        names = self.entities[entity].names
        before = bisect_left(self.entities[entity].starts, position)
        return names[max(0, before - 1)] if names else None

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

    # Who is present

    @cached_property
    def most_named(self) -> Sequence[int]:
        """The people whom the text names most, the first of equals."""
        people = [i for i, known in enumerate(self.entities) if known.is_person and known.names]
        return sorted(people, key=lambda i: (-len(self.entities[i].names), i))[:_FOREMOST]

    def salience(self, entity: int, position: int) -> Salience:
        """How present an entity is at a code point."""
        name = self.last_name(entity, position)
        there = self.words[name.first].sentence if name is not None else _UNNAMED
        spoken = self.history.last_place(entity, position)
        if spoken is not None:
            there = max(there, self.sentence_at(spoken))
        distance = abs(self.sentence_at(position) - there)
        return Salience(distance, self.history.last_speaker(position) == entity, spoken is not None)

    def entities_near(self, position: int, sentences: int) -> set[int]:
        """Entities named at most so many sentences from a code point, or quoted so few before it."""
        start, end = self._stretch(position, sentences)
        low, high = (bisect_left(self.named, place, key=lambda name: name.start) for place in (start, end))
        found = {self.owner[id(name)] for name in self.named[low:high]}
        found.update(entity for _, entity in within(self._added, start, end))
        found.update(entity for _, entity in self.history.between(start, position))
        return found

    def _stretch(self, position: int, sentences: int) -> tuple[int, int]:
        """The code points from so many sentences before the one at a code point to so many after it."""
        here = self.sentence_at(position)
        first = self.tagged.sentence_start(here - sentences)
        after = self.tagged.sentence_start(here + sentences + 1)
        start = self.words[first - 1].end if first else 0
        return start, self.words[after].start if after < len(self.words) else len(self.text)

    def may_be_person(self, entity: int) -> bool:
        """Whether an entity is named in the text and may be a person."""
        known = self.entities[entity]
        return known.entry is None and known.kind in ("person", None) and bool(known.names)

    def people_near(self, position: int, sentences: int) -> list[int]:
        """Entities that may be persons and are named within some sentences, or quoted so few before."""
        able = [i for i in sorted(self.entities_near(position, sentences)) if self.may_be_person(i)]
        return [i for i in able if self.salience(i, position).distance <= sentences]


def _headline_end(text: str, paragraphs: Sequence[Span]) -> int:
    """Where the first paragraph ends if it is short and unfinished, and others follow; else zero."""
    if len(paragraphs) < 2:
        return 0
    line = text[paragraphs[0].start : paragraphs[0].end].rstrip()
    short = len(line.split()) <= _LONGEST_HEADLINE and not line.endswith((".", "!", ":"))
    return paragraphs[0].end if short else 0
