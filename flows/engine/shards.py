"""The stories of a build in shards: folders of groups that are compared anywhere, each by itself.

What is known of the whole build (stories, speakers, rows that meet their contract) is found without the
analyses, which are the largest table; each shard has those of its own documents.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import polars as pl

from flows.engine.parts import Parts
from flows.engine.reuse import STORIES, Known
from flows.settings import TOGETHER
from flows.store import files as storage
from flows.store import keys
from flows.store.cache import Cache
from flows.store.spill import PLACE, Spill
from schemas.analyses import Analyses
from transforms.results import Failure, StageResult
from transforms.rows import typed
from transforms.stage import at_once
from transforms.tables import Tables

_ANALYSES: Final = "analyses.parquet"
"""The file of a shard that has them; its groups name only the documents."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Shards with the number of their documents, and the key of each group of stories, known or not."""

    shards: tuple[tuple[Path, int], ...]
    keys: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class ByStory:
    """What is known of a build: `rows` of documents by the place that `slots` gives to each, with its group.

    `whole` has the rows that belong to no document.
    """

    rows: Spill
    slots: pl.DataFrame
    whole: Tables


def cut(stories: ByStory, parts: Parts, size: int, folder: Path) -> Cut:
    """Put the groups of stories of which nothing is known into shards of about `size` documents."""
    storage.clear(folder)
    kept = parts.known.stories()
    every, missing = set[str](), list[tuple[str, Tables]]()
    shards = [_Shard(folder / "0000")]
    for group in _groups_in(stories, parts):
        key = keys.key_of_stories(group, parts.known.fingerprint)
        every.add(key)
        if key not in kept:
            missing.append((key, group))
        if _documents(missing) >= min(TOGETHER, size - shards[-1].size):
            shards[-1].add(missing)
            missing = []
        if shards[-1].size >= size:
            shards.append(_Shard(folder / f"{len(shards):04}"))
    shards[-1].add(missing)
    written = [one for one in shards if one.folder.is_dir()]
    _add_analyses(written, parts, folder)
    return Cut(tuple((one.folder, one.size) for one in written), frozenset(every), frozenset(every & kept))


@dataclass(slots=True)
class _Shard:
    """A shard that is written but for its analyses: how many documents it has, and of which it needs them."""

    folder: Path
    size: int = 0
    analysed: list[str] = field(default_factory=list)

    def add(self, groups: Sequence[tuple[str, Tables]]) -> None:
        """Write some groups of stories by their keys, as one pack: so many are compared together."""
        Cache(self.folder).add("groups", {key: StageResult(group) for key, group in groups})
        self.size += _documents(groups)
        self.analysed += [one for _, group in groups for one in group.analyses.get_column("document_id")]


def _documents(groups: Sequence[tuple[str, Tables]]) -> int:
    return sum(group.documents.height for _, group in groups)


def _groups_in(stories: ByStory, parts: Parts) -> Iterator[Tables]:
    """Every group of stories, with nothing of its analyses but of which documents they are."""
    from transforms.comparison.story_groups import story_groups  # noqa: PLC0415

    analysed = pl.concat([Analyses.create_empty(), *parts.analysed()], how="diagonal")
    for place in sorted(set(stories.slots.get_column(PLACE))) or [0]:
        groups = stories.slots.filter(pl.col(PLACE) == place).drop(PLACE)
        rows = stories.rows.tables(place).frames()
        own = {name: frame for name, frame in rows.items() if frame.height}
        yield from story_groups(stories.whole.with_frames(own | {"analyses": analysed}), groups)
        stories.rows.forget(place)


def _add_analyses(shards: Sequence[_Shard], parts: Parts, folder: Path) -> None:
    """Put into each shard the analyses of its documents, all of them read once."""
    places = [(document, place) for place, shard in enumerate(shards) for document in shard.analysed]
    wanted = pl.DataFrame(places, {"document_id": pl.String, PLACE: pl.UInt32}, orient="row")
    spill = Spill(folder / "analyses")
    for frame in parts.batches("analyses") if places else ():
        spill.add("analyses", frame.join(wanted, on="document_id", maintain_order="left"))
    for place, shard in enumerate(shards):
        if (rows := spill.rows(place, "analyses")) is not None:
            storage.write_frame(shard.folder / _ANALYSES, rows)
        spill.forget(place)


def compare(shard: Path, target: Path, work: Callable[[Tables], StageResult], cores: int = 1) -> None:
    """Put what `work` makes of each group of a shard into the folder `target`, on so many cores."""
    rows = _analyses(shard)
    storage.clear(target)
    failures = list[Failure]()
    for pack in Cache(shard).packs:
        groups = {key: _with_analyses(one.tables, rows) for key, one in pack.each()}
        made = dict(zip(groups, at_once(cores, work, groups.values()), strict=True))
        Cache(target).add(STORIES, made)
        failures += [failure for one in made.values() for failure in one.failures]
    storage.save_failures(target, failures)


def keep(folder: Path, known: Known) -> None:
    """Keep what `compare` put into a folder, but for groups of which something was rejected."""
    whole = {key: result for key, result in _groups(folder) if keys.is_without_failure(result)}
    Cache(known.folder).add(STORIES, whole)


def _groups(folder: Path) -> Iterator[tuple[str, StageResult]]:
    for pack in Cache(folder).packs:
        yield from pack.each()


def _analyses(shard: Path) -> Mapping[tuple[object, ...], pl.DataFrame]:
    """The analyses of a shard, by document."""
    path = shard / _ANALYSES
    return storage.read_frame(path).partition_by("document_id", as_dict=True) if path.is_file() else {}


def _with_analyses(group: Tables, rows: Mapping[tuple[object, ...], pl.DataFrame]) -> Tables:
    """The group with its analyses' contents, in their order."""
    own = [rows[(key,)] for key in group.analyses.get_column("document_id")]
    return group.with_frames({"analyses": typed(Analyses, pl.concat(own))} if own else {})
