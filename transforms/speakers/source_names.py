"""Names that only the finder of quotes sees: a source of capitalised words in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from transforms.language import lexica
from transforms.language.name_words import OFFICES, PERSON_NOUNS, TITLES
from transforms.language.names import Name
from transforms.language.spans import Span
from transforms.language.tagged_text import TaggedText
from transforms.language.words import at

_LONGEST: Final = 3
_NO_NAMES: Final = lexica.words("language", "never_in_names")
_COMMON: Final = OFFICES | PERSON_NOUNS | TITLES | _NO_NAMES


def source_names(tagged: TaggedText, sources: Iterable[Span]) -> Iterator[Name]:
    """A name, of what nobody knows, for each source that may be one and holds none."""
    small = {word.text for word in tagged.words if not word.capitalised}
    seen: set[int] = set()
    for span in sources:
        first, last = at(tagged.words, span.start), at(tagged.words, span.end - 1)
        if first not in seen and _is_name(tagged, first, last, small):
            seen.update(range(first, last + 1))
            start, end = tagged.words[first].start, tagged.words[last].end
            yield Name(start, end, first, last, tagged.text[start:end], None)


def _is_name(tagged: TaggedText, first: int, last: int, small: set[str]) -> bool:
    words = tagged.words
    if last >= len(words) or not 0 < last - first + 1 <= _LONGEST or tagged.names_among(first, last):
        return False
    opens = first == 0 or words[first - 1].sentence != words[first].sentence
    plain = (
        w.capitalised and w.lower not in _COMMON and w.lower not in small for w in words[first : last + 1]
    )
    spaced = all(tagged.gap(i) == " " for i in range(first, last))
    return not opens and spaced and all(plain) and not any(w.text.isupper() for w in words[first : last + 1])
