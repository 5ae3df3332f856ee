"""Stretches of capitalised words, over the particles and full stops that names hold inside."""

from collections.abc import Iterator, Sequence
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import ORGANISATION_WORDS, PARTICLES, TITLES
from transforms.language.words import Word, between

_LINKED_BY_OF: Final = ORGANISATION_WORDS | lexica.words("language", "named_with_of")
_NO_NAMES: Final = lexica.words("language", "never_in_names")
LONGEST_RUN: Final = 50
"""Words of a stretch, about: a longer one is a list or a text in capitals, and counts as several."""

_ARTICLES: Final = lexica.words("language", "articles_after_particles")


def runs(text: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First and last (included) word of each stretch of capitalised words."""
    index = 0
    while index < len(words):
        if not _opens(words, index):
            index += 1
            continue
        last = index
        while last - index < LONGEST_RUN and (longer := _longer(text, words, last)) is not None:
            last = longer
        yield index, last
        index = last + 1


def _opens(words: Sequence[Word], index: int) -> bool:
    word = words[index]
    return word.capitalised and (word.lower not in _NO_NAMES or word.text in ("US", "WHO"))


def _longer(text: str, words: Sequence[Word], last: int) -> int | None:
    """The next word of the run that ends at `last`, over a particle or "of" where a name goes on."""
    if words[last].possessive or last + 1 == len(words) or not _joined(text, words, last):
        return None
    if _opens(words, last + 1):
        return last + 1
    if not _links(words, last + 1):
        return None
    after = _after_article(text, words, last + 2)
    goes_on = after < len(words) and _opens(words, after) and _joined(text, words, after - 1)
    return after if goes_on else None


def _links(words: Sequence[Word], index: int) -> bool:
    """Whether a word in lower case may stand inside the name that the word before it belongs to."""
    link = words[index].text
    return link in PARTICLES or link == "&" or (link == "of" and words[index - 1].lower in _LINKED_BY_OF)


def _after_article(text: str, words: Sequence[Word], index: int) -> int:
    """The word after an article that follows a particle; `index` itself where none stands there."""
    article = index < len(words) and words[index].text in _ARTICLES and _joined(text, words, index - 1)
    return index + article


def _joined(text: str, words: Sequence[Word], index: int) -> bool:
    """Whether only a space parts a word from the next, or the full stop of an initial or title."""
    left, right = words[index], words[index + 1]
    gap = between(text, left, right)
    if gap in (" ", "\u00a0", " & "):
        return True
    initial = len(left.text) == 1 and left.text.isupper()
    short = initial or left.lower in TITLES or left.lower in ("st", "jr")
    return gap == ". " and short and left.sentence == right.sentence
