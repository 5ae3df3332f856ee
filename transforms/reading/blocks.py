"""The units that zones are made of: a page's lines, or its blocks where lines are only wrapped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from transforms.language.spans import straighten

# Every character that Python or Unicode calls a line break.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(
    r"""[.!?\u2026\u3002\uff01\uff1f\uff61\u061f\u06d4\u0964\u104b\u1362]["'()\[\]\u300d\u300f]*$"""
)
# Scripts that put no space between words; two characters make about one word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LIST_ITEM = re.compile(r"(?:[-*\u2022\u2023\u25aa\u25cf\u00b7\u2013\u2014]\s|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_SPEECH_TURN = re.compile(r"[^\s:][^:.!?]{0,60}:\s+\S")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?\b\W*\S", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_REPORTS = re.compile(
    r"\b(?:said|says?|saying|told|tells|added|adds|according to|announced?|announces|stated|states|stressed"
    r"|warned|warns|argued|argues|claimed|claims|insisted|insists|noted|explained|wrote|writes|asked|asks"
    r"|replied|urges|tweeted|denied|confirmed|declared|suggested|admitted|urged|accused)\b",
    re.IGNORECASE,
)
_PROSE_WORDS = 8  # a sentence of a report; shorter ones are also found in menus and forms
_LONG_WORDS = 25  # no label or title is that long, whatever it ends with
_SHORT = 400  # longer lines are never matched against patterns, so no pattern can be slow


@dataclass(frozen=True)
class Unit:
    """A stretch of the page, white space trimmed; `gap` says whether an empty line stands before it."""

    start: int
    end: int
    text: str
    gap: bool

    @cached_property
    def plain(self) -> str:
        """The text for pattern matching: straight quotes, single spaces; empty where it is too long."""
        return " ".join(straighten(self.text).split()) if len(self.text) <= _SHORT else ""

    @cached_property
    def words(self) -> int:
        """The number of words; in scripts without spaces, half the number of characters."""
        return len(self.text.split()) + len(_UNSPACED.findall(self.text)) // 2

    @cached_property
    def stops(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_STOP.search(straighten(self.text[-8:])))

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads like a paragraph of a report."""
        return self.words >= _LONG_WORDS or (self.stops and self.words >= _PROSE_WORDS)

    @cached_property
    def is_symbols(self) -> bool:
        """Whether it holds no letter and no digit."""
        return not any(character.isalnum() for character in self.text)

    @cached_property
    def is_item(self) -> bool:
        """Whether it starts like an item of a list or an entry of a live ticker."""
        head = straighten(self.text[:80])
        return bool(_LIST_ITEM.match(head) or _CLOCK.match(head))

    @cached_property
    def is_turn(self) -> bool:
        """Whether it may be a turn of a dialogue, `NAME: words`; a title may look like that too."""
        return bool(_SPEECH_TURN.match(self.text[:80]))

    @cached_property
    def starts_title(self) -> bool:
        """Whether it starts as a title or a subhead may: no small letter, no bullet, dash or other mark."""
        first = straighten(self.text[0])
        return (
            not self.is_item
            and not first.islower()
            and (first.isalnum() or first in "\"'([\u00bf\u00a1$\u300c#@")
        )

    @cached_property
    def reports_speech(self) -> bool:
        """Whether it quotes three words or more, or has a common reporting verb: then it is an article's."""
        quoted = any(len(match[0].split()) >= 3 for match in _QUOTED.finditer(self.plain))
        return quoted or bool(_REPORTS.search(self.plain))

    @cached_property
    def opens(self) -> bool:
        """Whether the report may begin here: prose, an item, or a short sentence with a full stop."""
        return (
            self.is_prose or self.is_item or (self.stops and self.words >= 3 and not self.text.endswith("?"))
        )


def units(text: str) -> list[Unit]:
    """The page's lines in order, or its blocks of lines where it is wrapped at a fixed width."""
    lines = _lines(text)
    return _blocks(text, lines) if _is_wrapped(lines) else lines


def _lines(text: str) -> list[Unit]:
    lines = []
    previous = 0
    for match in _LINE.finditer(text):
        line = match[0]
        stripped = line.strip()
        if not stripped:
            continue
        start = match.start() + len(line) - len(line.lstrip())
        between = text[previous : match.start()]
        breaks = between.count("\n") or between.count("\r") + 2 * between.count("\u2029")
        previous = start + len(stripped)
        lines.append(Unit(start, previous, stripped, gap=breaks > 1))
    return lines


def _is_wrapped(lines: Sequence[Unit]) -> bool:
    """Whether most lines with no empty line after them break off inside a sentence, at about one width."""
    inner = [(line, following) for line, following in pairwise(lines) if not following.gap]
    if len(inner) < 4:
        return False
    broken = [line for line, following in inner if not line.stops and following.text[0].islower()]
    return len(broken) > 0.4 * len(inner) and max(len(line.text) for line in broken) <= 120


def _blocks(text: str, lines: Sequence[Unit]) -> list[Unit]:
    blocks: list[Unit] = []
    first = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap:
            start, end = lines[first].start, lines[index - 1].end
            blocks.append(Unit(start, end, text[start:end], lines[first].gap))
            first = index
    return blocks
