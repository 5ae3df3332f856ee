"""Walls: pages that ask to log in, to subscribe or to prove that one is human, in place of an article."""

from typing import Final

from lxml.html import HtmlElement

from transforms.language import lexica
from transforms.language.spans import straighten

MOST_WORDS: Final = 120
"""A page with more words of an article than these has one, whatever it asks for besides."""

MOST_STRAY_WORDS: Final = 40
"""Where there are no more than these, they need not be an article's: what else the page shows counts, too."""

_PHRASES: Final = lexica.ordered("reading", "wall_phrases")


def is_wall(tree: HtmlElement, text: str) -> bool:
    """Whether the page asks for something in place of the article, of which `text` was extracted."""
    words = len(text.split())
    if words > MOST_WORDS:
        return False
    if _asks(f"{_title(tree)}\n{text}"):
        return True
    # Beside a brief, a form for logging in is one of the page's, as on any other.
    return words <= MOST_STRAY_WORDS and (_has_password(tree) or _asks(_shown(tree)))


def _asks(text: str) -> bool:
    told = " ".join(straighten(text).casefold().split())
    return any(phrase in told for phrase in _PHRASES)


def _has_password(tree: HtmlElement) -> bool:
    return bool(tree.xpath("//input[@type='password']"))


def _title(tree: HtmlElement) -> str:
    return " ".join(tree.xpath("//title/text() | //h1//text()"))


def _shown(tree: HtmlElement) -> str:
    return " ".join(tree.xpath("//body//text()[not(ancestor::script or ancestor::style)]"))
