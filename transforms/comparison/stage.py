"""What only shows between documents: stories, the statements in them, and where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemas.package import table
from transforms.results import Frames, StageResult

if TYPE_CHECKING:
    from transforms.comparison.differences.predicate_frames import Parser
    from transforms.language.encoder import Encoder
    from transforms.language.gazetteer import Reference

COMPARED: Final = (
    "stories",
    "story_documents",
    "statements",
    "statement_quotes",
    "statement_echoes",
    "discrepancies",
    "discrepancy_values",
)
"""The tables that are made here, in the order in which they build on each other."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing documents needs: encoder, parser, and the reference table of names and offices."""

    encoder: Encoder
    reference: Reference
    parse: Parser


def build(frames: Frames, comparison: Comparison | None) -> StageResult:
    """The tables of COMPARED from the finished tables of documents; empty where there is no `comparison`."""
    made = {name: table(name).empty() for name in COMPARED}
    if comparison is None:
        return StageResult(made)
    # Imported here: they load onnxruntime, which takes a second, and no other command needs it.
    from transforms.comparison import stories  # noqa: PLC0415
    from transforms.comparison.differences import stage as discrepancies  # noqa: PLC0415
    from transforms.comparison.statements import echoes as statement_echoes  # noqa: PLC0415
    from transforms.comparison.statements import stage as statements  # noqa: PLC0415

    grouped = stories.build(frames, comparison.encoder)
    made |= grouped.frames
    matched = statements.build(frames | made, comparison.encoder)
    made |= matched.frames
    echoed = statement_echoes.build(frames | made, comparison.encoder)
    made |= echoed.frames
    differing = discrepancies.build(frames | made, comparison.encoder, comparison.reference, comparison.parse)
    return StageResult(
        made | differing.frames, (*grouped.counts, *matched.counts, *echoed.counts, *differing.counts)
    )
