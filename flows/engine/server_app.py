"""What runs in the server's own process: Prefect's application, for this machine and as long as its parent.

It is started as a file, with the number of a bound socket: see flows/engine/server.py. A page in a browser
may send requests to this machine under a name of its own (DNS rebinding), so whoever calls must name the
address at which the server listens. Who may call is Prefect's own check, of the login in the environment.
"""

import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

LOOPBACK = "127.0.0.1"
END = signal.SIGINT
"""What ends the server. A manager of services sends SIGTERM to all processes: it is for the run alone, which
must still tell the server how it ended, and would try to for more than a minute."""
_GRACE_SECONDS = 20
_ALLOCATIONS = 100_000


def seldom_collect() -> None:
    """Let Python look for cycles of garbage seldom in this process, which is imports for much of its life.

    Libraries of many classes (Prefect, Great Expectations, spaCy) keep nearly all that they make while they
    are imported, and looking it through again and again is a fifth of that time.
    """
    gc.set_threshold(_ALLOCATIONS, *gc.get_threshold()[1:])


def create_app() -> "ASGIApp":
    """Prefect's application, which answers whoever names the loopback interface as the host, and no other."""
    from prefect.server.api import server  # noqa: PLC0415 (takes seconds, in which the parent may end)
    from starlette.middleware.trustedhost import TrustedHostMiddleware  # noqa: PLC0415

    # Around the application, not in it: inside its own process Prefect calls it by another name.
    return TrustedHostMiddleware(server.create_app(), allowed_hosts=[LOOPBACK], www_redirect=False)


def end_when(parent_ended: Callable[[], object], by: signal.Signals = signal.SIGTERM) -> None:
    """End this process, kindly (by a signal) and then not, once `parent_ended` returns."""

    def watch() -> None:
        parent_ended()
        os.kill(os.getpid(), by)
        threading.Event().wait(_GRACE_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, name="watch over the parent", daemon=True).start()


def main(number: str, level: str) -> None:
    """Serve on the socket of a file's `number`, until told to stop, or until standard input is closed.

    The parent alone holds the other end of that pipe: the system closes it however the parent ends.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(END, signal.SIG_DFL)
    seldom_collect()
    end_when(lambda: os.read(sys.stdin.fileno(), 1), END)
    import uvicorn  # noqa: PLC0415

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            if sig != signal.SIGTERM:
                super().handle_exit(sig, frame)

    settings = uvicorn.Config(create_app, factory=True, lifespan="on", log_level=level)
    Server(settings).run(sockets=[socket.socket(fileno=int(number))])


if __name__ == "__main__":
    main(*sys.argv[1:])
