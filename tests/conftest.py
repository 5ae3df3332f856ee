"""What tests share: no test touches the user's own Prefect, and its database is made once."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from flows.engine import environment, server, server_app
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
# A tenth of what all tests cost is else spent on looking for garbage among libraries that stay.
server_app.seldom_collect()


@contextmanager
def _server_at(home: Path) -> Iterator[server.Door]:
    """The server of a run, up, with its files in `home`; its door knows the login."""
    door = server.new_door()
    child = server._start(door, {**server._EPHEMERAL, "PREFECT_HOME": str(home)})
    try:
        child.wait_until_up()
        yield door
    finally:
        child.stop()


@pytest.fixture(scope="session")
def prefect_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which a server that found none made its tables: that takes longer than all else of it."""

    def make(home: Path) -> None:
        with _server_at(home):
            pass

    return once(tmp_path_factory, "prefect-home", make) / "prefect.db"


@pytest.fixture(scope="session")
def used_before(prefect_database: Path) -> Callable[[Path], None]:
    """Makes of a folder a home of Prefect as an earlier run leaves it: with a database."""

    def make(home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(prefect_database, home / "prefect.db")

    return make


@pytest.fixture(scope="module")
def prefect_server(
    tmp_path_factory: pytest.TempPathFactory, used_before: Callable[[Path], None]
) -> Iterator[server.Door]:
    """A Prefect server for the tests of a file that record runs, or look at the server itself."""
    from prefect import settings  # noqa: PLC0415 (takes a second)

    home = tmp_path_factory.mktemp("prefect-home")
    used_before(home)
    with _server_at(home) as door:
        told: dict[settings.Setting, object] = {
            getattr(settings, name): value for name, value in door.for_clients().items()
        }
        with settings.temporary_settings(told | {settings.PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield door
