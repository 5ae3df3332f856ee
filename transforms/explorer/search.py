"""The quotes as the search page reads them: scripts of nothing but data, since a page cannot fetch files.

Names that many quotes share stand once; the quotes come in parts, so that the first are shown before the last
are read. A row is as `search.js` unpacks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from schemas.vocabularies import CUE_CLASSES, QUOTE_TYPES
from transforms.explorer import addresses
from transforms.explorer.charts import PLAIN
from transforms.explorer.material import Material
from transforms.explorer.records import Quote
from transforms.explorer.rendering import page
from transforms.tables import height

SHARD: Final = 5_000
"""Quotes in a part: about a megabyte."""


def pages(material: Material, shards: Iterable[Iterable[Quote]]) -> Iterator[tuple[str, bytes]]:
    """The search page, the names, and the quotes in parts: SHARD of them in each of `shards`."""
    total = height(material.lazy("attributions"))
    outlets = sorted(material.types("outlet"), key=lambda name: (name.casefold(), name))
    yield page(
        "quotes",
        addresses.QUOTES,
        material.version,
        outlets=outlets,
        speakers=list(material.speakers.values()),
        types=QUOTE_TYPES,
        classes=CUE_CLASSES,
        total=total,
        shards=[addresses.shard(number) for number, _ in enumerate(range(0, total, SHARD), 1)],
    )
    yield addresses.NAMES, _script("parallaxNames", _names(material, outlets))
    places = _places(material, outlets)
    for number, quotes in enumerate(shards, 1):
        rows = [_row(quote, places) for quote in quotes]
        yield addresses.shard(number), _script("parallaxQuotes", rows)


Places = dict[str, dict[str | None, int]]
"""Kind of name -> name or id -> its place among those of its kind."""


def _names(material: Material, outlets: list[str]) -> dict[str, Any]:
    return {
        "outlets": outlets,
        "types": list(QUOTE_TYPES),
        "classes": list(CUE_CLASSES),
        "plain": sorted(PLAIN),
        "speakers": [[row.speaker_id, row.name] for row in material.speakers.values()],
        "documents": [
            [row.document_id, row.headline, str(row.published_on) if row.published_on else None]
            for row in material.articles.values()
        ],
        "pages": material.shared.get_column("statement_id").to_list(),
    }


def _places(material: Material, outlets: list[str]) -> Places:
    def numbered(names: Any) -> dict[str | None, int]:
        return {None: -1} | {name: place for place, name in enumerate(names)}

    return {
        "outlets": numbered(outlets),
        "types": numbered(QUOTE_TYPES),
        "classes": numbered(CUE_CLASSES),
        "speakers": numbered(material.speakers),
        "documents": numbered(material.articles),
        "pages": numbered(material.shared.get_column("statement_id")),
    }


def _row(quote: Quote, places: Places) -> list[Any]:
    return [
        quote.quote_id,
        places["outlets"][quote.outlet],
        places["speakers"][quote.speaker_id],
        places["types"][quote.type],
        places["classes"][quote.cue_class],
        int(quote.reliable),
        places["documents"][quote.document_id],
        places["pages"].get(quote.statement_id, -1),
        quote.content,
        quote.cue,
        quote.source,
        quote.start,
        quote.end,
    ]


def _script(function: str, value: Any) -> bytes:
    """A call of a function with a value: JSON in a text, which browsers read faster than a value in code."""
    packed = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f"{function}({json.dumps(packed, ensure_ascii=False)});\n".encode("utf-8", "replace")
