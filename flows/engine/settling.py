"""What is known of a whole build, found without holding it: documents, stories, speakers, and the shards.

Copies, stories and speakers are found from the few columns that tell of them. All other rows are sorted anew
by their documents (flows/store/spill.py), held against their contract some documents at a time, and from
there sorted once more by stories, so that a build may be larger than memory. Each step is that of a stage
over documents (`OVER_DOCUMENTS` in transforms/pipeline.py), and the rows are the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from flows.engine import shards
from flows.engine.parts import Parts
from flows.engine.shards import ByStory, Cut
from flows.settings import Settings
from flows.store import files as storage
from flows.store.spill import PLACE, Spill
from schemas.package import TABLES, Table, table
from transforms.claims.stage import name_holders
from transforms.comparison.stories import Material
from transforms.comparison.story_groups import GROUP, groups_of
from transforms.comparison.wire_copy import Print, prints_of, with_originals
from transforms.contract import met
from transforms.pipeline import COMPARED_BY
from transforms.resources import Resources
from transforms.results import StageCount, StageResult, total
from transforms.speakers.linking_stage import speakers_of, with_final_ids
from transforms.tables import Tables

DOCUMENTS: Final = 500
"""Documents of which all rows are in memory together, at least; of a large corpus as many as make PLACES."""

PLACES: Final = 150
"""Into how many places a corpus is sorted at most: each has a file for each table."""

OF_READING: Final = ("texts", "zones")
OF_SPEECH: Final = ("quotes", "quote_spans", "speaker_mentions", "claims", "quantities")
OF_BUILD: Final = ("speakers", "stories", "story_documents")
BY_DOCUMENT: Final = ("texts", "documents", "zones", "openings", *OF_SPEECH)
"""The tables that are settled, batch by batch of documents, in folders with a number."""

WHOLE: Final = (*OF_BUILD, "rejects")
"""Those that are settled in one piece."""

_ORDER: Final = {one.name: one.sort_by for one in TABLES}
_READ_FIRST: Final = ("texts", "documents", "zones")


def settle(
    parts: Parts,
    resources: Resources,
    folders: tuple[Path, Path],
    settings: Settings,
    documents: int = DOCUMENTS,
) -> Cut:
    """Put what is known of the whole build into the first of `folders`, its stories in shards into the other.

    Of so many `documents` all rows are in memory together, at least.
    """
    target, folder = folders
    storage.clear(target)
    settling = _Settling(parts, resources, target, documents)
    settling.read_documents()
    settling.find_stories()
    settling.link_speakers()
    stories = settling.settle_speech()
    settling.write_whole()
    size = settings.documents_a_chunk(settling.whole.documents.height)
    return shards.cut(stories, parts, size, folder)


class _Settling:
    """One build that is being settled; `whole` has the tables of which all rows are held."""

    def __init__(self, parts: Parts, resources: Resources, target: Path, documents: int) -> None:
        self._parts, self._resources, self._target = parts, resources, target
        held = {name: parts.rows(name) for name in ("documents", "rejects")}
        self.whole = _sorted(Tables().with_frames(held))
        self._places = _Places(self.whole.documents.get_column("document_id"), documents)
        self._spill = Spill(target / "documents")
        self._counts = [*parts.counts]
        self._material = Material()
        self._final = pl.DataFrame()

    def read_documents(self) -> None:
        """Mark copies, hold documents and their texts against their contract, and gather what they tell."""
        self._sort_anew(*OF_READING, "openings")
        prints: dict[str, Print] = {}
        for _, batch in self._batches():
            prints |= prints_of(batch)
        marked = with_originals(self.whole.documents, prints)
        del prints
        self._hold(met(Tables(documents=marked), _tables("documents")), "documents")
        for place, batch in self._batches():
            kept = self._met(batch, OF_READING)
            read = replace(kept, documents=batch.documents, openings=batch.openings)
            self._material.add(read, self._resources)
            self._write(place, kept, OF_READING)
            self._write(place, batch, ["documents"])
            self._spill.forget(place)

    def find_stories(self) -> None:
        """Find the stories of all documents."""
        result = self._material.stories(self._resources)
        self._material = Material()
        self._hold(result, "stories", "story_documents")

    def link_speakers(self) -> None:
        """Join the entities of documents into the speakers of the build."""
        entities, weights = self._parts.batches("document_speakers"), self._resources.linking_weights
        whole = self.whole
        speakers, self._final = speakers_of(entities, whole.story_documents, whole.documents, weights)
        self.whole = self.whole.with_frames({"speakers": speakers})
        self._hold(met(self.whole, _tables(*OF_BUILD)), *OF_BUILD)

    def settle_speech(self) -> ByStory:
        """Give what documents say its speakers, hold it against its contract, and sort it by stories."""
        self._sort_anew(*OF_SPEECH, "openings")
        by_story = Spill(self._target / "stories")
        slots = slots_of(self.whole.story_documents, self._places.step)
        for place, batch in self._batches():
            kept = self._met(self._with_speakers(batch), OF_SPEECH)
            self._write(place, kept, OF_SPEECH)
            self._spill.forget(place)
            read = replace(kept, documents=batch.documents, openings=batch.openings)
            whole = read.with_frames(self._written(place))
            for name in COMPARED_BY:
                if name in BY_DOCUMENT:
                    placed = whole.frame(name).join(slots, on="document_id", maintain_order="left")
                    by_story.add(name, placed.drop(GROUP))
        return ByStory(by_story, slots, self.whole.only(COMPARED_BY))

    def write_whole(self) -> None:
        """Write the tables of which all rows are held, and what was counted."""
        for name in WHOLE:
            storage.write_frame(self._target / f"{name}.parquet", _sorted(self.whole).frame(name))
        storage.save_facts(self._target, _in_order(self._counts), ())

    def _sort_anew(self, *names: str) -> None:
        for name in names:
            for frame in self._parts.batches(name):
                self._spill.add(name, self._places.of(frame))

    def _batches(self) -> Iterator[tuple[int, Tables]]:
        """Each place with the documents in it that are left, and their rows that were sorted anew."""
        placed = self._places.of(self.whole.documents)
        for place in range(self._places.number):
            documents = placed.filter(pl.col(PLACE) == place).drop(PLACE)
            yield place, _sorted(self._spill.tables(place).with_frames({"documents": documents}))

    def _with_speakers(self, batch: Tables) -> Tables:
        made = with_final_ids(batch, self._final)
        named = replace(batch, quotes=made.quotes, speaker_mentions=made.speaker_mentions)
        return named.with_frames({"claims": name_holders(named, self._resources).tables.claims})

    def _met(self, batch: Tables, names: Sequence[str]) -> Tables:
        """The rows of some documents that meet their contract."""
        given = batch.with_frames({"documents": self.whole.documents, "speakers": self.whole.speakers})
        result = met(given, _tables(*names))
        self._note(result)
        return result.tables.only(names)

    def _hold(self, result: StageResult, *names: str) -> None:
        self.whole = self.whole.with_frames({name: result.tables.frame(name) for name in names})
        self._note(result)

    def _note(self, result: StageResult) -> None:
        self._counts += result.counts
        rejects = pl.concat([self.whole.rejects, result.tables.rejects])
        self.whole = self.whole.with_frames({"rejects": rejects})

    def _write(self, place: int, tables: Tables, names: Sequence[str]) -> None:
        for name in names:
            storage.write_frame(self._target / f"{place:04}" / f"{name}.parquet", tables.frame(name))

    def _written(self, place: int) -> Mapping[str, pl.DataFrame]:
        folder = self._target / f"{place:04}"
        return {name: storage.read_frame(folder / f"{name}.parquet") for name in OF_READING}


class _Places:
    """Where the rows of each document belong: documents in the order of their ids, so many to a place."""

    def __init__(self, documents: pl.Series, least: int) -> None:
        self.step = max(least, -(-len(documents) // PLACES))
        self._starts = documents.sort()[self.step :: self.step]
        self.number = len(self._starts) + 1

    def of(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows, each with its place."""
        if self._starts.is_empty():
            return frame.with_columns(pl.lit(0, pl.UInt32).alias(PLACE))
        places = self._starts.search_sorted(frame.get_column("document_id"), side="right")
        return frame.with_columns(places.alias(PLACE))


def slots_of(story_documents: pl.DataFrame, documents: int) -> pl.DataFrame:
    """The group of stories of each document, and a place for so many `documents` in groups that follow."""
    groups = groups_of(story_documents)
    before = groups.group_by(GROUP).len().sort(GROUP).with_columns(pl.col("len").cum_sum() - pl.col("len"))
    places = before.select(GROUP, (pl.col("len") // documents).cast(pl.UInt32).alias(PLACE))
    return groups.join(places, on=GROUP)


def _tables(*names: str) -> tuple[Table, ...]:
    return tuple(table(name) for name in names)


def _sorted(tables: Tables) -> Tables:
    """Every table in the row order of its contract."""
    kept = {name: tables.frame(name) for name in _ORDER}
    return tables.with_frames(
        {name: rows.sort(_ORDER[name], maintain_order=True) for name, rows in kept.items() if rows.height}
    )


def _in_order(counts: Sequence[StageCount]) -> list[StageCount]:
    """The counts in the order of the stages, those of the contract in the order of the tables."""
    return sorted(total(counts), key=_place_of)


def _place_of(count: StageCount) -> tuple[int, bool, int]:
    name, _, references = count.unit.partition(" ")
    if count.stage != "contract":
        return 2 if count.stage == "stories" else 0, False, 0
    return 1 if name in _READ_FIRST else 3, bool(references), [*_ORDER].index(name)
