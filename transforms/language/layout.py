"""Lines and paragraphs of a text: where the one ends and the next begins, for all that reads it.

A paragraph is a line, or several where a text is wrapped at a fixed width: a line break that is followed by
a small letter and preceded by no mark that ends a sentence stands inside a paragraph.
"""

import re
from collections.abc import Iterable
from typing import Final

from transforms.language.spans import Span, merge, straighten, trim

LINE_BREAKS: Final = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Every character that Python or Unicode calls a line break."""

_AS_NEWLINE: Final = str.maketrans(dict.fromkeys(LINE_BREAKS.replace("\r", ""), "\n"))
_EXCLUDED: Final = "\x1e"  # stands for no character of a text once its line breaks are plain
_PARAGRAPH: Final = re.compile(rf"(?:[^\n\r{_EXCLUDED}]|(?<=[^\n\r{_EXCLUDED}.!?:\"])(?:\r\n?|\n)(?=[a-z]))+")


def plain_breaks(text: str) -> str:
    """`text` with a newline for every line break but carriage returns; same length, same offsets."""
    return text.translate(_AS_NEWLINE)


def paragraphs(text: str, excluded: Iterable[Span] = ()) -> list[Span]:
    """The paragraphs of `text`: sorted, disjoint, white space trimmed, and none of white space alone.

    `excluded` spans (boilerplate) belong to no paragraph and always end one; they may overlap, come in any
    order, and reach beyond the text.
    """
    masked = _without(plain_breaks(straighten(text)), excluded)
    found = (trim(Span(*match.span()), text) for match in _PARAGRAPH.finditer(masked))
    return [span for span in found if span is not None]


def _without(text: str, excluded: Iterable[Span]) -> str:
    """The text with a mark for every excluded character, so that no offset moves."""
    parts: list[str] = []
    at = 0
    for start, end in merge(Span(max(0, span.start), min(span.end, len(text))) for span in excluded):
        parts += [text[at:start], _EXCLUDED * (end - start)]
        at = end
    return "".join([*parts, text[at:]])
