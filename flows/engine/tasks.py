"""How a step becomes a Prefect task: what is tried again, and what is not.

Steps that touch the world are tried again where the world may have changed its mind (a network drive that
hiccups). A wrong checksum or a full disk is no better a second later, so it fails at once.
"""

import errno
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task
from prefect.utilities.annotations import quote

P = ParamSpec("P")
R = TypeVar("R")

PASSING = frozenset(
    (errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.EIO, errno.ENETDOWN, errno.ESTALE, errno.ETIMEDOUT)
)
RETRY_DELAYS = (1.0, 5.0)


def may_pass(error: object) -> bool:
    """Whether an error is of the kind that may be gone a moment later."""
    return isinstance(error, OSError) and error.errno in PASSING


def _retry(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return may_pass(state.result(raise_on_failure=False))


def io_task(function: Callable[P, R]) -> Callable[P, R]:
    """A task that reads or writes, tried again after an error that may pass.

    What it is given is plain: Prefect need not look through every row of a report for results of other tasks.
    """
    made = task(
        name=_name(function),
        cache_policy=NO_CACHE,
        retries=len(RETRY_DELAYS),
        retry_delay_seconds=list(RETRY_DELAYS),
        retry_condition_fn=_retry,
    )(function)

    @wraps(function)
    def run(*given: P.args, **named: P.kwargs) -> R:
        as_they_are: Any = map(quote, given)
        return made(*as_they_are, **{name: quote(one) for name, one in named.items()})  # type: ignore[arg-type]

    return run


def _name(function: Callable[..., Any]) -> str:
    return function.__name__.replace("_", " ")
