"""Zones: what each stretch of a page is, by general rules on its blocks.

The rules know how news pages are built and nothing of any one site. Where they cannot tell, the block is
body: a sentence of the report that is lost costs more than a line of boilerplate that is kept. Only
boilerplate is excluded from later stages; headlines, standfirsts and subheads may quote people.

The order of work: blocks that are boilerplate wherever they stand; where the report begins and ends; the
title above it; the tail below it; subheads between its paragraphs; the dateline in its first paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from transforms.language import lexica
from transforms.reading import boilerplate, datelines
from transforms.reading.blocks import Block, blocks_of
from transforms.reading.page import MOST_LABEL_WORDS, Page, label_dates_and_sections
from transforms.reading.titles import label_top, repeats_title
from transforms.reading.values import Zone

_SUBHEAD_WORDS: Final = 12
_QUESTION_SUBHEAD_WORDS: Final = 8
_QUOTING_WORDS: Final = 6  # with no more, a reporting verb is a heading's: "What the company says"
_QUESTION_SUBHEADS: Final = 2
_TAIL_LABELS: Final = 5
_RELATED_LINES: Final = 15
_TITLES_IN_A_ROW: Final = range(2, 5)  # titles of other pages between two paragraphs
_TITLE_WORDS: Final = range(4, 19)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?]) +")
_ANNOUNCING: Final = lexica.words("reading", "announcing_words")
_COUNTS: Final = {number: word for word, number in lexica.values("numbers", "ones").items()}


def find_zones(text: str, stated: str | None = None) -> list[Zone]:
    """The zones of `text`: sorted, disjoint, and covering every character that is no white space.

    One zone is one block, except that a dateline is split off its paragraph. `stated` is the headline, where
    somebody says what it is: a first block of these words is it. Never raises, whatever the text.
    """
    page = Page(blocks_of(text), stated)
    for label in _LABELLERS:
        label(page)
    kinds = [kind or "body" for kind in page.kinds]
    zones = [Zone(kind, block.start, block.end) for kind, block in zip(kinds, page.blocks, strict=True)]
    return _with_dateline(page, zones)


def headline(text: str, zones: Sequence[Zone]) -> str | None:
    """The document's title on one line, or None where no zone is one."""
    for zone in zones:
        if zone.kind == "headline":
            return " ".join(text[zone.start : zone.end].split())
    return None


def _label_boilerplate(page: Page) -> None:
    """Blocks that belong to the page wherever they stand."""
    for number, block in enumerate(page.blocks):
        if block.is_symbols or _is_boilerplate(block):
            page.kinds[number] = "boilerplate"


def _is_boilerplate(block: Block) -> bool:
    plain = block.plain
    if not plain:
        return False
    if boilerplate.is_boilerplate(plain):
        return not (block.is_prose and block.reports_speech)
    return boilerplate.is_byline(plain) or (boilerplate.is_prompt(plain) and not block.reports_speech)


def _label_comments(page: Page) -> None:
    """The readers' comments, from their heading to the end; only the heading where much report follows."""
    sizes = [block.end - block.start if block.is_prose else 0 for block in page.blocks]
    total, before = sum(sizes), 0
    report = (number for number, block in enumerate(page.blocks) if block.is_prose and block.reports_speech)
    last = max(report, default=-1)
    for number, block in enumerate(page.blocks):
        if _heads_comments(block, followed_by_report=number < last):
            page.kinds[number] = "boilerplate"
            if before > total - before:
                page.label(range(number, len(page.blocks)), "boilerplate")
                return
        before += sizes[number]


def _heads_comments(block: Block, *, followed_by_report: bool) -> bool:
    if boilerplate.heads_comments(block.plain):
        return True
    return boilerplate.may_head_comments(block.plain) and not followed_by_report


def _label_links(page: Page) -> None:
    """Headings of link lists, and the titles listed under them."""
    for number, block in enumerate(page.blocks):
        if block.plain and boilerplate.heads_links(block.plain):
            page.kinds[number] = "boilerplate"
            for below in range(number + 1, min(number + 1 + _RELATED_LINES, len(page.blocks))):
                if _is_of_report(page.blocks[below]):
                    break
                page.kinds[below] = "boilerplate"


def _is_of_report(block: Block) -> bool:
    return block.may_open_report or block.reports_speech


def _label_key_points(page: Page) -> None:
    """The report in short, as the site gives it: it tells once more what the paragraphs tell."""
    summed_up = [number for number, block in enumerate(page.blocks) if boilerplate.sums_up(block.plain)]
    page.label(summed_up, "standfirst")


def _label_titles_in_a_row(page: Page) -> None:
    """Titles of other pages that follow each other between two paragraphs; a subhead stands alone."""
    report = page.report()
    row: list[int] = []
    for place, number in enumerate(report):
        if _reads_like_title(page.blocks[number]):
            row.append(number)
            continue
        if len(row) in _TITLES_IN_A_ROW and place > len(row) and _all_of_prose(page, report, place, row):
            above = page.blocks[report[place - len(row) - 1]]
            if not _is_list(above, [page.blocks[each] for each in row]):
                page.label(row, "boilerplate")
        row = []


def _all_of_prose(page: Page, report: Sequence[int], place: int, row: Sequence[int]) -> bool:
    """Whether paragraphs stand right above and below a row that ends before `place`."""
    above, below = page.blocks[report[place - len(row) - 1]], page.blocks[report[place]]
    return above.is_prose and above.ends_sentence and below.is_prose and below.ends_sentence


def _is_list(above: Block, row: Sequence[Block]) -> bool:
    """Whether lines are the items of a list: announced in the sentence above, or begun alike."""
    last = _SENTENCE_END.split(above.plain.lower())[-1]
    if not _ANNOUNCING.isdisjoint(last.split()) or _COUNTS.get(len(row)) in last.split():
        return True
    firsts = [block.plain.lower().split()[0] for block in row]
    return len(set(firsts)) < len(firsts)


def _reads_like_title(block: Block) -> bool:
    """Whether a line may be the title of a page: no full stop, no marks of speech, neither short nor long."""
    if block.n_words not in _TITLE_WORDS or not block.starts_like_title or block.is_speech_turn:
        return False
    return not block.ends_sentence and block.text[-1].isalnum() and '"' not in block.plain


def _label_notices(page: Page) -> None:
    """Disclaimers and notes on the making of the page, above and below the report."""
    for numbers in (range(len(page.blocks)), range(len(page.blocks) - 1, -1, -1)):
        passed = 0
        for number in page.unlabelled(numbers):
            block = page.blocks[number]
            if block.plain and boilerplate.is_notice(block.plain):
                page.kinds[number] = "boilerplate"
            passed += block.is_prose and page.kinds[number] is None
            if passed > 1:
                break


def _label_tail(page: Page) -> None:
    """Labels, tags and dates below the last block of the report."""
    below: list[int] = []
    for number in reversed(page.report()):
        if _is_of_report(page.blocks[number]):
            break
        below.append(number)
    label_dates_and_sections(page, below)
    # A long run of short lines is a list or a poem, not the foot of a page.
    if len(page.unlabelled(below)) <= _TAIL_LABELS:
        page.label([i for i in below if _is_tail_label(page.blocks[i])], "boilerplate")


def _is_tail_label(block: Block) -> bool:
    return block.n_words <= MOST_LABEL_WORDS and not block.ends_sentence


def _label_repeated_title(page: Page) -> None:
    """The title printed once more, inside or below the report."""
    repeated = [number for number in page.report() if repeats_title(page, page.blocks[number])]
    page.label(repeated, "boilerplate")


def _label_subheads(page: Page) -> None:
    """Short lines without a full stop that stand alone between two paragraphs."""
    report = page.report()
    neighbours = zip(report, report[1:], report[2:], strict=False)
    found = [number for before, number, after in neighbours if _is_subhead(page, before, number, after)]
    questions = [number for number in found if page.blocks[number].ends_sentence]
    page.label([number for number in found if number not in set(questions)], "subhead")
    # More questions than that are an interview.
    page.label(questions if len(questions) <= _QUESTION_SUBHEADS else [], "subhead")


def _is_subhead(page: Page, before: int, number: int, after: int) -> bool:
    above, block, below = (page.blocks[each] for each in (before, number, after))
    if not _reads_like_subhead(block):
        return False
    if block.is_speech_turn and (above.is_speech_turn or below.is_speech_turn):
        return False
    is_alone = (block.after_gap and below.after_gap) or not page.has_gaps
    is_between = above.may_open_report and below.may_open_report
    return is_alone and is_between and below.n_words > block.n_words


def _reads_like_subhead(block: Block) -> bool:
    """Whether a line may be a subhead by itself, whatever stands around it."""
    if block.n_words > _SUBHEAD_WORDS or not block.starts_like_title:
        return False
    if block.text.endswith((",", ";", ":", "-", "\u2013", "\u2014")):
        return False
    if block.ends_sentence and not _is_short_question(block):
        return False
    return not _quotes(block) or _is_quoted_whole(block.plain)


def _quotes(block: Block) -> bool:
    """Whether a short line is a sentence that quotes: an open mark, or a reporting verb among many words."""
    opens_quote = block.plain[:1] == '"' or block.plain.count('"') % 2 == 1
    return opens_quote or (block.reports_speech and block.n_words > _QUOTING_WORDS)


def _is_short_question(block: Block) -> bool:
    return block.text.endswith("?") and block.n_words <= _QUESTION_SUBHEAD_WORDS


def _is_quoted_whole(plain: str) -> bool:
    """Whether the line is one quotation, marks included."""
    return plain[:1] in "\"'" and plain[-1:] in "\"'" and plain.count(plain[:1]) == 2


def _with_dateline(page: Page, zones: list[Zone]) -> list[Zone]:
    """The same zones, the dateline of the first paragraph on its own."""
    place = next((i for i, zone in enumerate(zones) if zone.kind == "body"), None)
    if place is None:
        return zones
    text, zone = page.blocks[place].text, zones[place]
    length = datelines.dateline_length(text)
    is_turn = text[length - 1 : length] == ":" and _has_turns(page, zones)
    if not length or length >= len(text) or is_turn:
        return zones
    rest = len(text) - len(text[length:].lstrip())
    split = [Zone("dateline", zone.start, zone.start + length), Zone("body", zone.start + rest, zone.end)]
    return [*zones[:place], *split, *zones[place + 1 :]]


def _has_turns(page: Page, zones: Sequence[Zone]) -> bool:
    """Whether the report is a dialogue: more than one of its blocks may be a turn of it."""
    body = (block for block, zone in zip(page.blocks, zones, strict=True) if zone.kind == "body")
    return sum(block.is_speech_turn for block in body) > 1


_LABELLERS: Final = (
    _label_boilerplate,
    _label_comments,
    _label_links,
    _label_key_points,
    _label_notices,
    label_top,
    _label_tail,
    _label_repeated_title,
    _label_titles_in_a_row,
    _label_subheads,
)
"""What labels the blocks of a page, in the order of work."""
