"""Watching processes from outside, native code included: the addresses in what strace sees."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

import pytest

MUST = ("CI", "STRACE_REQUIRED")
"""Where one of these is set, to be unable to watch is a failure; elsewhere it only skips the test."""

CALLS = "connect,sendto,sendmsg,sendmmsg,bind"
RESOLVER = "io.systemd.Resolve"
"""Part of the path of the Unix sockets through which names are looked up."""

_DOMAIN_PORT = 53
_LOCAL_FAMILIES = ("AF_UNIX", "AF_NETLINK", "AF_UNSPEC")
_ADDRESS = re.compile(r"\{sa_family=(?P<family>AF_\w+)(?P<rest>[^}]*)")
_HOST = re.compile(r'(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"')
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")


class Address(NamedTuple):
    """An address of a call: its family, the port (0 without one), and the host, or the path of a socket."""

    family: str
    port: int
    host: str

    @property
    def is_beyond(self) -> bool:
        """Whether it leads off this machine, or asks for a name, which leads there."""
        if self.family in _LOCAL_FAMILIES:
            return RESOLVER in self.host
        if not self.family.startswith("AF_INET"):
            return True
        return self.port == _DOMAIN_PORT or not ip_address(self.host).is_loopback


class Traced(NamedTuple):
    """A command that was watched: its exit code, what it printed and said, and every address of its calls."""

    code: int
    printed: str
    said: str
    addresses: list[Address]


def traced(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Traced:
    """Run `command` in `folder` under strace, and all that it starts; skips where that cannot be."""
    process = start(command, folder, environment)
    try:
        printed, said = process.communicate(timeout=300)
    finally:
        process.kill()
    return Traced(process.returncode, printed, said, seen(folder))


def start(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> subprocess.Popen[str]:
    """The same, under way: strace, whose one child is the command; `seen` is for when it has ended."""
    must_watch()
    return subprocess.Popen(
        [*watching(folder), *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def watching(folder: Path) -> list[str]:
    """What goes before a command that runs in `folder`, so that `seen` knows its calls."""
    options = ("-f", "--seccomp-bpf", "-qq", "-s", "256", "-e", f"trace={CALLS}")
    return ["strace", *options, "-o", str(_log(folder))]


def seen(folder: Path) -> list[Address]:
    """Every address of the calls of what ran in `folder`."""
    return list(addresses(_log(folder).read_text(errors="replace")))


def _log(folder: Path) -> Path:
    return folder.parent / f"{folder.name}.strace"


def addresses(log: str) -> Iterator[Address]:
    """Every address that strace printed, in order."""
    for found in _ADDRESS.finditer(log):
        rest = found["rest"]
        host, port = _HOST.search(rest), _PORT.search(rest)
        yield Address(found["family"], int(port[1]) if port else 0, host[1] if host else rest)


def hindrance() -> str | None:
    """Why system calls cannot be seen here, if so: a machine may have strace and forbid it."""
    if shutil.which("strace") is None:
        return "strace is not installed (on Debian: apt-get install strace)"
    tried = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "true"], capture_output=True, text=True, check=False
    )
    return f"strace may not watch here: {tried.stderr.strip()}" if tried.returncode else None


def must_watch() -> None:
    """Skip the test where system calls cannot be seen; fail it where they must be."""
    reason = hindrance()
    if reason and any(os.environ.get(name) for name in MUST):
        pytest.fail(f"{reason}; it must be seen here that nothing leaves the machine")
    if reason:
        pytest.skip(f"{reason}, so system calls cannot be seen")
