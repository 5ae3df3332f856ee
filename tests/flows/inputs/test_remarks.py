"""What lies in raw/ and is not read is told, and so is a takedown whose copies nobody can tell any more."""

from pathlib import Path

import pytest

from flows.inputs.remarks import remarks
from tests.flows.raw import ARTICLE, take_down, write_origin


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE}).parent


def test_where_everything_is_read_there_is_nothing_to_say(raw: Path) -> None:
    (raw / "lowford-post" / "README.md").touch()
    take_down(raw, origin="lowford-post", locator="harbour.txt")
    assert remarks(raw) == ()


def test_hidden_and_stray_files_are_counted_and_named(raw: Path) -> None:
    for name in (".DS_Store", "notes.txt", "lowford-post/.hidden"):
        (raw / name).touch()
    (raw / "lowford-post" / ".git").mkdir()
    (raw / "lowford-post" / ".git" / "config").touch()
    assert remarks(raw) == (
        f"In {raw}, 4 file(s) are not read, for no manifest lists them: .DS_Store, notes.txt, "
        "lowford-post/.git and 1 more; move away what is not meant to be there.",
    )


def test_a_takedown_whose_file_is_gone_is_told(raw: Path) -> None:
    take_down(raw, origin="lowford-post", locator="harbour.txt")
    (raw / "lowford-post" / "harbour.txt").unlink()
    (told,) = remarks(raw)
    assert "1 file(s) are taken down and gone: lowford-post/harbour.txt; a copy of the same words" in told
