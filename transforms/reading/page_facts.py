"""What a web page states of its article in its own metadata: JSON-LD (schema.org), OpenGraph, HTML's own.

Nothing is guessed: what no metadata states is null. JSON-LD goes first, for it is made for machines and says
which article it is about; a day that only the page's words show is found by htmldate (Barbaresi 2020).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml.html import HtmlElement

from schemas.origin_files import is_address
from transforms.reading.raw_articles import line, moment

_ARTICLES: Final = ("Article", "Posting", "NewsReport")
"""How the names of schema.org's types of articles end."""

_AROUND_JSON: Final = re.compile(r"^\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*$")
_FIRST_DAY, _LAST_DAY = "1990-01-01", "2100-01-01"
# The library would take today for the last day, and so read a page otherwise tomorrow.
_DEEPEST: Final = 6

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page states of its article; None where it does not. `published_at` is a day or a moment."""

    headline: str | None = None
    outlet: str | None = None
    url: str | None = None
    byline: str | None = None
    section: str | None = None
    published_at: str | None = None


NOTHING_STATED: Final = PageFacts()


def page_facts(tree: HtmlElement) -> PageFacts:
    """What the page states; the tree is left as it is."""
    article = next(_articles(tree), {})
    meta = _Meta(tree)
    return PageFacts(
        headline=_first(line(article.get("headline")), meta("og:title")),
        outlet=_first(_name(article.get("publisher")), meta("og:site_name")),
        url=_first(*filter(_is_url, (meta.canonical, _address(article), meta("og:url")))),
        byline=_first(_names(article.get("author")), _person(meta("author", "article:author"))),
        section=_first(_section(article.get("articleSection")), meta("article:section")),
        published_at=_first(
            moment(article.get("datePublished")),
            moment(meta("article:published_time", "datepublished")),
            _shown_day(tree),
        ),
    )


class _Meta:
    """The page's elements `meta` and `link`, by what they are called."""

    def __init__(self, tree: HtmlElement) -> None:
        self._found: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            content = line(element.get("content"))
            if name and content:
                self._found.setdefault(name.strip().lower(), content)
        self.canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)

    def __call__(self, *names: str) -> str | None:
        return _first(*(self._found.get(name) for name in names))


def _articles(tree: HtmlElement) -> Iterator[JsonObject]:
    """Every object of JSON-LD that is an article, in order."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(_AROUND_JSON.sub("", script.text_content()), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from (found for found in _objects(content, _DEEPEST) if _is_article(found))


def _objects(content: object, deepest: int) -> Iterator[JsonObject]:
    if isinstance(content, dict):
        yield content
        inner: Iterable[object] = (content.get("@graph"), content.get("mainEntity"))
    else:
        inner = content if isinstance(content, list) else ()
    if deepest:
        for one in inner:
            yield from _objects(one, deepest - 1)


def _is_article(found: JsonObject) -> bool:
    kinds = found.get("@type")
    return any(str(kind).endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _name(value: object) -> str | None:
    """The name of whoever is meant: JSON-LD has a name, or an object with one, or several of either."""
    if isinstance(value, list):
        return _first(*map(_name, value))
    return line(value.get("name")) if isinstance(value, dict) else line(value)


def _names(value: object) -> str | None:
    several = value if isinstance(value, list) else [value]
    found = dict.fromkeys(name for name in (_person(_name(one)) for one in several) if name)
    return "; ".join(found) or None


def _person(value: str | None) -> str | None:
    """A name; some pages give the address of a profile in its place."""
    return None if value is None or is_address(value) else value


def _section(value: object) -> str | None:
    return _first(*map(line, value)) if isinstance(value, list) else line(value)


def _address(article: JsonObject) -> str | None:
    page = article.get("mainEntityOfPage")
    return _first(line(article.get("url")), line(page.get("@id") if isinstance(page, dict) else page))


def _is_url(value: str | None) -> bool:
    return value is not None and is_address(value)


def _shown_day(tree: HtmlElement) -> str | None:
    from htmldate import find_date  # noqa: PLC0415 (as slow to import as trafilatura, which comes with it)

    found: str | None = find_date(
        tree,
        original_date=True,
        extensive_search=False,
        min_date=_FIRST_DAY,
        max_date=_LAST_DAY,
    )
    return found
