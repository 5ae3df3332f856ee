"""No document costs more than it may: one that does is rejected as too_costly, and the build goes on.

Documents are read together, since that is fastest, and one by one only where that takes too long. What a
text may cost is bounded before, by its size (transforms/reading/decoding.py), the same on every machine;
this is for what nobody foresaw. See docs/decisions/costly-documents.md.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import polars as pl

from flows.engine import executor, steps
from flows.engine.executor import Lost
from flows.engine.logs import LOGGER
from flows.settings import TOGETHER, Settings
from flows.store import files as storage
from transforms import rejects
from transforms.ids import document_id
from transforms.rejects import Reject
from transforms.results import StageCount, StageResult, total
from transforms.tables import Tables, joined

SECONDS_BESIDES: Final = 2
"""What each further document adds to the time of those read together: more than most take."""


def find_quotes(chunk: Path, target: Path, settings: Settings) -> list[Path]:
    """The folders of what was found in a chunk's documents, in their order: `target`, or some beside it."""

    def work(documents: Sequence[str], folder: Path) -> Path:
        limit = _limit(len(documents), settings)
        executor.current().run(steps.find_quotes, chunk, documents, folder, settings.raw, seconds=limit)
        return folder

    def parts(documents: Mapping[str, Path], together: Path) -> list[Path]:
        """What some documents say, in one folder, or where that took too long, in one for each of them."""
        try:
            return [work(list(documents), together)]
        except Lost as lost:
            _log_together(len(documents), lost)
        return [_alone(partial(work, [key], place), key, place) for key, place in documents.items()]

    keys = storage.load(chunk).tables.documents.get_column("document_id").to_list()
    places = {key: target.with_name(f"{target.name}-{number:04}") for number, key in enumerate(keys)}
    if len(keys) <= TOGETHER:
        return parts(places, target)
    some = (dict(islice(places.items(), start, start + TOGETHER)) for start in range(0, len(keys), TOGETHER))
    return [folder for one in some for folder in parts(one, next(iter(one.values())))]


def read_files(files: Tables, settings: Settings) -> StageResult:
    """The texts, documents and zones of an origin's files; one that takes too long to read is rejected."""

    def work(given: Tables, number: int) -> StageResult:
        limit = _limit(number, settings)
        return executor.current().run(steps.read_files, given, settings.raw, seconds=limit)

    rows = files.raw_files
    try:
        return work(files, rows.height)
    except Lost as lost:
        _log_together(rows.height, lost)
    losses = [_loss(partial(work, _of(rows[place]), 1)) for place in range(rows.height)]
    slow = pl.Series([loss is not None for loss in losses], dtype=pl.Boolean)
    left_out = slow & rows.get_column("taken_down").is_null()
    # What was taken down is not read again: only copies of its very bytes can be known then.
    rest = rows.with_columns(data=pl.when(~slow).then("data")).filter(~left_out)
    # Each was read in time; together, which shows what repeats what, they take no more than that.
    read = executor.current().run(steps.read_files, _of(rest), settings.raw)
    told = [loss for loss, out in zip(losses, left_out, strict=True) if loss and out]
    return _together([read, _rejected_files(rows.filter(left_out), told)])


def _of(rows: pl.DataFrame) -> Tables:
    return Tables().with_frames({"raw_files": rows})


def _limit(number: int, settings: Settings) -> int:
    return settings.seconds_a_document + SECONDS_BESIDES * (number - 1)


def _loss(work: Callable[[], object]) -> Lost | None:
    """How the work was lost, if it was."""
    try:
        work()
    except Lost as lost:
        return lost
    return None


def _alone(work: Callable[[], Path], document: str, place: Path) -> Path:
    """Where the result of `work` on one document is; a reject of it where there is none."""
    lost = _loss(work)
    if lost:
        LOGGER.warning("document %s was rejected at analysis: %s", document, lost)
        reject = Reject("analysis", _reason(lost), str(lost), document_id=document)
        storage.save(place, _rejected([reject], "documents"))
    return place


def _rejected_files(files: pl.DataFrame, losses: Sequence[Lost]) -> StageResult:
    named = files.select("origin", "locator").rows()
    left_out = [
        Reject("ingest", _reason(lost), str(lost), origin, locator, document_id(origin, locator))
        for (origin, locator), lost in zip(named, losses, strict=True)
    ]
    for reject in left_out:
        LOGGER.warning("file %s of %s was rejected: %s", reject.locator, reject.origin, reject.detail)
    return _rejected(left_out, "files")


def _reason(lost: Lost) -> str:
    return "too_costly" if lost.too_slow else "extraction_failed"


def _log_together(number: int, lost: Lost) -> None:
    LOGGER.warning("reading %d documents together was given up: %s; each is read alone", number, lost)


def _rejected(left_out: Sequence[Reject], unit: str) -> StageResult:
    counts = [StageCount(reject.stage, unit, 1, 0, 1) for reject in left_out]
    return StageResult(Tables(rejects=rejects.rows(left_out)), total(counts))


def _together(results: Sequence[StageResult]) -> StageResult:
    """The results of some documents as if they had been read together."""
    return StageResult(
        joined(result.tables for result in results),
        total(count for result in results for count in result.counts),
        tuple(failure for result in results for failure in result.failures),
    )
