"""Which rows pass a check, as booleans computed in polars.

A verdict has one value a row: true, false, or null where the check has nothing to say about the row (the
value is null, or another check already covers the reason). Great Expectations only sees these booleans,
never the texts that they were computed from.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from schemas.changes import key_text
from schemas.derivations.checks import Check
from schemas.derivations.expectations import column_rules, examined, row_rules
from schemas.package import Table

Frames = Mapping[str, pl.DataFrame]
Verdict = Callable[[Check, Frames], pl.Series]

STRUCTURE = "structure"
"""The table of all columns, expected and found, on which the kinds in STRUCTURAL are judged."""
STRUCTURAL = frozenset(("columns", "types"))
STRUCTURE_KEY = ("table", "column")
_STRUCTURE_SCHEMA = {
    "table": pl.String,
    "column": pl.String,
    "place_expected": pl.Int64,
    "place_found": pl.Int64,
    "type_expected": pl.String,
    "type_found": pl.String,
}
_ROW = "#row"
_BOILERPLATE = "boilerplate"


def verdict(check: Check, frames: Frames) -> pl.Series:
    """One boolean a row of the check's table (of the structure, for structural kinds), named by its id."""
    return VERDICTS[check.kind](check, frames).alias(check.id)


def structure(frames: Frames, tables: Sequence[Table]) -> pl.DataFrame:
    """One row for each column that a table has or should have: its place and type, expected and found."""
    rows: list[tuple[str, str, int | None, int | None, str | None, str | None]] = []
    for table in tables:
        expected = table.polars_schema
        found = frames[table.name].schema if table.name in frames else pl.Schema()
        for name in dict.fromkeys((*expected, *found)):
            places = [list(schema).index(name) if name in schema else None for schema in (expected, found)]
            types = [str(schema[name]) if name in schema else None for schema in (expected, found)]
            rows.append((table.name, name, places[0], places[1], types[0], types[1]))
    return pl.DataFrame(rows, schema=_STRUCTURE_SCHEMA, orient="row")


def _columns(check: Check, frames: Frames) -> pl.Series:
    same = pl.col("place_expected").eq_missing(pl.col("place_found"))
    return _series(frames[STRUCTURE], pl.when(pl.col("table") == check.table).then(same))


def _types(check: Check, frames: Frames) -> pl.Series:
    same = pl.col("type_expected") == pl.col("type_found")
    return _series(frames[STRUCTURE], pl.when(pl.col("table") == check.table).then(same))


def _constraint(check: Check, frames: Frames) -> pl.Series:
    rules = column_rules(examined(check.table), check.columns[0])
    return _series(frames[check.table], rules[check.parameters["rule"]])


def _rule(check: Check, frames: Frames) -> pl.Series:
    return _series(frames[check.table], row_rules(examined(check.table))[check.parameters["rule"]])


def _references(check: Check, frames: Frames) -> pl.Series:
    known = frames[check.parameters["table"]].get_column(check.parameters["column"])
    return frames[check.table].get_column(check.columns[0]).is_in(known.implode())


def _same_document(check: Check, frames: Frames) -> pl.Series:
    key, column = check.parameters["key"], check.parameters["column"]
    target = frames[check.parameters["table"]].select(pl.col(key).alias(column), _theirs("document_id"))
    return _joined(frames[check.table], target, [column], pl.col("document_id") == _their("document_id"))


def _same_speaker(check: Check, frames: Frames) -> pl.Series:
    """Nobody is told as an empty name, so that it is not taken for a row that is missing."""
    who, whose = pl.col("speaker_id").fill_null(""), _name("of_quote")
    quotes = frames["quotes"].select("quote_id", who.alias(whose)).unique("quote_id", maintain_order=True)
    statements = frames["statements"].select("statement_id", who.alias(_name("speaker_id")))
    beside = frames[check.table].join(quotes, on="quote_id", how="left", maintain_order="left")
    return _joined(beside, statements, ["statement_id"], pl.col(whose) == _their("speaker_id"))


def _within_text(check: Check, frames: Frames) -> pl.Series:
    lengths = frames["documents"].select("document_id", _theirs("n_chars"))
    return _joined(frames[check.table], lengths, ["document_id"], pl.col("end") <= _their("n_chars"))


def _span_text(check: Check, frames: Frames) -> pl.Series:
    """A text that is missing proves nothing, so its spans fail."""
    texts = frames["texts"].select("document_id", _theirs("text"))
    start, length = pl.col("start").clip(0), (pl.col("end") - pl.col("start")).clip(0)
    same = (_their("text").str.slice(start, length) == pl.col("text")) & (pl.col("start") >= 0)
    return _joined(frames[check.table], texts, ["document_id"], same).fill_null(value=False)


def _describes_text(check: Check, frames: Frames) -> pl.Series:
    column = check.parameters["column"]
    texts = frames["texts"].select("document_id", _FACTS[column]().alias(_name("fact")))
    same = pl.col(column) == _their("fact")
    return _joined(frames[check.table], texts, ["document_id"], same).fill_null(value=False)


def _sha256() -> pl.Expr:
    return pl.col("text").map_elements(
        lambda text: hashlib.sha256(text.encode()).hexdigest(), return_dtype=pl.String
    )


_FACTS: Mapping[str, Callable[[], pl.Expr]] = {
    "n_chars": lambda: pl.col("text").str.len_chars().cast(pl.Int64),
    "text_sha256": _sha256,
}


def _outside_boilerplate(check: Check, frames: Frames) -> pl.Series:
    """The furthest end of the boilerplate zones that start before the row ends must not pass its start."""
    zones = frames["zones"].filter(pl.col("kind") == _BOILERPLATE).sort("start")
    reach = zones.with_columns(pl.col("end").cum_max().over("document_id"))
    last = pl.max_horizontal(pl.col("end") - 1, pl.col("start"))
    outside = _their("end").is_null() | (_their("end") <= pl.col("start"))
    return _zone_before(frames[check.table], last, reach, outside)


def _zone_at(check: Check, frames: Frames) -> pl.Series:
    inside = (_their("kind") == pl.col("zone")) & (_their("end") > pl.col("start"))
    return _zone_before(frames[check.table], pl.col("start"), frames["zones"], inside).fill_null(value=False)


def _zone_before(frame: pl.DataFrame, offset: pl.Expr, zones: pl.DataFrame, judged: pl.Expr) -> pl.Series:
    """`judged` on each row beside the last of `zones` that starts at or before `offset` in its document."""
    place = _name("place")
    left = frame.with_row_index(_ROW).with_columns(offset.fill_null(-1).alias(place)).sort(place)
    right = zones.select("document_id", pl.col("start").alias(place), _theirs("end"), _theirs("kind"))
    right = right.drop_nulls(place).sort(place)
    beside = left.join_asof(right, on=place, by="document_id", strategy="backward", check_sortedness=False)
    return beside.sort(_ROW).select(judged.alias("verdict")).to_series()


def _disjoint(check: Check, frames: Frames) -> pl.Series:
    group, order = check.parameters["group"], check.parameters["order"]
    ordered = (
        frames[check.table].with_row_index(_ROW).sort([*group, order], maintain_order=True, nulls_last=True)
    )
    reached = pl.col("end").cum_max().shift(1).over(group)
    apart = (pl.col("start") >= reached).fill_null(value=True)
    return ordered.with_columns(apart.alias("verdict")).sort(_ROW).get_column("verdict")


def _has_content(check: Check, frames: Frames) -> pl.Series:
    return frames[check.table].get_column("quote_id").is_in(_content(frames).get_column("quote_id").implode())


def _extent(check: Check, frames: Frames) -> pl.Series:
    extents = _content(frames).group_by("quote_id").agg(_min("start"), _max("end"))
    same = (pl.col("start") == _their("start")) & (pl.col("end") == _their("end"))
    return _joined(frames[check.table], extents, ["quote_id"], same)


def _content(frames: Frames) -> pl.DataFrame:
    return frames["quote_spans"].filter(pl.col("role") == "content")


def _pointed_to(check: Check, frames: Frames) -> pl.Series:
    pointing = frames[check.parameters["table"]].get_column(check.parameters["column"])
    return frames[check.table].get_column(check.parameters["key"]).is_in(pointing.drop_nulls().implode())


def _tells_rows(check: Check, frames: Frames) -> pl.Series:
    known = [
        frames[name].select(pl.lit(name).alias("table"), key_text(examined(name).primary_key).alias("key"))
        for name in check.needs
    ]
    rows = pl.concat(known).unique().with_columns(pl.lit(value=True).alias(_name("there")))
    there = _their("there").is_not_null()
    judged = there != (pl.col("change") == "removed")
    return _joined(frames[check.table], rows, ["table", "key"], judged)


def _as_expected(check: Check, frames: Frames) -> pl.Series:
    expected = frames[check.table].select("table", "rows").iter_rows()
    found = {name: frame.height for name, frame in frames.items()}
    met = [None if rows is None else found.get(name, 0) == rows for name, rows in expected]
    return pl.Series(met, dtype=pl.Boolean)


def _few_rejects(check: Check, frames: Frames) -> pl.Series:
    limit = pl.col("received") * check.parameters["max_share"]
    return _series(frames[check.table], pl.col("rejected") <= limit)


def _series(frame: pl.DataFrame, judged: pl.Expr) -> pl.Series:
    return frame.select(judged.alias("verdict")).to_series()


def _joined(frame: pl.DataFrame, target: pl.DataFrame, on: list[str], judged: pl.Expr) -> pl.Series:
    """`judged` on each row beside the first row of `target` that has the same values in `on`."""
    unique = target.unique(on, keep="first", maintain_order=True)
    return _series(frame.join(unique, on=on, how="left", maintain_order="left"), judged)


def _name(column: str) -> str:
    return f"#{column}"


def _theirs(column: str) -> pl.Expr:
    return pl.col(column).alias(_name(column))


def _their(column: str) -> pl.Expr:
    return pl.col(_name(column))


def _min(column: str) -> pl.Expr:
    return pl.col(column).min().alias(_name(column))


def _max(column: str) -> pl.Expr:
    return pl.col(column).max().alias(_name(column))


VERDICTS: Mapping[str, Verdict] = {
    "columns": _columns,
    "types": _types,
    "constraint": _constraint,
    "rule": _rule,
    "references": _references,
    "same_document": _same_document,
    "same_speaker": _same_speaker,
    "within_text": _within_text,
    "span_text": _span_text,
    "describes_text": _describes_text,
    "outside_boilerplate": _outside_boilerplate,
    "disjoint": _disjoint,
    "has_content": _has_content,
    "extent": _extent,
    "zone_at": _zone_at,
    "tells_rows": _tells_rows,
    "in_use": _pointed_to,
    "share": _pointed_to,
    "as_expected": _as_expected,
    "few_rejects": _few_rejects,
}
"""Kinds that Great Expectations does not know by itself, each with how its rows are judged."""
