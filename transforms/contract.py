"""Stages that hold rows against the contract: good rows pass, each bad one becomes a reject with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import dataframely as dy
import polars as pl

from schemas.package import TABLES, Table
from transforms import rejects
from transforms.rejects import Reject
from transforms.resources import Resources
from transforms.results import StageCount, StageResult
from transforms.stage import Stage
from transforms.tables import Tables

_STAGE: Final = "contract"
COMPARED: Final = (
    "statements",
    "statement_quotes",
    "statement_echoes",
    "coverage",
    "discrepancies",
    "discrepancy_values",
)
"""The tables that are made story by story, in the order in which they build on each other."""

READ: Final = ("texts", "documents", "zones")
"""The tables that reading makes: stories are found from rows of them that meet their contract."""

_OF_DOCUMENTS: Final = tuple(table for table in TABLES if table.name in READ)
_OF_SPEECH: Final = tuple(
    table for table in TABLES if table.name not in {*READ, *COMPARED, "rejects"} and not table.historic
)
_BETWEEN_DOCUMENTS: Final = tuple(table for table in TABLES if table.name in COMPARED)


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one table that passed, those left out, and their count."""

    frame: pl.DataFrame
    rejects: tuple[Reject, ...] = ()
    counts: tuple[StageCount, ...] = field(default=())


def meets(table: Table, frame: pl.DataFrame) -> Kept:
    """The rows of `frame` that meet `table`'s contract, and a reject for each of the others.

    A missing column or a wrong type is a fault of ours, not of a row, and raises dataframely's error.
    """
    good, failure = table.schema.filter(frame.select(table.polars_schema.names()))
    left_out = tuple(_broken(table, failure))
    count = StageCount(_STAGE, table.name, frame.height, good.height, len(left_out))
    return Kept(pl.DataFrame(good), left_out, (count,))


def points_somewhere(table: Table, frame: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> Kept:
    """The rows of `frame` that point to rows which are in `frames`, and a reject for each of the others."""
    kept, left_out = frame, list[Reject]()
    for column, (target, key) in table.foreign_keys.items():
        if target not in frames and target != table.name:
            continue
        known = (kept if target == table.name else frames[target]).get_column(key)
        kept, lost = known_in(table, kept, column, known)
        left_out += lost
    count = StageCount(_STAGE, f"{table.name} references", frame.height, kept.height, len(left_out))
    return Kept(kept, tuple(left_out), (count,))


def known_in(
    table: Table, frame: pl.DataFrame, column: str, known: pl.Series
) -> tuple[pl.DataFrame, list[Reject]]:
    """The rows whose `column`, a foreign key, is null or in `known`, and a reject for each of the others."""
    cells = frame.get_column(column)
    missing = cells.is_not_null() & ~cells.is_in(known.implode())
    if not missing.any():
        return frame, []
    detail = f"{column} points to no row of {table.foreign_keys[column][0]}"
    rejects_of = [_reject(table, row, "orphan", detail) for row in frame.filter(missing).to_dicts()]
    return frame.filter(~missing), rejects_of


def _stage(name: str, tables: Sequence[Table]) -> Stage:
    own = tuple(table.name for table in tables)
    targets = (target for table in tables for target, _ in table.foreign_keys.values())

    def run(given: Tables, _: Resources) -> StageResult:
        return met(given, tables)

    return Stage(name, tuple(dict.fromkeys((*own, *targets))), own, run)


def met(given: Tables, tables: Sequence[Table]) -> StageResult:
    """Each of `tables` against its contract, then against those it points to, until nothing more falls.

    All rows that they point to must be given, but none of those that point to them.
    """
    first = {table.name: meets(table, given.frame(table.name)) for table in tables}
    frames = dict(given.frames()) | {name: kept.frame for name, kept in first.items()}
    rounds = [*first.values()]
    while orphans := _orphans(frames, tables):
        rounds += orphans.values()
        frames |= {name: kept.frame for name, kept in orphans.items()}
    left_out = rejects.rows(reject for kept in rounds for reject in kept.rejects)
    made = Tables().with_frames({table.name: frames[table.name] for table in tables} | {"rejects": left_out})
    return StageResult(made, tuple(count for kept in rounds for count in kept.counts))


def _orphans(frames: Mapping[str, pl.DataFrame], tables: Sequence[Table]) -> dict[str, Kept]:
    """The tables that lose rows in this round: a row that loses its target may itself be one."""
    current, lost = dict(frames), dict[str, Kept]()
    for table in tables:
        kept = points_somewhere(table, current[table.name], current)
        if kept.rejects:
            lost[table.name] = kept
            current[table.name] = kept.frame
    return lost


DOCUMENTS_MEET_CONTRACT: Final = _stage("documents meet contract", _OF_DOCUMENTS)
SPEECH_MEETS_CONTRACT: Final = _stage("speech meets contract", _OF_SPEECH)
COMPARISON_MEETS_CONTRACT: Final = _stage("comparison meets contract", _BETWEEN_DOCUMENTS)


def _broken(table: Table, failure: dy.FailureInfo) -> list[Reject]:
    if not len(failure):
        return []
    found = []
    verdicts = failure.details().select(pl.exclude(table.polars_schema.names()))
    for row, verdict in zip(
        failure.invalid().to_dicts(), verdicts.cast(pl.String).iter_rows(named=True), strict=True
    ):
        rules = ", ".join(sorted(rule for rule, status in verdict.items() if status == "invalid"))
        found.append(_reject(table, row, "broken_rule", f"breaks: {rules}"))
    return found


def _reject(table: Table, row: Mapping[str, object], reason: str, detail: str) -> Reject:
    key = " ".join(str(row[column]) for column in table.primary_key)
    document = row.get("document_id")
    return Reject(
        _STAGE, reason, detail, document_id=str(document) if document else None, table=table.name, key=key
    )
