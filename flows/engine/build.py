"""The flow `build`: from raw/ to every table of the package, in the work folder."""

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
from flows.store.locks import locked
from flows.store.resources import load_resources
from transforms.pipeline import assemble, read_closely
from transforms.results import StageResult
from transforms.tables import Tables, joined

CHUNKS = "chunks"
QUOTES = "quotes"
TABLES = "tables"
"""Folders of the work folder: documents in chunks, what was found in each, and the finished tables."""

_PER_DOCUMENT = ("texts", "documents", "zones")


@flow(name="build")
def build(settings: Settings) -> Path:
    """Make every table from raw/; gives the folder that holds them, with their counts."""
    with locked(settings.work):
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
    tables = joined(storage.load(folder).tables for folder in ingested)
    target = storage.clear(settings.work / CHUNKS)
    storage.clear(settings.work / QUOTES)
    keys = tables.documents.get_column("document_id")
    size = settings.documents_a_chunk(len(keys))
    parts = [keys[start : start + size] for start in range(0, len(keys), size)]
    return [
        (storage.save(target / f"{number:04}", StageResult(_of(part, tables))), len(part))
        for number, part in enumerate(parts)
    ]


@io_task
def load_model() -> None:
    """Have the extractor ready, so that the first chunk is no slower than the others."""
    with stage("loading the model", 1, "model") as advance:
        resources = load_resources()
        _ = resources.extractor, resources.analyser, resources.scorer
        advance(1)


@io_task
def find_quotes(chunk: Path, settings: Settings) -> Path:
    """The quotes of a chunk's documents; a document on which the extractor fails becomes a reject."""
    return storage.save(
        settings.work / QUOTES / chunk.name, read_closely(storage.load(chunk).tables, load_resources())
    )


@io_task
def assemble_tables(parts: list[Path], settings: Settings) -> Path:
    """Every table, joined from all parts, compared, held against its contract, sorted; gives their folder."""
    with stage("assembling", len(parts), "parts") as advance:
        outcome = assemble([storage.load(folder) for folder in parts], load_resources())
        advance(len(parts))
    return storage.save(settings.work / TABLES, outcome)


@io_task
def publish_counts(tables: Path) -> None:
    """Show in Prefect what each stage received, kept and rejected."""
    rows = [asdict(count) for count in storage.load_counts(tables)]
    create_table_artifact(table=rows, key="stage-counts", description="Received, kept and rejected, by stage")


def _of(documents: pl.Series, tables: Tables) -> Tables:
    """Texts, documents and zones of some documents."""
    return tables.of_documents(documents).only(_PER_DOCUMENT)
