"""A schedule on this machine: what it hands to a deployment, and that nothing outlives it.

That a run starts when it is due, and that a signal ends all of it, is seen in test_leaves.py.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from flows.engine import serve
from flows.exits import INPUT, Refused
from flows.settings import Settings
from tests.flows.processes import PROJECT, below, needs_proc, remaining


@pytest.mark.parametrize("cron", ["daily", "0 6 * *", "61 * * * *", ""])
def test_what_is_no_cron_expression_is_refused(cron: str) -> None:
    with pytest.raises(Refused, match="is no cron expression; write five fields") as refused:
        serve.check_cron(cron)
    assert refused.value.code == INPUT


def deployments() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load((PROJECT / "prefect.yaml").read_text())["deployments"]
    return found


@pytest.mark.parametrize("deployment", deployments(), ids=lambda deployment: str(deployment["name"]))
def test_prefect_yaml_declares_a_flow_that_is_there_and_takes_no_parameters(
    deployment: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from prefect.flows import load_flow_from_entrypoint  # noqa: PLC0415

    monkeypatch.chdir(PROJECT)
    flow = load_flow_from_entrypoint(deployment["entrypoint"])
    assert not flow.parameters.properties and "parameters" not in deployment
    for schedule in deployment["schedules"]:
        serve.check_cron(schedule["cron"])


@pytest.fixture
def serving(settings: Settings, used_before: Callable[[Path], None]) -> Iterator[subprocess.Popen[str]]:
    """`parallax serve` with a schedule that is not due, once it waits."""
    used_before(settings.prefect_home)
    folders = ["--raw", str(settings.raw), "--dist", str(settings.dist), "--work", str(settings.work)]
    run = "import sys; from flows.cli.main import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", run, "serve", "--cron", "0 0 1 1 *", *folders]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=kept, cwd=PROJECT, start_new_session=True
    )
    try:
        assert process.stderr
        assert "Starting Prefect's server" in process.stderr.readline()
        assert "Ctrl-C ends it" in process.stderr.readline()
        yield process
    finally:
        process.kill()
        process.wait()


def environment_of(pid: int) -> dict[str, str]:
    """The environment with which a process was started."""
    pairs = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def client_of(serving: subprocess.Popen[str]) -> httpx.Client:
    """Someone who knows the login, as no one should but the runs."""
    told = environment_of(below(serving.pid)[0])
    user, _, password = told["PREFECT_API_AUTH_STRING"].partition(":")
    return httpx.Client(base_url=told["PREFECT_API_URL"], auth=(user, password), timeout=60)


def posted(client: httpx.Client, parameters: dict[str, Any], environment: dict[str, str]) -> str | None:
    """Ask for a run at once; gives its id, or None where that is refused."""
    found = client.post("/deployments/filter", json={}).raise_for_status().json()
    variables = {"env": environment}
    wanted = {"parameters": parameters, "job_variables": variables, "state": {"type": "SCHEDULED"}}
    answer = client.post(f"/deployments/{found[0]['id']}/create_flow_run", json=wanted)
    return str(answer.json()["id"]) if answer.is_success else None


def ended(client: httpx.Client, run: str) -> str:
    """The state in which a run ended."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        state = str(client.get(f"/flow_runs/{run}").raise_for_status().json()["state"]["type"])
        if state in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
            return state
        time.sleep(0.5)
    return "still at work"


@needs_proc
@pytest.mark.slow
def test_no_run_chooses_its_folders_and_none_outlives_a_kill(
    serving: subprocess.Popen[str], settings: Settings, tmp_path: Path
) -> None:
    """Not even with the login: what a run is asked to read and write is refused, or has no effect."""
    victim = tmp_path / "victim"
    (victim / "tables").mkdir(parents=True)
    (victim / "tables" / "thesis.txt").write_text("ten years of work")
    with client_of(serving) as client:
        elsewhere = {"settings": {"raw": str(settings.raw), "work": str(victim), "dist": str(victim)}}
        assert (run := posted(client, elsewhere, {})) is None or ended(client, run) in ("FAILED", "CRASHED")
        run = posted(client, {}, {"PARALLAX_WORK": str(victim), "PARALLAX_DIST": str(victim)})
        assert run and ended(client, run) == "COMPLETED"
        assert (settings.dist / "latest.json").exists()
        assert posted(client, {}, {})
        deadline = time.monotonic() + 60
        while len(below(serving.pid)) < 3 and time.monotonic() < deadline:
            time.sleep(0.1)
    kept = sorted(path.relative_to(victim).as_posix() for path in victim.rglob("*"))
    assert kept == ["tables", "tables/thesis.txt"]
    started = below(serving.pid)
    assert len(started) >= 3, "the server, a run, and the keeper of its semaphores"
    serving.kill()
    assert not remaining(started, 45)


@pytest.mark.parametrize(("text", "minutes"), [("1m", 1), ("6h", 360), ("2d", 2880)])
def test_how_often_is_a_number_with_its_unit(text: str, minutes: int) -> None:
    assert serve.interval(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["0m", "6", "h", "1.5h", "-1h", "6 h", "999999d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no time; write a number with m, h or d"):
        serve.interval(text)


@pytest.mark.parametrize(("cron", "every"), [(None, None), ("0 6 * * *", "6h")])
def test_a_schedule_is_one_of_the_two(cron: str | None, every: str | None) -> None:
    with pytest.raises(Refused, match="give either --cron or --every"):
        serve.Schedule.of(cron, every)


def test_a_schedule_knows_when_runs_are_due() -> None:
    start = datetime(2026, 11, 27, 5, 30, tzinfo=UTC)
    daily, often = serve.Schedule.of("0 6 * * *", None), serve.Schedule.of(None, "6h")
    assert daily.due(start)[:2] == ["2026-11-27T06:00:00+00:00", "2026-11-28T06:00:00+00:00"]
    assert often.due(start)[:2] == ["2026-11-27T11:30:00+00:00", "2026-11-27T17:30:00+00:00"]
