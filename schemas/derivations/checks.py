"""What a check is: plain data about one expectation, the kinds there are, and how a check can end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of check: what to do where one fails, and how much a failure weighs."""

    remedy: str
    severity: str = "critical"


_IN_THE_TRANSFORM = "correct the transform that makes the table, or the rule in its schema if that is wrong"
_SPANS = "correct whatever moved the offsets: they are code points into the unchanged text"

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "columns": Kind("make the table with exactly the columns of its schema, in that order"),
        "types": Kind("cast the column where the table is made, or change its type in the schema"),
        "row_count": Kind("look at the counts and rejects: the stage before gave too little or too much"),
        "key": Kind("find out why two rows got one key, usually a fact missing from the id"),
        "not_null": Kind("fill the value where the table is made, or make the column nullable in its schema"),
        "pattern": Kind(_IN_THE_TRANSFORM),
        "value_set": Kind("correct the value, or add it with its meaning to the vocabulary"),
        "range": Kind(_IN_THE_TRANSFORM),
        "constraint": Kind(_IN_THE_TRANSFORM),
        "rule": Kind(_IN_THE_TRANSFORM),
        "null_rate": Kind("see whether the input changed or a transform finds less than it did", "warning"),
        "references": Kind("reject the row that points to nothing, or keep the row it points to"),
        "same_document": Kind("correct the document of the row, or of the row it points to"),
        "same_speaker": Kind("match only words of one speaker, and take both speakers from the same quotes"),
        "within_text": Kind(_SPANS),
        "span_text": Kind(_SPANS),
        "describes_text": Kind("compute the value from the text that is kept, after its last change"),
        "outside_boilerplate": Kind("exclude boilerplate zones in the extractor, or correct the zones"),
        "disjoint": Kind("merge or cut spans that overlap where they are made"),
        "has_content": Kind("keep the content spans of every quote that is kept"),
        "extent": Kind("take the quote's start and end from its first and last content span"),
        "zone_at": Kind("take the quote's zone from the zone that holds its first character"),
        "all_listed": Kind("write one reject for each thing that a stage counts as rejected"),
        "tells_rows": Kind("compare the tables as they are now with the newest release once more"),
        "in_use": Kind("see why the row is kept although nothing points to it", "warning"),
        "share": Kind("see whether the input changed or a transform finds less than it did", "warning"),
        "as_expected": Kind("find out why; if it is meant, add an entry with a note to the file", "warning"),
        "few_rejects": Kind("read the rejects of this stage: most have one cause", "warning"),
    }
)

STATUSES: Mapping[str, str] = MappingProxyType(
    {
        "passed": "every row is as the check expects, or as many as it asks for",
        "failed": "the data is not as the check expects",
        "crashed": "the check could not be carried out, so nothing is known about the data",
    }
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is expected of one table.

    `id` is stable and says what is checked; `columns` are those an example should show; `needs` names the
    other tables that must be read; `meaning` is one sentence for a person.
    """

    id: str
    table: str
    kind: str
    meaning: str
    columns: tuple[str, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    @property
    def severity(self) -> str:
        """`critical` or `warning`, as in the vocabulary SEVERITIES."""
        return KINDS[self.kind].severity

    @property
    def remedy(self) -> str:
        """What to do where the check fails."""
        return KINDS[self.kind].remedy
