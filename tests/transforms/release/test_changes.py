"""What changed between two sets of tables, and when they count as the same."""

import datetime as dt

import polars as pl
import pytest

from tests.frames import quote_id, speaker_id, valid_frames
from tests.tables import scans
from transforms.release import changes
from transforms.release.changes import Comparison, summary
from transforms.tables import Frames


def compare(before: Frames, after: Frames) -> pl.DataFrame:
    return changes.compare(scans(before), scans(after))


def same(before: Frames, after: Frames) -> Comparison:
    return changes.same(scans(before), scans(after))


def test_equal_tables_are_the_same_whatever_the_order_of_rows() -> None:
    turned = {name: frame.reverse() for name, frame in valid_frames().items()}
    assert same(valid_frames(), turned)
    assert compare(valid_frames(), turned).is_empty()


def test_rows_are_added_removed_and_changed() -> None:
    before, after = valid_frames(), valid_frames()
    after["quotes"] = after["quotes"].filter(pl.col("quote_id") != quote_id("union"))
    before["speakers"] = before["speakers"].filter(pl.col("name") != "the union")
    after["speakers"] = after["speakers"].with_columns(role=pl.lit("chair"))
    assert compare(before, after).rows() == [
        ("quotes", quote_id("union"), "removed", [], [], [], None),
        ("speakers", speaker_id("the union"), "added", [], [], [], None),
        ("speakers", speaker_id("Mara Ilves"), "data_changed", ["role"], ["director"], ["chair"], None),
    ]


@pytest.mark.parametrize("together", [1, 2, 5])
def test_few_rows_at_a_time_give_the_same_changes(together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = valid_frames(), changed("quotes", negated=True)
    after["quotes"] = after["quotes"].reverse().filter(pl.col("quote_id") != quote_id("union"))
    after["speakers"] = after["speakers"].with_columns(role=pl.lit("chair"))
    before["speakers"] = before["speakers"].filter(pl.col("name") != "the union")
    at_once = compare(before, after)
    assert at_once["change"].n_unique() == 3
    monkeypatch.setattr(changes, "_TOGETHER", together)
    assert compare(before, after).equals(at_once)


def values(before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame]) -> set[tuple[str | None, ...]]:
    """Column, value before and value after of everything that changed."""
    told = compare(before, after).select("columns", "before", "after").explode(pl.all())
    return set(told.drop_nulls("columns").iter_rows())


def changed(table: str, **columns: object) -> dict[str, pl.DataFrame]:
    frames = valid_frames()
    return frames | {
        table: frames[table].with_columns(**{key: pl.lit(value) for key, value in columns.items()})
    }


def test_values_are_told_as_text_before_and_after() -> None:
    assert values(valid_frames(), changed("quotes", negated=True)) == {("negated", "false", "true")}
    assert ("start", "102", "7") in values(valid_frames(), changed("quotes", start=7))
    assert ("published_on", "2026-02-03", "2026-02-04") in values(
        valid_frames(), changed("documents", published_on=dt.date(2026, 2, 4))
    )
    lists = values(valid_frames(), changed("quotes", cue_modifiers=["é"]))
    assert lists == {("cue_modifiers", "[]", '["é"]'), ("cue_modifiers", '["again", "and, again"]', '["é"]')}


def test_words_that_are_gone_are_not_told_but_an_id_is() -> None:
    gone = changed("quotes", cue=None, speaker_id=None)
    frames = gone | {"quotes": gone["quotes"].cast(valid_frames()["quotes"].schema)}
    assert values(valid_frames(), frames) == {
        *(("cue", None, None),),
        *(("speaker_id", speaker_id(name), None) for name in ("Mara Ilves", "the union")),
    }


def test_where_a_document_is_taken_down_no_value_of_before_is_told() -> None:
    after = changed("speakers", role="chair")
    after["rejects"] = after["rejects"].with_columns(
        reason=pl.lit("takedown"), reject_id=pl.lit("rej_" + "0" * 16)
    )
    assert {before for _, before, _ in values(valid_frames(), after)} == {None}
    assert ("role", "chair", "head") in values(
        after, after | {"speakers": changed("speakers", role="head")["speakers"]}
    )


@pytest.mark.parametrize(("shift", "equal"), [(0.01, True), (-0.01, True), (0.011, False), (-0.02, False)])
def test_floats_within_a_hundredth_are_equal(shift: float, equal: bool) -> None:
    after = valid_frames()
    after["quotes"] = after["quotes"].with_columns(pl.col("confidence") + shift)
    assert bool(same(valid_frames(), after)) is equal


def test_a_float_that_is_gone_is_a_change() -> None:
    after = valid_frames()
    after["quotes"] = after["quotes"].with_columns(speaker_confidence=pl.lit(None, dtype=pl.Float64))
    assert compare(valid_frames(), after)["columns"].to_list() == [["speaker_confidence"]] * 4


def test_lists_are_compared_by_their_values() -> None:
    after = valid_frames()
    after["quotes"] = after["quotes"].with_columns(cue_modifiers=pl.lit(["again", "and, again"]))
    assert compare(valid_frames(), after)["columns"].to_list() == [["cue_modifiers"]] * 4


def test_a_key_of_several_columns_is_joined() -> None:
    after = valid_frames()
    after["quote_spans"] = after["quote_spans"].filter(
        (pl.col("quote_id") != quote_id("loss")) | (pl.col("role") != "cue")
    )
    assert compare(valid_frames(), after)["key"].to_list() == [f"{quote_id('loss')}/cue/0"]


def test_a_table_that_is_new_or_gone_is_said() -> None:
    less = valid_frames()
    del less["rejects"]
    assert same(valid_frames(), less).message == "table rejects is gone"
    assert same(less, valid_frames()).message == "table rejects is new"
    assert compare(less, valid_frames())["change"].to_list() == ["added"]


def test_other_columns_are_never_the_same() -> None:
    after = valid_frames()
    after["zones"] = after["zones"].with_columns(colour=pl.lit("red"))
    assert not same(valid_frames(), after)


def test_the_summary_counts_by_table() -> None:
    after = valid_frames()
    after["quotes"] = after["quotes"].head(2)
    assert summary(compare(valid_frames(), after)) == "quotes: 3 removed"
    assert summary(compare(after, after)) == "nothing changed"
