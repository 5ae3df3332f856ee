"""Names in headlines That Capitalise Every Word, where a run of capitals is no name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from transforms.language.gazetteer import Reference
from transforms.language.names import Name
from transforms.language.words import Word

_LONGEST: Final = 30
_SHORT_WORD: Final = 4
_SHARE: Final = 0.75
_FEWEST_WORDS: Final = 5


def only_certain(text: str, words: Sequence[Word], names: Sequence[Name], reference: Reference) -> list[Name]:
    """`names` without the guesses made in such headlines: a name there is one that the report has too.

    Failing that, one of the reference table, or a first name and the word after it.
    """
    headlines = _headlines(text, words)
    report = [name for name in names if words[name.first].paragraph not in headlines]
    outside = {name.text for name in report}
    outside |= {name.text.split()[-1] for name in report if name.kind == "person"}
    kept: list[Name] = []
    for name in names:
        if words[name.first].paragraph not in headlines or _tells(name, outside, reference):
            kept.append(name)
        elif (certain := _certain(text, words, name, outside, reference)) is not None:
            kept.append(certain)
    return kept


def _tells(name: Name, outside: Collection[str], reference: Reference) -> bool:
    """Whether a name stands by itself: known, in the report too, or a first name and one more word."""
    pair = name.last - name.first == 1 and reference.is_first_name(name.text.split()[0])
    return name.entry is not None or name.text in outside or (pair and name.kind == "person")


def _headlines(text: str, words: Sequence[Word]) -> set[int]:
    by_paragraph: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_paragraph[word.paragraph].append(word)
    return {number for number, line in by_paragraph.items() if _capitalises(text, line)}


def _capitalises(text: str, line: Sequence[Word]) -> bool:
    long = [word for word in line if len(word.text) >= _SHORT_WORD]
    if len(line) > _LONGEST or len(long) < _FEWEST_WORDS or _several_sentences(text, line):
        return False
    return sum(word.capitalised for word in long) >= _SHARE * len(long)


def _several_sentences(text: str, line: Sequence[Word]) -> bool:
    """Whether a full stop ends a sentence inside: lists of works are no headlines."""
    return any(
        one.sentence != other.sentence and text[one.end : other.start].startswith(".")
        for one, other in pairwise(line)
    )


def _certain(
    text: str, words: Sequence[Word], name: Name, outside: Collection[str], reference: Reference
) -> Name | None:
    ranges = [(i, j) for i in range(name.first, name.last + 1) for j in range(name.last, i - 1, -1)]
    for first, last in sorted(ranges, key=lambda pair: pair[0] - pair[1]):
        if text[words[first].start : words[last].end] in outside:
            return _part(text, words, name, first, last)
    if name.last > name.first and reference.is_first_name(words[name.first].text):
        return _part(text, words, name, name.first, name.first + 1)
    return None


def _part(text: str, words: Sequence[Word], name: Name, first: int, last: int) -> Name:
    start, end = words[first].start, words[last].end
    possessive = words[last].possessive
    return replace(
        name, start=start, end=end, first=first, last=last, text=text[start:end], possessive=possessive
    )
