"""What the tests of flows share: settings in a temporary folder, and one whole run of the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.engine.tasks import unrecorded
from flows.settings import Settings
from tests.flows import traced
from tests.flows.extractors import replace_extractor
from tests.flows.fetching.outlets import MovedClock, Outlet, serving
from tests.flows.raw import ARTICLE, write_origin
from tests.flows.watched import HOOK, Call, calls
from tests.once import once
from tests.transforms.line import MarksExtractor

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A run of its own: one made-up origin as input, nothing published yet."""
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    return Settings(raw=tmp_path / "raw", dist=tmp_path / "dist", work=tmp_path / "work")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extractor without a model: whatever stands in quotation marks."""
    replace_extractor(monkeypatch, MarksExtractor)


@pytest.fixture
def unseen() -> Iterator[None]:
    """Prefect sees nothing of it, and no server is needed: what is made is the same."""
    with unrecorded():
        yield


@pytest.fixture(scope="session")
def _server() -> Iterator[Outlet]:
    with serving() as outlet:
        yield outlet


@pytest.fixture
def outlet(_server: Outlet) -> Outlet:
    """One server for all tests of fetching, emptied before each."""
    _server.forget()
    return _server


@pytest.fixture
def clock() -> MovedClock:
    """A clock that only the test moves, and who waits by it."""
    return MovedClock()


EMPTY = ("home", "here", "temporary")
"""Folders that are empty before, and must be so after: HOME, the current folder, and TMPDIR."""


def least(place: Path) -> dict[str, str]:
    """An environment that has nothing but what a system gives to everyone; its folders lie in `place`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "temporary"),
        "PYTHONPATH": str(PROJECT),
    }


@dataclass(frozen=True)
class Run:
    """One run of `parallax release`: its answer, what it said, and every connection that was tried."""

    code: int
    answer: dict[str, Any]
    said: str
    calls: list[Call]
    folder: Path


@pytest.fixture(scope="session")
def whole_run(tmp_path_factory: pytest.TempPathFactory, used_before: Callable[[Path], None]) -> Run:
    """`parallax release` as a process of its own, every process below it watched for connections.

    Python tells of them; where one may, the system does, too (`traced.seen` of the folder `here`).
    """

    def make(folder: Path) -> None:
        used_before(folder / "build" / "prefect")
        _run(folder)

    folder = once(tmp_path_factory, "whole-run", make)
    code, printed, said = json.loads((folder / "done.json").read_text())
    answer = json.loads(printed) if printed.startswith("{") else {}
    return Run(code, answer, said, calls(folder / "calls"), folder)


def _run(folder: Path) -> None:
    write_origin(folder / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    for name in (*EMPTY, "hook"):
        (folder / name).mkdir()
    (folder / "hook" / "sitecustomize.py").write_text(HOOK)
    path = os.pathsep.join((str(folder / "hook"), str(PROJECT)))
    environment = least(folder) | {"PYTHONPATH": path, "WATCHED": str(folder / "calls")}
    folders = [f"--raw={folder / 'raw'}", f"--work={folder / 'build'}", f"--dist={folder / 'dist'}"]
    command = [sys.executable, "-c", "from flows.cli.main import main; main()", "release", "--json", *folders]
    here = folder / "here"
    watched = [] if traced.hindrance() else traced.watching(here)
    done = subprocess.run(
        [*watched, *command], cwd=here, env=environment, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    (folder / "done.json").write_text(json.dumps([done.returncode, done.stdout, done.stderr]))
