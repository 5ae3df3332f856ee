"""The blocks of text that a page is labelled by: its lines, or runs of lines where they are only wrapped.

Term and idea are those of boilerplate detection by shallow text features (Kohlschütter, Fankhauser and Nejdl
2010): what a block is shows in how long it is, how it begins and ends, and what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from transforms.language import lexica
from transforms.language.layout import LINE_BREAKS
from transforms.language.spans import straighten

_LINE: Final = re.compile(f"[^{LINE_BREAKS}]+")
_SENTENCE_END: Final = re.compile(
    r"""[.!?\u2026\u3002\uff01\uff1f\uff61\u061f\u06d4\u0964\u104b\u1362]["'()\[\]\u300d\u300f]*$"""
)
# Scripts that put no space between words; two characters make about one word.
_UNSPACED: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LIST_ITEM: Final = re.compile(
    r"(?:[-*\u2022\u2023\u25aa\u25cf\u00b7\u2013\u2014]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)"
)
_SPEECH_TURN: Final = re.compile(r"[^\s:][^:.!?]{0,60}:\s+\S")
_TICKER_TIME: Final = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?\b\W*\S", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"')
_REPORT_WORD: Final = re.compile(
    rf"\b(?:{lexica.any_of(lexica.ordered('reading', 'report_words'))})\b", re.IGNORECASE
)
_TITLE_MARKS: Final = "\"'([\u00bf\u00a1$\u300c#@"  # with which a title may start
_PROSE_WORDS: Final = 8  # a sentence of a report; shorter ones are also found in menus and forms
_LONG_WORDS: Final = 25  # no label or title is that long, whatever it ends with
_SHORT: Final = 400  # longer lines are never matched against patterns, so no pattern can be slow
_HEAD: Final = 80  # characters that show how a block starts
_WRAP_WIDTH: Final = 120  # at which lines are broken, at most
_WRAP_SHARE: Final = 0.4  # of the lines, at least, that break off inside a sentence on a wrapped page
_WRAP_LINES: Final = 4  # fewer tell nothing


@dataclass(frozen=True)
class Block:
    """A stretch of the page, white space trimmed; `after_gap` says whether an empty line stands before it."""

    start: int
    end: int
    text: str
    after_gap: bool

    @cached_property
    def plain(self) -> str:
        """The text for pattern matching: straight quotes, single spaces; empty where it is too long."""
        return " ".join(straighten(self.text).split()) if len(self.text) <= _SHORT else ""

    @cached_property
    def n_words(self) -> int:
        """The number of words; in scripts without spaces, half the number of characters."""
        return len(self.text.split()) + len(_UNSPACED.findall(self.text)) // 2

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(straighten(self.text[-8:])))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of a report."""
        return self.n_words >= _LONG_WORDS or (self.ends_sentence and self.n_words >= _PROSE_WORDS)

    @cached_property
    def is_symbols(self) -> bool:
        """Whether it holds no letter and no digit."""
        return not any(character.isalnum() for character in self.text)

    @cached_property
    def is_item(self) -> bool:
        """Whether it starts like an item of a list or an entry of a live ticker."""
        head = straighten(self.text[:_HEAD])
        return bool(_LIST_ITEM.match(head) or _TICKER_TIME.match(head))

    @cached_property
    def is_speech_turn(self) -> bool:
        """Whether it may be a turn of a dialogue, `NAME: words`; a title may look like that too."""
        return bool(_SPEECH_TURN.match(self.text[:_HEAD]))

    @cached_property
    def starts_like_title(self) -> bool:
        """Whether it starts as a title or a subhead may: no small letter, no bullet, dash or other mark."""
        first = straighten(self.text[0])
        return not self.is_item and not first.islower() and (first.isalnum() or first in _TITLE_MARKS)

    @cached_property
    def reports_speech(self) -> bool:
        """Whether it quotes three words or more, or has a common reporting verb: then it is an article's."""
        quoted = any(len(match[0].split()) >= 3 for match in _QUOTED.finditer(self.plain))
        return quoted or bool(_REPORT_WORD.search(self.plain))

    @cached_property
    def may_open_report(self) -> bool:
        """Whether the report may begin here: prose, an item, or a short sentence with a full stop."""
        short = self.ends_sentence and self.n_words >= 3 and not self.text.endswith("?")
        return self.is_prose or self.is_item or short


def blocks_of(text: str) -> list[Block]:
    """The page's lines in order, or runs of lines between empty ones where it is wrapped at a fixed width."""
    lines = _lines(text)
    return _joined(text, lines) if _is_wrapped(lines) else lines


def _lines(text: str) -> list[Block]:
    lines = []
    previous = 0
    for match in _LINE.finditer(text):
        line = match[0]
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            gap = _is_gap(text[previous : match.start()])
            previous = start + len(stripped)
            lines.append(Block(start, previous, stripped, gap))
    return lines


def _is_gap(between: str) -> bool:
    """Whether what stands between two lines holds an empty one; a paragraph separator stands for one."""
    return (between.count("\n") or between.count("\r") + 2 * between.count("\u2029")) > 1


def _is_wrapped(lines: Sequence[Block]) -> bool:
    """Whether most lines with no empty line after them break off inside a sentence, at about one width."""
    inner = [(line, following) for line, following in pairwise(lines) if not following.after_gap]
    if len(inner) < _WRAP_LINES:
        return False
    broken = [line for line, following in inner if not line.ends_sentence and following.text[0].islower()]
    widest = max((len(line.text) for line in broken), default=0)
    return len(broken) > _WRAP_SHARE * len(inner) and widest <= _WRAP_WIDTH


def _joined(text: str, lines: Sequence[Block]) -> list[Block]:
    """The lines between two empty ones as one block."""
    firsts = [index for index, line in enumerate(lines) if index == 0 or line.after_gap]
    bounds = pairwise([*firsts, len(lines)])
    return [_block(text, lines[first], lines[after - 1]) for first, after in bounds]


def _block(text: str, first: Block, last: Block) -> Block:
    return Block(first.start, last.end, text[first.start : last.end], first.after_gap)
