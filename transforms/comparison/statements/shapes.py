"""What a passage is, whatever its words say: a clause or the name of a matter, in whose words, said how.

"The pension cuts" names a matter of which many things are said: that two passages name it is no sign that
they say one thing. What stands in quotation marks on both sides is the speaker's own choice of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from spacy import symbols
from spacy.tokens import Span as Tokens

from transforms.language.analysis import AnalysedDocument
from transforms.language.grammar import is_finite
from transforms.language.similarity import is_content, stem
from transforms.language.spans import Span

_VERBS: Final = (symbols.VERB, symbols.AUX)
_MARKED: Final = re.compile(r"[\"“”„«»]([^\"“”„«»]*)")
_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
DIRECT: Final = "direct"
"""The type of a quote all of whose words are the speaker's own."""


class Shape(NamedTuple):
    """The shape of a passage.

    `type` and `cue_class` are its quote's, None in an outlet's own voice; `is_finite`: some verb of it has a
    tense; `head` is the stem of the base form of the word on which the others hang, `marked` are stems of the
    words printed as the speaker's own.
    """

    type: str | None = None
    cue_class: str | None = None
    has_verb: bool = True
    is_finite: bool = True
    head: str = ""
    marked: frozenset[str] = frozenset()


UNSHAPED: Final = Shape()
"""The shape of a passage that nobody looked at: a clause without words of anybody's own."""


def shape_of(
    document: AnalysedDocument, span: Span, text: str, type: str | None = None, cue_class: str | None = None
) -> Shape:
    """The shape of a passage that stands in [`span`) of a document; `text` is what is compared of it."""
    held = document.tokens(span)
    marked = frozenset(_own_words(text, type))
    return Shape(type, cue_class, _has_verb(held), is_finite(held), _head(held), marked)


def _has_verb(held: Tokens) -> bool:
    return any(token.pos in _VERBS for token in held)


def _head(held: Tokens) -> str:
    return stem(held.root.lemma_.lower()) if len(held) else ""


def _own_words(text: str, type: str | None) -> Iterator[str]:
    """Of a direct quote all words, of others those behind quotation marks."""
    plain = text.replace("’", "'").lower()
    for piece in [plain] if type == DIRECT else _MARKED.findall(plain)[::2]:
        yield from (stem(word) for word in _WORD.findall(piece) if is_content(word))
