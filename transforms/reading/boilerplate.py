"""Boilerplate detection on single lines: forms, prompts, credits, notices, names of sections.

The wording, of news sites in English at large, stands in `lexica/reading.toml`. Every pattern must match a
whole line, in straight quotes and single spaces (`Block.plain`). The groups differ in where they hold:

- boilerplate proper (`is_boilerplate`) holds anywhere: no reporter writes a paragraph like it;
- prompts hold anywhere, unless the line reports speech;
- notices hold before and after the report, unless the line quotes somebody;
- names of sections hold before and after the report only: inside it they may be subheads.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from transforms.language import lexica


def _lines(*names: str) -> re.Pattern[str]:
    """One pattern of the lists `<name>_lines`, whose entries are patterns themselves."""
    entries = [entry for name in names for entry in lexica.ordered("reading", f"{name}_lines")]
    return re.compile("|".join(f"(?:{entry})" for entry in entries), re.IGNORECASE)


_COMMENT_HEADINGS: Final = _lines("comment_heading")
_BARE_COMMENT_HEADINGS: Final = _lines("bare_comment_heading")
_KEY_POINTS: Final = _lines("key_points")
_LINK_HEADINGS: Final = _lines("link_heading")
_ANYWHERE: Final = _lines("comment_form", "navigation", "credit", "caption", "site")
_PROMPTS: Final = _lines("prompt")
_NOTICES: Final = _lines("notice")
_SPEECH: Final = re.compile(
    rf"\b(?:{lexica.any_of(lexica.ordered('reading', 'speech_words'))})\b", re.IGNORECASE
)
_SHARING: Final = lexica.words("reading", "sharing_words")
_SECTIONS: Final = lexica.words("reading", "section_words")
_BYLINE: Final = re.compile(
    r"(?:By|BY|by|Posted by|Written by|Author:?|Text:) (?!The\b)[A-Z][\w.'-]+"
    r"(?: (?:[A-Z]|d[eiu]|v[ao]n|bin|al)[\w.'-]*){1,3}"
    r"(?:(?:,| and| &| \||;| in| -) .{0,80})?"
)
_BRACKETED: Final = re.compile(
    r"""\[[^][".!?]{15,200}[^][".!?:,;]\]  # the title of another page: "[Harbour sells its last ferry]"
    | (?:\[[a-z][\w-]*\ [^][]*=[^][]*\])+  # what a site's own program did not replace
    """,
    re.VERBOSE,
)
_AROUND: Final = (
    " \t*|>:-#[]<+\u00ab\u00bb\u203a\u2190\u2191\u2192\u2193\u25b6\u25ba\u2022\u00b7\u2026\u2013\u2014"
)
_WORDS_RUN_TOGETHER: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BREADCRUMB_MARKS: Final = re.compile(r"\s*[>\u00bb\u203a|\u2022\u00b7/]\s*")
_MOST_WORDS: Final = 20  # of a line that only names buttons or sections
_CACHED: Final = 4096  # pages of one outlet share their boilerplate


@lru_cache(maxsize=_CACHED)
def heads_comments(plain: str) -> bool:
    """Whether the line heads the readers' comments or the form for them."""
    return bool(_COMMENT_HEADINGS.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def may_head_comments(plain: str) -> bool:
    """Whether the line may head the readers' comments, or a part of the report."""
    return bool(_BARE_COMMENT_HEADINGS.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def heads_links(plain: str) -> bool:
    """Whether the line heads a list of links to other pages."""
    return bool(_LINK_HEADINGS.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def sums_up(plain: str) -> bool:
    """Whether the line is the report in short, under the site's name for that: "Story highlights ..."."""
    return bool(_KEY_POINTS.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def is_boilerplate(plain: str) -> bool:
    """Whether the line belongs to the page wherever it stands."""
    core = _core(plain)
    return bool(_ANYWHERE.fullmatch(core) or _BRACKETED.fullmatch(plain)) or _has_only(core, _SHARING)


@lru_cache(maxsize=_CACHED)
def is_prompt(plain: str) -> bool:
    """Whether the line asks the reader to do something for the outlet."""
    return bool(_PROMPTS.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def is_notice(plain: str) -> bool:
    """Whether the line disclaims, or tells how the page was made, and quotes nobody."""
    return '"' not in plain and not _SPEECH.search(plain) and bool(_NOTICES.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def is_byline(plain: str) -> bool:
    """Whether the line names the author and nothing else."""
    return not plain.endswith(("?", "!")) and bool(_BYLINE.fullmatch(_core(plain)))


@lru_cache(maxsize=_CACHED)
def names_sections(plain: str) -> bool:
    """Whether the line is names of sections: alone, run together, or with marks between them."""
    core = _core(plain)
    return _has_only(core, _SECTIONS) or _is_breadcrumb(core) or _runs_sections_together(core)


def _core(plain: str) -> str:
    """A line without the bullets, bars and arrows around it."""
    return plain.strip(_AROUND)


def _has_only(core: str, known: frozenset[str]) -> bool:
    words = _BREADCRUMB_MARKS.sub(" ", core.casefold()).replace(",", " ").split()
    return 0 < len(words) <= _MOST_WORDS and known.issuperset(words)


def _is_breadcrumb(core: str) -> bool:
    """Whether a line is a path through a site: "Home > World > Europe"."""
    steps = [step for step in _BREADCRUMB_MARKS.split(core) if step]
    return len(steps) >= 3 and all(len(step.split()) <= 3 for step in steps)


def _runs_sections_together(core: str) -> bool:
    """Whether a line is a menu whose entries lost the space between them: "HomeWorldSport"."""
    words = core.split()
    parts = [part for word in words for part in _WORDS_RUN_TOGETHER.split(word)]
    return len(parts) >= len(words) + 2 and sum(part.casefold() in _SECTIONS for part in parts) >= 2
