"""Measure anew how likely the sentences of judged pairs and rows tell the same thing: the scorer has changed.

    python -m models.comparison.likely_again TABLES

TABLES: the tables of a build of SEESAW's train split. Writes the features `likely` and `unlikely` of
tests/golden/seesaw: clauses, quantities, voices, rows. Documents that the build lacks keep theirs. To be run
after `train_sentences` and before the programs that fit on these files.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from flows.store.resources import PROJECT, load_resources
from transforms.comparison.differences.framing import least_linked, openings
from transforms.comparison.differences.worth import FRAMES
from transforms.comparison.sentence_words import Place, Sentences, topic_and_sentences
from transforms.language.layout import paragraphs
from transforms.language.spans import Span
from transforms.resources import Resources

_FOLDER = PROJECT / "tests" / "golden" / "seesaw"
_LEAST = 0.01
_TIMES = ", likely"
"""What ends the name of a feature that is another one times how likely."""


class Told:
    """How likely passages of a build's documents tell the same thing."""

    def __init__(self, tables: Path, resources: Resources) -> None:
        documents = pl.read_parquet(tables / "documents.parquet").filter(pl.col("duplicate_of").is_null())
        stories = pl.read_parquet(tables / "story_documents.parquet").select("document_id", "story_id")
        texts = pl.read_parquet(tables / "texts.parquet").select("document_id", "text")
        self._story: dict[str, str] = dict(stories.iter_rows())
        zones = pl.read_parquet(tables / "zones.parquet").filter(kind="headline").sort("document_id", "start")
        first = zones.unique("document_id", keep="first").select("document_id", "start", "end")
        self._headlines = {document: Span(start, end) for document, start, end in first.iter_rows()}
        self._texts: dict[str, dict[str, str]] = defaultdict(dict)
        for document, text in texts.join(documents, on="document_id", how="semi").sort("document_id").rows():
            self._texts[self._story[document]][document] = text
        self._resources = resources
        self._known: dict[str, Sentences] = {}

    def likely(self, values: Sequence[Mapping[str, Any]]) -> float:
        """The likeliest of some values' passages, two by two; 0 where the build has none of two documents."""
        places = [(one["document_id"], one["start"], one["end"]) for one in values]
        return max(self._between(places), default=0.0)

    def least_linked(self, values: Sequence[Mapping[str, Any]]) -> float:
        """The same for whole headlines or leads, of the document that is the least likely to belong."""
        documents = [one["document_id"] for one in values]
        if not all(document in self._story for document in documents):
            return 0.0
        sentences = self._sentences(self._story[documents[0]])
        return least_linked(documents, openings(sentences, self._headlines), sentences)

    def _between(self, places: Sequence[Place]) -> Iterator[float]:
        for one, other in combinations(places, 2):
            if one[0] != other[0] and one[0] in self._story:
                yield self._sentences(self._story[one[0]]).likely([one], [other])

    def _sentences(self, story: str) -> Sentences:
        if story not in self._known:
            texts = self._texts[story]
            given = [(text, [paragraph.start for paragraph in paragraphs(text)]) for text in texts.values()]
            analysed = self._resources.analyser(given)
            words = {key: document.words for key, document in zip(texts, analysed, strict=True)}
            scorers = self._resources.comparison_weights.sentence_scorers
            self._known[story] = topic_and_sentences(words, scorers)[1]
        return self._known[story]


def measured(features: dict[str, float], likely: float) -> dict[str, float]:
    """The features of a pair or row with how likely its sentences tell the same thing, where they have it."""
    if likely and "likely" in features:
        found = _log_odds(likely)
        products = {
            name: features[name.removesuffix(_TIMES)] * found for name in features if name.endswith(_TIMES)
        }
        return features | {name: round(value, 4) for name, value in ({"likely": found} | products).items()}
    if likely and "unlikely" in features:
        return features | {"unlikely": round(1.0 - likely, 4)}
    return features


def _measured_by(told: Told, line: Mapping[str, Any]) -> dict[str, float]:
    frames = any(name in FRAMES for name in line["features"])
    likely = told.least_linked(line["values"]) if frames else told.likely(line["values"])
    return measured({**line["features"], **({"unlikely": 1.0} if frames else {})}, likely)


def _log_odds(likely: float) -> float:
    kept = min(max(likely, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def main(tables: Path) -> None:
    """Write the files anew."""
    told = Told(tables, load_resources())
    for name in ("clauses", "quantities", "voices", "rows"):
        path = _FOLDER / f"{name}.jsonl"
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        made = [line | {"features": _measured_by(told, line)} for line in lines]
        path.write_text("".join(f"{json.dumps(line)}\n" for line in made), encoding="utf-8")
        print(f"{name}: {sum(a != b for a, b in zip(lines, made, strict=True))} of {len(lines)} changed")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
