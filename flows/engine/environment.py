"""Everything that Parallax tells Prefect through the environment, in one place, before Prefect is imported.

Prefect reads its settings once, while it is imported, and starts its own server as a child that inherits
the environment. So this must run first: `flows/engine/__init__.py` calls `keep_quiet`, only modules of that
package import Prefect, and none of them can be imported before it. What the user has set stays as it is;
whoever uses other packages of the project keeps an environment as it was.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {
        # Nothing leaves the machine.
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "GX_ANALYTICS_ENABLED": "false",
        # Whoever loads a model says it, too; here it also holds for what other processes of ours import.
        "ORT_DISABLE_TELEMETRY": "1",
        # A run needs no server that someone set up, and a busy machine may need long to start one.
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_UI_ENABLED": "false",
        # No run uses a block; to enter all kinds of them takes a quarter of the server's start.
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",
        "PREFECT_CLI_PROMPT": "false",
        # With Prefect's own values here, run records get lost under load.
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
        "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "500",
        "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    }
)

QUIET = "CRITICAL"
LOUD = "INFO"


def keep_quiet() -> None:
    """Set what the user has not: no telemetry, no prompt, patience with the server, no lost records."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)


def prefect_at(home: Path, *, verbose: bool) -> None:
    """Keep Prefect's files in `home`, and its log to itself unless `verbose`; call before importing it.

    Raises OSError where `home` cannot be made: Prefect itself would wait two minutes and say less.
    """
    home.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("PREFECT_HOME", str(home.absolute()))
    os.environ.setdefault("PREFECT_LOGGING_LEVEL", LOUD if verbose else QUIET)
    # The server speaks through the same terminal: at shutdown it complains of what it did not finish.
    os.environ.setdefault("PREFECT_SERVER_LOGGING_LEVEL", LOUD if verbose else QUIET)


def is_verbose() -> bool:
    """Whether the user asked for Prefect's log, and so for tracebacks."""
    return os.environ.get("PREFECT_LOGGING_LEVEL", QUIET) != QUIET


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep what libraries log about themselves, warnings included, off the terminal unless verbose."""
    before = logging.root.manager.disable
    logging.disable(before if is_verbose() else logging.WARNING)
    try:
        yield
    finally:
        logging.disable(before)
