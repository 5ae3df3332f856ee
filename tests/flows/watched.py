"""Watching processes for connections: a hook that Python runs at the start of each, and its log."""

import ast
from pathlib import Path
from typing import NamedTuple

HOOK = r"""
import os, sys

WITH_PLACE = ("socket.connect", "socket.sendto", "socket.sendmsg")
LOOK_UPS = ("socket.getaddrinfo", "socket.gethostbyname")
LOG = os.open(os.environ["WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def record(event, host):
    host = host.decode(errors="replace") if isinstance(host, bytes) else host
    os.write(LOG, (repr((event, host)) + "\n").encode())


def watch(event, arguments):
    if event in WITH_PLACE + LOOK_UPS:
        place = arguments[event in WITH_PLACE]
        record(event, place[0] if isinstance(place, tuple) else place)


record("start", " ".join(sys.orig_argv))
sys.addaudithook(watch)
"""


class Call(NamedTuple):
    """A connection, or a look-up of a name, that a process tried; or its start, with its command."""

    event: str
    host: str | None


def calls(log: Path) -> list[Call]:
    """Everything that the hook wrote."""
    lines = log.read_text().splitlines() if log.exists() else []
    return [Call(*ast.literal_eval(line)) for line in lines]
