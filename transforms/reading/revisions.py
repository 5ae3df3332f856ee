"""What an outlet changed in an article: the words of two versions, side by side; also inside quotation marks.

Corrections are mostly announced, stealth edits never; a quotation that is altered after it was published is
news of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from transforms.ids import normalise
from transforms.language.spans import straighten
from transforms.reading import readers
from transforms.reading.raw_articles import RawArticle

_WORD: Final = re.compile(r"\S+")
_PARAGRAPH: Final = re.compile(r"\n\s*")
_AROUND: Final = 6
"""Words that are shown on either side of an edit."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Words that stand in place of others, with some before and after; `quoted` if in quotation marks."""

    left: str
    before: str
    after: str
    right: str
    quoted: bool


def text_of(article: RawArticle) -> str:
    """The text of an article as the build reads it; empty where it gives none."""
    try:
        return readers.read(article.data or b"", article.media_type, article.charset).text
    except Exception:  # the build tells what was wrong with it; here one page costs no other
        return ""


def same_article(one: RawArticle, other: RawArticle) -> bool:
    """Whether two pages hold the same article, whatever else on them differs: advertisements, counters."""
    if one.data == other.data:
        return True
    first, second = text_of(one), text_of(other)
    return bool(first) and normalise(first) == normalise(second)


def edits(before: str, after: str) -> list[Edit]:
    """Every run of words that is otherwise in the text `after`, in its order, whatever the white space."""
    old, new = _words(before), _words(after)
    matcher = SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    return [
        Edit(
            left=_shown(new[max(0, to_start - _AROUND) : to_start]),
            before=_shown(old[start:end]),
            after=_shown(new[to_start:to_end]),
            right=_shown(new[to_end : to_end + _AROUND]),
            quoted=any(quoted for _, quoted in (*old[start:end], *new[to_start:to_end])),
        )
        for tag, start, end, to_start, to_end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _words(text: str) -> list[tuple[str, bool]]:
    """The words of a text, and whether each stands in quotation marks: an odd number of them comes before it.

    Counted within a paragraph, so that one stray mark does not turn the rest of the article over.
    """
    found = []
    for paragraph in _PARAGRAPH.split(straighten(text)):
        words = _WORD.findall(paragraph)
        marks = accumulate((word.count('"') for word in words), initial=0)
        found += [(word, bool(open_ % 2) or '"' in word) for word, open_ in zip(words, marks, strict=False)]
    return found


def _shown(words: Sequence[tuple[str, bool]]) -> str:
    return " ".join(word for word, _ in words)
