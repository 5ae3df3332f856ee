"""Zones: what each stretch of a page is, by general rules on its lines.

The rules know how news pages are built and nothing of any one site. Where they cannot tell, the line is body:
a sentence of the report that is lost costs more than a line of furniture that is kept. Only boilerplate is
excluded from later stages; headlines, standfirsts and subheads may quote people.

The order of work: lines that are furniture wherever they stand; where the report opens and closes; the title
above it; the tail below it; subheads between its paragraphs; the dateline inside its first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from transforms import zone_datelines, zone_patterns
from transforms.ids import normalise
from transforms.zone_units import Unit, units

_TITLE_WORDS = 30
_TITLE_MIN_WORDS = 4  # with fewer, a line above the report may as well be a label
_SUBHEAD_WORDS = 12
_LABEL_VERB_WORDS = 6  # "What the company says" is a heading
_QUESTION_SUBHEADS = 2
_TAIL_LABEL_WORDS = 4
_TAIL_LABELS = 5
_TOP_LINES = 15  # a page shows no more lines than this between its first one and the report
_RELATED_LINES = 15
_SITE_WORDS = 6
_SITE_SEPARATOR = re.compile(r"\s+(?:[|\u2013\u2014\u00bb\u00b7\u2022-]|::)\s+")
_RELATED = re.compile(
    r"(?:related|more|other|similar|recommended|popular|latest|trending|further|suggested)"
    r"(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics?|reading|coverage|links?|reads?|videos?))?"
    r"|(?:more|latest) (?:from|in|on|about) .{2,40}|most (?:read|popular|viewed|shared|commented)(?: .{0,20})?"
    r"|you (?:may|might) (?:also )?(?:like|be interested in|have missed)|editor'?s'? (?:picks?|choice)"
    r"|read (?:more|next|also)|see also|what to read next|in this (?:story|article)|top stories|trending now",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of a document's text, [start, end) in code points, and its kind (one of ZONE_KINDS)."""

    kind: str
    start: int
    end: int


def find_zones(text: str) -> list[Zone]:
    """The zones of `text`: sorted, disjoint, and covering every character that is no white space.

    One zone is one line (one block of lines where the page is wrapped at a fixed width), except that a
    dateline is split off its paragraph. Never raises, whatever the text.
    """
    page = _Page(units(text))
    for step in (_furniture, _comments, _related, _notices, _top, _tail, _title_again, _subheads):
        step(page)
    kinds = [kind or "body" for kind in page.kinds]
    zones = [Zone(kind, unit.start, unit.end) for kind, unit in zip(kinds, page.units, strict=True)]
    return _split_dateline(page, zones)


class _Page:
    """The page's units, and what each was found to be so far (None where nothing was found)."""

    def __init__(self, lines: list[Unit]) -> None:
        self.units = lines
        self.kinds: list[str | None] = [None] * len(lines)
        self.titles: list[str] = []
        self.has_gaps = any(unit.gap for unit in lines)
        self.opening = 0

    def open(self, indexes: Sequence[int] | range | None = None) -> list[int]:
        """The units (of `indexes`, or of all) that are nothing yet."""
        return [i for i in (range(len(self.units)) if indexes is None else indexes) if self.kinds[i] is None]

    def mark(self, indexes: Sequence[int] | range, kind: str) -> None:
        """Say of every unit in `indexes` that is nothing yet what it is."""
        for index in self.open(indexes):
            self.kinds[index] = kind


def _furniture(page: _Page) -> None:
    """Lines that belong to the page wherever they stand."""
    for index, unit in enumerate(page.units):
        if unit.is_symbols or _is_furniture(unit):
            page.kinds[index] = "boilerplate"


def _is_furniture(unit: Unit) -> bool:
    if not unit.plain:
        return False
    if zone_patterns.is_furniture(unit.plain):
        return not (unit.is_prose and unit.reports_speech)
    return zone_patterns.is_byline(unit.plain) or (
        zone_patterns.is_prompt(unit.plain) and not unit.reports_speech
    )


def _comments(page: _Page) -> None:
    """The readers' comments, from their heading to the end; only the heading where much report follows."""
    sizes = [unit.end - unit.start if unit.is_prose else 0 for unit in page.units]
    total, before = sum(sizes), 0
    for index, unit in enumerate(page.units):
        if _starts_comments(page, index):
            page.kinds[index] = "boilerplate"
            if before > total - before:
                page.mark(range(index, len(page.units)), "boilerplate")
                return
        before += sizes[index]


def _starts_comments(page: _Page, index: int) -> bool:
    plain = page.units[index].plain
    if zone_patterns.starts_comments(plain):
        return True
    if not zone_patterns.may_start_comments(plain):
        return False
    return not any(unit.is_prose and unit.reports_speech for unit in page.units[index + 1 :])


def _related(page: _Page) -> None:
    """Headings of link lists, and the titles listed under them."""
    for index, unit in enumerate(page.units):
        if unit.plain and _RELATED.fullmatch(zone_patterns.core(unit.plain)):
            page.kinds[index] = "boilerplate"
            for following in range(index + 1, min(index + 1 + _RELATED_LINES, len(page.units))):
                if page.units[following].opens or page.units[following].reports_speech:
                    break
                page.kinds[following] = "boilerplate"


def _notices(page: _Page) -> None:
    """Disclaimers and notes on the making of the page, above and below the report."""
    for indexes in (range(len(page.units)), range(len(page.units) - 1, -1, -1)):
        passed = 0
        for index in page.open(indexes):
            unit = page.units[index]
            if unit.plain and zone_patterns.is_notice(unit.plain):
                page.kinds[index] = "boilerplate"
            passed += unit.is_prose and page.kinds[index] is None
            if passed > 1:
                break


def _top(page: _Page) -> None:
    """Everything above the report: labels, title, standfirst, dates."""
    open_units = page.open()
    count = next((n for n, i in enumerate(open_units) if page.units[i].opens), len(open_units))
    if count == len(open_units):
        _page_without_report(page, open_units)
        return
    first = open_units[count]
    above = open_units[:count][-_TOP_LINES:]
    page.opening = first
    _label(page, above)
    title = _find_title(page, page.open(above))
    if title is None and _is_stopped_title(page, first):
        title, page.opening = first, first + 1
    _above_report(page, page.open(above), title)
    _late_opening(page)


def _page_without_report(page: _Page, open_units: list[int]) -> None:
    """No line opens a report. A few words on a page of furniture are furniture too; otherwise they are body."""
    _label(page, open_units)
    left = page.open(open_units)
    if len(left) < len(page.units) / 2:
        page.mark([i for i in left if page.units[i].words <= _TAIL_LABEL_WORDS], "boilerplate")
    elif len(left) > 1:
        title = _find_title(page, left[:1])
        if title is not None:
            page.kinds[title] = "headline"
            page.titles.append(normalise(page.units[title].text))
    page.opening = len(page.units)


def _label(page: _Page, indexes: Sequence[int]) -> None:
    for index in page.open(indexes):
        plain = page.units[index].plain
        if zone_datelines.is_date_line(plain):
            page.kinds[index] = "dateline"
        elif plain and zone_patterns.is_label(plain):
            page.kinds[index] = "boilerplate"


def _find_title(page: _Page, candidates: Sequence[int]) -> int | None:
    """The first line that is long enough for a title, without the site's name if it is printed that way too."""
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


def _is_stopped_title(page: _Page, index: int) -> bool:
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


def _above_report(page: _Page, left: Sequence[int], title: int | None) -> None:
    if title is None:
        # A single word above the report names the site, its section or the author.
        page.mark([i for i in left if page.units[i].words <= 1], "boilerplate")
        return
    page.kinds[title] = "headline"
    page.titles.append(normalise(page.units[title].text))
    for index in page.open(left):
        page.kinds[index] = _beside_title(page, index, title)


def _beside_title(page: _Page, index: int, title: int) -> str:
    """What a line above the report is, other than its title."""
    unit = page.units[index]
    if _repeats_title(page, unit):
        return "boilerplate"
    if unit.words < _TITLE_MIN_WORDS and not unit.reports_speech:
        return "boilerplate"
    return "headline" if index < title else "standfirst"


def _late_opening(page: _Page) -> None:
    """Sentences between the title and a line with date or author are the standfirst; the report comes after."""
    if not page.titles:
        return
    head = page.open(range(page.opening, min(page.opening + 4, len(page.units))))
    for index in range(page.opening + 1, min(page.opening + 4, len(page.units))):
        unit = page.units[index]
        dated = page.kinds[index] is None and zone_datelines.is_date_line(unit.plain)
        if dated or zone_patterns.is_byline(unit.plain):
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


def _tail(page: _Page) -> None:
    """Labels, tags and dates below the last line of the report."""
    below: list[int] = []
    for index in reversed(page.open(range(page.opening, len(page.units)))):
        unit = page.units[index]
        if unit.opens or unit.reports_speech:
            break
        below.append(index)
    _label(page, below)
    # A long run of short lines is a list or a poem, not the foot of a page.
    if len(page.open(below)) <= _TAIL_LABELS:
        page.mark([i for i in below if _is_tail_label(page.units[i])], "boilerplate")


def _is_tail_label(unit: Unit) -> bool:
    return unit.words <= _TAIL_LABEL_WORDS and not unit.stops


def _title_again(page: _Page) -> None:
    """The title printed once more, inside or below the report."""
    for index in page.open(range(page.opening, len(page.units))):
        if _repeats_title(page, page.units[index]):
            page.kinds[index] = "boilerplate"


def _repeats_title(page: _Page, unit: Unit) -> bool:
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


def _subheads(page: _Page) -> None:
    """Short lines without a full stop that stand alone between two paragraphs."""
    report = page.open(range(page.opening, len(page.units)))
    neighbours = zip(report, report[1:], report[2:], strict=False)
    found = [index for before, index, after in neighbours if _is_subhead(page, before, index, after)]
    questions = [index for index in found if page.units[index].stops]
    # More questions than that are an interview.
    page.mark([i for i in found if i not in set(questions)], "subhead")
    page.mark(questions if len(questions) <= _QUESTION_SUBHEADS else [], "subhead")


def _is_subhead(page: _Page, before: int, index: int, after: int) -> bool:
    unit = page.units[index]
    if unit.words > _SUBHEAD_WORDS or not unit.starts_title:
        return False
    if unit.text.endswith((",", ";", ":", "-", "\u2013", "\u2014")) or (unit.stops and not _may_stop(unit)):
        return False
    if _speaks(unit) and not _is_quoted_whole(unit.plain):
        return False
    if unit.is_turn and (page.units[before].is_turn or page.units[after].is_turn):
        return False
    alone = unit.gap and page.units[after].gap if page.has_gaps else True
    return (
        alone
        and page.units[before].opens
        and page.units[after].opens
        and page.units[after].words > unit.words
    )


def _speaks(unit: Unit) -> bool:
    """Whether a short line is a sentence that quotes: a mark left open, or a reporting verb among many words."""
    opens_quote = unit.plain[:1] == '"' or unit.plain.count('"') % 2 == 1
    return opens_quote or (unit.reports_speech and unit.words > _LABEL_VERB_WORDS)


def _may_stop(unit: Unit) -> bool:
    """A subhead may end in a question mark."""
    return unit.text.endswith("?") and unit.words <= 8


def _is_quoted_whole(plain: str) -> bool:
    """Whether the line is one quotation, marks included."""
    return plain[:1] in "\"'" and plain[-1:] in "\"'" and plain.count(plain[:1]) == 2


def _split_dateline(page: _Page, zones: list[Zone]) -> list[Zone]:
    """The same zones, the dateline of the first paragraph on its own."""
    place = next((i for i, zone in enumerate(zones) if zone.kind == "body"), None)
    if place is None:
        return zones
    unit, zone = page.units[place], zones[place]
    length = zone_datelines.dateline_length(unit.text)
    turns = [u for u, z in zip(page.units, zones, strict=True) if z.kind == "body" and u.is_turn]
    if not length or length >= len(unit.text) or (unit.text[length - 1] == ":" and len(turns) > 1):
        return zones
    rest = length + len(unit.text[length:]) - len(unit.text[length:].lstrip())
    split = [Zone("dateline", zone.start, zone.start + length), Zone("body", zone.start + rest, zone.end)]
    return [*zones[:place], *split, *zones[place + 1 :]]
