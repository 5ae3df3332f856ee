"""The same raw/, code and lock give the same bytes in every file of a release, wherever it is built."""

import json
from pathlib import Path

import pytest

from flows.engine.release import release
from flows.settings import Settings
from tests.flows.conftest import Run
from tests.flows.raw import ARTICLE, write_origin
from tests.flows.release import tree


def _code(release_folder: Path) -> tuple[str, bool]:
    """Revision of the code that made a release, and whether it had changes."""
    record = json.loads((release_folder / "build.json").read_text("utf-8"))
    return record["code_revision"], record["dirty"]


@pytest.mark.usefixtures("unseen")
def test_another_process_folder_and_cut_give_the_same_bytes(whole_run: Run, tmp_path: Path) -> None:
    """The other run was a process of its own, so its sets and dicts of texts were hashed in another order."""
    version = whole_run.answer["version"]
    write_origin(tmp_path / "in", "lowford-post", {"harbour.txt": ARTICLE})
    places = {"raw": tmp_path / "in", "dist": tmp_path / "out", "work": tmp_path / "work"}
    made = release(Settings(**places, version=version, chunk_size=1))
    assert made.folder
    here, there = tree(made.folder), tree(whole_run.folder / "dist" / version)
    assert here.keys() == there.keys()
    if _code(made.folder) != _code(whole_run.folder / "dist" / version):
        pytest.skip("the checkout changed between the two builds: run the test again")
    assert [name for name in here if here[name] != there[name]] == []
