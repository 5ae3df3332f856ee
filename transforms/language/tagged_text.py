"""A text with its words and the names in it, and look-ups from one to the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from transforms.language.names import Name
from transforms.language.words import Word, between


class TaggedText:
    """A text, its words, and the names found in it, in order; a name is found by any of its words."""

    def __init__(self, text: str, words: Sequence[Word], names: Sequence[Name]) -> None:
        self.text = text
        self.words = words
        self.names = names
        self.by_word = {index: name for name in names for index in range(name.first, name.last + 1)}

    def sentence_start(self, number: int) -> int:
        """Index of the first word of a sentence or of one after it; past the last word if there is none."""
        return bisect_left(self.words, number, key=lambda word: word.sentence)

    def names_among(self, first: int, last: int) -> Sequence[Name]:
        """The names with a word among the words `first` to `last` (included), in order."""
        start = bisect_left(self.names, first, key=lambda name: name.last)
        return self.names[start : bisect_right(self.names, last, key=lambda name: name.first)]

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; a line break at the text's end."""
        if index < 0 or index + 1 >= len(self.words):
            return "\n"
        return between(self.text, self.words[index], self.words[index + 1])
