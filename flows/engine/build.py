"""The flow `build`: from raw/ to every table of the package, in the work folder."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import polars as pl
from prefect import flow
from prefect.artifacts import create_table_artifact

from flows.engine.ingest import ingest
from flows.engine.progress import counted, stage
from flows.engine.tasks import io_task
from flows.settings import Settings
from flows.store import files as storage
from flows.store.resources import load_reference, load_resources
from transforms.assembly import assemble
from transforms.attribution.stage import extract
from transforms.claims import stage as claim_extraction
from transforms.comparison.stage import Comparison
from transforms.language.analysis import parse
from transforms.results import Frames, StageResult

CHUNKS = "chunks"
QUOTES = "quotes"
TABLES = "tables"
"""Folders of the work folder: documents in chunks, what was found in each, and the finished tables."""

_PER_DOCUMENT = ("texts", "documents", "zones")


@flow(name="build")
def build(settings: Settings) -> Path:
    """Make every table from raw/; gives the folder that holds them, with their counts."""
    with storage.locked(settings.work):
        ingested = ingest(settings)
        chunks = cut_into_chunks(ingested, settings)
        load_model()
        found = [find_quotes(chunk, settings) for chunk in counted("finding quotes", "documents", chunks)]
        tables = assemble_tables([*ingested, *found], settings)
        publish_counts(tables)
        return tables


@io_task
def cut_into_chunks(ingested: list[Path], settings: Settings) -> list[tuple[Path, int]]:
    """The documents of all origins in chunks; gives each chunk's folder and number of documents."""
    frames = _joined([storage.load(folder).frames for folder in ingested])
    target = storage.clear(settings.work / CHUNKS)
    storage.clear(settings.work / QUOTES)
    keys = frames["documents"].get_column("document_id")
    size = settings.documents_a_chunk(len(keys))
    parts = [keys[start : start + size] for start in range(0, len(keys), size)]
    return [
        (storage.save(target / f"{number:04}", StageResult(_of(part, frames))), len(part))
        for number, part in enumerate(parts)
    ]


@io_task
def load_model() -> None:
    """Have the extractor ready, so that the first chunk is no slower than the others."""
    with stage("loading the model", 1, "model") as advance:
        storage.load_extractor()
        storage.load_claim_reader()
        advance(1)


@io_task
def find_quotes(chunk: Path, settings: Settings) -> Path:
    """The quotes of a chunk's documents; a document on which the extractor fails becomes a reject."""
    return storage.save(settings.work / QUOTES / chunk.name, read_closely(storage.load(chunk).frames))


@io_task
def assemble_tables(parts: list[Path], settings: Settings) -> Path:
    """Every table, joined from all parts, compared, held against its contract, sorted; gives their folder."""
    with stage("assembling", len(parts), "parts") as advance:
        outcome = assemble([storage.load(folder) for folder in parts], load_comparison())
        advance(len(parts))
    return storage.save(settings.work / TABLES, outcome)


@io_task
def publish_counts(tables: Path) -> None:
    """Show in Prefect what each stage received, kept and rejected."""
    rows = [asdict(count) for count in storage.load_counts(tables)]
    create_table_artifact(table=rows, key="stage_counts", description="Received, kept and rejected, by stage")


def read_closely(frames: Frames) -> StageResult:
    """Quotes, speakers, claims and quantities of the documents in `frames`, with the shipped models."""
    found = extract(frames, storage.load_extractor(), load_resources())
    claims = claim_extraction.find(frames | found.frames, *storage.load_claim_reader())
    rejects = pl.concat([found.frames["rejects"], claims.frames["rejects"]])
    return StageResult(found.frames | claims.frames | {"rejects": rejects}, (*found.counts, *claims.counts))


def load_comparison() -> Comparison:
    """What a build compares documents with."""
    nlp, _ = storage.load_claim_reader()
    return Comparison(storage.load_encoder(), load_reference(), lambda text: parse(nlp, text))


def _joined(parts: Sequence[Frames]) -> Frames:
    return {name: pl.concat([frames[name] for frames in parts]) for name in _PER_DOCUMENT}


def _of(documents: pl.Series, frames: Frames) -> Frames:
    """The rows of these documents, of every table."""
    wanted = documents.implode()
    return {name: frame.filter(pl.col("document_id").is_in(wanted)) for name, frame in frames.items()}
