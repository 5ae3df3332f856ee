"""Publishing is a transaction: `dist` holds only whole releases at any moment, and none is touched again."""

import errno
import fcntl
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from flows.exits import DATA, INPUT, MACHINE
from flows.publishing import releases
from flows.publishing.baseline import find_baseline
from flows.publishing.publish import Published, PublishError, Unchanged, Unfinished, publish, verify
from flows.store import staging
from tests.flows import odd_files
from tests.flows.release import REPORTS, TODAY, is_whole, release, released, tree, with_role
from tests.frames import valid_frames
from tests.limits import within
from tests.tables import scans
from transforms.release.descriptor import BuildInfo


def test_the_first_release_is_number_one_of_the_month(tmp_path: Path) -> None:
    """The same, too, as the one that other tests copy, which was made elsewhere."""
    made = release(tmp_path / "dist")
    assert isinstance(made, Published)
    assert (made.version, made.folder) == ("2026.11.1", tmp_path / "dist" / "2026.11.1")
    assert verify(made.folder) == []
    found = sorted(path.name for path in (tmp_path / "dist").iterdir())
    assert found == [".lock", "2026.11.1", "index.json", "latest.json"]
    latest = json.loads((tmp_path / "dist" / "latest.json").read_bytes())
    assert (latest["version"], latest["path"], latest["released"]) == ("2026.11.1", "2026.11.1", "2026-11")
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    subprocess.run(command, cwd=made.folder, check=True)
    released(tmp_path / "elsewhere")
    assert tree(tmp_path / "dist") == tree(tmp_path / "elsewhere")


def test_where_nothing_changed_there_is_no_new_release(tmp_path: Path) -> None:
    released(tmp_path)
    before = tree(tmp_path)
    nearly = valid_frames()
    nearly["quotes"] = nearly["quotes"].with_columns(pl.col("confidence") + 0.009)
    assert isinstance(release(tmp_path, nearly), Unchanged)
    assert tree(tmp_path) == before


def test_a_change_makes_the_next_number_and_leaves_the_last_release_alone(tmp_path: Path) -> None:
    """And gives the same bytes as elsewhere: where those releases were made that other tests copy."""
    dist = tmp_path / "dist"
    released(dist)
    before = tree(dist / "2026.11.1")
    made = release(dist, with_role("chair"))
    assert isinstance(made, Published)
    assert (made.version, made.changes) == ("2026.11.2", "speakers: 2 data_changed")
    assert tree(dist / "2026.11.1") == before
    assert releases.read_latest(dist)["version"] == "2026.11.2"
    released(tmp_path / "elsewhere", "chair")
    assert tree(dist) == tree(tmp_path / "elsewhere")


def test_another_schema_version_makes_a_new_release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    released(tmp_path)
    for module in (
        "flows.publishing.contents",
        "transforms.release.descriptor",
        "transforms.release.editions",
    ):
        monkeypatch.setattr(f"{module}.SCHEMA_VERSION", "9.9.9")
    assert isinstance(release(tmp_path), Published)


def test_a_version_that_cannot_be_is_refused(tmp_path: Path) -> None:
    """Whether it was asked for, or is that of a clock that went back."""
    released(tmp_path)
    before = tree(tmp_path)
    for version, today, told in (
        ("2026.11.1", TODAY, "never replaced"),
        ("2026.11", TODAY, "is not YYYY.MM.N"),
        ("../x", TODAY, "is not YYYY.MM.N"),
        ("2026.10.9", TODAY, "comes before 2026.11.1"),
        (None, date(2026, 10, 31), "2026.10.1 comes before 2026.11.1"),
    ):
        with pytest.raises(PublishError, match=re.escape(told)) as refused:
            release(tmp_path, with_role("chair"), version, today)
        assert refused.value.code == INPUT
        assert tree(tmp_path) == before


def test_a_release_holds_what_changed_since_the_one_before(tmp_path: Path) -> None:
    second = released(tmp_path, "chair")
    first = second.with_name("2026.11.1")
    assert pl.read_parquet(first / "changes.parquet").is_empty()
    rows = pl.read_parquet(second / "changes.parquet")
    assert rows.select("table", "change", "columns").rows() == [("speakers", "data_changed", ["role"])] * 2
    previous = [json.loads((made / "build.json").read_bytes())["previous"] for made in (first, second)]
    assert previous == [None, "2026.11.1"]
    assert "There is no earlier release" in (first / "CHANGELOG.md").read_text()
    assert "What changed since 2026.11.1." in (second / "CHANGELOG.md").read_text()


def test_what_was_compared_with_a_release_that_is_not_the_newest_any_more_is_refused(tmp_path: Path) -> None:
    released(tmp_path)
    baseline = find_baseline(tmp_path, scans(with_role("member")))
    released(tmp_path, "chair")
    before = tree(tmp_path)
    with pytest.raises(PublishError, match=r"2026\.11\.2 is the newest release now") as refused:
        publish(scans(with_role("member")), REPORTS, BuildInfo(), tmp_path, None, TODAY, baseline)
    assert refused.value.code == MACHINE
    assert tree(tmp_path) == before


def test_rows_that_break_the_contract_are_not_published(tmp_path: Path) -> None:
    frames = valid_frames()
    frames["quotes"] = frames["quotes"].with_columns(zone=pl.lit("boilerplate"))
    with pytest.raises(PublishError, match="5 rows break the contract") as refused:
        release(tmp_path, frames)
    assert refused.value.code == DATA
    assert tree(tmp_path) == {}


def test_two_at_once_one_wins_and_the_other_says_so(tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(PublishError, match="another run is publishing there") as refused:
            release(tmp_path)
    assert refused.value.code == MACHINE
    # The lock file stays, but nobody holds it any more.
    assert isinstance(release(tmp_path), Published)


class Killed(BaseException):
    """Stands for kill -9: nothing gets to clean up."""


@pytest.mark.parametrize("step", [0, 12, -8, -6, -5, -4, -3, -2, -1])
def test_killed_at_any_step_only_whole_releases_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, step: int
) -> None:
    """The last steps are the folders, the rename, index.json and latest.json; those before are one a file."""
    released(tmp_path)
    with monkeypatch.context() as patched:
        _kill_at(patched, range(steps)[step])
        with pytest.raises(Killed):
            release(tmp_path, with_role("chair"))
    for version in releases.versions(tmp_path):
        assert is_whole(tmp_path / version)
    assert releases.read_latest(tmp_path)["version"] in releases.versions(tmp_path)
    after = release(tmp_path, with_role("chair"))
    assert after.version == "2026.11.2"
    assert releases.read_latest(tmp_path)["version"] == "2026.11.2"
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".lock",
        "2026.11.1",
        "2026.11.2",
        "index.json",
        "latest.json",
    ]


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    """How often a release forces something to disk."""
    dist = tmp_path_factory.mktemp("counted")
    released(dist)
    with pytest.MonkeyPatch.context() as patched:
        counted: list[int] = []
        patched.setattr(os, "fsync", counted.append)
        release(dist, with_role("chair"))
    return len(counted)


def _kill_at(patched: pytest.MonkeyPatch, step: int) -> None:
    """Die at the step-th time that something is forced to disk, with no cleaning up."""
    left = [step]
    fsync = os.fsync

    def dying(handle: int) -> None:
        if left[0] == 0:
            raise Killed
        left[0] -= 1
        fsync(handle)

    patched.setattr(os, "fsync", dying)
    patched.setattr(staging, "remove", lambda _: None)


def test_a_full_disk_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files stands for the disk: the write fails for real, in the middle."""
    released(tmp_path)
    before = tree(tmp_path)
    code = (
        "import resource, sys; from pathlib import Path\n"
        "from flows.publishing.publish import PublishError\n"
        "from tests.flows.release import release, with_role\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))\n"
        "try: release(Path(sys.argv[1]), with_role('chair'))\n"
        "except PublishError as error: print(error)\n"
    )
    root = Path(__file__).parents[3]
    told = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True
    ).stdout
    assert told == (
        f"{tmp_path}: nothing was published: a file is larger than allowed here; "
        "raise the limit and run again\n"
    )
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("number", "told"), [("ENOSPC", "the disk is full"), ("EROFS", "read-only"), ("EACCES", "permissions")]
)
def test_what_the_disk_refuses_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str, told: str
) -> None:
    released(tmp_path)
    before = tree(tmp_path)
    error = OSError(getattr(errno, number), "no")

    def refusing(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(staging.os, "fsync", refusing)
        with pytest.raises(PublishError, match=told) as refused:
            release(tmp_path, with_role("chair"))
    assert refused.value.code == MACHINE and "\n" not in str(refused.value)
    assert tree(tmp_path) == before


def test_what_fails_once_the_release_is_in_its_place_does_not_say_that_nothing_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """Every step after the rename in turn: the folder that is synced, each of index.json and latest.json."""
    for step in range(-5, 0):
        dist = tmp_path / str(step)
        released(dist)
        with monkeypatch.context() as patched:
            _refuse_at(patched, range(steps)[step])
            with pytest.raises(Unfinished) as failed:
                release(dist, with_role("chair"))
        assert failed.value.code == MACHINE
        assert str(failed.value) == (
            f"{dist / '2026.11.2'}: was published, but latest.json may not name it, and a power cut may undo "
            "it: the disk is full; make room and run again; the next run puts it right"
        )
        assert is_whole(dist / "2026.11.2")
        assert isinstance(release(dist, with_role("chair")), Unchanged)
        assert releases.read_latest(dist)["version"] == "2026.11.2"


def test_what_fails_before_that_leaves_nothing_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    released(tmp_path)
    before = tree(tmp_path)
    with monkeypatch.context() as patched:
        _refuse_at(patched, range(steps)[-6])
        with pytest.raises(PublishError, match="nothing was published: the disk is full"):
            release(tmp_path, with_role("chair"))
    assert tree(tmp_path) == before


def _refuse_at(patched: pytest.MonkeyPatch, step: int) -> None:
    """The disk is full the step-th time that something is forced to it."""
    left = [step]
    fsync = os.fsync

    def refusing(handle: int) -> None:
        left[0] -= 1
        if left[0] == -1:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(handle)

    patched.setattr(os, "fsync", refusing)


def test_every_folder_that_must_know_of_a_release_is_forced_to_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the one that dist is in; dist itself after the rename, index.json and latest.json."""
    forced: list[Path] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        forced.append(Path(f"/proc/self/fd/{handle}").readlink())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    dist = tmp_path / "new" / "dist"
    made = release(dist)
    assert forced[:2] == [tmp_path, tmp_path / "new"]
    *inner, renamed, index, listed, latest, named = forced
    folders = [path.relative_to(made.folder) for path in made.folder.rglob("*") if path.is_dir()]
    assert Path("quality") in folders
    assert {dist / ".staging-2026.11.1" / folder for folder in folders} <= set(inner)
    assert (renamed, listed, named) == (dist, dist, dist)
    assert index.name.startswith(".index.json.") and latest.name.startswith(".latest.json.")


def test_a_file_in_place_of_the_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("I am a file")
    with pytest.raises(PublishError, match="nothing was published"):
        release(tmp_path / "dist")


def test_a_folder_that_someone_made_keeps_its_number_and_content(tmp_path: Path) -> None:
    (tmp_path / "2026.11.1").mkdir()
    made = release(tmp_path)
    assert made.version == "2026.11.2"
    assert list((tmp_path / "2026.11.1").iterdir()) == []


def test_older_releases_that_are_spoilt_stop_no_later_one(tmp_path: Path) -> None:
    """Each in another way; all are named, and none is compared with."""
    odd = [*((how, "quotes.parquet") for how in odd_files.ODD.values())]
    odd += [(odd_files.fifo, name) for name in ("SHA256SUMS", "build.json", "datapackage.json")]
    odd += [(Path.touch, "quotes.csv")]
    for number, (how, name) in enumerate(odd, 2):
        folder = released(tmp_path).rename(tmp_path / f"2026.11.{number}")
        (folder / name).unlink()
        how(folder / name)
    with within(60):
        made = release(tmp_path)
    assert isinstance(made, Published)
    assert (made.version, verify(made.folder)) == (f"2026.11.{len(odd) + 2}", [])
    told, noted = made.changes.split("; "), (made.folder / "CHANGELOG.md").read_text()
    for number, (_, name) in enumerate(odd, 2):
        start = f"release 2026.11.{number} is damaged and was not compared: {name}: "
        assert any(line.startswith(start) for line in told)
        assert f"Release 2026.11.{number} is damaged and was passed over." in noted
    assert told[-1] == "no release to compare with"


def test_an_odd_latest_json_stops_none_either(tmp_path: Path) -> None:
    """What can be put right is, before anything else; the last in its way is there when one is published."""
    released(tmp_path)
    put_right = [name for name in odd_files.ODD if name != "folder"]
    for odd in put_right:
        (tmp_path / "latest.json").unlink()
        odd_files.ODD[odd](tmp_path / "latest.json")
        with within(30):
            made = release(tmp_path, with_role("chair") if odd == put_right[-1] else valid_frames())
        assert made.version == ("2026.11.2" if odd == put_right[-1] else "2026.11.1")
        assert releases.read_latest(tmp_path)["version"] == made.version
    (tmp_path / "latest.json").unlink()
    (tmp_path / "latest.json").mkdir()
    with pytest.raises(PublishError, match="nothing was published"):
        release(tmp_path, with_role("member"))


def test_a_lost_latest_is_made_again_even_if_nothing_changed(tmp_path: Path) -> None:
    released(tmp_path)
    before = tree(tmp_path)
    (tmp_path / "latest.json").unlink()
    again = release(tmp_path)
    assert isinstance(again, Unchanged) and again.notes == ("latest.json names 2026.11.1 again",)
    assert tree(tmp_path) == before


def test_numbers_start_again_each_month(tmp_path: Path) -> None:
    released(tmp_path)
    made = release(tmp_path, with_role("chair"), today=TODAY.replace(month=12, day=1))
    assert made.version == "2026.12.1"
