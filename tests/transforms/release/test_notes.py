"""CHANGELOG.md of a release: counts and examples for people, and nothing that the release no longer says."""

import polars as pl

from tests.frames import quote_id, speaker_id, valid_frames
from tests.tables import scans
from transforms.release.editions import Edition, between, current
from transforms.release.notes import release_notes
from transforms.tables import Frames


def notes(before: Frames, after: Frames, **remarks: list[str]) -> str:
    return release_notes(
        "2026.11.2", between(edition(before), current(scans(after))), scans(after), **remarks
    )


def edition(frames: Frames) -> Edition:
    return current(scans(frames), "2026.11.1")


def changed() -> Frames:
    """The speakers' role is another, and a quote is gone."""
    frames = valid_frames()
    frames["quotes"] = frames["quotes"].filter(pl.col("quote_id") != quote_id("stop"))
    return frames | {"speakers": frames["speakers"].with_columns(role=pl.lit("=chair <b>*\x1b"))}


def test_counts_and_examples_of_what_changed() -> None:
    text = notes(valid_frames(), changed())
    assert text.startswith("# 2026.11.2\n\nWhat changed since 2026.11.1.")
    assert "| `quotes` | 5 | 4 | 0 | 1 | 0 |" in text
    assert "| `speakers` | 2 | 2 | 0 | 0 | 2 |" in text
    assert "Unchanged: `documents` (2), " in text
    assert f"- removed `{quote_id('stop')}`\n" in text
    assert f"- changed `{speaker_id('Mara Ilves')}`: `role` “=chair &#60;b&#62;&#42;&#91;U+001B&#93;”" in text


def test_what_a_release_no_longer_says_does_not_come_back_through_its_notes() -> None:
    text = notes(valid_frames(), changed())
    assert "night ferry" not in text and "director" not in text


def test_a_row_that_is_new_is_shown_by_its_words() -> None:
    text = notes(changed(), valid_frames())
    assert f"- added `{quote_id('stop')}`: `content` “The night ferry will stop in March”, `cue`" in text


def test_three_examples_of_each_kind_are_enough() -> None:
    after = valid_frames()
    after["quotes"] = after["quotes"].with_columns(method=pl.lit("another"))
    assert notes(valid_frames(), after).count("- changed `quo_") == 3


def test_long_values_are_cut() -> None:
    after = valid_frames()
    after["speakers"] = after["speakers"].with_columns(role=pl.lit("x" * 500))
    assert f"“{'x' * 89}…”" in notes(valid_frames(), after)


def test_changes_of_the_schema_come_first_with_the_version_they_raise() -> None:
    before = edition(valid_frames())
    schemas = {name: schema for name, schema in before.schemas.items() if name != "speakers"}
    found = between(Edition("2026.11.1", "0.0.9", schemas, before.tables), current(scans(valid_frames())))
    text = release_notes("2026.11.2", found, scans(valid_frames()))
    assert "0.0.9 → " in text and ", a minor version:\n\n- table `speakers` is new\n" in text
    assert text.index("## Schema") < text.index("## Rows") < text.index("## Examples")


def test_a_document_that_is_newly_taken_down_is_named_once() -> None:
    after = valid_frames()
    gone = after["rejects"].with_columns(
        reject_id=pl.lit("rej_" + "0" * 16),
        reason=pl.lit("takedown"),
        document_id=pl.lit("doc_1"),
        detail=pl.lit("Taken down on 2026-11-20"),
    )
    after["rejects"] = pl.concat([after["rejects"], gone])
    assert "## Taken down\n\n- `doc_1`: Taken down on 2026-11-20\n" in notes(valid_frames(), after)
    assert "## Taken down" not in notes(after, after)


def test_where_no_row_changed_the_notes_say_so() -> None:
    text = notes(valid_frames(), valid_frames())
    assert "No row changed." in text and "## Examples" not in text


def test_the_first_release_says_why_it_lists_no_changes() -> None:
    text = release_notes("2026.11.1", None, scans(valid_frames()))
    assert "There is no earlier release to compare this one with" in text
    assert "| `quotes` | 5 |" in text


def test_remarks_come_before_everything_else() -> None:
    text = notes(valid_frames(), changed(), remarks=["Release 2026.11.0 is damaged and was passed over."])
    assert text.index("passed over") < text.index("What changed since")
