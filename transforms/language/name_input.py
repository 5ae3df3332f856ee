"""What names are found in: a text with its words, what the reference table and the analysis say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from transforms.language.gazetteer import Reference
from transforms.language.recognised import Recognised
from transforms.language.words import Word, between

_LONG_WORD: Final = 4


@dataclass(frozen=True)
class NameInput:
    """A text, its words, what the reference table knows of them, and what the analysis says of them.

    `shouted` holds the sentences that are all in capitals, whose form tells nothing.
    """

    text: str
    words: Sequence[Word]
    reference: Reference
    recognised: Recognised
    shouted: frozenset[int] = frozenset()

    def is_first_name(self, index: int) -> bool:
        """Whether people bear word `index` as a first name."""
        return self.reference.is_first_name(self.words[index].text)

    @cached_property
    def after_first_names(self) -> frozenset[str]:
        """The proper nouns that follow a first name somewhere."""
        after = (i for i in range(1, len(self.words)) if self.is_first_name(i - 1))
        return frozenset(self.words[i].text for i in after if self.recognised.is_proper(i))

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next."""
        return between(self.text, self.words[index], self.words[index + 1])

    def joined(self, first: int, last: int) -> str:
        """The text of the words `first` to `last` (included)."""
        return self.text[self.words[first].start : self.words[last].end]

    def opens_clause(self, index: int) -> bool:
        """Whether a word is the first of its sentence, or of what follows a colon."""
        before = index - 1
        return (
            index == 0
            or self.words[before].sentence != self.words[index].sentence
            or self.gap(before).rstrip().endswith(":")
        )

    @cached_property
    def _proper(self) -> frozenset[str]:
        return frozenset(word.text for i, word in enumerate(self.words) if self.recognised.is_proper(i))

    def is_name_elsewhere(self, index: int) -> bool:
        """Whether a word is part of a person's name elsewhere in the text, as a proper noun or first name."""
        word = self.words[index].text
        known = word in self.recognised.person_words or word in self.after_first_names
        return known and (word in self._proper or self.is_first_name(index))


def shouted(words: Sequence[Word]) -> frozenset[int]:
    """The numbers of the sentences whose longer words are all in capitals."""
    small: set[int] = set()
    large: Counter[int] = Counter()
    for word in words:
        if len(word.text) >= _LONG_WORD and word.text.isupper():
            large[word.sentence] += 1
        elif word.text.islower():
            small.add(word.sentence)
    return frozenset(number for number, count in large.items() if count > 1 and number not in small)
