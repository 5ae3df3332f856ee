"""What tests share: no test touches the user's own Prefect, and those of flows have one server together."""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from flows.engine import environment
from tests.once import once

# A property is tried on the same examples in every run, however slow the machine, so that a change is judged
# by what it does; `make search` draws new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile("same")

# Before anything imports Prefect, which reads it then.
_HOME = tempfile.mkdtemp(prefix="parallax-prefect-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["PREFECT_HOME"] = _HOME
os.environ["PREFECT_LOGGING_LEVEL"] = "CRITICAL"
os.environ.pop("PREFECT_API_URL", None)
# The rest, before a test imports Prefect itself.
environment.keep_quiet()


_MAKE_TABLES = """
import asyncio
from prefect.server.database import provide_database_interface
asyncio.run(provide_database_interface().create_db())
"""


@pytest.fixture(scope="session")
def prefect_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which Prefect has made its tables: that takes two thirds of a server's start."""

    def make(home: Path) -> None:
        told = os.environ | {"PREFECT_HOME": str(home)}
        subprocess.run([sys.executable, "-c", _MAKE_TABLES], env=told, check=True)

    return once(tmp_path_factory, "prefect-home", make) / "prefect.db"


@pytest.fixture(scope="session")
def used_before(prefect_database: Path) -> Callable[[Path], None]:
    """Makes of a folder a home of Prefect as an earlier run leaves it: with a database."""

    def make(home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(prefect_database, home / "prefect.db")

    return make


@pytest.fixture(scope="session")
def prefect_server(prefect_database: Path) -> Iterator[None]:
    """A Prefect server for every test that runs a flow; it takes seconds, once."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415
    from prefect.testing import utilities  # noqa: PLC0415

    def home() -> str:
        folder = tempfile.mkdtemp(dir=_HOME)
        shutil.copy(prefect_database, Path(folder) / "prefect-test.db")
        return folder

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(utilities, "mkdtemp", home)
        with (
            utilities.prefect_test_harness(server_startup_timeout=120),
            temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
        ):
            yield
