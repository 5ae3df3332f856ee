"""Pages read as a browser would: their elements, ids, links and texts, strictly nested."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "input", "img", "hr"}
_EMPTY_IN_SVG = {"rect", "line"}


@dataclass(frozen=True)
class Element:
    """An element: its name and attributes, and the text inside it."""

    name: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


class Page(HTMLParser):
    """A page; AssertionError where an element is not closed, or closed in another's place."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(data.decode())
        self.close()
        assert not self._open, [one.name for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), (tag, names)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _EMPTY_IN_SVG, tag
        self.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1].name == tag, (tag, [one.name for one in self._open])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text.append(data)

    def all(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]

    def of_class(self, name: str) -> list[Element]:
        return [one for one in self.elements if name in one.attributes.get("class", "").split()]

    @property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    @property
    def references(self) -> list[str]:
        """Whatever the page names: links, styles, scripts."""
        return [
            one.attributes[name]
            for one in self.elements
            for name in ("href", "src")
            if name in one.attributes
        ]

    @property
    def words(self) -> str:
        (body,) = self.all("body")
        return body.words


def target(page: str, reference: str) -> tuple[str, str]:
    """The file that a reference on `page` means, and the place in it."""
    path, _, place = reference.partition("#")
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page, place
