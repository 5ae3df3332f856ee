"""A worker that is watched: one process that has the models and does all work on texts, and can be ended.

The run itself only waits for it, and so answers a signal at once, whatever the worker is caught in. Where
work has a limit, the system ends the worker when it is reached: the limit is of the processor's time, so that
a machine that is busy with other things rejects nothing. Work that waits instead is ended by the clock.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Final, TypeVar

from flows.engine import steps, worker
from flows.engine.executor import Lost
from flows.store.resources import CORES

R = TypeVar("R")

_THREADS: Final = ("POLARS_MAX_THREADS", "RAYON_NUM_THREADS")
"""By these variables libraries learn how many threads they may start; else it is one for each core."""

_SUMS: Final = {"OPENBLAS_NUM_THREADS": "1"}
"""Products of matrices are added up in the same order, on however many cores."""

LEAST: Final = 0.01
"""The share of a processor that work has on the busiest machine; what has less waits, and does not work."""

_BEGIN: Final = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from flows.engine import worker
worker.main(int(sys.argv[2]))
"""


class Watched:
    """See `Executor`. The worker is started now, and after lost work anew; first it does `prepare`.

    `cores` is on how many cores its libraries may work at the same time, as far as they do so by themselves.
    """

    at_once = 1

    def __init__(self, prepare: Callable[[], object], cores: int = CORES) -> None:
        self._prepare = prepare
        self._environment = os.environ | dict.fromkeys(_THREADS, str(cores)) | _SUMS
        self._start()

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """See `Executor.run`."""
        if self._process.poll() is not None:
            self._start()
        self._prepared()
        self._ask(worker.Request(partial(work, *given), seconds))
        answer: R = self._answer(seconds)
        return answer

    def stop(self) -> None:
        """End the worker at once; what it has written is on disk."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()
        if self._process.stdin:
            self._process.stdin.close()

    def _start(self) -> None:
        """Start a worker, and have it prepare while this process goes on."""
        ours, theirs = Pipe()
        path = json.dumps([str(Path(place).absolute()) for place in sys.path])
        self._process = subprocess.Popen(
            # The same code as here is imported there; nothing else from the current folder (-P).
            [sys.executable, "-P", "-c", _BEGIN, path, str(theirs.fileno())],
            # Closed when this process ends, however it does; the worker then ends too.
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=self._environment,
        )
        theirs.close()
        self._pipe: Connection[Any, Any] = ours
        self._waits = True
        self._ask(worker.Request(self._prepare, None))

    def _prepared(self) -> None:
        """Return once the worker is prepared; raises what went wrong then."""
        if self._waits:
            self._waits = False
            try:
                self._answer(None)
            except BaseException:
                self.stop()
                raise

    def _ask(self, request: worker.Request) -> None:
        # A worker that ended leaves a broken pipe; that it did is told when the answer is awaited.
        with suppress(BrokenPipeError, ConnectionResetError):
            self._pipe.send_bytes(pickle.dumps(request))

    def _answer(self, seconds: float | None) -> Any:
        try:
            if not self._is_answered(seconds):
                self.stop()
                raise Lost(f"it waited for {seconds:g} seconds by the clock", too_slow=True)
            answer = self._pipe.recv()
        except (EOFError, ConnectionResetError):
            raise self._lost() from None
        if isinstance(answer, worker.Raised):
            raise answer.error
        return answer.result

    def _is_answered(self, seconds: float | None) -> bool:
        """Wait for an answer, or until the worker has done next to nothing for so many seconds."""
        if seconds is None:
            return self._pipe.poll(None)
        before = _processor_time(self._process.pid)
        while not self._pipe.poll(seconds):
            now = _processor_time(self._process.pid)
            if before is not None and now is not None and now - before < LEAST * seconds:
                return False
            before = now
        return True

    def _lost(self) -> Lost:
        """How the worker ended, which nobody told it to."""
        code = self._process.wait()
        self.stop()
        if code == -signal.SIGXCPU:
            return Lost("it took more of the processor's time than it may", too_slow=True)
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return Lost(f"the process that read it ended by {how}", too_slow=False)


def _processor_time(pid: int) -> float | None:
    """Seconds of the processor that a process has had; None where the system does not say so in /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Several:
    """See `Executor`. Up to `most` workers, `ahead` of which are started now, each other when it is needed.

    It may be asked from any thread; who asks while all are at work waits.
    """

    def __init__(self, start: Callable[[], Watched], most: int, ahead: int = 1) -> None:
        self.at_once = most
        self._begin = start
        self._free = BoundedSemaphore(most)
        self._lock = Lock()
        self._started = [start() for _ in range(ahead)]
        self._idle = [*self._started]
        self._ended = False

    def run(self, work: Callable[..., R], *given: object, seconds: float | None = None) -> R:
        """See `Executor.run`."""
        with self._free:
            worker = self._taken()
            try:
                return worker.run(work, *given, seconds=seconds)
            finally:
                self._idle.append(worker)

    def run_apart(self, work: Callable[..., R], *given: object) -> R:
        """See `Executor.run_apart`: by a worker that loads no models, and ends with its work."""
        with self._lock:
            worker = Watched(_nothing)
            self._started.append(worker)
        try:
            return worker.run(work, *given)
        finally:
            worker.stop()

    def stop(self) -> None:
        """End all workers at once, and start none again."""
        with self._lock:
            self._ended = True
            for worker in self._started:
                worker.stop()

    def _taken(self) -> Watched:
        """A worker that does nothing, started if need be."""
        with self._lock:
            if self._ended:
                raise RuntimeError("the run was ended, and its workers with it")
            if not self._idle:
                self._started.append(self._begin())
                self._idle.append(self._started[-1])
            return self._idle.pop()


def _nothing() -> None:
    """What a worker prepares that is to hold nothing."""


def readers(raw: Path, number: int = 1, ahead: int = 1) -> Several:
    """Workers that load the models, and the reference tables of `raw`; each of several takes a core."""
    return Several(partial(reader, raw, CORES if number == 1 else 1), number, ahead)


def reader(raw: Path, cores: int = CORES) -> Watched:
    """A worker that loads the models, and the reference tables that go with `raw`."""
    return Watched(partial(steps.load, raw, cores), cores)
