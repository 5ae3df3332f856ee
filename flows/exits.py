"""What `parallax` tells the shell, and the one line that it tells a person when something is wrong.

Prefect's states decide nothing here: a flow run that Prefect calls completed may have lost a task.
"""

import errno
from collections.abc import Mapping
from types import MappingProxyType

DONE = 0
DATA = 1
INPUT = 2
MACHINE = 3
FAULT = 4
STOPPED = 130

MEANINGS: Mapping[int, str] = MappingProxyType(
    {
        DONE: "done: published, valid, or nothing had changed",
        DATA: "the data: a critical check blocked the release, or a release is not valid",
        INPUT: "the input: a wrong option, a manifest or file that is not as it must be",
        MACHINE: "the machine: no space, no permission, another run at work",
        FAULT: "a fault in Parallax itself",
        STOPPED: "stopped from the keyboard or by a signal",
    }
)

_REMEDIES = {
    errno.ENOSPC: "free some space, or choose another disk with --dist or --work",
    errno.EDQUOT: "free some space, or choose another disk with --dist or --work",
    errno.EROFS: "choose a folder that can be written with --dist or --work",
    errno.EACCES: "correct its permissions, or choose another folder with --dist or --work",
    errno.EPERM: "correct its permissions, or choose another folder with --dist or --work",
}


class Refused(Exception):  # noqa: N818 (it is an answer, not an error)
    """A run that ends without a release; `code` goes to the shell, the message to a person."""

    def __init__(self, message: str, code: int) -> None:
        # Both in args: Prefect pickles what a flow raises.
        super().__init__(message, code)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return self.message


def code_of(error: BaseException) -> int:
    """The exit code for whatever ended a run."""
    # Imported here: it takes half a second, and help must come at once.
    from schemas.origins import ManifestError  # noqa: PLC0415

    if isinstance(error, Refused):
        return error.code
    if isinstance(error, ManifestError):
        return INPUT
    return MACHINE if isinstance(error, OSError) else FAULT


def line_of(error: BaseException) -> str:
    """What was wrong and what to do, on one line."""
    if isinstance(error, OSError):
        return _line_of_system(error)
    if code_of(error) == FAULT:
        told = f"{type(error).__name__}: {error}".splitlines()[0]
        return f"a fault in Parallax: {told}; run again with --verbose and report what it prints"
    return " ".join(str(error).splitlines())


def _line_of_system(error: OSError) -> str:
    place = f"{error.filename2 or error.filename}: " if error.filename else ""
    said = (error.strerror or str(error)).lower()
    return f"{place}{said}; {_REMEDIES.get(error.errno or 0, 'make sure that it can be read and written')}"
