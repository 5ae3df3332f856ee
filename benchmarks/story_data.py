"""Articles of ECB+ as reports that are compared, by the split of their topics."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.statement_scores import read
from transforms.comparison.reports import OPENING, Reports, Said
from transforms.language.encoder import Encoder, Floats, encoded


class EventReports(NamedTuple):
    """Reports ready to be compared: the name and the event of each, and the vectors of their openings."""

    reports: Reports
    names: list[str]
    events: list[str]
    vectors: Floats


def event_reports(data: Path, split: str, encoder: Encoder) -> EventReports:
    """The articles of the topics of a split, train or dev; they have no dates."""
    topics = {row["topic"] for row in read(data / "ecbplus" / f"pairs_{split}.jsonl")}
    rows = [
        row for row in read(data / "ecbplus" / "ecbplus_fulltext.jsonl") if row["doc"].split("_")[0] in topics
    ]
    texts = [f"{row['title'] or ''}\n{row['text']}" for row in rows]
    made = encoded(encoder, [text[:OPENING] for text in texts])
    vectors = np.array([made[text[:OPENING]].vector for text in texts], np.float32)
    names, events = ([row[key] for row in rows] for key in ("doc", "event"))
    return EventReports(Reports(Said(texts), vectors), names, events, vectors)
