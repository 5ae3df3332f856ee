"""How libraries written in Rust fail: by a panic, which is no Exception, and would end the whole build."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def panics_told() -> Iterator[None]:
    """Raise OSError in place of a panic. Each library has a class of its own, of one name."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        told = " ".join(str(error).split())
        raise OSError(f"the library gave up: {told[:200]}") from error
