"""The stages of a build, in the order in which they run: read this first.

Raw files become documents; each document is analysed once, and its quotes, speakers, claims and quantities
are found; then all documents are looked at together. A stage says which tables it reads and which it makes;
it sees no others. The tables are described in schemas/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from schemas.analyses import Analyses
from schemas.package import TABLES
from transforms.attribution.context import CONTEXT
from transforms.attribution.stage import ATTRIBUTION
from transforms.claims.stage import CLAIMS, HOLDERS
from transforms.comparison.coverage import COVERAGE
from transforms.comparison.differences.stage import DIFFERENCES
from transforms.comparison.openings import OPENINGS
from transforms.comparison.statements.echoes import ECHOES
from transforms.comparison.statements.stage import STATEMENTS
from transforms.comparison.stories import STORIES
from transforms.comparison.story_groups import story_groups
from transforms.comparison.wire_copy import COPIES
from transforms.contract import (
    COMPARISON_MEETS_CONTRACT,
    DOCUMENTS_MEET_CONTRACT,
    SPEECH_MEETS_CONTRACT,
)
from transforms.language.stage import ANALYSIS
from transforms.quantities.stage import QUANTITIES
from transforms.reading.stage import READING
from transforms.resources import Resources
from transforms.results import StageCount, StageResult, total
from transforms.rows import typed
from transforms.speakers.folding import FOLDING
from transforms.speakers.linking_stage import LINKING
from transforms.speakers.stage import SPEAKERS
from transforms.stage import Stage, beside, in_groups, run_all, run_group
from transforms.tables import Tables, joined

READ: Final[tuple[Stage, ...]] = (READING,)
"""On the files of some origins: `raw_files` to texts, documents and zones."""

ATTRIBUTED: Final[tuple[Stage, ...]] = (ANALYSIS, ATTRIBUTION, CONTEXT, SPEAKERS, FOLDING)
"""Who says what, and beside what. The first two need nothing of each other, and so run at the same time."""

PER_DOCUMENT: Final[tuple[Stage, ...]] = (*ATTRIBUTED, CLAIMS, QUANTITIES, OPENINGS)
"""On any documents, in any cut: what each says by itself."""

OVER_DOCUMENTS: Final[tuple[Stage, ...]] = (
    COPIES,
    DOCUMENTS_MEET_CONTRACT,
    STORIES,
    LINKING,
    HOLDERS,
    SPEECH_MEETS_CONTRACT,
)
"""On the whole build: copies marked, stories found, speakers joined, every row held against its contract."""

STORY_BY_STORY: Final[tuple[Stage, ...]] = (
    STATEMENTS,
    ECHOES,
    COVERAGE,
    DIFFERENCES,
    COMPARISON_MEETS_CONTRACT,
)
"""On any stories, each by itself: what its documents say, how each reports it, and where they differ."""

STAGES: Final[tuple[Stage, ...]] = (*READ, *PER_DOCUMENT, *OVER_DOCUMENTS, *STORY_BY_STORY)

_STORIES: Final = in_groups(STORY_BY_STORY, story_groups)
COMPARED_BY: Final = _STORIES.reads
"""The tables that must be known of some stories to compare their documents."""

_OF_A_DOCUMENT: Final = ("texts", "documents", "zones")


def read(raw_files: Tables, resources: Resources) -> StageResult:
    """Texts, documents, zones and rejects of raw files; the bytes themselves are not handed on."""
    return _without(run_all(READ, raw_files, resources), "raw_files")


def read_closely(documents: Tables, resources: Resources) -> StageResult:
    """What the documents say, one by one, beside their analyses; token vectors are not handed on.

    Of `documents`, only texts, documents and zones are read: rejects of reading are not given twice.
    """
    result = run_all(_at_once(PER_DOCUMENT), documents.only(_OF_A_DOCUMENT), resources)
    slim = typed(Analyses, result.tables.analyses.with_columns(vectors=pl.lit(None, pl.Binary)))
    found = replace(result, tables=replace(result.tables, analyses=slim))
    return _without(found, *_OF_A_DOCUMENT)


def attribute(documents: Tables, resources: Resources) -> StageResult:
    """The quotes of some texts, with speakers as the texts together name them: no claims, no comparison."""
    return run_all(_at_once((*ATTRIBUTED, LINKING)), documents, resources)


def assemble(
    parts: Iterable[StageResult],
    resources: Resources,
    stages: Sequence[Stage] = (*OVER_DOCUMENTS, *STORY_BY_STORY),
) -> StageResult:
    """Every table of the package from what was read of all files and documents, in whatever order of parts.

    Rows that break their contract or point nowhere move to `rejects`, so kept + rejected = input. Tables
    whose stage is not among `stages` have no rows. Of the parts nothing is held once they are joined.
    """
    given = list[StageCount]()
    result = run_all(_in_groups(stages), _ordered(joined(_counted(parts, given))), resources)
    counts = total((*given, *result.counts))
    finished = _ordered(result.tables).only([table.name for table in TABLES])
    return StageResult(finished, counts, result.failures)


def _counted(parts: Iterable[StageResult], counts: list[StageCount]) -> Iterator[Tables]:
    """The tables of each part; its counts are added to `counts`."""
    for part in parts:
        counts += part.counts
        yield part.tables


def compare(group: Tables, resources: Resources) -> StageResult:
    """What the documents of a group of stories say between them, and what of it was rejected.

    `assemble` with OVER_DOCUMENTS, `compare` of each of its `story_groups`, and `assemble` of all that with
    no stage give what one `assemble` gives; so does what flows/engine/settling.py does part by part.
    """
    return run_group(STORY_BY_STORY, group, resources)


def _at_once(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages with the first two, analysis and attribution, as one."""
    return (beside(*stages[:2]), *stages[2:])


def _in_groups(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """The stages with those that work story by story as one, where they are all there."""
    first = next((place for place, stage in enumerate(stages) if stage is STORY_BY_STORY[0]), len(stages))
    end = first + len(STORY_BY_STORY)
    if tuple(stages[first:end]) != STORY_BY_STORY:
        return tuple(stages)
    return (*stages[:first], _STORIES, *stages[end:])


def _without(result: StageResult, *names: str) -> StageResult:
    return replace(result, tables=result.tables.without(*names))


def _ordered(tables: Tables) -> Tables:
    """Every table in the row order of its contract."""
    return tables.with_frames(
        {table.name: tables.frame(table.name).sort(table.sort_by, maintain_order=True) for table in TABLES}
    )
