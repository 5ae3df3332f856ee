"""One thing that is wrong with a release."""

from dataclasses import dataclass

from transforms.release.markup import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a release: where, of what kind, and in a sentence what to know.

    `kind` is one of missing, extra, changed, unreadable, unknown, contract.
    """

    path: str
    kind: str
    message: str

    def __str__(self) -> str:
        return visible(f"{self.path}: {self.message}")
