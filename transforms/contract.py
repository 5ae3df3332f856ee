"""Holding rows against the contract: good rows pass, each bad one becomes a reject that says why."""

import dataframely as dy
import polars as pl

from schemas.package import Table
from transforms import rejects
from transforms.results import StageCount, StageResult

_STAGE = "contract"


def hold(table: Table, frame: pl.DataFrame) -> StageResult:
    """Split `frame` into rows that meet `table`'s contract and rejects; keyed "kept" by the table's name.

    A missing column or a wrong type is a fault of ours, not of a row, and raises dataframely's error.
    """
    good, failure = table.schema.filter(frame.select(table.polars_schema.names()))
    left_out = _rejects(table, failure)
    count = StageCount(_STAGE, table.name, frame.height, good.height, len(left_out))
    return StageResult({table.name: pl.DataFrame(good), "rejects": rejects.rows(left_out)}, (count,))


def hold_references(table: Table, frame: pl.DataFrame, frames: dict[str, pl.DataFrame]) -> StageResult:
    """Reject the rows of `frame` that point to a row which is in none of `frames`."""
    kept, left_out = frame, []
    for column, (target, key) in table.foreign_keys.items():
        if target not in frames and target != table.name:
            continue
        known = (kept if target == table.name else frames[target]).get_column(key)
        missing = kept.get_column(column).is_not_null() & ~kept.get_column(column).is_in(known.implode())
        detail = f"{column} points to no row of {target}"
        left_out += [_reject(table, row, "orphan", detail) for row in kept.filter(missing).to_dicts()]
        kept = kept.filter(~missing)
    count = StageCount(_STAGE, f"{table.name} references", frame.height, kept.height, len(left_out))
    return StageResult({table.name: kept, "rejects": rejects.rows(left_out)}, (count,))


def _rejects(table: Table, failure: dy.FailureInfo) -> list[rejects.Reject]:
    found = []
    verdicts = failure.details().select(pl.exclude(table.polars_schema.names()))
    for row, verdict in zip(
        failure.invalid().to_dicts(), verdicts.cast(pl.String).iter_rows(named=True), strict=True
    ):
        rules = ", ".join(sorted(rule for rule, status in verdict.items() if status == "invalid"))
        found.append(_reject(table, row, "broken_rule", f"breaks: {rules}"))
    return found


def _reject(table: Table, row: dict[str, object], reason: str, detail: str) -> rejects.Reject:
    key = " ".join(str(row[column]) for column in table.primary_key)
    document = row.get("document_id")
    return rejects.Reject(
        _STAGE, reason, detail, document_id=str(document) if document else None, table=table.name, key=key
    )
