"""The stories of a build in shards: folders of groups that are compared anywhere, each by itself.

What is known of the whole build (stories, speakers, rows that meet their contract) is found without the
analyses, which are the largest table; each shard has those of its own documents.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from flows.engine.reuse import STORIES, Known
from flows.store import files as storage
from flows.store import keys
from flows.store.cache import Cache
from schemas.analyses import Analyses
from transforms.results import StageResult
from transforms.rows import typed
from transforms.stage import at_once
from transforms.tables import Tables

HELD_BACK: Final = ("analyses",)
"""Tables that are read only for the documents that are compared."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Shards with the number of their documents, and the key of each group of stories, known or not."""

    shards: tuple[tuple[Path, int], ...]
    keys: frozenset[str]
    known: frozenset[str]


class Analysed:
    """The analyses of a build's documents, on disk: in the parts that were made now, and in the cache."""

    def __init__(self, parts: Sequence[Path], known: Known) -> None:
        self._known = known
        paths = [path for part in parts if (path := part / "analyses.parquet").is_file()]
        self._part_of = {key: path for path in paths for key in _documents_in(path)}

    def without_contents(self, documents: Iterable[str]) -> Tables:
        """Which of some documents have an analysis: nothing but their ids."""
        found = [one for one in documents if one in self._part_of or self._is_known(one)]
        frame = pl.concat(
            [Analyses.create_empty(), pl.DataFrame({"document_id": found}, {"document_id": pl.String})],
            how="diagonal",
        )
        return Tables().with_frames({"analyses": frame})

    def of(self, documents: Sequence[str]) -> pl.DataFrame:
        """The analyses of some documents."""
        wanted = pl.Series(documents, dtype=pl.String).implode()
        kept = Cache(self._known.folder).load(
            [self._known.keys[one] for one in documents if self._is_known(one)]
        )
        parts: list[pl.DataFrame] = [kept.tables.analyses]
        for path in sorted({self._part_of[one] for one in documents if one in self._part_of}):
            parts.append(storage.read_frame(path).filter(pl.col("document_id").is_in(wanted)))
        return pl.concat(parts)

    def _is_known(self, document: str) -> bool:
        return self._known.keys.get(document) in self._known.found


def cut(settled: Tables, analysed: Analysed, known: Known, size: int, folder: Path) -> Cut:
    """Put the groups of stories of which nothing is known into shards of about `size` documents."""
    from transforms.pipeline import groups_of  # noqa: PLC0415 (imports spaCy)

    storage.clear(folder)
    slim = analysed.without_contents(settled.documents.get_column("document_id"))
    groups = groups_of(settled.with_frames({"analyses": slim.analyses}))
    kept = known.stories()
    every, missing = set[str](), list[tuple[str, Tables]]()
    shards = list[tuple[Path, int]]()
    for group in groups:
        key = keys.key_of_stories(group, known.fingerprint)
        every.add(key)
        if key not in kept:
            missing.append((key, group))
        if (number := sum(one.documents.height for _, one in missing)) >= size:
            shards.append((_write(folder / f"{len(shards):04}", missing, analysed), number))
            missing = []
    if missing:
        number = sum(one.documents.height for _, one in missing)
        shards.append((_write(folder / f"{len(shards):04}", missing, analysed), number))
    return Cut(tuple(shards), frozenset(every), frozenset(every & kept))


def compare(shard: Path, target: Path, work: Callable[[Tables], StageResult], cores: int = 1) -> None:
    """Put what `work` makes of each group of a shard into the folder `target`, on so many cores."""
    groups = dict(_groups(shard))
    made = dict(zip(groups, at_once(cores, work, (one.tables for one in groups.values())), strict=True))
    storage.clear(target)
    Cache(target).add(STORIES, made)
    storage.save_failures(target, [failure for one in made.values() for failure in one.failures])


def keep(folder: Path, known: Known) -> None:
    """Keep what `compare` put into a folder, but for groups of which something was rejected."""
    whole = {key: result for key, result in _groups(folder) if keys.is_without_failure(result)}
    Cache(known.folder).add(STORIES, whole)


def _groups(folder: Path) -> Iterator[tuple[str, StageResult]]:
    for pack in Cache(folder).packs:
        yield from pack.each()


def _write(shard: Path, groups: Sequence[tuple[str, Tables]], analysed: Analysed) -> Path:
    documents = [key for _, group in groups for key in group.analyses.get_column("document_id")]
    rows = analysed.of(documents)
    of_documents = rows.sort("document_id").partition_by("document_id", as_dict=True)
    whole = {key: _with_analyses(group, of_documents) for key, group in groups}
    Cache(shard).add("groups", {key: StageResult(group) for key, group in whole.items()})
    return shard


def _with_analyses(group: Tables, rows: Mapping[tuple[object, ...], pl.DataFrame]) -> Tables:
    """The group with its analyses' contents, in their order."""
    own = [rows[(key,)] for key in group.analyses.get_column("document_id")]
    return group.with_frames({"analyses": typed(Analyses, pl.concat(own))} if own else {})


def _documents_in(path: Path) -> list[str]:
    return pl.read_parquet(path, columns=["document_id"]).get_column("document_id").to_list()
