"""The stage `openings`: a vector of what each report opens with, by which those of one event are found.

It belongs to a document alone, so that it is made once for each, however often stories are found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import numpy as np
import polars as pl

from schemas.openings import Openings
from transforms.comparison.reports import OPENING
from transforms.language.encoder import Encoder, Floats, encoded
from transforms.resources import Resources
from transforms.results import StageResult
from transforms.rows import table_of
from transforms.stage import Stage
from transforms.tables import Tables

_REPORT: Final = ("headline", "standfirst", "body")


def find_openings(tables: Tables, resources: Resources) -> StageResult:
    """`openings` of all documents."""
    texts = reports(tables)
    rows = [
        {"document_id": document, "vector": vector.astype("<f4").tobytes()}
        for document, vector in _vectors(texts, sorted(tables.texts["document_id"]), resources.encoder)
    ]
    return StageResult(Tables(openings=table_of(Openings, rows)))


OPENINGS: Final = Stage("openings", ("texts", "zones"), ("openings",), find_openings)


def reports(tables: Tables, kinds: Collection[str] = _REPORT) -> dict[str, str]:
    """What each document reports, its zones of some kinds line by line; those that have none are not there.

    Text by text: a table of zones with the text of each would hold every text as often as it has zones.
    """
    zones = tables.zones.filter(pl.col("kind").is_in(list(kinds))).sort("document_id", "start")
    texts, found = dict(tables.texts.select("document_id", "text").iter_rows()), dict[str, list[str]]()
    for document, start, end in zones.select("document_id", "start", "end").iter_rows():
        if document in texts:
            found.setdefault(document, []).append(texts[document][start:end])
    return {document: "\n".join(pieces) for document, pieces in found.items()}


def vectors_of(documents: Iterable[str], tables: Tables, resources: Resources) -> Floats:
    """The vector of each document's opening, as a row: from `openings`, or made now where it is not there."""
    wanted = list(documents)
    known = {document: np.frombuffer(vector, "<f4") for document, vector in tables.openings.iter_rows()}
    missing = [document for document in wanted if document not in known]
    known |= dict(_vectors(reports(tables), missing, resources.encoder)) if missing else {}
    rows = [known[document] for document in wanted]
    return np.array(rows, np.float32).reshape(len(rows), len(rows[0]) if rows else 0)


def _vectors(
    texts: dict[str, str], documents: Iterable[str], encoder: Encoder
) -> Iterable[tuple[str, Floats]]:
    """The unit vector of each document's opening: headline, standfirst and first paragraphs."""
    openings = {document: texts.get(document, "")[:OPENING] for document in documents}
    # Copies of one text open alike: each opening is encoded once.
    made = encoded(encoder, sorted(set(openings.values())))
    return ((document, made[opening].vector) for document, opening in openings.items())
