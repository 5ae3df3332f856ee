"""For every derived check, how to break a valid unit so that it fails, and what else then must fail.

What a column's constraint forbids is known from its kind, so a new column brings its own proof; only what
follows from a break elsewhere, and the rules across columns and tables, are written down here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schemas.derivations.checks import Check
from schemas.derivations.expectations import derive
from tests.frames import document_id, quote_id, speaker_id, statement_id
from tests.worlds import Row, Unit

Edit = Callable[[Unit], None]


@dataclass(frozen=True)
class Proof:
    """An edit of one unit, and how many of its rows then fail which checks."""

    check: Check
    edit: Edit
    breaks: Mapping[str, int] = field(default_factory=dict)


OF_WHOLE_TABLES = frozenset(("columns", "types", "row_count", "null_rate", "share", "all_listed"))
"""Kinds that judge a table as a whole; they are broken in worlds of their own, in test_quality.py."""


def row_proofs() -> list[Proof]:
    """A proof for every check that judges rows."""
    return [_proof(check) for check in derive() if check.kind not in OF_WHOLE_TABLES]


def _proof(check: Check) -> Proof:
    edit = _STATED.get(check.id) or _BY_KIND[check.kind](check)
    # Two rows with one key are two rows that fail.
    own = 2 if check.kind == "key" else 1
    return Proof(check, edit, {check.id: own, **_FOLLOWS.get(check.id, {})})


def _set(table: str, place: int, **values: object) -> Edit:
    return lambda unit: unit[table][place].update(values)


def _in_last_row(check: Check, value: Callable[[Row], object]) -> Edit:
    column = check.columns[0]

    def edit(unit: Unit) -> None:
        row = unit[check.table][-1]
        row[column] = value(row)

    return edit


def _beyond(check: Check) -> float:
    given = check.parameters
    return given["min"] - 1 if "min" in given else given["max"] + 1


def _forbidden(check: Check) -> object:
    """A value that dataframely's constraint of that name does not allow."""
    rule = check.parameters["rule"]
    return {"min_length": "", "inf": float("inf"), "nan": float("nan"), "inner_nullability": [None]}[rule]


def _repeat(check: Check) -> Edit:
    return lambda unit: unit[check.table].append(dict(unit[check.table][-1]))


_BY_KIND: Mapping[str, Callable[[Check], Edit]] = {
    "not_null": lambda check: _in_last_row(check, lambda _: None),
    # Only the very end of the value is wrong: a pattern that is not anchored there would miss it.
    "pattern": lambda check: _in_last_row(check, lambda row: f"{row.get(check.columns[0]) or '?'}\n"),
    "value_set": lambda check: _in_last_row(check, lambda _: "no such value"),
    "range": lambda check: _in_last_row(check, lambda _: _beyond(check)),
    "constraint": lambda check: _in_last_row(check, lambda _: _forbidden(check)),
    "references": lambda check: _in_last_row(
        check, lambda row: f"{str(row.get(check.columns[0]) or 'doc')[:3]}_{'0' * 16}"
    ),
    "key": _repeat,
}


def _add(table: str, place: int, **amounts: int) -> Edit:
    def edit(unit: Unit) -> None:
        row = unit[table][place]
        row.update({name: row[name] + amount for name, amount in amounts.items()})  # type: ignore[operator]

    return edit


def _copy(table: str, source: str, target: str) -> Edit:
    """The last row's `target` becomes what its `source` is."""
    return lambda unit: unit[table][-1].update({target: unit[table][-1][source]})


def _into_the_footer(unit: Unit) -> None:
    text = str(unit["texts"][0]["text"])
    start = text.rindex("\n") + 1
    unit["quote_spans"][-1].update(start=start, end=start + 5, text=text[start : start + 5])


def _mention_in_the_footer(unit: Unit) -> None:
    text = str(unit["texts"][0]["text"])
    start = text.rindex("\n") + 1
    unit["speaker_mentions"][0].update(start=start, end=start + 5, text=text[start : start + 5])


def _quantity_in_the_footer(unit: Unit) -> None:
    text = str(unit["texts"][0]["text"])
    start = text.rindex("\n") + 1
    unit["quantities"][0].update(start=start, end=start + 5, text=text[start : start + 5])


def _value_in_the_footer(unit: Unit) -> None:
    text = str(unit["texts"][0]["text"])
    start = text.rindex("\n") + 1
    unit["discrepancy_values"][0].update(start=start, end=start + 5, text=text[start : start + 5])


def _echo_in_the_footer(unit: Unit) -> None:
    text = str(unit["texts"][0]["text"])
    start = text.rindex("\n") + 1
    unit["statement_echoes"][0].update(start=start, end=start + 5, text=text[start : start + 5])


def _second_echo_inside_the_first(unit: Unit) -> None:
    first = unit["statement_echoes"][0]
    cut = {"start": int(str(first["start"])) + 1, "text": str(first["text"])[1:]}
    unit["statement_echoes"].append(first | cut)


def _in_capitals(unit: Unit) -> None:
    unit["quote_spans"][-1]["text"] = str(unit["quote_spans"][-1]["text"]).upper()


def _swap_content(unit: Unit) -> None:
    unit["quote_spans"][0]["ordinal"], unit["quote_spans"][1]["ordinal"] = 1, 0


def _speaker_without_quote(unit: Unit) -> None:
    unit["speakers"].append(unit["speakers"][0] | {"speaker_id": speaker_id(f"nobody {unit['texts']}")})


_STATED: Mapping[str, Edit] = {
    "documents.not_its_own_duplicate": _copy("documents", "document_id", "duplicate_of"),
    "documents.n_chars.of_text": _add("documents", 0, n_chars=1),
    "documents.text_sha256.of_text": _set("documents", 0, text_sha256="0" * 64),
    "zones.starts_before_end": _copy("zones", "start", "end"),
    "zones.within_text": _add("zones", -1, end=1),
    "zones.disjoint": _add("zones", 0, end=2),
    "quotes.starts_before_end": _copy("quotes", "start", "end"),
    "quotes.not_from_boilerplate": _set("quotes", -1, zone="boilerplate"),
    "quotes.speaker_with_confidence": _set("quotes", -1, speaker_confidence=None),
    "quotes.not_nested_in_itself": _copy("quotes", "quote_id", "nested_in"),
    "quotes.within_text": _add("quotes", -1, end=1000),
    "quotes.nested_in.same_document": _set("quotes", -1, nested_in=quote_id("outer 0")),
    "quotes.has_content": lambda unit: unit["quote_spans"].pop(2) and None,
    "quotes.extent": _add("quotes", -1, start=1),
    "quotes.zone_at_start": _set("quotes", -1, zone="headline"),
    "quote_spans.length_matches": _add("quote_spans", -1, end=1),
    "quote_spans.within_text": _add("quote_spans", -1, start=1000, end=1000),
    "quote_spans.span_text": _in_capitals,
    "quote_spans.outside_boilerplate": _into_the_footer,
    "quote_spans.quote_id.same_document": _set("quote_spans", -1, document_id=document_id("unit 0")),
    "quote_spans.disjoint": _swap_content,
    "speakers.quoted": _speaker_without_quote,
    "speaker_mentions.length_matches": _set("speaker_mentions", 0, text="A"),
    "speaker_mentions.within_text": _add("speaker_mentions", 0, start=1000, end=1000),
    "speaker_mentions.span_text": lambda unit: unit["speaker_mentions"][0].update(
        text=str(unit["speaker_mentions"][0]["text"]).upper()
    ),
    "speaker_mentions.outside_boilerplate": _mention_in_the_footer,
    "speaker_mentions.speaker_with_confidence": _set("speaker_mentions", 0, confidence=None),
    "speaker_mentions.unresolved_says_so": _set("speaker_mentions", 0, method="unresolved"),
    "claims.starts_before_end": _copy("claims", "start", "end"),
    "claims.withheld_from_the_outlet_alone": _set("claims", 0, content=None),
    "claims.quote_with_speaker": _set("claims", 0, holder="outlet"),
    "claims.speaker_of_a_quote": _set("claims", 0, holder="outlet", quote_id=None),
    "claims.spans_in_pairs": _set("claims", 0, span_ends=[]),
    "claims.within_text": _set("claims", 0, end=1000),
    "quantities.starts_before_end": _copy("quantities", "start", "end"),
    "quantities.range_in_order": _set("quantities", 0, low=0.0),
    "quantities.days_in_order": _set("quantities", 0, first_day=None),
    "quantities.only_dates_have_days": _set("quantities", 0, kind="count"),
    "claims.quote_id.same_document": _set("claims", -1, document_id=document_id("unit 0")),
    "quantities.within_text": _add("quantities", 0, start=1000, end=1000),
    "quantities.span_text": lambda unit: unit["quantities"][0].update(text="MARCH"),
    "quantities.outside_boilerplate": _quantity_in_the_footer,
    "stories.distinct_within_all": _set("stories", 0, n_distinct=2),
    "stories.first_not_after_last": _set("stories", 0, last_published_on=None),
    "statements.counts_nest": _set("statements", 0, n_distinct=2),
    "statement_quotes.starts_before_end": _copy("statement_quotes", "start", "end"),
    "statement_quotes.representative_is_verbatim": _set("statement_quotes", 0, change="reworded"),
    "statement_quotes.within_text": _set("statement_quotes", 0, end=1000),
    "statement_quotes.quote_id.same_document": _set("statement_quotes", 0, document_id=document_id("unit 0")),
    "statement_quotes.same_speaker": _set("statement_quotes", 0, statement_id=statement_id("0")),
    "statement_echoes.length_matches": _add("statement_echoes", 0, end=-1),
    "statement_echoes.within_text": _add("statement_echoes", 0, start=1000, end=1000),
    "statement_echoes.span_text": lambda unit: unit["statement_echoes"][0].update(
        text=str(unit["statement_echoes"][0]["text"]).upper()
    ),
    "statement_echoes.outside_boilerplate": _echo_in_the_footer,
    "statement_echoes.quote_id.same_document": _set("statement_echoes", 0, document_id=document_id("unit 0")),
    "statement_echoes.same_speaker": _set("statement_echoes", 0, statement_id=statement_id("0")),
    "statement_echoes.disjoint": _second_echo_inside_the_first,
    "discrepancies.wording_has_a_statement": _set("discrepancies", 0, statement_id=None),
    "discrepancy_values.length_matches": _set("discrepancy_values", 0, text="in"),
    "discrepancy_values.speaker_has_a_quote": _set("discrepancy_values", 0, voice="outlet"),
    "discrepancy_values.within_text": _add("discrepancy_values", 0, start=1000, end=1000),
    "discrepancy_values.span_text": _set("discrepancy_values", 0, text="IN MARCH"),
    "discrepancy_values.outside_boilerplate": _value_in_the_footer,
    "discrepancy_values.quote_id.same_document": _set(
        "discrepancy_values", 0, document_id=document_id("unit 0")
    ),
    "changes.columns_where_data_changed": _set("changes", 0, change="data_changed"),
    "changes.tells_rows": _set("changes", 0, change="removed"),
    "expected_rows.met": _set("expected_rows", 0, rows=1),
    "stage_counts.nothing_lost": _add("stage_counts", 0, received=1),
    "stage_counts.few_rejects": _set("stage_counts", 0, received=2, kept=1),
}
"""Breaks of what a kind alone does not tell."""


def _rows(*checks: str) -> dict[str, int]:
    return dict.fromkeys(checks, 1)


_TEXT_GONE = {
    "documents.n_chars.of_text": 1,
    "documents.text_sha256.of_text": 1,
    "quote_spans.span_text": 5,
    "speaker_mentions.span_text": 1,
    "quantities.span_text": 1,
    "statement_echoes.span_text": 1,
    "discrepancy_values.span_text": 1,
}
_DOCUMENT_GONE = {
    "texts.document_id.references": 1,
    "documents.n_chars.of_text": 1,
    "documents.text_sha256.of_text": 1,
    "zones.document_id.references": 3,
    "quotes.document_id.references": 2,
    "quote_spans.document_id.references": 5,
    "speaker_mentions.document_id.references": 1,
    "claims.document_id.references": 1,
    "quantities.document_id.references": 1,
    "stories.document_id.references": 1,
    "story_documents.document_id.references": 1,
    "statement_quotes.document_id.references": 1,
    "statement_echoes.document_id.references": 1,
    "discrepancy_values.document_id.references": 1,
    "changes.tells_rows": 1,
}
_QUOTE_GONE = _rows(
    "quote_spans.quote_id.references",
    "statements.quote_id.references",
    "statement_quotes.quote_id.references",
    "statement_echoes.quote_id.references",
    "discrepancy_values.quote_id.references",
)
_QUOTE_ELSEWHERE = _rows(
    "quotes.nested_in.same_document",
    "quotes.zone_at_start",
    "quote_spans.quote_id.same_document",
    "statement_quotes.quote_id.same_document",
    "statement_echoes.quote_id.same_document",
    "discrepancy_values.quote_id.same_document",
)
_SPAN_ELSEWHERE = _rows("quote_spans.span_text", "quote_spans.quote_id.same_document")

_TWO_SPEAKERS = _rows("statement_quotes.same_speaker", "statement_echoes.same_speaker")
_SPEAKER_GONE = {
    "quotes.speaker_id.references": 2,
    "speaker_mentions.speaker_id.references": 1,
    "claims.speaker_id.references": 1,
    "statements.speaker_id.references": 1,
}

_FOLLOWS: Mapping[str, Mapping[str, int]] = {
    "changes.table.not_null": _rows("changes.tells_rows"),
    "changes.table.pattern": _rows("changes.tells_rows"),
    "changes.key.not_null": _rows("changes.tells_rows"),
    "changes.key.min_length": _rows("changes.tells_rows"),
    "changes.columns.items_not_null": _rows("changes.columns_where_data_changed"),
    "expected_rows.rows.range": _rows("expected_rows.met"),
    "texts.document_id.not_null": _TEXT_GONE,
    "texts.document_id.pattern": _TEXT_GONE | _rows("texts.document_id.references"),
    "texts.document_id.references": _TEXT_GONE,
    "texts.text.not_null": _TEXT_GONE,
    "texts.text.min_length": _TEXT_GONE,
    "documents.document_id.not_null": _DOCUMENT_GONE,
    "documents.document_id.pattern": _DOCUMENT_GONE,
    "documents.text_sha256.not_null": _rows("documents.text_sha256.of_text"),
    "documents.text_sha256.pattern": _rows("documents.text_sha256.of_text"),
    "documents.n_chars.not_null": _rows("documents.n_chars.of_text"),
    "documents.n_chars.range": {
        "documents.n_chars.of_text": 1,
        "zones.within_text": 3,
        "quotes.within_text": 2,
        "quote_spans.within_text": 5,
        "speaker_mentions.within_text": 1,
        "claims.within_text": 1,
        "quantities.within_text": 1,
        "statement_quotes.within_text": 1,
        "statement_echoes.within_text": 1,
        "discrepancy_values.within_text": 1,
    },
    "documents.duplicate_of.pattern": _rows("documents.duplicate_of.references"),
    "zones.key": _rows("zones.disjoint"),
    "zones.document_id.pattern": _rows("zones.document_id.references"),
    # A boilerplate zone that starts before the text covers all of it.
    "zones.start.range": {
        "zones.disjoint": 2,
        "quote_spans.outside_boilerplate": 5,
        "speaker_mentions.outside_boilerplate": 1,
        "quantities.outside_boilerplate": 1,
        "statement_echoes.outside_boilerplate": 1,
        "discrepancy_values.outside_boilerplate": 1,
    },
    "zones.end.range": _rows("zones.starts_before_end"),
    "quotes.quote_id.not_null": _QUOTE_GONE,
    "quotes.quote_id.pattern": _QUOTE_GONE | _rows("quotes.has_content"),
    "quotes.document_id.not_null": _rows("quotes.zone_at_start"),
    "quotes.document_id.pattern": _QUOTE_ELSEWHERE | _rows("quotes.document_id.references"),
    "quotes.document_id.references": _QUOTE_ELSEWHERE,
    "quotes.speaker_id.pattern": _TWO_SPEAKERS | _rows("quotes.speaker_id.references"),
    "quotes.speaker_id.references": _TWO_SPEAKERS,
    "quotes.speaker_confidence.finite": _rows("quotes.speaker_confidence.range"),
    "quotes.speaker_confidence.a_number": _rows("quotes.speaker_confidence.range"),
    "quotes.nested_in.pattern": _rows("quotes.nested_in.references"),
    "quotes.zone.not_null": _rows("quotes.zone_at_start"),
    "quotes.zone.in_vocabulary": _rows("quotes.zone_at_start"),
    "quotes.start.not_null": _rows("quotes.zone_at_start"),
    "quotes.start.range": _rows("quotes.extent", "quotes.zone_at_start"),
    "quotes.end.range": _rows("quotes.extent", "quotes.starts_before_end"),
    "quotes.confidence.finite": _rows("quotes.confidence.range"),
    "quotes.confidence.a_number": _rows("quotes.confidence.range"),
    "quotes.starts_before_end": _rows("quotes.extent"),
    "quotes.not_from_boilerplate": _rows("quotes.zone_at_start"),
    "quotes.within_text": _rows("quotes.extent"),
    "quote_spans.key": _rows("quote_spans.disjoint"),
    "quote_spans.quote_id.pattern": _rows("quote_spans.quote_id.references"),
    "quote_spans.document_id.not_null": _rows("quote_spans.span_text"),
    "quote_spans.document_id.pattern": _SPAN_ELSEWHERE | _rows("quote_spans.document_id.references"),
    "quote_spans.document_id.references": _SPAN_ELSEWHERE,
    "quote_spans.start.not_null": _rows("quote_spans.span_text"),
    "quote_spans.start.range": _rows("quote_spans.span_text", "quote_spans.length_matches"),
    "quote_spans.end.not_null": _rows("quote_spans.span_text"),
    "quote_spans.end.range": _rows("quote_spans.span_text", "quote_spans.length_matches"),
    "quote_spans.text.not_null": _rows("quote_spans.span_text"),
    "quote_spans.text.min_length": _rows("quote_spans.span_text", "quote_spans.length_matches"),
    "quote_spans.length_matches": _rows("quote_spans.span_text"),
    "quote_spans.within_text": _rows("quote_spans.span_text"),
    "quote_spans.quote_id.same_document": _rows("quote_spans.span_text"),
    "speakers.speaker_id.not_null": _SPEAKER_GONE,
    "speakers.speaker_id.pattern": _SPEAKER_GONE | _rows("speakers.quoted"),
    "speaker_mentions.document_id.not_null": _rows("speaker_mentions.span_text"),
    "speaker_mentions.document_id.pattern": _rows(
        "speaker_mentions.span_text", "speaker_mentions.document_id.references"
    ),
    "speaker_mentions.document_id.references": _rows("speaker_mentions.span_text"),
    "speaker_mentions.start.not_null": _rows("speaker_mentions.span_text"),
    "speaker_mentions.start.range": _rows("speaker_mentions.span_text", "speaker_mentions.length_matches"),
    "speaker_mentions.end.not_null": _rows("speaker_mentions.span_text"),
    "speaker_mentions.end.range": _rows("speaker_mentions.span_text", "speaker_mentions.length_matches"),
    "speaker_mentions.text.not_null": _rows("speaker_mentions.span_text"),
    "speaker_mentions.text.min_length": _rows(
        "speaker_mentions.span_text", "speaker_mentions.length_matches"
    ),
    "speaker_mentions.length_matches": _rows("speaker_mentions.span_text"),
    "speaker_mentions.within_text": _rows("speaker_mentions.span_text"),
    "speaker_mentions.speaker_id.pattern": _rows("speaker_mentions.speaker_id.references"),
    "speaker_mentions.confidence.finite": _rows("speaker_mentions.confidence.range"),
    "speaker_mentions.confidence.a_number": _rows("speaker_mentions.confidence.range"),
    "stage_counts.received.range": _rows("stage_counts.nothing_lost", "stage_counts.few_rejects"),
    "stage_counts.kept.range": _rows("stage_counts.nothing_lost"),
    "stage_counts.rejected.range": _rows("stage_counts.nothing_lost"),
    "claims.claim_id.not_null": _rows("quantities.claim_id.references"),
    "claims.claim_id.pattern": _rows("quantities.claim_id.references"),
    "claims.document_id.pattern": _rows("claims.document_id.references", "claims.quote_id.same_document"),
    "claims.document_id.references": _rows("claims.quote_id.same_document"),
    "claims.quote_id.pattern": _rows("claims.quote_id.references"),
    "claims.holder.in_vocabulary": _rows("claims.quote_with_speaker"),
    "claims.speaker_id.pattern": _rows("claims.speaker_id.references"),
    "claims.check_worthiness.finite": _rows("claims.check_worthiness.range"),
    "claims.check_worthiness.a_number": _rows("claims.check_worthiness.range"),
    "claims.end.range": _rows("claims.starts_before_end"),
    "quantities.document_id.not_null": _rows("quantities.span_text"),
    "quantities.document_id.pattern": _rows("quantities.document_id.references", "quantities.span_text"),
    "quantities.document_id.references": _rows("quantities.span_text"),
    "quantities.claim_id.pattern": _rows("quantities.claim_id.references"),
    "quantities.kind.in_vocabulary": _rows("quantities.only_dates_have_days"),
    "quantities.text.not_null": _rows("quantities.span_text"),
    "quantities.text.min_length": _rows("quantities.span_text"),
    "quantities.low.finite": _rows("quantities.range_in_order"),
    "quantities.low.a_number": _rows("quantities.range_in_order"),
    "quantities.start.not_null": _rows("quantities.span_text"),
    "quantities.start.range": _rows("quantities.span_text"),
    "quantities.end.not_null": _rows("quantities.span_text"),
    "quantities.end.range": _rows("quantities.starts_before_end", "quantities.span_text"),
    "quantities.starts_before_end": _rows("quantities.span_text"),
    "quantities.within_text": _rows("quantities.span_text"),
    "stories.story_id.not_null": _rows(
        "story_documents.story_id.references",
        "statements.story_id.references",
        "discrepancies.story_id.references",
    ),
    "stories.story_id.pattern": _rows(
        "story_documents.story_id.references",
        "statements.story_id.references",
        "discrepancies.story_id.references",
    ),
    "stories.document_id.pattern": _rows("stories.document_id.references"),
    "stories.n_documents.range": _rows("stories.distinct_within_all"),
    "story_documents.document_id.pattern": _rows("story_documents.document_id.references"),
    "story_documents.story_id.pattern": _rows("story_documents.story_id.references"),
    "story_documents.similarity.finite": _rows("story_documents.similarity.range"),
    "story_documents.similarity.a_number": _rows("story_documents.similarity.range"),
    "statements.statement_id.not_null": _rows(
        "statement_quotes.statement_id.references",
        "statement_echoes.statement_id.references",
        "discrepancies.statement_id.references",
    ),
    "statements.statement_id.pattern": _rows(
        "statement_quotes.statement_id.references",
        "statement_echoes.statement_id.references",
        "discrepancies.statement_id.references",
    ),
    "statements.story_id.pattern": _rows("statements.story_id.references"),
    "statements.speaker_id.pattern": _TWO_SPEAKERS | _rows("statements.speaker_id.references"),
    "statements.speaker_id.references": _TWO_SPEAKERS,
    "statements.quote_id.pattern": _rows("statements.quote_id.references"),
    "statements.n_quotes.range": _rows("statements.counts_nest"),
    "statements.n_documents.range": _rows("statements.counts_nest"),
    "statement_quotes.quote_id.pattern": _rows("statement_quotes.quote_id.references"),
    "statement_quotes.statement_id.pattern": _rows("statement_quotes.statement_id.references"),
    "statement_quotes.document_id.pattern": _rows(
        "statement_quotes.document_id.references", "statement_quotes.quote_id.same_document"
    ),
    "statement_quotes.document_id.references": _rows("statement_quotes.quote_id.same_document"),
    "statement_quotes.end.range": _rows("statement_quotes.starts_before_end"),
    "statement_quotes.similarity.range": _rows("statement_quotes.representative_is_verbatim"),
    "statement_quotes.similarity.finite": _rows(
        "statement_quotes.similarity.range", "statement_quotes.representative_is_verbatim"
    ),
    "statement_quotes.similarity.a_number": _rows(
        "statement_quotes.similarity.range", "statement_quotes.representative_is_verbatim"
    ),
    "statement_quotes.change.in_vocabulary": _rows("statement_quotes.representative_is_verbatim"),
    "statement_echoes.key": _rows("statement_echoes.disjoint"),
    "statement_echoes.document_id.not_null": _rows("statement_echoes.span_text"),
    "statement_echoes.document_id.pattern": _rows(
        "statement_echoes.document_id.references",
        "statement_echoes.span_text",
        "statement_echoes.quote_id.same_document",
    ),
    "statement_echoes.document_id.references": _rows(
        "statement_echoes.span_text", "statement_echoes.quote_id.same_document"
    ),
    "statement_echoes.quote_id.same_document": _rows(
        "statement_echoes.span_text", "statement_echoes.disjoint"
    ),
    "statement_echoes.start.not_null": _rows("statement_echoes.span_text"),
    "statement_echoes.start.range": _rows("statement_echoes.length_matches", "statement_echoes.span_text"),
    "statement_echoes.end.not_null": _rows("statement_echoes.span_text"),
    "statement_echoes.end.range": _rows("statement_echoes.length_matches", "statement_echoes.span_text"),
    "statement_echoes.text.not_null": _rows("statement_echoes.span_text"),
    "statement_echoes.text.min_length": _rows(
        "statement_echoes.length_matches", "statement_echoes.span_text"
    ),
    "statement_echoes.length_matches": _rows("statement_echoes.span_text"),
    "statement_echoes.within_text": _rows("statement_echoes.span_text"),
    "statement_echoes.statement_id.pattern": _rows("statement_echoes.statement_id.references"),
    "statement_echoes.quote_id.pattern": _rows("statement_echoes.quote_id.references"),
    "statement_echoes.similarity.finite": _rows("statement_echoes.similarity.range"),
    "statement_echoes.similarity.a_number": _rows("statement_echoes.similarity.range"),
    "discrepancies.discrepancy_id.not_null": _rows("discrepancy_values.discrepancy_id.references"),
    "discrepancies.discrepancy_id.pattern": _rows("discrepancy_values.discrepancy_id.references"),
    "discrepancies.story_id.pattern": _rows("discrepancies.story_id.references"),
    "discrepancies.statement_id.pattern": _rows("discrepancies.statement_id.references"),
    "discrepancies.confidence.finite": _rows("discrepancies.confidence.range"),
    "discrepancies.confidence.a_number": _rows("discrepancies.confidence.range"),
    "discrepancy_values.discrepancy_id.pattern": _rows("discrepancy_values.discrepancy_id.references"),
    "discrepancy_values.document_id.not_null": _rows("discrepancy_values.span_text"),
    "discrepancy_values.document_id.pattern": _rows(
        "discrepancy_values.document_id.references",
        "discrepancy_values.span_text",
        "discrepancy_values.quote_id.same_document",
    ),
    "discrepancy_values.document_id.references": _rows(
        "discrepancy_values.span_text", "discrepancy_values.quote_id.same_document"
    ),
    "discrepancy_values.start.not_null": _rows("discrepancy_values.span_text"),
    "discrepancy_values.start.range": _rows(
        "discrepancy_values.length_matches", "discrepancy_values.span_text"
    ),
    "discrepancy_values.end.not_null": _rows("discrepancy_values.span_text"),
    "discrepancy_values.end.range": _rows(
        "discrepancy_values.length_matches", "discrepancy_values.span_text"
    ),
    "discrepancy_values.text.not_null": _rows("discrepancy_values.span_text"),
    "discrepancy_values.text.min_length": _rows(
        "discrepancy_values.length_matches", "discrepancy_values.span_text"
    ),
    "discrepancy_values.voice.in_vocabulary": _rows("discrepancy_values.speaker_has_a_quote"),
    "discrepancy_values.quote_id.pattern": _rows("discrepancy_values.quote_id.references"),
    "discrepancy_values.length_matches": _rows("discrepancy_values.span_text"),
    "discrepancy_values.within_text": _rows("discrepancy_values.span_text"),
    "discrepancy_values.quote_id.same_document": _rows("discrepancy_values.span_text"),
}
"""What else must fail where a unit is broken so: check id -> further check ids and their rows."""
