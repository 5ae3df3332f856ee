"""Watching processes for connections: a hook that Python runs at the start of each, and its log."""

import ast
from pathlib import Path
from typing import NamedTuple

HOOK = """
import os, sys

EVENTS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
LOG = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def watch(event, arguments):
    if event in EVENTS:
        place = arguments[1] if event in ("socket.connect", "socket.sendto", "socket.sendmsg") else arguments[0]
        host = place[0] if isinstance(place, tuple) else place
        if isinstance(host, bytes):
            host = host.decode(errors="replace")
        os.write(LOG, (repr((os.getpid(), event, host)) + "\\n").encode())


sys.addaudithook(watch)
"""


class Call(NamedTuple):
    """A connection, or a look-up of a name, that a process tried."""

    process: int
    event: str
    host: str | None


def calls(log: Path) -> list[Call]:
    """Everything that the hook wrote."""
    lines = log.read_text().splitlines() if log.exists() else []
    return [Call(*ast.literal_eval(line)) for line in lines]
