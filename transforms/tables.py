"""Every table of a build as one value: what stages take and give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache, partial
from typing import Any, TypeVar

import dataframely as dy
import polars as pl

from schemas.analyses import Analyses
from schemas.changes import Changes
from schemas.claims import Claims
from schemas.coverage import Coverage
from schemas.discrepancies import Discrepancies
from schemas.discrepancy_values import DiscrepancyValues
from schemas.document_speakers import DocumentSpeakers
from schemas.documents import Documents
from schemas.openings import Openings
from schemas.package import TABLES, WORKING
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
from schemas.stories import Stories
from schemas.story_documents import StoryDocuments
from schemas.texts import Texts
from schemas.zones import Zones

Frames = Mapping[str, pl.DataFrame]
"""Tables by name, for code that goes by the contract alone: checks, files, releases."""

LazyFrames = Mapping[str, pl.LazyFrame]
"""The same where tables may be larger than memory: what asks for rows takes some at a time."""

S = TypeVar("S", bound=dy.Schema)

NAMES = tuple(table.name for table in (*WORKING, *TABLES))


@cache
def _empty(schema: type[S]) -> dy.DataFrame[S]:
    """The table without rows, made once: no frame is ever changed in place."""
    return schema.create_empty()


def height(rows: pl.LazyFrame) -> int:
    """How many rows there are."""
    return int(rows.select(pl.len()).collect().item())


def heights(frames: LazyFrames) -> dict[str, int]:
    """How many rows each table has."""
    found = pl.collect_all([rows.select(pl.len()) for rows in frames.values()])
    return {name: int(number.item()) for name, number in zip(frames, found, strict=True)}


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of a build, working tables included, each typed by its contract.

    A table that nothing has made yet has no rows. A test holds the fields against `schemas.package`.
    """

    raw_files: dy.DataFrame[RawFiles] = field(default_factory=partial(_empty, RawFiles))
    analyses: dy.DataFrame[Analyses] = field(default_factory=partial(_empty, Analyses))
    document_speakers: dy.DataFrame[DocumentSpeakers] = field(
        default_factory=partial(_empty, DocumentSpeakers)
    )
    openings: dy.DataFrame[Openings] = field(default_factory=partial(_empty, Openings))
    texts: dy.DataFrame[Texts] = field(default_factory=partial(_empty, Texts))
    documents: dy.DataFrame[Documents] = field(default_factory=partial(_empty, Documents))
    zones: dy.DataFrame[Zones] = field(default_factory=partial(_empty, Zones))
    quotes: dy.DataFrame[Quotes] = field(default_factory=partial(_empty, Quotes))
    quote_spans: dy.DataFrame[QuoteSpans] = field(default_factory=partial(_empty, QuoteSpans))
    speakers: dy.DataFrame[Speakers] = field(default_factory=partial(_empty, Speakers))
    speaker_mentions: dy.DataFrame[SpeakerMentions] = field(default_factory=partial(_empty, SpeakerMentions))
    claims: dy.DataFrame[Claims] = field(default_factory=partial(_empty, Claims))
    quantities: dy.DataFrame[Quantities] = field(default_factory=partial(_empty, Quantities))
    stories: dy.DataFrame[Stories] = field(default_factory=partial(_empty, Stories))
    story_documents: dy.DataFrame[StoryDocuments] = field(default_factory=partial(_empty, StoryDocuments))
    statements: dy.DataFrame[Statements] = field(default_factory=partial(_empty, Statements))
    statement_quotes: dy.DataFrame[StatementQuotes] = field(default_factory=partial(_empty, StatementQuotes))
    statement_echoes: dy.DataFrame[StatementEchoes] = field(default_factory=partial(_empty, StatementEchoes))
    coverage: dy.DataFrame[Coverage] = field(default_factory=partial(_empty, Coverage))
    discrepancies: dy.DataFrame[Discrepancies] = field(default_factory=partial(_empty, Discrepancies))
    discrepancy_values: dy.DataFrame[DiscrepancyValues] = field(
        default_factory=partial(_empty, DiscrepancyValues)
    )
    rejects: dy.DataFrame[Rejects] = field(default_factory=partial(_empty, Rejects))
    changes: dy.DataFrame[Changes] = field(default_factory=partial(_empty, Changes))

    def frame(self, name: str) -> pl.DataFrame:
        """The table of that name, for code that works on any table; KeyError where there is none."""
        if name not in NAMES:
            raise KeyError(f"no table {name!r}; there are: {', '.join(NAMES)}")
        found: pl.DataFrame = getattr(self, name)
        return found

    def frames(self) -> Frames:
        """The tables of the package by name, for code that goes by the contract: checks, files, releases."""
        return {table.name: self.frame(table.name) for table in TABLES}

    def with_frames(self, frames: Frames) -> Tables:
        """These tables with those of `frames` in place of theirs; KeyError where a name is none."""
        unknown = frames.keys() - set(NAMES)
        if unknown:
            raise KeyError(f"no table {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}")
        return replace(self, **dict(frames))  # type: ignore[arg-type]

    def only(self, names: Collection[str]) -> Tables:
        """The tables of `names` alone; the others have no rows."""
        return Tables().with_frames({name: self.frame(name) for name in names})

    def without(self, *names: str) -> Tables:
        """These tables, those of `names` emptied."""
        return self.only([name for name in NAMES if name not in names])

    def of_documents(self, documents: pl.Series) -> Tables:
        """The rows of these documents, of every table that has a document in each row."""
        wanted = documents.implode()
        kept: dict[str, Any] = {}
        for each in fields(self):
            frame = self.frame(each.name)
            if "document_id" in frame.columns:
                kept[each.name] = frame.filter(pl.col("document_id").is_in(wanted))
        return Tables().with_frames(kept)


def joined(parts: Iterable[Tables]) -> Tables:
    """The tables of all parts as one, the rows in the order of the parts."""
    given = list(parts)
    if len(given) == 1:
        return given[0]
    frames = {name: [part.frame(name) for part in given] for name in NAMES}
    kept = {name: [frame for frame in found if frame.height] for name, found in frames.items()}
    return Tables().with_frames({name: pl.concat(found) for name, found in kept.items() if found})
