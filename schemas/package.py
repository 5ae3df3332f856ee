"""The data package: every table, in the order in which a build makes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import dataframely as dy
import polars as pl

from schemas.analyses import Analyses
from schemas.attributions import Attributions
from schemas.changes import Changes
from schemas.claims import Claims
from schemas.coverage import Coverage
from schemas.disagreements import Disagreements
from schemas.discrepancies import Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from schemas.document_speakers import DocumentSpeakers
from schemas.documents import Documents
from schemas.numbers import Numbers
from schemas.openings import Openings
from schemas.quantities import Quantities
from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from schemas.raw_files import RawFiles
from schemas.rejects import Rejects
from schemas.speaker_mentions import SpeakerMentions
from schemas.speakers import Speakers
from schemas.statement_echoes import StatementEchoes
from schemas.statement_quotes import StatementQuotes
from schemas.statements import Statements
from schemas.statements_by_outlet import StatementsByOutlet
from schemas.stories import Stories
from schemas.story_documents import StoryDocuments
from schemas.texts import Texts
from schemas.zones import Zones

SCHEMA_VERSIONS = (
    "0.1.0",
    "0.2.0",
    "0.3.0",
    "0.4.0",
    "0.5.0",
    "1.0.0",
    "1.1.0",
    "1.1.1",
    "1.2.0",
    "1.2.1",
    "1.2.2",
)
"""Every schema version that a release was made under, and last today's: a release of another is refused."""

SCHEMA_VERSION = SCHEMA_VERSIONS[-1]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the package: its name, its contract, its row order and how many rows it must have.

    `abridged` says that a row's `text` leaves out what interrupts it, and so is no slice of the document.
    `historic` says that the rows tell a release from the one before: they are made when a release is.
    """

    name: str
    schema: type[dy.Schema]
    sort_by: tuple[str, ...]
    min_rows: int = 0
    released: bool = True
    abridged: bool = False
    historic: bool = False

    @property
    def has_slices(self) -> bool:
        """Whether every row's `text` is the document's text from `start` to `end`."""
        return not self.abridged and {"document_id", "start", "end", "text"} <= _columns(self.schema).keys()

    @property
    def description(self) -> str:
        """One sentence that completes "one row is"."""
        return (self.schema.__doc__ or "").strip()

    @property
    def primary_key(self) -> list[str]:
        """Names of the columns that together identify a row."""
        return list(_primary_key(self.schema))

    @property
    def order(self) -> list[str]:
        """The columns by which rows are published in an order without ties."""
        return list(dict.fromkeys((*self.sort_by, *self.primary_key)))

    @property
    def foreign_keys(self) -> Mapping[str, tuple[str, str]]:
        """Column of this table -> (table, column) that it points to."""
        return _foreign_keys(self.schema)

    @property
    def polars_schema(self) -> pl.Schema:
        """Column names and polars types."""
        return _polars_schema(self.schema)

    def empty(self) -> pl.DataFrame:
        """A typed frame without rows; the same each time, for no frame is ever changed in place."""
        return _empty(self.schema)


@cache
def _columns(schema: type[dy.Schema]) -> Mapping[str, dy.Column]:
    """Read once: dataframely binds every column anew each time that it is asked."""
    return MappingProxyType(schema.columns())


@cache
def _polars_schema(schema: type[dy.Schema]) -> pl.Schema:
    return pl.Schema({name: column.dtype for name, column in _columns(schema).items()})


@cache
def _empty(schema: type[dy.Schema]) -> pl.DataFrame:
    return pl.DataFrame(schema=_polars_schema(schema))


@cache
def _primary_key(schema: type[dy.Schema]) -> tuple[str, ...]:
    return tuple(name for name, column in _columns(schema).items() if column.primary_key)


@cache
def _foreign_keys(schema: type[dy.Schema]) -> Mapping[str, tuple[str, str]]:
    told = {name: (column.metadata or {}).get("references") for name, column in _columns(schema).items()}
    targets = {name: str(target).partition(".") for name, target in told.items() if target}
    return MappingProxyType({name: (table, key) for name, (table, _, key) in targets.items()})


TABLES: tuple[Table, ...] = (
    Table("texts", Texts, ("document_id",), min_rows=1, released=False),
    Table("documents", Documents, ("document_id",), min_rows=1),
    Table("zones", Zones, ("document_id", "start"), min_rows=1),
    Table("quotes", Quotes, ("document_id", "start", "end", "quote_id"), min_rows=1),
    Table("quote_spans", QuoteSpans, ("document_id", "quote_id", "role", "ordinal"), min_rows=1),
    Table("speakers", Speakers, ("name", "speaker_id")),
    Table("speaker_mentions", SpeakerMentions, ("document_id", "start", "end")),
    Table("claims", Claims, ("document_id", "start", "end", "claim_id")),
    Table("quantities", Quantities, ("document_id", "start", "end")),
    Table("stories", Stories, ("story_id",)),
    Table("story_documents", StoryDocuments, ("story_id", "document_id")),
    Table("statements", Statements, ("story_id", "statement_id")),
    Table(
        "statement_quotes",
        StatementQuotes,
        ("statement_id", "document_id", "start", "quote_id", "part"),
        abridged=True,
    ),
    Table("statement_echoes", StatementEchoes, ("statement_id", "document_id", "start")),
    Table("coverage", Coverage, ("statement_id", "document_id")),
    Table("discrepancies", Discrepancies, ("story_id", "type", "discrepancy_id")),
    Table("discrepancy_values", DiscrepancyValues, ("discrepancy_id", "document_id", "start")),
    Table("rejects", Rejects, ("stage", "reason", "reject_id")),
    Table("changes", Changes, ("table", "change", "key"), historic=True),
)

WORKING: tuple[Table, ...] = (
    Table("raw_files", RawFiles, ("origin", "locator"), released=False),
    Table("analyses", Analyses, ("document_id",), released=False),
    Table("document_speakers", DocumentSpeakers, ("document_id", "speaker_id"), released=False),
    Table("openings", Openings, ("document_id",), released=False),
)
"""Tables that stages hand to one another and that are gone when a build is done: no data of the package."""

RELEASED: tuple[Table, ...] = tuple(table for table in TABLES if table.released)

VIEWS: tuple[Table, ...] = (
    Table("attributions", Attributions, ("document_id", "start", "end", "quote_id")),
    Table("statements_by_outlet", StatementsByOutlet, ("story_id", "statement_id", "document_id")),
    Table("disagreements", Disagreements, ("story_id", "type", "discrepancy_id", "document_id", "start")),
    Table("numbers", Numbers, ("document_id", "start", "quantity_id")),
)
"""Tables that join the others for reading: made when a release is, and told in no comparison."""

PUBLISHED: tuple[Table, ...] = (*VIEWS, *RELEASED)
"""Every table of a release, those to start with first."""


def table(name: str) -> Table:
    """The table of that name; raises KeyError with the names there are."""
    for candidate in TABLES:
        if candidate.name == name:
            return candidate
    raise KeyError(f"no table {name!r}; there are: {', '.join(t.name for t in TABLES)}")
