"""The views of a release: tables that join the others for reading, each one query on them.

The query is the one truth: a release's Parquet and CSV files hold its rows, and the DuckDB file has it as a
view. docs/decisions/tables-to-start-with.md says why there are any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

import polars as pl

from schemas.discrepancies import APART, SHOWN_FROM
from schemas.package import Table

if TYPE_CHECKING:
    import duckdb

_PRINTED: Final = """
    printed AS (
        SELECT statement_id, document_id FROM statement_quotes
        UNION SELECT statement_id, document_id FROM statement_echoes
    ),
    outlets AS (
        SELECT statement_id, count(DISTINCT coalesce(o.outlet, o.origin)) AS n_outlets
        FROM printed
        JOIN documents d USING (document_id)
        JOIN documents o ON o.document_id = coalesce(d.duplicate_of, d.document_id)
        GROUP BY statement_id
    )"""
"""Which documents have a statement, and how many outlets: who repeats another's article counts with it."""

_SENTENCE: Final = "coalesce(q.context_before, '') || q.content || coalesce(q.context_after, '')"
"""A quote with the text around it."""

_ATTRIBUTIONS: Final = f"""
WITH {_PRINTED},
    chosen AS (
        SELECT quote_id, statement_id, n_outlets
        FROM statement_quotes JOIN outlets USING (statement_id)
        QUALIFY row_number() OVER (PARTITION BY quote_id ORDER BY n_outlets DESC, part) = 1
    )
SELECT
    q.quote_id, coalesce(d.outlet, d.origin) AS outlet, d.published_on, d.headline,
    s.name AS speaker, s.kind AS speaker_kind, s.role AS speaker_role, s.affiliation AS speaker_affiliation,
    q.source, r.name AS relay, q.type, q.cue, q.cue_lemma, q.cue_class, q.negated,
    q.context_before, q.content, q.context_after,
    q.nested_in IS NOT NULL AS is_nested, q.reliable, q.confidence,
    t.headline AS story, c.n_outlets, c.statement_id, p.story_id, q.document_id, q.speaker_id,
    q.start, q."end"
FROM quotes q
JOIN documents d USING (document_id)
LEFT JOIN speakers s ON s.speaker_id = q.speaker_id
LEFT JOIN speakers r ON r.speaker_id = q.relay_id
LEFT JOIN chosen c ON c.quote_id = q.quote_id
LEFT JOIN story_documents p ON p.document_id = q.document_id
LEFT JOIN stories t ON t.story_id = p.story_id
"""

_STATEMENTS_BY_OUTLET: Final = f"""
WITH {_PRINTED},
    words AS (
        SELECT statement_id, document_id, start, "end", any_value(text ORDER BY quote_id) AS words
        FROM (
            SELECT statement_id, document_id, start, "end", quote_id, text FROM statement_quotes
            UNION ALL SELECT statement_id, document_id, start, "end", NULL, text FROM statement_echoes
        )
        GROUP BY ALL
    )
SELECT
    c.statement_id, c.document_id, t.headline AS story, m.text AS statement, s.name AS speaker, n.n_outlets,
    coalesce(d.outlet, d.origin) AS outlet, d.published_on, d.headline,
    c.how, c.cue, c.cue_class, c.source, r.name AS relay, w.words, c.quote_id, m.story_id
FROM coverage c
JOIN statements m USING (statement_id)
JOIN outlets n USING (statement_id)
JOIN stories t ON t.story_id = m.story_id
JOIN documents d ON d.document_id = c.document_id
LEFT JOIN speakers s ON s.speaker_id = m.speaker_id
LEFT JOIN speakers r ON r.speaker_id = c.relay_id
LEFT JOIN words w ON w.statement_id = c.statement_id AND w.document_id = c.document_id
    AND w.start = c.start AND w."end" = c."end"
"""

_NUMBERS: Final = f"""
WITH held AS (
    SELECT n.quantity_id, h.quote_id
    FROM quantities n
    JOIN quote_spans h ON h.document_id = n.document_id AND h.role = 'content'
        AND h.start <= n.start AND n.start < h."end"
    QUALIFY row_number() OVER (PARTITION BY n.quantity_id ORDER BY h."end" - h.start, h.quote_id) = 1
)
SELECT
    n.quantity_id, coalesce(d.outlet, d.origin) AS outlet, d.published_on, s.name AS speaker,
    n.kind, n.text, n.comparator, n.low, n.high, n.unit, n.first_day, n.last_day, n.start,
    coalesce({_SENTENCE}, c.content) AS sentence, c.content AS claim,
    n.claim_id, q.quote_id, n.document_id
FROM quantities n
JOIN documents d USING (document_id)
LEFT JOIN claims c ON c.claim_id = n.claim_id
LEFT JOIN held h ON h.quantity_id = n.quantity_id
LEFT JOIN quotes q ON q.quote_id = h.quote_id
LEFT JOIN speakers s ON s.speaker_id = q.speaker_id
"""

_DISAGREEMENTS: Final = f"""
SELECT
    v.discrepancy_id, v.document_id, v.start, t.headline AS story, p.type, p.about, p.verdict, p.confidence,
    p.worth, p.worth >= {SHOWN_FROM} AND p.type <> '{APART}' AS shown_first,
    coalesce(d.outlet, d.origin) AS outlet, d.published_on, v.voice, s.name AS speaker,
    v.text AS value, v.sentence, p.reading, p.statement_id, p.story_id, v.quote_id
FROM discrepancy_values v
JOIN discrepancies p USING (discrepancy_id)
JOIN stories t ON t.story_id = p.story_id
JOIN documents d ON d.document_id = v.document_id
LEFT JOIN quotes q ON q.quote_id = v.quote_id
LEFT JOIN speakers s ON s.speaker_id = q.speaker_id
"""

QUERIES: Final[Mapping[str, str]] = {
    "attributions": _ATTRIBUTIONS,
    "statements_by_outlet": _STATEMENTS_BY_OUTLET,
    "numbers": _NUMBERS,
    "disagreements": _DISAGREEMENTS,
}
"""View -> its query, in DuckDB's SQL, on the tables by their names."""

SETTINGS: Final[Mapping[str, str | int | bool]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Of every connection: one thread, so that the same rows come in the same order, and nothing fetched."""

_TOGETHER: Final = 20_000
"""Rows that are given together."""

_HELD: Final = "600MB"
"""What DuckDB may hold for a view; the rest lies on disk. A view that cannot be made so may take more."""


def rows_of(view: Table, database: duckdb.DuckDBPyConnection) -> Iterator[pl.DataFrame]:
    """The rows of a view in their published order, some at a time; `database` has the released tables."""
    import duckdb  # noqa: PLC0415 (a run that ends before does without it)

    order = ", ".join(f'"{column}" NULLS LAST' for column in view.order)
    query = f"SELECT * FROM ({QUERIES[view.name]}) ORDER BY {order}"
    given = 0
    for limit in (f"SET memory_limit = '{_HELD}'", "RESET memory_limit"):
        database.execute(limit)
        try:
            for batch in islice(database.sql(query).to_arrow_reader(_TOGETHER), given, None):
                found = pl.DataFrame(pl.from_arrow(batch))
                yield found.cast(view.polars_schema).select(view.polars_schema.names())
                given += 1
        except duckdb.OutOfMemoryException:
            if limit.startswith("RESET"):
                raise
        else:
            return
