"""A corpus of any size: articles of benchmarks, each copy with other names, words, numbers and days.

Copies must not collapse: two of one article share too few word sequences to be wire copy of each other, and
lie ten days apart, so that their stories are two. Sentences keep their form, so that each costs the same.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.corpus import Page, wikinews

DAYS_APART: Final = 10
CHANGED: Final = 4
"""Of the longer words one in so many is another in each copy."""

_WORD: Final = re.compile(r"[A-Za-z]{3,}|\d+")
_SYLLABLES: Final = (
    "ba",
    "den",
    "for",
    "ga",
    "hol",
    "ker",
    "lin",
    "mar",
    "nor",
    "pel",
    "ris",
    "sta",
    "tov",
    "wen",
)
_KEPT: Final = frozenset(
    "The This That These Those There They When While What Who Where And But For Not His Her Its Our You He"
    " She Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June"
    " July August September October November December President Minister Senator Governor Mayor".split()
)


def base(data: Path, number: int) -> list[Page]:
    """So many articles, half of them of Wikinews and half of stories that three outlets report."""
    single = islice(wikinews(data / "wikinews_en"), number - number // 2)
    with (data / "seesaw" / "train.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in islice(file, number // 2)]
    return [*single, *(Page(row["url"], row["date"], row["text"]) for row in rows)]


def corpus(pages: Sequence[Page], number: int) -> Iterator[Page]:
    """So many articles: `pages` as they are, then copies of them."""
    alike = _alike(pages)
    for place in range(number):
        copy, which = divmod(place, len(pages))
        yield _changed(pages[which], copy, alike) if copy else pages[which]


def _changed(page: Page, copy: int, alike: Mapping[str, Sequence[str]]) -> Page:
    text = _WORD.sub(lambda found: _other(found[0], copy, alike), page.text)
    return replace(
        page,
        locator=f"{page.locator}#copy-{copy}",
        published_at=_later(page.published_at, DAYS_APART * copy),
        text=text,
    )


def _other(word: str, copy: int, alike: Mapping[str, Sequence[str]]) -> str:
    """What stands for a word in a copy: the same in every article of it."""
    drawn = int.from_bytes(sha256(f"{copy} {word}".encode()).digest()[:4], "big")
    if word.isdigit():
        return str(int(word) % 10**6 + drawn % 9) if len(word) != 4 else word
    if word[0].isupper():
        return word if word in _KEPT or word.isupper() else _name(drawn)
    choice = alike.get(word[-3:], ())
    return choice[drawn % len(choice)] if len(word) > 5 and choice and not drawn % CHANGED else word


def _name(drawn: int) -> str:
    parts = [_SYLLABLES[(drawn >> 4 * place) % len(_SYLLABLES)] for place in range(3)]
    return "".join(parts).capitalize()


def _alike(pages: Sequence[Page]) -> dict[str, list[str]]:
    """The longer words of some articles by their last three letters, which mostly tell their form."""
    found = defaultdict[str, set[str]](set)
    for page in pages:
        for word in _WORD.findall(page.text):
            if word.islower() and len(word) > 5:
                found[word[-3:]].add(word)
    return {end: sorted(words) for end, words in found.items()}


def _later(day: str, days: int) -> str:
    """A day, with whatever stands after it, so many days later; as it is where it is no day."""
    try:
        moved = date.fromisoformat(day[:10]) + timedelta(days=days)
    except ValueError:
        return day
    return moved.isoformat() + day[10:]
