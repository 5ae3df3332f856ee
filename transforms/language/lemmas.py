"""Dictionary forms of single words, by the rules and tables of an English spaCy pipeline, without a parse.

What needs a lemma before, or without, the analysis of a whole document asks here with a guess of the word's
class. Whoever has the analysis reads `token.lemma_` there, which the same tables give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer

_WORD_CLASSES: Final = ("VERB", "NOUN", "ADJ", "ADV")


class Lemmatiser(Protocol):
    """Gives the dictionary forms of a word."""

    def __call__(self, word: str, *word_classes: str) -> tuple[str, ...]:
        """What `word` may be a form of, likeliest first, in lower case; never empty.

        `word_classes` are those it may be of, likeliest first (VERB, NOUN, ADJ, ADV): the first in which the
        word is known counts.
        """
        ...


def search_by_hash(rules: Lemmatizer) -> None:
    """Have a spaCy lemmatiser keep the words that it knows as sets.

    As they come they are lists of thousands, searched from end to end for each form that a word may have.
    """
    index = rules.lookups.get_table("lemma_index")
    for word_class, words in list(index.items()):
        index[word_class] = frozenset(words)


class RuleLemmatiser:
    """spaCy's rule lemmatiser for English, asked for one word with a class instead of a tagged token.

    The loaded pipeline component comes from the caller; nothing of it is changed but its caches.
    """

    def __init__(self, rules: Lemmatizer) -> None:
        self._rules = rules
        index = rules.lookups.get_table("lemma_index")
        self._bases = {each: frozenset(index.get(each.lower(), ())) for each in _WORD_CLASSES}
        self._every_base = frozenset(word for bases in self._bases.values() for word in bases)
        self._answers: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}

    def __call__(self, word: str, *word_classes: str) -> tuple[str, ...]:
        """The lemmas of `word` in the first of the classes in which the tables know it.

        Where they know it in none, the rules of the first class decide, after what is a word of any class;
        in a compound they undo the inflection of its last part ("live-tweeted").
        """
        key = (word.lower(), word_classes)
        if key not in self._answers:
            self._answers[key] = self._answer(*key)
        return self._answers[key]

    def _answer(self, word: str, word_classes: tuple[str, ...]) -> tuple[str, ...]:
        for word_class in word_classes:
            if known := self._known(word, word_class):
                return known
        before, hyphen, last = word.rpartition("-")
        if before and last:
            return tuple(before + hyphen + lemma for lemma in self(last, *word_classes))
        forms = self._forms(word, word_classes[0])
        return tuple(sorted(forms, key=lambda form: form not in self._every_base))

    def _known(self, word: str, word_class: str) -> tuple[str, ...]:
        """The lemmas that the tables hold; what a word is a form of goes before itself ("found", "words").

        Asked for "address", the rules alone would say "addres": a tagged token would tell them that it is no
        inflected form.
        """
        bases = self._bases[word_class]
        return tuple(form for form in (*self._forms(word, word_class), word) if form in bases)

    def _forms(self, word: str, word_class: str) -> list[str]:
        from spacy.tokens import Doc  # noqa: PLC0415 (whoever loaded the component has loaded spaCy)

        (token,) = Doc(self._rules.vocab, words=[word], pos=[word_class])
        return self._rules.rule_lemmatize(token)
