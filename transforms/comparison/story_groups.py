"""The stories of a build in groups that can be compared one by one: no stage compares across stories.

A story of several documents, whose comparison costs something, is a group of its own. Those of one document
are put together by their ids, so that one more of them changes one group and leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from schemas.package import TABLES, WORKING
from transforms.tables import Tables

TOGETHER: Final = 16
"""Stories of one document to a group, about: what each group costs by itself is then little beside them."""

_ORDER: Final = {table.name: table.sort_by for table in (*WORKING, *TABLES)}
GROUP: Final = "story_group"
"""The column that names the group of a document."""

_OF_BUILD: Final = {"stories": "story_id", "speakers": "speaker_id"}
"""Tables whose rows belong to no document, and the column by which rows of documents point to them."""


def story_groups(tables: Tables, groups: pl.DataFrame | None = None) -> Iterator[Tables]:
    """The tables of each group: rows of its documents and stories, and the speakers to whom they point.

    Together they hold every document that is in a story. Where there is none, one group has all tables.
    `groups` are those of the build, or some of them, where `tables` are not all of it.
    """
    groups = groups_of(tables.story_documents) if groups is None else groups
    if groups.is_empty():
        yield tables
        return
    # In the order of their contract: what is known of a group must not depend on what stands around it.
    split, pointers = {}, list[tuple[str, pl.DataFrame]]()
    for name, order in _ORDER.items():
        placed = _placed(tables.frame(name).sort(order), groups)
        pointers += _pointers(name, placed)
        split[name] = _split(placed)
    for name in _OF_BUILD:
        wanted = pl.concat(ids for target, ids in pointers if target == name).unique()
        split[name] = _split(_pointed_to(name, tables.frame(name), wanted))
    for key in sorted(set(groups.get_column(GROUP))):
        yield Tables().with_frames({name: parts[key] for name, parts in split.items() if key in parts})


def groups_of(story_documents: pl.DataFrame) -> pl.DataFrame:
    """The group of each document of a build that is in a story: `document_id` and GROUP."""
    sizes = story_documents.select("story_id").group_by("story_id").len()
    alone = sizes.filter(pl.col("len") == 1).height
    # As many as a power of two: a corpus must double before its groups are others.
    n_groups = 1 << max(0, (alone // TOGETHER).bit_length())
    number = pl.col("story_id").str.slice(-8).str.to_integer(base=16, dtype=pl.Int64) % n_groups
    group = pl.when(pl.col("len") == 1).then(number.cast(pl.String)).otherwise("story_id")
    placed = story_documents.select("document_id", "story_id").join(sizes, on="story_id")
    return placed.select("document_id", group.alias(GROUP))


def _placed(frame: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """The rows with the group of each, in order; none of a table that has no document in each row."""
    if frame.is_empty() or "document_id" not in frame.columns:
        return frame.clear().with_columns(pl.lit(None, pl.String).alias(GROUP))
    return frame.join(groups, on="document_id", how="inner", maintain_order="left")


def _pointers(name: str, placed: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """Which rows that belong to no document those of a table point to, group by group."""
    for target, key in _OF_BUILD.items():
        for _, column in (one for one in _pointing_to(target) if one[0] == name):
            ids = placed.select(GROUP, pl.col(column).cast(pl.String).alias(key))
            yield target, ids.drop_nulls().unique()


def _pointed_to(target: str, frame: pl.DataFrame, wanted: pl.DataFrame) -> pl.DataFrame:
    """The rows that belong to no document, with each group whose own rows point to them, in order."""
    return frame.join(wanted, on=_OF_BUILD[target], how="inner").sort(_ORDER[target])


def _split(placed: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """The rows of each group, in order."""
    parts = placed.partition_by(GROUP, as_dict=True, include_key=False)
    return {str(key): part for (key,), part in parts.items()}


def _pointing_to(target: str) -> Iterator[tuple[str, str]]:
    """Each table and column of documents' rows that points to rows of `target`."""
    for table in TABLES:
        for column, (name, _) in table.foreign_keys.items():
            if name == target and "document_id" in table.polars_schema:
                yield table.name, column
