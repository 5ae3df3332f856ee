"""The log of a run: a file in the work folder, emptied by each run; on the terminal where asked for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import exits
from flows.cli import main as cli
from flows.engine import logs
from flows.engine.build import build
from flows.settings import Settings
from flows.store import files as storage
from tests.flows.raw import ARTICLE, write_origin
from transforms.results import Failure

FAILURE = Failure("d1", "quotes", "Traceback (most recent call last):\nValueError: no\n")


@pytest.fixture(autouse=True)
def _handlers_as_they_were() -> Iterator[None]:
    before = list(logs.LOGGER.handlers)
    yield
    for handler in [handler for handler in logs.LOGGER.handlers if handler not in before]:
        logs.LOGGER.removeHandler(handler)
        handler.close()


def read(work: Path) -> str:
    return (work / logs.LOG).read_text(encoding="utf-8")


@pytest.mark.usefixtures("unseen", "quick")
def test_the_traceback_of_every_rejected_document_stands_in_the_log(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = ARTICLE.replace(b"Veldmouth", b"EXPLODE")
    write_origin(settings.raw, "bay-radio", {"broken.txt": broken})
    made = storage.load(build(settings))
    (rejected,) = made.tables.rejects["document_id"]
    said = read(settings.work)
    assert f"WARNING document {rejected} was rejected at quotes:\nTraceback (most recent call last):" in said
    assert "RuntimeError: this text cannot be read" in said and "in __call__" in said
    assert "DEBUG finding quotes: 2 documents, " in said
    assert "Traceback" not in capsys.readouterr().err


def test_each_run_begins_an_empty_log(tmp_path: Path) -> None:
    for name in ("first", "second"):
        logs.to_file(tmp_path)
        logs.LOGGER.info("%s run", name)
    assert read(tmp_path).endswith("INFO second run\n") and "first" not in read(tmp_path)
    assert "INFO first run" in (tmp_path / f"{logs.LOG}.1").read_text()


def test_only_verbose_shows_it_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    logs.to_file(tmp_path)
    logs.rejected([FAILURE])
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "INFO")
    logs.to_file(tmp_path)
    logs.rejected([FAILURE])
    assert FAILURE.traceback in capsys.readouterr().err
    assert FAILURE.traceback in read(tmp_path)


def test_a_fault_leaves_its_traceback_in_the_log_and_one_line_on_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(cli.cli, "main", fail)
    logs.to_file(tmp_path)
    assert cli.run([]) == exits.FAULT
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert "KeyError: 'x'" in read(tmp_path) and "in fail" in read(tmp_path)


def test_a_log_that_cannot_be_written_stops_nothing_and_says_nothing() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    code = (
        "import logging; from flows.engine import logs; from pathlib import Path\n"
        "logs._use(logs._File('/dev/full', mode='a'), logging.DEBUG)\n"
        "logs.LOGGER.error('lost'); print('went on')"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("went on\n", "")


def test_who_uses_the_package_as_a_library_hears_nothing() -> None:
    code = "from flows.engine import logs; logs.LOGGER.error('heard')"
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stderr == ""
