"""How a step becomes a Prefect task and a run a flow: what is tried again, and what is not; or neither.

Steps that touch the world are tried again where the world may have changed its mind (a network drive that
hiccups). A wrong checksum or a full disk is no better a second later, so it fails at once.

Nobody need look at a run in Prefect: `unrecorded`, the same functions run as they are, with the same second
tries, and Prefect is not even imported. docs/decisions/unrecorded-runs.md says what that saves.
"""

import errno
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    # Imported where a run is recorded: it takes a second.
    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task

P = ParamSpec("P")
R = TypeVar("R")

PASSING = frozenset(
    (errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENETDOWN, errno.ESTALE, errno.ETIMEDOUT)
)
RETRY_DELAYS = (1.0, 5.0)

_unrecorded: list[None] = []


@contextmanager
def unrecorded() -> Iterator[None]:
    """Inside, flows and tasks are plain functions, in every thread."""
    _unrecorded.append(None)
    try:
        yield
    finally:
        _unrecorded.pop()


def is_recorded() -> bool:
    """Whether what runs now is told to Prefect."""
    return not _unrecorded


def may_pass(error: object) -> bool:
    """Whether an error is of the kind that may be gone a moment later."""
    return isinstance(error, OSError) and error.errno in PASSING


def recorded_flow(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """A flow of that name, where the run is recorded."""

    def of(function: Callable[P, R]) -> Callable[P, R]:
        @cache
        def made() -> Any:
            from prefect import flow  # noqa: PLC0415 (takes a second)

            return flow(name=name)(function)

        @wraps(function)
        def run(*given: P.args, **named: P.kwargs) -> R:
            result: R = made()(*given, **named) if is_recorded() else function(*given, **named)
            return result

        return run

    return of


def io_task(function: Callable[P, R]) -> Callable[P, R]:
    """A task that reads or writes, tried again after an error that may pass.

    What it is given is plain: Prefect need not look through every row of a report for results of other tasks.
    """

    @cache
    def made() -> Any:
        return _task(function)

    @wraps(function)
    def run(*given: P.args, **named: P.kwargs) -> R:
        if not is_recorded():
            return _tried_again(partial(function, *given, **named))
        from prefect.utilities.annotations import quote  # noqa: PLC0415 (takes a second)

        result: R = made()(*map(quote, given), **{name: quote(one) for name, one in named.items()})
        return result

    return run


def _task(function: Callable[..., Any]) -> "Task[..., Any]":
    from prefect import task  # noqa: PLC0415 (takes a second)
    from prefect.cache_policies import NO_CACHE  # noqa: PLC0415

    return task(
        name=function.__name__.replace("_", " "),
        cache_policy=NO_CACHE,
        retries=len(RETRY_DELAYS),
        retry_delay_seconds=list(RETRY_DELAYS),
        retry_condition_fn=_retry,
    )(function)


def _retry(_task: "Task[..., Any]", _run: "TaskRun", state: "State[Any]") -> bool:
    return may_pass(state.result(raise_on_failure=False))


def _tried_again(work: Callable[[], R]) -> R:
    """What `work` gives, tried as often as Prefect would, and as late."""
    for delay in RETRY_DELAYS:
        try:
            return work()
        except OSError as error:
            if not may_pass(error):
                raise
        time.sleep(delay)
    return work()
