"""What else must fail where the break of one check is wrong for others too, and on how many rows.

The breaks themselves stand with the checks, in schemas/checks/; only what follows from one elsewhere is
written down here, so that a check which fails for no reason, or is silent although it has one, is seen.
"""

from collections.abc import Mapping


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
    "coverage.document_id.references": 1,
    "discrepancy_values.document_id.references": 1,
    "changes.tells_rows": 1,
}
_QUOTE_GONE = _rows(
    "quote_spans.quote_id.references",
    "statements.quote_id.references",
    "statement_quotes.quote_id.references",
    "statement_echoes.quote_id.references",
    "coverage.quote_id.references",
    "discrepancy_values.quote_id.references",
)
_QUOTE_ELSEWHERE = _rows(
    "quotes.nested_in.same_document",
    "quotes.zone_at_start",
    "quote_spans.quote_id.same_document",
    "statement_quotes.quote_id.same_document",
    "statement_echoes.quote_id.same_document",
    "coverage.quote_id.same_document",
    "discrepancy_values.quote_id.same_document",
)
_CONTEXT_GONE = _rows("quotes.context_before.beside", "quotes.context_after.beside")
_SPAN_ELSEWHERE = _rows("quote_spans.span_text", "quote_spans.quote_id.same_document")

_SPEAKER_GONE = {
    "quotes.speaker_id.references": 2,
    "quotes.relay_id.references": 1,
    "coverage.relay_id.references": 1,
    "speaker_mentions.speaker_id.references": 1,
    "claims.speaker_id.references": 1,
    "claims.subject_speaker_id.references": 1,
    "discrepancies.about_speaker_id.references": 1,
    "statements.speaker_id.references": 1,
}

CONSEQUENCES: Mapping[str, Mapping[str, int]] = {
    "changes.table.not_null": _rows("changes.tells_rows"),
    "changes.table.pattern": _rows("changes.tells_rows"),
    "changes.key.not_null": _rows("changes.tells_rows"),
    "changes.key.min_length": _rows("changes.tells_rows"),
    "changes.columns.items_not_null": _rows(
        "changes.columns_where_data_changed", "changes.values_of_each_column"
    ),
    "changes.only_new_rows_supersede": _rows("changes.tells_rows"),
    "expected_rows.rows.range": _rows("expected_rows.met"),
    "texts.document_id.not_null": _TEXT_GONE,
    "texts.document_id.pattern": _TEXT_GONE | _rows("texts.document_id.references"),
    "texts.document_id.references": _TEXT_GONE,
    "texts.text.not_null": _TEXT_GONE,
    "texts.text.min_length": _TEXT_GONE | _CONTEXT_GONE,
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
        "coverage.within_text": 1,
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
    "quotes.cue_class.in_vocabulary": _rows("coverage.as_quoted"),
    "quotes.document_id.pattern": _QUOTE_ELSEWHERE | _rows("quotes.document_id.references"),
    "quotes.document_id.references": _QUOTE_ELSEWHERE | _CONTEXT_GONE,
    "quotes.speaker_id.pattern": _rows("quotes.speaker_id.references", "statements.same_speaker"),
    "quotes.speaker_id.references": _rows("statements.same_speaker"),
    "quotes.speaker_confidence.finite": _rows("quotes.speaker_confidence.range"),
    "quotes.speaker_confidence.a_number": _rows("quotes.speaker_confidence.range"),
    "quotes.nested_in.pattern": _rows("quotes.nested_in.references"),
    "quotes.zone.not_null": _rows("quotes.zone_at_start"),
    "quotes.zone.in_vocabulary": _rows("quotes.zone_at_start"),
    "quotes.start.not_null": _rows("quotes.zone_at_start"),
    "quotes.start.range": _rows("quotes.context_before.beside", "quotes.extent", "quotes.zone_at_start"),
    "quotes.end.range": _rows("quotes.context_after.beside", "quotes.extent", "quotes.starts_before_end"),
    "quotes.confidence.range": _rows("quotes.reliable_by_confidence"),
    "quotes.relay_id.pattern": _rows("quotes.relay_id.references", "coverage.as_quoted"),
    "quotes.relay_id.references": _rows("coverage.as_quoted"),
    "quotes.confidence.finite": _rows("quotes.confidence.range"),
    "quotes.confidence.a_number": _rows("quotes.confidence.range"),
    "quotes.starts_before_end": _rows("quotes.context_after.beside", "quotes.extent"),
    "quotes.short_context": _rows("quotes.context_after.beside"),
    "quotes.extent": _rows("quotes.context_before.beside"),
    "quotes.not_from_boilerplate": _rows("quotes.zone_at_start"),
    "quotes.within_text": _rows("quotes.context_after.beside", "quotes.extent"),
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
    "claims.claim_id.not_null": _rows(
        "quantities.claim_id.references", "discrepancy_values.claim_id.references"
    ),
    "claims.claim_id.pattern": _rows(
        "quantities.claim_id.references", "discrepancy_values.claim_id.references"
    ),
    "claims.document_id.pattern": _rows("claims.document_id.references", "claims.quote_id.same_document"),
    "claims.document_id.references": _rows("claims.quote_id.same_document"),
    "claims.quote_id.pattern": _rows("claims.quote_id.references"),
    "claims.holder.in_vocabulary": _rows("claims.quote_with_speaker"),
    "claims.speaker_id.pattern": _rows("claims.speaker_id.references", "claims.same_speaker"),
    "claims.speaker_id.references": _rows("claims.same_speaker"),
    "discrepancies.about_speaker_id.pattern": _rows("discrepancies.about_speaker_id.references"),
    "claims.subject_speaker_id.pattern": _rows("claims.subject_speaker_id.references"),
    "claims.check_worthiness.range": _rows("claims.checkable_or_promised"),
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
    "story_documents.story_id.pattern": _rows("story_documents.story_id.references", "coverage.same_story"),
    "story_documents.story_id.references": _rows("coverage.same_story"),
    "story_documents.similarity.finite": _rows("story_documents.similarity.range"),
    "story_documents.similarity.a_number": _rows("story_documents.similarity.range"),
    "statements.statement_id.not_null": _rows(
        "statement_quotes.statement_id.references",
        "statement_echoes.statement_id.references",
        "coverage.statement_id.references",
        "discrepancies.statement_id.references",
    ),
    "statements.statement_id.pattern": _rows(
        "statement_quotes.statement_id.references",
        "statement_echoes.statement_id.references",
        "coverage.statement_id.references",
        "discrepancies.statement_id.references",
    ),
    "statements.story_id.pattern": _rows("statements.story_id.references", "coverage.same_story"),
    "statements.story_id.references": _rows("coverage.same_story"),
    "statements.speaker_id.pattern": _rows("statements.speaker_id.references", "statements.same_speaker"),
    "statements.speaker_id.references": _rows("statements.same_speaker"),
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
    "coverage.statement_id.pattern": _rows("coverage.statement_id.references"),
    "coverage.document_id.pattern": _rows(
        "coverage.document_id.references", "coverage.quote_id.same_document"
    ),
    "coverage.document_id.references": _rows("coverage.quote_id.same_document", "coverage.same_story"),
    "coverage.cue_class.in_vocabulary": _rows("coverage.as_quoted"),
    "coverage.relay_id.pattern": _rows("coverage.relay_id.references", "coverage.as_quoted"),
    "coverage.relay_id.references": _rows("coverage.as_quoted"),
    "coverage.quote_id.pattern": _rows("coverage.quote_id.references"),
    "coverage.end.range": _rows("coverage.starts_before_end"),
    "coverage.quoted_by_a_quote": _rows("coverage.as_quoted"),
    "coverage.quote_id.same_document": _rows("coverage.same_story"),
    "discrepancies.discrepancy_id.not_null": _rows("discrepancy_values.discrepancy_id.references"),
    "discrepancies.discrepancy_id.pattern": _rows("discrepancy_values.discrepancy_id.references"),
    "discrepancies.story_id.pattern": _rows("discrepancies.story_id.references"),
    "discrepancies.statement_id.pattern": _rows("discrepancies.statement_id.references"),
    "discrepancies.confidence.finite": _rows("discrepancies.confidence.range"),
    "discrepancies.confidence.a_number": _rows("discrepancies.confidence.range"),
    "discrepancies.worth.finite": _rows("discrepancies.worth.range"),
    "discrepancies.worth.a_number": _rows("discrepancies.worth.range"),
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
    "discrepancy_values.claim_id.pattern": _rows("discrepancy_values.claim_id.references"),
    "discrepancy_values.sentence.min_length": _rows("discrepancy_values.sentence_holds_value"),
    "discrepancy_values.span_text": _rows("discrepancy_values.sentence_holds_value"),
    "discrepancy_values.outside_boilerplate": _rows("discrepancy_values.sentence_holds_value"),
    "discrepancy_values.quote_id.pattern": _rows("discrepancy_values.quote_id.references"),
    "discrepancy_values.length_matches": _rows("discrepancy_values.span_text"),
    "discrepancy_values.within_text": _rows("discrepancy_values.span_text"),
    "discrepancy_values.quote_id.same_document": _rows("discrepancy_values.span_text"),
}
"""What else must fail where a unit is broken so: check id -> further check ids and their rows."""
