"""From the parts of a build to the finished tables: joined, marked, held against their contracts, sorted."""

from collections.abc import Sequence

import polars as pl

from schemas.package import TABLES, Table
from schemas.package import table as table_named
from transforms import contract
from transforms.claims import stage as claim_extraction
from transforms.comparison import stage as comparison
from transforms.comparison import wire_copy
from transforms.comparison.stage import COMPARED, Comparison
from transforms.results import Frames, StageCount, StageResult, total
from transforms.speakers import stage as speakers

_OF_DOCUMENTS = tuple(
    table for table in TABLES if table.name not in {*COMPARED, "rejects"} and not table.historic
)
_BETWEEN_DOCUMENTS = tuple(table_named(name) for name in COMPARED)


def assemble(outcomes: Sequence[StageResult], compared: Comparison | None = None) -> StageResult:
    """Every table of the package from the outcomes of ingestion and extraction; their order is irrelevant.

    Stories, statements and discrepancies are empty where `compared` is not given; `changes` always is.
    Rows that break their contract or point nowhere move to `rejects`, so kept + rejected = input.
    """
    frames = {table.name: _joined(table, outcomes) for table in TABLES}
    frames["documents"] = _with_duplicates(frames)
    frames |= speakers.link(
        frames, [o.frames["document_speakers"] for o in outcomes if "document_speakers" in o.frames]
    )
    claims = claim_extraction.with_speakers(frames["claims"], frames["quotes"])
    frames["claims"] = claim_extraction.withheld(claims, frames["documents"])
    held = _held(frames, _OF_DOCUMENTS)
    between = comparison.build(held.frames, compared)
    finished = _held(held.frames | between.frames, _BETWEEN_DOCUMENTS)
    stages = (*outcomes, held, between, finished)
    counts = total(count for stage in stages for count in stage.counts)
    return StageResult({table.name: _sorted(table, finished.frames[table.name]) for table in TABLES}, counts)


def _joined(table: Table, outcomes: Sequence[StageResult]) -> pl.DataFrame:
    parts = [outcome.frames[table.name] for outcome in outcomes if table.name in outcome.frames]
    return pl.concat([table.empty(), *parts])


def _with_duplicates(frames: Frames) -> pl.DataFrame:
    """`documents` with `duplicate_of` filled where it prints another document's body text."""
    bodies = (
        frames["zones"]
        .filter(pl.col("kind") == "body")
        .join(frames["texts"], on="document_id")
        .sort("document_id", "start")
        .select("document_id", pl.col("text").str.slice("start", pl.col("end") - pl.col("start")))
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("text").str.join("\n"))
    )
    published = dict(frames["documents"].select("document_id", "published_on").iter_rows())
    first = wire_copy.duplicates(bodies.iter_rows(), published)
    return frames["documents"].with_columns(
        duplicate_of=pl.col("document_id").replace_strict(first, default=None, return_dtype=pl.String)
    )


def _held(frames: Frames, tables: Sequence[Table]) -> StageResult:
    """Each of `tables` against its contract, then against those it points to, until nothing more falls."""
    done = {name: frame for name, frame in frames.items() if name != "rejects"}
    counts: list[StageCount] = []
    left_out = [frames["rejects"]]
    for table in tables:
        outcome = contract.hold(table, frames[table.name])
        done[table.name] = outcome.frames[table.name]
        left_out.append(outcome.frames["rejects"])
        counts += outcome.counts
    orphans = _without_orphans(done, tables)
    left_out.append(orphans.frames.pop("rejects"))
    return StageResult(orphans.frames | {"rejects": pl.concat(left_out)}, (*counts, *orphans.counts))


def _without_orphans(frames: Frames, tables: Sequence[Table]) -> StageResult:
    """A row that loses its target may itself be one: go on until a round finds none."""
    left_out = [table_named("rejects").empty()]
    counts: list[StageCount] = []
    while True:
        found = 0
        for table in tables:
            outcome = contract.hold_references(table, frames[table.name], frames)
            frames = frames | {table.name: outcome.frames[table.name]}
            if outcome.frames["rejects"].height:
                left_out.append(outcome.frames["rejects"])
                counts += outcome.counts
                found += 1
        if not found:
            return StageResult(frames | {"rejects": pl.concat(left_out)}, tuple(counts))


def _sorted(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    return frame.sort(table.sort_by, maintain_order=True)
