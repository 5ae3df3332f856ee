"""`parallax validate`: a release against itself, and against the texts in raw/."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from flows import exits
from flows.cli.main import run
from flows.publishing import releases, validate
from flows.publishing.validate import problems
from tests.flows import odd_files
from tests.flows.publishing.spoiling import describe_again, under_schema
from tests.flows.raw import read_manifest, take_down, write_manifest
from tests.flows.release import released, tables_once
from tests.limits import within
from tests.transforms.reading.test_stage import TWINS

ROOT = Path(__file__).parents[3]
VERSIONS = releases.published(ROOT / "dist")


@pytest.fixture(autouse=True)
def _once() -> Iterator[None]:
    with tables_once():
        yield


@pytest.mark.parametrize("version", VERSIONS)
def test_every_published_release_is_valid_whatever_its_schema(version: str) -> None:
    assert problems(ROOT / "dist" / version, ROOT / "raw") == []


def test_a_release_of_a_newer_schema_is_refused_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = released(tmp_path)
    under_schema(folder, "9.9.9")
    describe_again(folder)
    assert run(["validate", str(folder)]) == exits.DATA
    assert "build.json: schema '9.9.9' is none that this Parallax knows" in capsys.readouterr().out


@pytest.mark.parametrize("odd", odd_files.ODD)
def test_nothing_in_the_folder_is_waited_for(tmp_path: Path, odd: str) -> None:
    folder = released(tmp_path)
    (folder / "build.json").unlink()
    odd_files.ODD[odd](folder / "build.json")
    with within(20):
        assert any(problem.startswith("build.json: ") for problem in problems(folder, None))


def _copy_of_raw(folder: Path) -> Path:
    """The project's raw/, whose texts the newest release is of."""
    for path in (ROOT / "raw").rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(ROOT / "raw")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    return folder


def test_what_was_taken_down_since_is_told_apart_from_what_is_not_there(tmp_path: Path) -> None:
    raw, newest = _copy_of_raw(tmp_path / "raw"), ROOT / "dist" / VERSIONS[-1]
    origin = raw / "site-34"
    (document,) = read_manifest(origin)["documents"]
    take_down(raw, origin="site-34", locator=document["locator"])
    (told,) = problems(newest, raw)
    assert told.startswith("documents: 1 row(s) were taken down since, and are not compared: doc_")


@pytest.mark.parametrize("twin", ["other line ends", "UTF-16"])
def test_so_is_a_copy_of_it_in_other_bytes(tmp_path: Path, twin: str) -> None:
    """The release holds the copy; the takedown names the other."""
    raw, newest = _copy_of_raw(tmp_path / "copy"), ROOT / "dist" / VERSIONS[-1]
    origin = raw / "site-34"
    manifest = read_manifest(origin)
    (document,) = manifest["documents"]
    text = (origin / document["path"]).read_text(encoding="utf-8")
    data = TWINS[twin](text)
    (origin / "twin.txt").write_bytes(data)
    facts = {
        "path": "twin.txt",
        "locator": "twin.txt",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    write_manifest(origin, manifest | {"documents": [document, document | facts]})
    take_down(raw, origin="site-34", locator="twin.txt")
    (told,) = problems(newest, raw)
    assert told.startswith("documents: 1 row(s) were taken down since")


@pytest.mark.parametrize("together", [5_000, 1])
def test_another_text_is_told_with_what_is_no_more_at_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    """However few documents are held together; what is not in raw/ is told, and not compared."""
    monkeypatch.setattr(validate, "DOCUMENTS", together)
    raw, newest = _copy_of_raw(tmp_path / "raw"), ROOT / "dist" / VERSIONS[-1]
    rmtree(raw / "site-34")
    changed = next(folder for folder in sorted(raw.iterdir()) if (folder / "manifest.json").exists())
    manifest = read_manifest(changed)
    (document,) = manifest["documents"]
    data = b"Another title\n\n" + (changed / document["path"]).read_bytes()
    (changed / document["path"]).write_bytes(data)
    facts = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    write_manifest(changed, manifest | {"documents": [document | facts]})
    told = problems(newest, raw)
    assert told[0].startswith("documents: 1 row(s) are not in raw: doc_")
    assert told[1].startswith("documents: 1 row(s) have another text in raw: doc_")
    key = told[1].rpartition(" ")[2]
    assert {problem.partition(":")[0] for problem in told[2:]} >= {"quote_spans", "quantities"}
    for problem in told[2:]:
        where = problem.partition("at their place: ")[2].removesuffix(" and more")
        assert all(one.startswith(f"{key}[") for one in where.split(", ")), problem


def test_a_list_in_another_form_is_an_error_here_too(tmp_path: Path) -> None:
    raw, newest = _copy_of_raw(tmp_path / "raw"), ROOT / "dist" / VERSIONS[-1]
    (raw / "takedowns.json").rename(raw / "Takedowns.json")
    assert run(["validate", str(newest), "--raw", str(raw)]) == exits.INPUT


def test_a_machine_gets_the_problems_as_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = released(tmp_path)
    (folder / "LICENSE").unlink()
    assert run(["validate", str(folder), "--json"]) == exits.DATA
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"folder": str(folder), "valid": False, "problems": ["LICENSE: is missing"]}
