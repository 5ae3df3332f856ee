"""Time limits for tests: what hangs fails, instead of stopping the suite."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer, even where it waits for ever in a call of the system."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        # No OSError, which the code under test may answer.
        raise AssertionError(f"takes longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
