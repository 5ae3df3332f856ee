"""What runs in the process of a worker: requests are read from a pipe, and each is answered there.

It is started with the number of its end of the pipe: see flows/engine/watched.py. It keeps nothing but the
models, so that it may be ended at any moment.
"""

import ctypes
import gc
import math
import os
import pickle
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from flows import lean
from flows.engine.server_app import end_when, seldom_collect

_TRIM: Final = getattr(ctypes.CDLL(None), "malloc_trim", None)
"""Gives pages of freed memory back to the system; the C library of Linux has it, others need none."""


@dataclass(frozen=True, slots=True)
class Request:
    """Work to do, within so many seconds of the processor's time if any are given."""

    work: Callable[[], Any]
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """What the work gave."""

    result: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """What the work raised."""

    error: Exception


def main(number: int) -> None:
    """Answer requests at the pipe of a file's `number`, until the process at its other end is gone."""
    # Ctrl-C reaches all processes of a terminal: who started this one decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit(resource.RLIMIT_CORE, 0)
    seldom_collect()
    end_when(lambda: os.read(sys.stdin.fileno(), 1))
    lean.import_contracts()
    pipe: Connection[Any, Any] = Connection(number)
    prepared = False
    while True:
        try:
            request: Request = pickle.loads(pipe.recv_bytes())
        except EOFError:
            return
        pipe.send(_answer(request))
        del request
        let_go(for_good=not prepared)
        prepared = True


def let_go(*, for_good: bool) -> None:
    """Give back what work left, or keep it `for_good`: models, which nobody has to look through again.

    Texts that were read are held in cycles, and what is freed lies scattered: a worker that nobody tidied
    grew with every piece of work to twice its size.
    """
    if for_good:
        gc.freeze()
        return
    gc.collect()
    if _TRIM is not None:
        _TRIM(0)


def _answer(request: Request) -> Result | Raised:
    if request.seconds is not None:
        # The system ends the process at this limit, even in a call of native code.
        _limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + request.seconds))
    try:
        return Result(request.work())
    except Exception as error:
        return Raised(_that_travels(error))
    finally:
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def _limit(kind: int, most: int) -> None:
    """Set the limit that may be raised again, as far as this process may."""
    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _that_travels(error: Exception) -> Exception:
    """`error` with its traceback as a note, or one that tells of it where it cannot be taken apart."""
    told = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(f"in the worker:\n{told}")
    return error
