"""Nothing leaves the machine, native code included: system calls are watched from outside."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.flows import traced as module
from tests.flows.conftest import EMPTY, Run, least
from tests.flows.processes import below, needs_proc, remaining
from tests.flows.raw import ARTICLE, write_origin
from tests.flows.traced import Address, Traced, addresses, must_watch, seen, start, traced

PROJECT = Path(__file__).parents[3]
RUN = "from flows.cli.main import main; main()"
PATIENCE = 300


@pytest.fixture
def place(tmp_path: Path, used_before: Callable[[Path], None]) -> Path:
    """A folder with raw/ in it, beside the folders in which nothing may appear."""
    used_before(tmp_path / "work" / "prefect")
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    for name in EMPTY:
        (tmp_path / name).mkdir()
    return tmp_path


def watched(place: Path, *arguments: str) -> Traced:
    """A command line in an environment that has nothing but what a system gives to everyone."""
    return traced([sys.executable, "-c", RUN, *arguments], place / "here", least(place))


def beyond(addresses: Iterable[Address]) -> set[Address]:
    return {address for address in addresses if address.is_beyond}


def left(place: Path) -> list[Path]:
    return [path for name in EMPTY for path in (place / name).rglob("*")]


@pytest.mark.slow
def test_a_release_sends_nothing_beyond_this_machine_and_writes_only_in_its_folders(whole_run: Run) -> None:
    must_watch()
    assert whole_run.code == 0, whole_run.said
    assert whole_run.answer["outcome"] == "published"
    found = seen(whole_run.folder / "here")
    assert any(address.family == "AF_INET" for address in found), "its own server was not seen"
    assert not beyond(found)
    assert not left(whole_run.folder)


@pytest.mark.slow
def test_attribute_sends_nothing_at_all_and_writes_nothing(place: Path) -> None:
    run = watched(place, "attribute", str(place / "raw" / "lowford-post" / "harbour.txt"))
    assert run.code == 0, run.said
    assert json.loads(run.printed)["attributions"]
    assert not beyond(run.addresses)
    assert not left(place)


@needs_proc
@pytest.mark.slow
def test_nor_does_a_schedule_and_a_run_that_it_starts_and_a_signal_ends_all(place: Path) -> None:
    folders = [f"--{name}={place / name}" for name in ("raw", "work", "dist")]
    command = [sys.executable, "-c", RUN, "serve", "--cron", "* * * * *", *folders]
    process = start(command, place / "here", least(place))
    try:
        deadline = time.monotonic() + PATIENCE
        while not (place / "dist" / "latest.json").exists() and time.monotonic() < deadline:
            assert process.poll() is None
            time.sleep(0.5)
        started = below(process.pid)
        os.kill(started[0], signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, said.splitlines()[-1]) == (0, "Stopped"), said
    assert len(started) > 1 and not remaining(started, 5)
    assert (place / "dist" / "latest.json").exists(), said
    found = seen(place / "here")
    assert any(address.family == "AF_INET" for address in found), "its own server was not seen"
    assert not beyond(found)
    assert not left(place)


def test_the_watch_sees_a_name_looked_up_by_native_code(place: Path) -> None:
    look = "import socket\ntry: socket.getaddrinfo('nowhere.invalid', 80)\nexcept OSError: pass"
    found = traced([sys.executable, "-c", look], place / "here", {"PATH": os.environ["PATH"]})
    assert beyond(found.addresses)


def test_what_strace_prints_is_read() -> None:
    log = (
        '7 connect(3, {sa_family=AF_UNIX, sun_path="/run/nscd/socket"}, 110) = -1 ENOENT\n'
        '7 connect(3, {sa_family=AF_INET, sin_port=htons(4200), sin_addr=inet_addr("127.0.0.1")}, 16) = 0\n'
        "7 sendto(3, {{len=20, type=RTM_GETADDR}, {ifa_family=AF_UNSPEC}}, 20, 0, "
        "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20\n"
        '8 connect(4, {sa_family=AF_INET6, sin6_port=htons(443), inet_pton(AF_INET6, "2001:db8::1", '
        "&sin6_addr), sin6_scope_id=0}, 28 <unfinished ...>\n"
        '8 connect(5, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0\n'
        '8 connect(5, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0\n'
        '8 bind(6, {sa_family=AF_INET, sin_port=htons(4200), sin_addr=inet_addr("0.0.0.0")}, 16) = 0\n'
    )
    assert [address.is_beyond for address in addresses(log)] == [False, False, False, True, True, True, True]


def test_where_it_must_be_watched_a_machine_that_cannot_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.shutil, "which", lambda _: None)
    for name in module.MUST:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(pytest.skip.Exception, match="strace is not installed"):
        module.must_watch()
    monkeypatch.setenv("STRACE_REQUIRED", "1")
    with pytest.raises(pytest.fail.Exception, match="strace is not installed"):
        module.must_watch()
