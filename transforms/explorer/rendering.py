"""Pages from templates: text of articles is escaped, and what does not print is shown as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import jinja2

from schemas.about import DESCRIPTION, TITLE
from schemas.vocabularies import COVERAGES, CUE_CLASSES, DISCREPANCY_TYPES, VERDICTS
from transforms.explorer import addresses
from transforms.explorer.charts import PLAIN
from transforms.release.markup import visible

_NAVIGATION: Final = (
    (addresses.START, "Start"),
    (addresses.STORIES, "Stories"),
    (addresses.DIFFERENCES, "Differences"),
    (addresses.QUOTES, "Search quotes"),
    (addresses.SPEAKERS, "Speakers"),
    (addresses.ARTICLES, "Articles"),
    (addresses.READING, "How to read this"),
)
_MEANINGS: Final = {**COVERAGES, **CUE_CLASSES, **DISCREPANCY_TYPES, **VERDICTS}

_PIECE: Final = 1_000
"""Parts of a long page, a line or less each, that are put together."""


def page(template: str, path: str, version: str, **values: Any) -> tuple[str, bytes]:
    """A page and its path; `template` is the name of a file in templates/ without its ending."""
    return path, _encoded(_template(template).render(_shared(path, version), **values))


def in_pieces(template: str, path: str, version: str, **values: Any) -> tuple[str, Iterator[bytes]]:
    """The same of a long page: its bytes are made while they are read."""
    stream = _template(template).stream(_shared(path, version), **values)
    stream.enable_buffering(_PIECE)
    return path, map(_encoded, stream)


def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{name}.html.j2")


def _shared(path: str, version: str) -> dict[str, Any]:
    root = addresses.root(path)
    return {
        "path": path,
        "root": root,
        "m": _macros(root),
        "navigation": _NAVIGATION,
        "at": addresses,
        "product": TITLE,
        "description": DESCRIPTION,
        "version": version,
    }


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def stylesheet() -> str:
    """How every page looks: what its colours mean, and where they stand."""
    return source("tokens.css") + source("style.css")


def source(name: str) -> str:
    """What a file of templates/ holds: a stylesheet, the script."""
    environment = _environment()
    assert environment.loader is not None
    return environment.loader.get_source(environment, name)[0]


@cache
def _macros(root: str) -> object:
    """What several pages show in the same way, for those of which `root` is the way to the first page."""
    return _environment().get_template("macros.html.j2").make_module({"root": root})


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("transforms.explorer", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Templates do not change while pages are made; to look would be a tenth of the work.
        auto_reload=False,
    )
    environment.filters |= {"show": _show, "lines": _lines, "label": label, "n": _counted}
    environment.globals |= {
        "meaning": _MEANINGS.get,
        "address": addresses.of,
        "plain": PLAIN,
        "place": addresses.of_quote,
    }
    return environment


def label(code: str) -> str:
    """A coded value in words."""
    return code.replace("_", " ")


def _show(text: str | None) -> str:
    return visible(text or "")


def _lines(text: str) -> list[str]:
    """The lines of a text, each as it may be shown."""
    return [visible(line) for line in text.split("\n")]


def _counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its unit."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
