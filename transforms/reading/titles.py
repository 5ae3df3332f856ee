"""What stands above a report: title, standfirst, section names, dates; and the title printed again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from transforms.ids import normalise
from transforms.reading import datelines, patterns
from transforms.reading.blocks import Unit
from transforms.reading.page import TAIL_LABEL_WORDS, Page, mark_labels

_TITLE_WORDS = 30
_TITLE_MIN_WORDS = 4  # with fewer, a line above the report may as well be a label
_TOP_LINES = 15  # a page shows no more lines than this between its first one and the report
_SITE_WORDS = 6
_SITE_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00bb\u00b7\u2022-]|::)\s+")


def mark_above(page: Page) -> None:
    """Everything above the report: labels, title, standfirst, dates."""
    open_units = page.open()
    count = next((n for n, i in enumerate(open_units) if page.units[i].opens), len(open_units))
    if count == len(open_units):
        _page_without_report(page, open_units)
        return
    first = open_units[count]
    above = open_units[:count][-_TOP_LINES:]
    page.opening = first
    mark_labels(page, above)
    title = _find_title(page, page.open(above))
    if title is None and _is_stopped_title(page, first):
        title, page.opening = first, first + 1
    _above_report(page, page.open(above), title)
    _late_opening(page)


def _page_without_report(page: Page, open_units: list[int]) -> None:
    """No line opens a report: a few words on a page of furniture are furniture too, other lines are body."""
    mark_labels(page, open_units)
    left = page.open(open_units)
    if len(left) < len(page.units) / 2:
        page.mark([i for i in left if page.units[i].words <= TAIL_LABEL_WORDS], "boilerplate")
    elif len(left) > 1:
        title = _find_title(page, left[:1])
        if title is not None:
            page.kinds[title] = "headline"
            page.titles.append(normalise(page.units[title].text))
    page.opening = len(page.units)


def _find_title(page: Page, candidates: Sequence[int]) -> int | None:
    """The first line that is long enough for a title; its copy without the site's name, if there is one."""
    possible = [i for i in candidates if page.units[i].words <= _TITLE_WORDS and page.units[i].starts_title]
    long = [i for i in possible if page.units[i].words >= _TITLE_MIN_WORDS]
    if not long:
        longest = max(possible, key=lambda i: (page.units[i].words, -i), default=None)
        return longest if longest is not None and page.units[longest].words > 1 else None
    plain = {i: page.units[i].plain for i in possible}
    for index in possible:
        if index != long[0] and plain[index] in _without_site(plain[long[0]]):
            return index
    return long[0]


def _without_site(title: str) -> set[str]:
    """What a title may be without the name of the site before or after it."""
    found = set()
    for match in _SITE_SEPARATOR.finditer(title):
        before, after = title[: match.start()], title[match.end() :]
        if len(after.split()) <= _SITE_WORDS:
            found.add(before)
        if len(before.split()) <= _SITE_WORDS:
            found.add(after)
    return found


def _is_stopped_title(page: Page, index: int) -> bool:
    """Whether the first paragraph is a title printed with a full stop: one short line, words capitalised."""
    unit = page.units[index]
    long_words = [word for word in unit.text.split() if len(word.strip("\"'\u201c\u2018")) >= 5]
    capital = sum(not word.strip("\"'\u201c\u201d\u2018\u2019")[:1].islower() for word in long_words)
    alone = not page.has_gaps or (index + 1 < len(page.units) and page.units[index + 1].gap)
    return (
        unit.words <= 20
        and alone
        and len(long_words) >= 3
        and capital > 0.8 * len(long_words)
        and not unit.is_item
    )


def _above_report(page: Page, left: Sequence[int], title: int | None) -> None:
    if title is None:
        # A single word above the report names the site, its section or the author.
        page.mark([i for i in left if page.units[i].words <= 1], "boilerplate")
        return
    page.kinds[title] = "headline"
    page.titles.append(normalise(page.units[title].text))
    for index in page.open(left):
        page.kinds[index] = _beside_title(page, index, title)


def _beside_title(page: Page, index: int, title: int) -> str:
    """What a line above the report is, other than its title."""
    unit = page.units[index]
    if repeats_title(page, unit):
        return "boilerplate"
    if unit.words < _TITLE_MIN_WORDS and not unit.reports_speech:
        return "boilerplate"
    if not unit.starts_title:
        return "body"
    return "headline" if index < title else "standfirst"


def _late_opening(page: Page) -> None:
    """Sentences between the title and a line with date or author are the standfirst, not yet the report."""
    if not page.titles:
        return
    head = page.open(range(page.opening, min(page.opening + 4, len(page.units))))
    for index in range(page.opening + 1, min(page.opening + 4, len(page.units))):
        unit = page.units[index]
        dated = page.kinds[index] is None and datelines.is_date_line(unit.plain)
        if dated or patterns.is_byline(unit.plain):
            page.kinds[index] = "dateline" if dated else "boilerplate"
            before = [i for i in head if i < index]
            if (
                len(before) <= 2
                and sum(page.units[i].words for i in before) <= 60
                and page.open(range(index, len(page.units)))
            ):
                page.mark(before, "standfirst")
                page.opening = index + 1
            return


def repeats_title(page: Page, unit: Unit) -> bool:
    """Whether the line is a title seen before, or a part of one between its marks, of three words or more."""
    if unit.words < 3 or unit.words > _TITLE_WORDS or (unit.stops and not unit.text.endswith("?")):
        return False
    key = _bare(normalise(unit.text))
    for title in page.titles:
        parts = re.split(r"\s*[:|\u2013\u2014]\s+|\s+-\s+", title)
        if key in {
            _bare(title),
            *(_bare(part) for part in parts),
            *(_bare(each) for each in _without_site(title)),
        }:
            return True
        if _bare(title) in {_bare(each) for each in _without_site(normalise(unit.text))}:
            return True
    return False


def _bare(title: str) -> str:
    return title.strip(" \"'.:;,!-\u2013\u2014|")
