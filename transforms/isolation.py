"""One document that cannot be read must not cost the others: work on each alone, and tell which raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import dataframely as dy

from schemas.rejects import Rejects
from transforms import rejects
from transforms.rejects import Reject
from transforms.results import Failure, StageCount

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Isolated(Generic[T]):
    """What was made of the documents that raised nothing, and the reject and traceback of each other one."""

    stage: str
    made: tuple[T, ...]
    failed: tuple[tuple[Reject, Failure], ...]

    @property
    def rejects(self) -> dy.DataFrame[Rejects]:
        """The table `rejects`."""
        return rejects.rows(reject for reject, _ in self.failed)

    @property
    def counts(self) -> tuple[StageCount, ...]:
        """Documents received, kept and rejected."""
        kept, lost = len(self.made), len(self.failed)
        return (StageCount(self.stage, "documents", kept + lost, kept, lost),)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The tracebacks, for the log."""
        return tuple(failure for _, failure in self.failed)


def each(stage: str, what: str, documents: Iterable[str], work: Callable[[str], T]) -> Isolated[T]:
    """`work` on the id of each document in turn; `what` names the work in the reject of one that raises."""
    made: list[T] = []
    failed: list[tuple[Reject, Failure]] = []
    for document in documents:
        try:
            made.append(work(document))
        except Exception as error:
            failed.append(rejects.failed(stage, document, what, error))
    return Isolated(stage, tuple(made), tuple(failed))


def in_batch(
    stage: str,
    what: str,
    documents: Sequence[str],
    inputs: Sequence[U],
    work: Callable[[Sequence[U]], Sequence[T]],
) -> Isolated[tuple[str, T]]:
    """`work` on the inputs of all documents at once, since that is fastest; one by one only if it raises.

    Gives each document's id with what was made of it.
    """
    # What it raises is forgotten: in the log of each document it would stand beside its own.
    with suppress(Exception):
        return Isolated(stage, tuple(zip(documents, work(inputs), strict=True)), ())
    given = dict(zip(documents, inputs, strict=True))
    return each(stage, what, documents, lambda document: (document, work([given[document]])[0]))
