"""`parallax diff`: two releases side by side; what is not there is an error and never "no differences"."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from flows import exits
from flows.cli.main import run
from flows.exits import Refused
from flows.publishing.diff import diff, folder_of
from tests.flows.release import release, released, with_role
from tests.frames import quote_id, speaker_id, valid_frames

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases: the second knows the speakers' role, and has lost a quote with its spans."""
    dist = tmp_path_factory.mktemp("dist")
    released(dist)
    frames = with_role("chair")
    for name in ("quotes", "quote_spans"):
        frames[name] = frames[name].filter(pl.col("quote_id") != quote_id("stop"))
    release(dist, frames)
    return dist


@pytest.fixture
def dist(two: Path, tmp_path: Path) -> Path:
    """A copy of the two, to spoil."""
    shutil.copytree(two, tmp_path, dirs_exist_ok=True)
    return tmp_path


def told(dist: Path, *arguments: str) -> int:
    return run(["diff", *arguments, "--dist", str(dist)])


def test_every_table_has_a_line_and_rows_are_shown_with_their_values(dist: Path, capsys: Capture) -> None:
    assert told(dist, "2026.11.1", "latest") == exits.DONE
    said = capsys.readouterr().out
    assert "2026.11.1 (schema" in said and "-> 2026.11.2 (schema" in said
    assert "No table, column, key or rule differs." in said
    rows = {line.split()[0]: line.split()[1:] for line in said.splitlines() if line}
    assert rows["documents"] == ["2", "2", "0", "0", "0"]
    assert rows["quotes"] == ["5", "4", "0", "1", "0"]
    assert rows["speakers"] == ["2", "2", "0", "0", "2"]
    assert f"  - {quote_id('stop')}  The night ferry will stop in March; said" in said
    assert f"  ~ {speaker_id('Mara Ilves')}  role: director -> chair" in said


def test_a_machine_gets_every_changed_row(dist: Path, capsys: Capture) -> None:
    assert told(dist, "2026.11.1", "2026.11.2", "--json") == exits.DONE
    answer = json.loads(capsys.readouterr().out)
    assert (answer["before"]["version"], answer["after"]["version"]) == ("2026.11.1", "2026.11.2")
    assert (answer["bump"], answer["schema"]) == (None, [])
    assert answer["rows"]["quotes"] == {"before": 5, "after": 4, "added": 0, "removed": 1, "data_changed": 0}
    assert len(answer["changes"]) == 1 + 3 + 2
    published = pl.read_parquet(dist / "2026.11.2" / "changes.parquet")
    assert published.to_dicts() == answer["changes"]


def test_backwards_what_was_removed_is_added(dist: Path) -> None:
    assert diff("latest", "2026.11.1", dist).rows["quotes"].added == 1


def test_one_table_alone(dist: Path, capsys: Capture) -> None:
    assert told(dist, "2026.11.1", "2026.11.2", "--table", "speakers") == exits.DONE
    said = capsys.readouterr().out
    assert "speakers" in said and "quotes" not in said


def test_a_release_and_its_copy_elsewhere_do_not_differ(dist: Path, tmp_path: Path, capsys: Capture) -> None:
    copy = (dist / "2026.11.2").rename(tmp_path / "copy")
    assert told(dist, "2026.11.1", str(copy)) == exits.DONE
    assert "chair" in capsys.readouterr().out
    assert told(dist, str(copy), str(copy)) == exits.DONE
    assert "No row differs." in capsys.readouterr().out


def test_long_texts_are_shown_from_where_they_part(tmp_path: Path, capsys: Capture) -> None:
    frames = valid_frames()
    for ending in ("at dawn", "at noon"):
        long = pl.lit(f"{'very ' * 40}late {ending}")
        release(tmp_path, frames | {"speakers": frames["speakers"].with_columns(role=long)})
    told(tmp_path, "2026.11.1", "2026.11.2")
    assert "very late at dawn -> …" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("2026.11.1", "2026.11.9"), "2026.11.9: no release of that name in "),
        (("nowhere", "latest"), "nowhere: no release of that name in "),
        (("2026.11.1", "2026.11.9"), "there are: 2026.11.1, 2026.11.2"),
        (("2026.11.1", "latest", "--table", "quote"), "'quote' is no table to compare in 2026.11.1 or"),
        (("2026.11.1", "latest", "--table", "quote"), "there are: documents, zones, quotes, "),
        (("2026.11.1", "latest", "--table", "changes"), "'changes' is no table to compare"),
    ],
)
def test_what_does_not_exist_is_an_error_that_says_what_does(
    dist: Path, arguments: tuple[str, ...], said: str, capsys: Capture
) -> None:
    assert told(dist, *arguments) == exits.INPUT
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


def test_where_nothing_is_published_there_is_no_latest(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"latest: no release of that name .* there is none"):
        folder_of("latest", tmp_path)


@pytest.mark.parametrize("name", ["quotes.parquet", "datapackage.json"])
def test_a_damaged_release_is_not_compared(dist: Path, name: str, capsys: Capture) -> None:
    (dist / "2026.11.1" / name).unlink()
    assert told(dist, "2026.11.1", "latest") == exits.DATA
    assert f"{name}: is missing; only whole releases are compared" in capsys.readouterr().err


def test_a_folder_that_is_no_release_is_not_compared(dist: Path, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "other").mkdir()
    assert told(dist, "latest", str(tmp_path / "other")) == exits.DATA
    assert "this is no release, or half of one" in capsys.readouterr().err


def test_what_an_article_says_cannot_steer_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    released(tmp_path)
    release(tmp_path, with_role("chair\x1b[2J\u202e[bold]"))
    told(tmp_path, "2026.11.1", "latest")
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\u202e" not in said and "[bold]" in said
