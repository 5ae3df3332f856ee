"""A schedule on this machine: what it hands to a deployment, and that nothing outlives it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.engine import serve
from flows.exits import INPUT, Refused
from flows.settings import Settings

PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize("cron", ["daily", "0 6 * *", "61 * * * *", ""])
def test_what_is_no_cron_expression_is_refused(cron: str) -> None:
    with pytest.raises(Refused, match="is no cron expression; write five fields") as refused:
        serve.check_cron(cron)
    assert refused.value.code == INPUT


def test_a_deployment_gets_folders_that_hold_wherever_it_runs() -> None:
    given = serve.parameters(Settings(chunk_size=7))["settings"]
    assert given == {
        "raw": str(Path("raw").absolute()),
        "dist": str(Path("dist").absolute()),
        "work": str(Path("build").absolute()),
        "chunk_size": 7,
        "version": None,
    }


def deployments() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((PROJECT / "prefect.yaml").read_text())["deployments"]
    return found


@pytest.mark.parametrize("deployment", deployments(), ids=lambda deployment: str(deployment["name"]))
def test_prefect_yaml_declares_a_flow_that_is_there_and_takes_these_parameters(
    deployment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.flows import load_flow_from_entrypoint  # noqa: PLC0415

    monkeypatch.chdir(PROJECT)
    flow = load_flow_from_entrypoint(deployment["entrypoint"])
    assert flow.validate_parameters(deployment["parameters"]) == {"settings": Settings()}
    for schedule in deployment["schedules"]:
        serve.check_cron(schedule["cron"])


def children(pid: int) -> list[int]:
    """Every process that `pid` started, as the system lists them."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see a process's children")
def test_a_signal_ends_it_and_its_server(settings: Settings) -> None:
    folders = ["--raw", str(settings.raw), "--dist", str(settings.dist), "--work", str(settings.work)]
    run = "import sys; from flows.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", run, "serve", "--cron", "0 0 1 1 *", *folders]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=kept)
    assert process.stderr
    assert "Starting Prefect's server" in process.stderr.readline()
    assert "Ctrl-C ends it" in process.stderr.readline()
    below = children(process.pid)
    process.send_signal(signal.SIGTERM)
    said = process.stderr.read()
    assert process.wait(60) == 0
    assert said.splitlines()[-1:] == ["Stopped"], said
    assert below
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in below) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in below if Path(f"/proc/{pid}").exists()]
