"""Which releases a place keeps: the newest, and for as long as wanted the first of each month."""

from collections.abc import Collection
from dataclasses import dataclass

from flows.publishing import releases


@dataclass(frozen=True, slots=True)
class Retention:
    """How many of the newest releases stay (None: all), and whether the first of each month stays too."""

    last: int | None = None
    monthly: bool = False

    def kept(self, versions: Collection[str]) -> list[str]:
        """Those of `versions` that stay, oldest first, the newest among them; not what is no version."""
        known = sorted((version for version in versions if releases.parse(version)), key=_order)
        if self.last is None:
            return known
        newest = set(known[-max(1, self.last) :])
        first = {version[: version.rindex(".")]: version for version in reversed(known)}
        return [one for one in known if one in newest or (self.monthly and one in first.values())]


def _order(version: str) -> releases.Version:
    parsed = releases.parse(version)
    assert parsed is not None
    return parsed
