"""The clock that fetching goes by: given by the caller, so that tests move it and nobody waits for it."""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, and waits."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...

    def seconds(self) -> float:
        """Seconds since some moment; never fewer than before."""
        ...

    def wait(self, seconds: float) -> None:
        """Return when so many seconds are over."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """See `Clock`."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """See `Clock`."""
        return time.monotonic()

    def wait(self, seconds: float) -> None:
        """See `Clock`."""
        time.sleep(seconds)


def written(moment: datetime) -> str:
    """A moment as manifests and snapshots write it: in UTC, to the second."""
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
