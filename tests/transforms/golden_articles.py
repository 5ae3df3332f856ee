"""The first five articles as tables, with the quotes and speakers that a careful reader finds.

So statements and discrepancies are tested on their own, whatever the extractor finds.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import dataframely as dy
import polars as pl

from schemas.origins import Manifest, parse_manifest
from schemas.package import table
from schemas.raw_files import RawFiles
from tests.resources import with_analyses
from transforms import ids
from transforms.language.spans import Span
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.tables import Tables, joined

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
_MANIFESTS = sorted((ROOT / "raw").glob("*/manifest.json"))


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


@cache
def files() -> dy.DataFrame[RawFiles]:
    """The articles as they came."""
    origins = {path.parent: _manifest(path) for path in _MANIFESTS}
    found = joined(
        Tables(raw_files=_files(folder, manifest)) for folder, manifest in origins.items()
    ).raw_files
    known = set(paths().values())
    return found.filter([ids.document_id(*row) in known for row in found.select("origin", "locator").rows()])


def _files(folder: Path, manifest: Manifest) -> dy.DataFrame[RawFiles]:
    return raw_files(
        manifest, {entry.path: (folder / entry.path).read_bytes() for entry in manifest.documents}
    )


@cache
def paths() -> dict[str, str]:
    """Each article's document id by its path under raw/."""
    wanted = {line["path"] for line in lines("statements/quotes.jsonl")}
    places = {
        f"{manifest.origin}/{entry.path}": ids.document_id(manifest.origin, entry.locator)
        for manifest in map(_manifest, _MANIFESTS)
        for entry in manifest.documents
    }
    return {path: places[path] for path in wanted}


def _manifest(path: Path) -> Manifest:
    return parse_manifest(path.read_bytes(), str(path))


@cache
def read() -> Tables:
    """Texts, documents and zones of the articles, with their analyses."""
    return with_analyses(read_files(Tables(raw_files=files())).tables)


def quotes() -> Tables:
    """The five articles with golden quotes, their spans and their speakers."""
    rows, spans, speakers = [], [], {}
    for line in lines("statements/quotes.jsonl"):
        document = paths()[line["path"]]
        content = [Span(one["start"], one["start"] + len(one["text"])) for one in line["content"]]
        key = ids.quote_id(document, " ".join(one["text"] for one in line["content"]), 0)
        speaker = ids.speaker_id(line["speaker"])
        speakers[speaker] = {"speaker_id": speaker, "name": line["speaker"], "kind": _kind(line["speaker"])}
        rows.append(
            {
                "quote_id": key,
                "document_id": document,
                "type": line["type"],
                "content": " … ".join(one["text"] for one in line["content"]),
                "cue_modifiers": [],
                "speaker_id": speaker,
                "speaker_confidence": 1.0,
                "negated": False,
                "zone": "body",
                "start": content[0].start,
                "end": content[-1].end,
                "confidence": 1.0,
                "reliable": True,
                "method": "by hand",
            }
        )
        spans += [
            {
                "quote_id": key,
                "role": "content",
                "ordinal": number,
                "document_id": document,
                "start": span.start,
                "end": span.end,
                "text": one["text"],
            }
            for number, (span, one) in enumerate(zip(content, line["content"], strict=True))
        ]
    made = {"quotes": rows, "quote_spans": spans, "speakers": list(speakers.values())}
    return read().with_frames(
        {name: pl.DataFrame(part, schema=table(name).polars_schema) for name, part in made.items()}
    )


def _kind(name: str) -> str:
    """Of the speakers by hand, those of two words are people, but for one state."""
    return "person" if " " in name and name != "United States" else "government"


def one_story(tables: Tables) -> Tables:
    """The same with every document in one story."""
    documents = tables.documents.get_column("document_id")
    story = ids.story_id(min(documents))
    placed = pl.DataFrame({"document_id": documents, "story_id": [story] * len(documents), "similarity": 0.5})
    return tables.with_frames({"story_documents": placed})
