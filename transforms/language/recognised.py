"""What the analysis of a document says of its words: proper nouns, named entities, and what modifies a noun.

A tagger and a recogniser of named entities err, mostly where a sentence opens and in headlines. So what they
say is evidence beside the form of a word and the reference table, and a string that bears several labels in
one document has the one that most of its mentions bear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy import symbols
from spacy.strings import get_string_id

from transforms.language.analysis import AnalysedDocument
from transforms.language.words import Word

ORGANISATION: Final = "ORG"
LAW: Final = "LAW"
BODIES: Final = frozenset((ORGANISATION, "FAC", LAW, "WORK_OF_ART", "EVENT", "PRODUCT"))
"""Labels of what may have a name of several parts: "Department of Health and Human Services"."""

PLACES: Final = frozenset(("GPE", "LOC"))
PERSON: Final = "PERSON"
PEOPLE: Final = "NORP"
"""Nationalities, religions and parties."""

DATE: Final = "DATE"
_NAMES: Final = BODIES | PLACES | {PERSON, PEOPLE}
_LABELS: Final = {get_string_id(label): label for label in (*_NAMES, DATE)}
_PROPER: Final = tuple(map(get_string_id, ("NNP", "NNPS")))
_MODIFYING: Final = (int(symbols.amod), int(symbols.nmod), get_string_id("compound"))
_INSIDE_WORD: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BEGINS: Final = 3
"""spaCy's number for the first token of an entity."""


class Recognition(NamedTuple):
    """A named entity by its words: the first, the last (included), and its label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class _Tokens:
    """Columns of the analysis, one row a word: its first token's."""

    proper: npt.NDArray[np.bool_]
    ends_proper: npt.NDArray[np.bool_]
    label: Sequence[str]
    entity: Sequence[int]
    modifies: npt.NDArray[np.bool_]


class Recognised:
    """Evidence for the names among the words of a document, word by word.

    Where the document is not tagged, every capitalised word may be a proper noun.
    """

    def __init__(self, document: AnalysedDocument, words: Sequence[Word]) -> None:
        self.words = words
        self._columns = _columns(document, words)

    def is_proper(self, index: int) -> bool:
        """Whether the tagger takes a word for a proper noun."""
        return bool(self._columns.proper[index])

    def ends_proper(self, index: int) -> bool:
        """Whether the tagger takes the last part of a word for a proper noun: the moon of Ki-moon."""
        return bool(self._columns.ends_proper[index])

    def label(self, index: int) -> str:
        """The label of the named entity that holds a word; empty where none does."""
        return self._columns.label[index]

    def is_named(self, index: int) -> bool:
        """Whether a named entity holds a word."""
        return self._columns.label[index] in _NAMES

    def modifies(self, index: int) -> bool:
        """Whether a word only modifies a noun after it: the Obama of "the Obama administration"."""
        return bool(self._columns.modifies[index])

    def in_one(self, index: int, other: int) -> bool:
        """Whether two words belong to one named entity."""
        return self._columns.entity[index] == self._columns.entity[other] >= 0

    def is_glued(self, index: int) -> bool:
        """Whether a page ran two names into one word: the HolmLind of a text that has Holm and Lind."""
        parts = _INSIDE_WORD.split(self.words[index].text)
        return len(parts) > 1 and all(part in self._capitalised for part in parts)

    @cached_property
    def _capitalised(self) -> frozenset[str]:
        return frozenset(word.text for word in self.words if word.capitalised)

    @cached_property
    def entities(self) -> dict[int, Recognition]:
        """The named entities by each of their words."""
        return {index: found for found in self._entities() for index in range(found.first, found.last + 1)}

    def _entities(self) -> Iterator[Recognition]:
        label, entity = self._columns.label, self._columns.entity
        first = 0
        for index in range(1, len(self.words) + 1):
            if index < len(self.words) and entity[index] == entity[first]:
                continue
            if label[first] in _NAMES:
                yield Recognition(first, index - 1, label[first])
            first = index

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last words of the persons recognised with more than one word."""
        people = (found for found in self.entities.values() if found.label == PERSON)
        return frozenset(self.words[found.last].text for found in people if found.last > found.first)

    @cached_property
    def person_words(self) -> frozenset[str]:
        """The words of the persons recognised with more than one word."""
        people = (
            found for found in self.entities.values() if found.label == PERSON and found.last > found.first
        )
        return frozenset(self.words[i].text for found in people for i in range(found.first, found.last + 1))

    @cached_property
    def located(self) -> frozenset[str]:
        """The words taken for a place of which the text says that something is in it."""
        words = self.words
        after = (i for i in range(1, len(words)) if words[i - 1].lower in ("in", "near"))
        return frozenset(words[i].text for i in after if self.label(i) in PLACES)

    @cached_property
    def inside_sentences(self) -> frozenset[str]:
        """The capitalised words that are proper nouns somewhere in the middle of a sentence."""
        words = self.words
        return frozenset(
            words[i].text
            for i in range(1, len(words))
            if words[i].capitalised
            and words[i - 1].sentence == words[i].sentence
            and (self._columns.proper[i] or self.is_named(i))
        )

    @cached_property
    def _votes(self) -> dict[str, Counter[str]]:
        """How often each string, and each last word of a person's name, bears a label."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for found in {id(each): each for each in self.entities.values()}.values():
            own = [self.words[i].text for i in range(found.first, found.last + 1)]
            votes[" ".join(own)][found.label] += 1
            if found.label == PERSON and len(own) > 1:
                votes[own[-1]][PERSON] += len(own) - 1
        return votes

    def usual_label(self, first: int, last: int) -> str:
        """The label that most mentions of these words bear in the document; empty where none has any."""
        votes = self._votes.get(" ".join(self.words[i].text for i in range(first, last + 1)))
        return min(votes, key=lambda label: (-votes[label], label)) if votes else ""


def _columns(document: AnalysedDocument, words: Sequence[Word]) -> _Tokens:
    starts = np.array(document.token_starts, np.int64)
    at = np.searchsorted(starts, np.array([word.start for word in words], np.int64), side="right") - 1
    end = np.searchsorted(starts, np.array([word.end - 1 for word in words], np.int64), side="right") - 1
    attributes: list[int | str] = ["TAG", "ENT_TYPE", "ENT_IOB", "DEP", "HEAD"]
    tag, kind, iob, dep, head = (
        document.doc.to_array(attributes).astype(np.uint64).T if len(starts) else np.zeros((5, 0), np.uint64)
    )
    proper = np.isin(tag, np.array(_PROPER, np.uint64)) if tag.any() else np.ones(len(tag), bool)
    numbers = np.where(kind > 0, np.cumsum(iob == _BEGINS), -1)
    modifies = np.isin(dep, np.array(_MODIFYING, np.uint64)) & (head.astype(np.int64) > 0)
    return _Tokens(
        proper[at] | proper[end],
        proper[end],
        [_LABELS.get(int(label), "") for label in kind[at]],
        numbers[at].tolist(),
        modifies[end],
    )
