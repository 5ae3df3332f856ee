"""Who asked for it is told how a run ended, and nobody else; whatever happens there costs the run nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from flows.engine import alarm
from flows.store.runs import Run


def run(outcome: str) -> Run:
    return Run(
        started_at="2026-11-27T06:00:00+00:00", seconds=2, outcome=outcome, told="Not published", version="1"
    )


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What was posted to a server on the loopback interface, to which the variable points."""
    found: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if found[-1]["outcome"] == "failed" else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on standard error."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        monkeypatch.setenv(alarm.VARIABLE, f"http://127.0.0.1:{server.server_port}/hook")
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield found
        server.shutdown()
        thread.join()


def test_how_a_run_ended_is_posted_as_one_sentence_with_its_facts(told: list[dict[str, Any]]) -> None:
    alarm.tell(run("blocked"))
    (body,) = told
    assert body["text"] == "Parallax: Not published"
    assert (body["outcome"], body["version"], body["seconds"]) == ("blocked", "1", 2)


@pytest.mark.parametrize("outcome", alarm.QUIET)
def test_where_there_is_nothing_to_tell_nobody_is_told(outcome: str, told: list[dict[str, Any]]) -> None:
    alarm.tell(run(outcome))
    assert told == []


def test_a_place_that_fails_raises_nothing(told: list[dict[str, Any]]) -> None:
    alarm.tell(run("failed"))
    assert len(told) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/hook", "file:///etc/passwd", "no address"])
def test_an_address_that_cannot_be_used_raises_nothing_and_is_not_logged(
    url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(alarm.VARIABLE, url)
    alarm.LOGGER.addHandler(caplog.handler)
    try:
        alarm.tell(run("blocked"))
    finally:
        alarm.LOGGER.removeHandler(caplog.handler)
    assert "nobody was told how the run ended" in caplog.text and url not in caplog.text
