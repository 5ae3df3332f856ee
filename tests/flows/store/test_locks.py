"""A folder is used by one run at a time; a second one hears so at once, and a dead one holds nothing."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from flows.exits import MACHINE
from flows.store.locks import LOCK, Busy, locked

PROJECT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from flows.store.locks import locked
with locked(Path(sys.argv[1])):
    print('locked', flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has locked `folder`, until it is killed."""
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        yield other
        other.kill()


def test_a_folder_that_another_process_uses_is_busy_at_once_and_one_that_died_holds_nothing(
    tmp_path: Path,
) -> None:
    with another_process(tmp_path):
        start = time.monotonic()
        with pytest.raises(Busy, match="another run is using it; wait for it") as busy, locked(tmp_path):
            pass
        assert time.monotonic() - start < 1
        assert busy.value.code == MACHINE
    assert (tmp_path / LOCK).exists()
    with locked(tmp_path):
        pass


def test_two_runs_in_one_process_are_two_runs(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Busy), locked(tmp_path):
        pass


def test_a_folder_is_let_go_at_the_end_also_of_a_run_that_failed(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path):
        raise KeyError
    with locked(tmp_path / "new"), locked(tmp_path):
        pass
