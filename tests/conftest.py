"""What tests share: no test touches the user's own Prefect, and those of flows have one server together."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from flows.engine import environment

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


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """A Prefect server for every test that runs a flow; it takes ten seconds, once."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415
    from prefect.testing.utilities import prefect_test_harness  # noqa: PLC0415

    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield
