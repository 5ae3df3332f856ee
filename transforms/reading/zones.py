"""Zones: what each stretch of a page is, by general rules on its lines.

The rules know how news pages are built and nothing of any one site. Where they cannot tell, the line is body:
a sentence of the report that is lost costs more than a line of furniture that is kept. Only boilerplate is
excluded from later stages; headlines, standfirsts and subheads may quote people.

The order of work: lines that are furniture wherever they stand; where the report opens and closes; the title
above it; the tail below it; subheads between its paragraphs; the dateline inside its first paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass

from transforms.reading import datelines, patterns
from transforms.reading.blocks import Unit, units
from transforms.reading.page import TAIL_LABEL_WORDS, Page, mark_labels
from transforms.reading.titles import mark_above, repeats_title

_SUBHEAD_WORDS = 12
_LABEL_VERB_WORDS = 6  # "What the company says" is a heading
_QUESTION_SUBHEADS = 2
_TAIL_LABELS = 5
_RELATED_LINES = 15


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
    page = Page(units(text))
    for step in (_furniture, _comments, _related, _notices, mark_above, _tail, _title_again, _subheads):
        step(page)
    kinds = [kind or "body" for kind in page.kinds]
    zones = [Zone(kind, unit.start, unit.end) for kind, unit in zip(kinds, page.units, strict=True)]
    return _split_dateline(page, zones)


def _furniture(page: Page) -> None:
    """Lines that belong to the page wherever they stand."""
    for index, unit in enumerate(page.units):
        if unit.is_symbols or _is_furniture(unit):
            page.kinds[index] = "boilerplate"


def _is_furniture(unit: Unit) -> bool:
    if not unit.plain:
        return False
    if patterns.is_furniture(unit.plain):
        return not (unit.is_prose and unit.reports_speech)
    return patterns.is_byline(unit.plain) or (patterns.is_prompt(unit.plain) and not unit.reports_speech)


def _comments(page: Page) -> None:
    """The readers' comments, from their heading to the end; only the heading where much report follows."""
    sizes = [unit.end - unit.start if unit.is_prose else 0 for unit in page.units]
    total, before = sum(sizes), 0
    for index in range(len(page.units)):
        if _starts_comments(page, index):
            page.kinds[index] = "boilerplate"
            if before > total - before:
                page.mark(range(index, len(page.units)), "boilerplate")
                return
        before += sizes[index]


def _starts_comments(page: Page, index: int) -> bool:
    plain = page.units[index].plain
    if patterns.starts_comments(plain):
        return True
    if not patterns.may_start_comments(plain):
        return False
    return not any(unit.is_prose and unit.reports_speech for unit in page.units[index + 1 :])


def _related(page: Page) -> None:
    """Headings of link lists, and the titles listed under them."""
    for index, unit in enumerate(page.units):
        if unit.plain and patterns.heads_links(unit.plain):
            page.kinds[index] = "boilerplate"
            for following in range(index + 1, min(index + 1 + _RELATED_LINES, len(page.units))):
                if page.units[following].opens or page.units[following].reports_speech:
                    break
                page.kinds[following] = "boilerplate"


def _notices(page: Page) -> None:
    """Disclaimers and notes on the making of the page, above and below the report."""
    for indexes in (range(len(page.units)), range(len(page.units) - 1, -1, -1)):
        passed = 0
        for index in page.open(indexes):
            unit = page.units[index]
            if unit.plain and patterns.is_notice(unit.plain):
                page.kinds[index] = "boilerplate"
            passed += unit.is_prose and page.kinds[index] is None
            if passed > 1:
                break


def _tail(page: Page) -> None:
    """Labels, tags and dates below the last line of the report."""
    below: list[int] = []
    for index in reversed(page.open(range(page.opening, len(page.units)))):
        unit = page.units[index]
        if unit.opens or unit.reports_speech:
            break
        below.append(index)
    mark_labels(page, below)
    # A long run of short lines is a list or a poem, not the foot of a page.
    if len(page.open(below)) <= _TAIL_LABELS:
        page.mark([i for i in below if _is_tail_label(page.units[i])], "boilerplate")


def _is_tail_label(unit: Unit) -> bool:
    return unit.words <= TAIL_LABEL_WORDS and not unit.stops


def _title_again(page: Page) -> None:
    """The title printed once more, inside or below the report."""
    for index in page.open(range(page.opening, len(page.units))):
        if repeats_title(page, page.units[index]):
            page.kinds[index] = "boilerplate"


def _subheads(page: Page) -> None:
    """Short lines without a full stop that stand alone between two paragraphs."""
    report = page.open(range(page.opening, len(page.units)))
    neighbours = zip(report, report[1:], report[2:], strict=False)
    found = [index for before, index, after in neighbours if _is_subhead(page, before, index, after)]
    questions = [index for index in found if page.units[index].stops]
    # More questions than that are an interview.
    page.mark([i for i in found if i not in set(questions)], "subhead")
    page.mark(questions if len(questions) <= _QUESTION_SUBHEADS else [], "subhead")


def _is_subhead(page: Page, before: int, index: int, after: int) -> bool:
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
    """Whether a short line is a sentence that quotes: an open mark, or a reporting verb among many words."""
    opens_quote = unit.plain[:1] == '"' or unit.plain.count('"') % 2 == 1
    return opens_quote or (unit.reports_speech and unit.words > _LABEL_VERB_WORDS)


def _may_stop(unit: Unit) -> bool:
    """A subhead may end in a question mark."""
    return unit.text.endswith("?") and unit.words <= 8


def _is_quoted_whole(plain: str) -> bool:
    """Whether the line is one quotation, marks included."""
    return plain[:1] in "\"'" and plain[-1:] in "\"'" and plain.count(plain[:1]) == 2


def _split_dateline(page: Page, zones: list[Zone]) -> list[Zone]:
    """The same zones, the dateline of the first paragraph on its own."""
    place = next((i for i, zone in enumerate(zones) if zone.kind == "body"), None)
    if place is None:
        return zones
    unit, zone = page.units[place], zones[place]
    length = datelines.dateline_length(unit.text)
    turns = [u for u, z in zip(page.units, zones, strict=True) if z.kind == "body" and u.is_turn]
    if not length or length >= len(unit.text) or (unit.text[length - 1] == ":" and len(turns) > 1):
        return zones
    rest = length + len(unit.text[length:]) - len(unit.text[length:].lstrip())
    split = [Zone("dateline", zone.start, zone.start + length), Zone("body", zone.start + rest, zone.end)]
    return [*zones[:place], *split, *zones[place + 1 :]]
