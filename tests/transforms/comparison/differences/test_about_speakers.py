"""A discrepancy names the speaker it is about, where its story has just one of that name."""

import polars as pl

from schemas.discrepancies import Discrepancies
from schemas.package import table
from transforms.comparison.differences.about_speakers import with_speakers
from transforms.rows import typed
from transforms.tables import Tables


def filled(name: str, /, **columns: list[object]) -> pl.DataFrame:
    return pl.concat([table(name).empty(), pl.DataFrame(columns)], how="diagonal_relaxed")


TABLES = Tables().with_frames(
    {
        "quotes": filled(
            "quotes", quote_id=["a", "b", "c"], document_id=["d", "d", "e"], speaker_id=["ann", "bo", "bo2"]
        ),
        "speaker_mentions": filled("speaker_mentions", document_id=["e", "f"], speaker_id=["eve", "ann"]),
        "story_documents": filled("story_documents", document_id=["d", "e"], story_id=["s", "s"]),
        "speakers": filled(
            "speakers",
            speaker_id=["ann", "bo", "bo2", "eve"],
            name=["Ann Orav", "Bo Lind", "Bo Lind", "Eve Tamm"],
        ),
    }
)


def about(*names: str, story: str = "s") -> list[str | None]:
    rows = filled("discrepancies", about=list(names), story_id=[story] * len(names))
    return with_speakers(typed(Discrepancies, rows), TABLES)["about_speaker_id"].to_list()


def test_the_one_speaker_of_that_name_in_the_story_is_named() -> None:
    assert about("Ann Orav", "length of the talks") == ["ann", None]


def test_who_is_mentioned_and_not_quoted_is_named_too() -> None:
    assert about("Eve Tamm") == ["eve"]


def test_of_two_of_one_name_none_is_and_nobody_of_another_story() -> None:
    assert about("Bo Lind") == [None]
    assert about("Ann Orav", story="other") == [None]
