"""Nothing leaves the machine, and nothing that libraries say of themselves reaches the terminal."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.conftest import Run
from tests.flows.watched import HOOK, calls

PROJECT = Path(__file__).parents[3]
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def ask(code: str, **environment: str) -> str:
    """What a fresh Python prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_a_release_opens_no_connection_beyond_this_machine(whole_run: Run) -> None:
    assert whole_run.code == 0, whole_run.said
    hosts = {call.host for call in whole_run.calls if call.event != "start"}
    # None asks for an address to listen on; a path is a Unix socket.
    assert not {host for host in hosts if host and not host.startswith("/")} - LOOPBACK


def test_client_and_server_were_watched_so_the_test_above_can_fail(whole_run: Run) -> None:
    started = [call.host or "" for call in whole_run.calls if call.event == "start"]
    assert any("server_app" in command for command in started)
    assert any(call == ("socket.connect", "127.0.0.1") for call in whole_run.calls)


def test_the_watch_sees_a_connection_beyond(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    knock = (
        "import socket\ns = socket.socket()\ns.settimeout(0.01)\n"
        "try: s.connect(('192.0.2.1', 9))\nexcept OSError: pass"
    )
    ask(f"{HOOK}\n{knock}", WATCHED=str(log))
    assert calls(log)[1:] == [("socket.connect", "192.0.2.1")]


def test_no_import_of_ours_brings_what_calls_home_as_soon_as_it_is_imported() -> None:
    """Loading a model does, and says first that it must not: see flows/store/resources.py."""
    modules = "flows.cli.attribute, flows.spacy_factory, flows.engine.release, transforms.attribution.model"
    assert ask(f"import sys, {modules}; print('onnxruntime' in sys.modules)") == "False"


@pytest.mark.parametrize("name", ["DO_NOT_TRACK", "PREFECT_SERVER_ANALYTICS_ENABLED"])
def test_what_the_user_has_set_stays(name: str) -> None:
    show = f"import flows.engine, os; print(os.environ[{name!r}])"
    assert ask(show) in ("1", "false")
    assert ask(show, **{name: "as-it-was"}) == "as-it-was"


def test_prefect_sees_what_was_set_whichever_module_comes_first() -> None:
    show = (
        "from flows.engine.build import build\nimport prefect.settings\n"
        "s = prefect.settings.get_current_settings()\n"
        "print(s.server.analytics_enabled, s.server.ephemeral.startup_timeout_seconds)"
    )
    assert ask(show) == "False 120"


@pytest.mark.parametrize("library", ["prefect", "great_expectations"])
def test_who_imports_what_would_call_home_says_first_that_it_must_not(library: str) -> None:
    """Prefect is imported in flows/engine alone, which says it first; the other where it is told offline."""
    allowed = {"prefect": PROJECT / "flows" / "engine", "great_expectations": PROJECT / "flows" / "quality"}
    for path in PROJECT.glob("flows/**/*.py"):
        imported = {name for node in ast.walk(ast.parse(path.read_text())) for name in names(node)}
        assert library not in imported or path.is_relative_to(allowed[library]), path


def names(node: ast.AST) -> Iterator[str]:
    """Top-level names that an import statement brings."""
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module.split(".")[0]


def test_only_our_own_lines_are_on_standard_error(whole_run: Run) -> None:
    stages = [line.split(":")[0] for line in whole_run.said.splitlines()]
    assert stages == [
        "starting",
        "reading",
        "loading the models",
        "finding quotes",
        "settling",
        "comparing stories",
        "assembling",
        "comparing",
        "checking",
        "publishing",
    ]
