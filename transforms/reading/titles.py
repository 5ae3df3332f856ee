"""What stands above a report: title, standfirst, section names, dates; and the title printed again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from transforms.ids import normalise
from transforms.language import lexica
from transforms.reading import boilerplate, datelines
from transforms.reading.blocks import Block
from transforms.reading.page import MOST_LABEL_WORDS, Page, label_dates_and_sections

_TITLE_WORDS: Final = 30
_TITLE_MIN_WORDS: Final = 4  # with fewer, a line above the report may as well be a label
_TOP_LINES: Final = 15  # a page shows no more lines than this between its first one and the report
_SITE_WORDS: Final = 6
_SITE_SEPARATOR: Final = re.compile(r"\s+(?:[|\u2013\u2014\u00bb\u00b7\u2022-]|::)\s+")
_PART_SEPARATOR: Final = re.compile(r"\s*[:|\u2013\u2014]\s+|\s+-\s+")
_LABELLED: Final = re.compile(rf"(?:{lexica.any_of(lexica.words('reading', 'kickers'))}): ")
_ABBREVIATED: Final = re.compile(r"\b(?:Dept|Inc|Corp|Co|Ltd|[A-Z](?:\.[A-Z])+)\.$")
_STOPPED_TITLE_WORDS: Final = 20
_LONG_WORD: Final = 5  # letters: a title of this style capitalises words from this length on
_CAPITALISED_SHARE: Final = 0.8
_LATE_LINES: Final = 3  # below the title among which a line with date or author may still come
_STANDFIRST_BLOCKS: Final = 2
_STANDFIRST_WORDS: Final = 60


def label_top(page: Page) -> None:
    """Everything above the report: labels, title, standfirst, dates."""
    if page.title is not None:
        _label_title(page, page.title)
    left = page.unlabelled()
    count = next((n for n, i in enumerate(left) if page.blocks[i].may_open_report), len(left))
    if count == len(left):
        _label_page_without_report(page, left)
        return
    first, above = left[count], left[:count][-_TOP_LINES:]
    page.report_start = first
    label_dates_and_sections(page, above)
    title = _find_title(page, page.unlabelled(above)) if page.title is None else page.title
    if title is None and _is_stopped_title(page, first):
        title, page.report_start = first, first + 1
    _label_above_report(page, page.unlabelled(above), title)
    _label_late_dateline(page)


def _label_page_without_report(page: Page, left: Sequence[int]) -> None:
    """No line opens a report: a few words on a page of boilerplate are that too, other lines are body."""
    label_dates_and_sections(page, left)
    left = page.unlabelled(left)
    if len(left) < len(page.blocks) / 2:
        page.label([i for i in left if page.blocks[i].n_words <= MOST_LABEL_WORDS], "boilerplate")
    elif len(left) > 1 and page.title is None:
        title = _find_title(page, left[:1])
        if title is not None:
            _label_title(page, title)
    page.report_start = len(page.blocks)


def _label_title(page: Page, title: int) -> None:
    page.kinds[title] = "headline"
    page.titles.append(normalise(page.blocks[title].text))


def _find_title(page: Page, candidates: Sequence[int]) -> int | None:
    """The first line that is long enough for a title; its copy without the site's name, if there is one."""
    blocks = page.blocks
    possible = [i for i in candidates if blocks[i].n_words <= _TITLE_WORDS and blocks[i].starts_like_title]
    long = next((i for i in possible if blocks[i].n_words >= _TITLE_MIN_WORDS), None)
    if long is None:
        longest = max(possible, key=lambda i: (blocks[i].n_words, -i), default=None)
        return longest if longest is not None and blocks[longest].n_words > 1 else None
    bare = set(_without_site(blocks[long].plain))
    return next((i for i in possible if i != long and blocks[i].plain in bare), long)


def _without_site(title: str) -> Iterator[str]:
    """What a title may be without the name of the site before or after it."""
    for match in _SITE_SEPARATOR.finditer(title):
        before, after = title[: match.start()], title[match.end() :]
        if len(after.split()) <= _SITE_WORDS:
            yield before
        if len(before.split()) <= _SITE_WORDS:
            yield after


def _is_stopped_title(page: Page, number: int) -> bool:
    """Whether the first paragraph is a title printed with a full stop: one short line.

    Its words are capitalised, it asks, it begins with a label or ends with an abbreviation.
    """
    block = page.blocks[number]
    is_alone = not page.has_gaps or (number + 1 < len(page.blocks) and page.blocks[number + 1].after_gap)
    is_short = block.n_words <= _STOPPED_TITLE_WORDS and not block.is_item
    return is_short and is_alone and (_is_capitalised(block.text) or _is_no_statement(page, block))


def _is_no_statement(page: Page, block: Block) -> bool:
    """Whether the line that opens a page is no sentence of a report: "Will it close?", "OPINION: It will"."""
    opens = block.start == page.blocks[0].start and block.n_words >= _TITLE_MIN_WORDS
    named = _LABELLED.match(block.plain) or _ABBREVIATED.search(block.plain)
    return opens and '"' not in block.plain and bool(named or "?" in block.plain)


def _is_capitalised(text: str) -> bool:
    """Whether most long words, of three or more, start with a capital."""
    words = [word for word in text.split() if len(word.strip("\"'\u201c\u2018")) >= _LONG_WORD]
    capitals = sum(not word.strip("\"'\u201c\u201d\u2018\u2019")[:1].islower() for word in words)
    return len(words) >= 3 and capitals > _CAPITALISED_SHARE * len(words)


def _label_above_report(page: Page, left: Sequence[int], title: int | None) -> None:
    if title is None:
        # A single word above the report names the site, its section or the author.
        page.label([i for i in left if page.blocks[i].n_words <= 1], "boilerplate")
        return
    _label_title(page, title)
    for number in page.unlabelled(left):
        page.kinds[number] = _kind_beside_title(page, number, title)


def _kind_beside_title(page: Page, number: int, title: int) -> str:
    """What a line above the report is, other than its title."""
    block = page.blocks[number]
    if repeats_title(page, block):
        return "boilerplate"
    if block.n_words < _TITLE_MIN_WORDS and not block.reports_speech:
        return "boilerplate"
    if not block.starts_like_title:
        return "body"
    return "headline" if number < title else "standfirst"


def _label_late_dateline(page: Page) -> None:
    """Sentences between the title and a line with date or author are the standfirst, not yet the report."""
    if not page.titles:
        return
    start = page.report_start
    near = range(start, min(start + 1 + _LATE_LINES, len(page.blocks)))
    between = page.unlabelled(near)
    for number in near[1:]:
        if kind := _kind_of_credit(page, number):
            page.kinds[number] = kind
            _label_standfirst(page, [i for i in between if i < number], number)
            return


def _kind_of_credit(page: Page, number: int) -> str | None:
    """What a line with date or author is; None for any other line."""
    plain = page.blocks[number].plain
    if page.kinds[number] is None and datelines.is_date_line(plain):
        return "dateline"
    return "boilerplate" if boilerplate.is_byline(plain) else None


def _label_standfirst(page: Page, between: Sequence[int], credit: int) -> None:
    """A few sentences above the line with date or author, if a report is left below it."""
    words = sum(page.blocks[i].n_words for i in between)
    is_few = len(between) <= _STANDFIRST_BLOCKS and words <= _STANDFIRST_WORDS
    if is_few and page.unlabelled(range(credit, len(page.blocks))):
        page.label(between, "standfirst")
        page.report_start = credit + 1


def repeats_title(page: Page, block: Block) -> bool:
    """Whether the line is a title seen before, or a part of one between its marks, of three words or more."""
    is_statement = block.ends_sentence and not block.text.endswith("?")
    if not 3 <= block.n_words <= _TITLE_WORDS or is_statement:
        return False
    line = normalise(block.text)
    shorter = {_bare(line), *map(_bare, _without_site(line))}
    return any(_bare(line) in _parts_of(title) or _bare(title) in shorter for title in page.titles)


def _parts_of(title: str) -> set[str]:
    """A title, what stands between its marks, and what it is without the site's name."""
    return {_bare(each) for each in (title, *_PART_SEPARATOR.split(title), *_without_site(title))}


def _bare(title: str) -> str:
    return title.strip(" \"'.:;,!-\u2013\u2014|")
