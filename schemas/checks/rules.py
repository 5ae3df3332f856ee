"""The row rules of the contract: each is a check with the meaning that its docstring gives."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Self

import polars as pl

from schemas.checks.base import ExpressionCheck, ProvedOnUnit, Unit
from schemas.checks.columns import IN_THE_TRANSFORM
from schemas.package import Table
from schemas.quotes import LONGEST_CONTEXT


@cache
def row_rules(table: Table) -> Mapping[str, pl.Expr]:
    """The expressions of a schema's row rules, by name."""
    return {name: rule.expr for name, rule in table.schema._schema_validation_rules().items()}


@dataclass(frozen=True)
class Rule(ExpressionCheck, ProvedOnUnit):
    """A row keeps a rule of its schema."""

    rule: str

    kind = "rule"
    name = "{rule}"
    states = "{stated}"
    remedy = IN_THE_TRANSFORM

    @classmethod
    def of(cls, table: Table) -> Iterator[Self]:
        """One for every rule."""
        return (cls(table, rule) for rule in row_rules(table))

    @property
    def facts(self) -> dict[str, Any]:
        """The first line of the rule's docstring."""
        said = inspect.getdoc(inspect.getattr_static(self.subject.schema, self.rule).validation_fn)
        return super().facts | {"stated": (said or self.rule.replace("_", " ")).splitlines()[0].rstrip(".")}

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the rule names."""
        return tuple(dict.fromkeys(self.expression().meta.root_names()))

    @property
    def parameters(self) -> dict[str, Any]:
        """The rule's name."""
        return {"rule": self.rule}

    def expression(self) -> pl.Expr:
        """The rule's own expression."""
        return row_rules(self.subject)[self.rule]

    def break_unit(self, unit: Unit, whole: Unit) -> None:
        """The last row stops to keep the rule; every rule has a break of its own, and a new one needs one."""
        if self.id not in _BREAKS:
            told = f"add to _BREAKS in {__name__} what makes a valid row break it"
            raise KeyError(f"{self.id}: no proof; {told}")
        row = unit[self.table][-1]
        row.update(_BREAKS[self.id](row))


Break = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""From the values of a row to those that are to be others."""


def _set(**values: Any) -> Break:
    return lambda row: values


def _copy(source: str, target: str) -> Break:
    return lambda row: {target: row[source]}


def _add(column: str, amount: int) -> Break:
    return lambda row: {column: row[column] + amount}


_EMPTY_SPAN = _copy("start", "end")
_TOO_SHORT = _add("end", -1)

_BREAKS: Mapping[str, Break] = {
    "documents.not_its_own_duplicate": _copy("document_id", "duplicate_of"),
    "zones.starts_before_end": _EMPTY_SPAN,
    "quotes.starts_before_end": _EMPTY_SPAN,
    "quotes.not_from_boilerplate": _set(zone="boilerplate"),
    "quotes.speaker_with_confidence": _set(speaker_confidence=None),
    "quotes.not_nested_in_itself": _copy("quote_id", "nested_in"),
    "quotes.reliable_by_confidence": _set(reliable=False),
    "quotes.short_context": lambda row: {"context_after": row["context_after"] * LONGEST_CONTEXT},
    "quote_spans.length_matches": _TOO_SHORT,
    "speaker_mentions.length_matches": _TOO_SHORT,
    "speaker_mentions.speaker_with_confidence": _set(confidence=None),
    "speaker_mentions.unresolved_says_so": _set(method="unresolved"),
    "claims.starts_before_end": _EMPTY_SPAN,
    "claims.checkable_or_promised": _set(check_worthiness=0.25, modality="asserted"),
    "claims.withheld_from_the_outlet_alone": _set(content=None),
    "claims.quote_with_speaker": _set(holder="outlet"),
    "claims.speaker_of_a_quote": _set(holder="outlet", quote_id=None),
    "claims.spans_in_pairs": _set(span_ends=[]),
    "quantities.starts_before_end": _EMPTY_SPAN,
    "quantities.range_in_order": _set(low=0.0),
    "quantities.days_in_order": _set(first_day=None),
    "quantities.only_dates_have_days": _set(kind="count"),
    "stories.distinct_within_all": _set(n_distinct=2),
    "stories.first_not_after_last": _set(last_published_on=None),
    "statements.counts_nest": _set(n_distinct=2),
    "statement_quotes.starts_before_end": _EMPTY_SPAN,
    "statement_quotes.representative_is_verbatim": _set(change="reworded"),
    "statement_echoes.length_matches": _TOO_SHORT,
    "coverage.starts_before_end": _EMPTY_SPAN,
    "coverage.quoted_by_a_quote": _set(how="own_voice", cue=None, source=None),
    "coverage.reported_somewhere": _set(start=None),
    "coverage.cue_of_a_quote": _set(how="own_voice", quote_id=None),
    "discrepancy_values.length_matches": _TOO_SHORT,
    "discrepancy_values.speaker_has_a_quote": _set(voice="outlet"),
    "discrepancy_values.sentence_holds_value": _set(sentence="No."),
    "changes.values_of_each_column": _set(before=["so"]),
    "changes.only_new_rows_supersede": _set(supersedes="x", change="removed"),
    "changes.columns_where_data_changed": _set(change="data_changed"),
    "stage_counts.nothing_lost": _add("received", 1),
}
"""For each rule, by the id of its check, what makes a valid row break it."""
