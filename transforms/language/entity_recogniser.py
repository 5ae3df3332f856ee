"""Named entities by spaCy's recogniser, whose moves are chosen for many tokens at once: the same, sooner.

It walks a text token by token and chooses moves: an entity begins (B), goes on (I), ends (L), is one token
(U), or there is none (O) (Lample et al. 2016, "Neural architectures for named entity recognition"). Outside
an entity its choice hangs on the token alone; inside, on the token, the one before it and the first. So here
it is asked of every token, and then of every entity that might begin there; walking a text only looks up
what was chosen. spaCy asks of each token whether each of some seventy moves is valid, and takes Python's lock
for every look: that took half of all that a recogniser took.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate, islice
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc
from spacy.tokens import Span as Tokens
from thinc.api import Model, NumpyOps

TOGETHER: Final = 4
"""Texts whose tokens are looked at together: with more of them, they would leave the processor's cache."""

_Floats = npt.NDArray[np.float32]
_Ints = npt.NDArray[np.int64]
_Flags = npt.NDArray[np.bool_]
_NEVER: Final = np.float32(-np.inf)
_PRODUCTS: Final = NumpyOps()
"""As the recogniser has them done: in its last product numpy's library would add up in another order."""


class _Entity(NamedTuple):
    """Tokens `start` (included) to `end` (excluded), and what they are."""

    start: int
    end: int
    label: str


class _Columns(NamedTuple):
    """Of each token of some texts, one after the other: whether it is white space, and ends a sentence."""

    blank: _Flags
    last: _Flags

    @classmethod
    def of(cls, docs: Sequence[Doc]) -> "_Columns":
        blank, starts = np.concatenate([doc.to_array(["IS_SPACE", "SENT_START"]) for doc in docs]).T == 1
        starts[[start for start in accumulate(map(len, docs)) if start < len(starts)]] = True
        return cls(blank, np.append(starts[1:], True))


class _Moves:
    """The moves of a recogniser by their numbers, in which the first of equally good ones is chosen.

    "B-ORG" is one, "O" another; "U-" is none of a text that has no entities yet.
    """

    def __init__(self, trained: EntityRecognizer) -> None:
        names = [trained.moves.get_class_name(number) for number in range(trained.moves.n_moves)]
        numbers = {name: number for number, name in enumerate(names)}
        self.labels = [name[2:] for name in names]
        self.none = numbers["O"]
        self.begins, self.is_one = (
            np.array([name[0] == kind and name[2:] != "" for name in names]) for kind in "BU"
        )
        # By the move that begins an entity: those by which it goes on and ends.
        self.goes_on, self.ends = (
            np.array([numbers.get(f"{kind}-{label}", 0) for label in self.labels]) for kind in "IL"
        )


class _Scores:
    """What the recogniser's network makes of each move, for tokens of some texts, one after the other."""

    def __init__(self, model: Model[Any, Any], docs: Sequence[Doc]) -> None:
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._features: _Floats = lower.predict(model.get_ref("tok2vec").predict(docs))
        self._bias: Any = lower.get_param("b")
        self._weights, self._out_bias = upper.get_param("W"), upper.get_param("b")

    def outside(self) -> _Floats:
        """Of each token, outside any entity."""
        # The first row stands for tokens that are not there.
        return self._of(self._features[1:, 0] + self._features[0, 1] + self._features[0, 2])

    def inside(self, tokens: _Ints, first: _Ints) -> _Floats:
        """Of some tokens, in entities that begin at tokens `first` before them."""
        before = tokens - 1
        features = (self._features[each + 1, place] for place, each in enumerate((tokens, first, before)))
        return self._of(reduce(np.add, features))

    def _of(self, summed: _Floats) -> _Floats:
        summed += self._bias
        hidden = reduce(np.maximum, np.moveaxis(summed, -1, 0))
        scores: _Floats = _PRODUCTS.gemm(hidden, self._weights, trans2=True) + self._out_bias
        return scores


def with_entities(trained: EntityRecognizer, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Each of some parsed texts that have no entities yet, with those that the recogniser finds."""
    moves = _Moves(trained)
    waiting = iter(docs)
    while some := list(islice(waiting, TOGETHER)):
        starts = [0, *accumulate(map(len, some))]
        made: list[list[Tokens]] = [[] for _ in some]
        for start, end, label in _entities(trained.model, moves, some) if starts[-1] else ():
            place = bisect_right(starts, start) - 1
            made[place].append(Tokens(some[place], start - starts[place], end - starts[place], label))
        for doc, entities in zip(some, made, strict=True):
            doc.set_ents(entities)
        yield from some


def _entities(model: Model[Any, Any], moves: _Moves, docs: Sequence[Doc]) -> Iterator[_Entity]:
    """The entities of some texts, by their tokens one after the other."""
    scores, columns = _Scores(model, docs), _Columns.of(docs)
    chosen = _chosen(scores.outside(), moves, columns)
    begun = np.flatnonzero(moves.begins[chosen])
    ends = dict(zip(begun.tolist(), _ends(begun, chosen[begun], scores, moves, columns.last), strict=True))
    free = 0
    for at in np.flatnonzero(chosen != moves.none).tolist():
        if at >= free:
            free = ends.get(at, at + 1)
            yield _Entity(at, free, moves.labels[chosen[at]])


def _chosen(scores: _Floats, moves: _Moves, columns: _Columns) -> _Ints:
    """The move at each token, outside any entity: none begins at white space, nor where a sentence ends."""
    allowed = moves.begins | moves.is_one
    scores[np.ix_(columns.blank, allowed)] = _NEVER
    scores[np.ix_(columns.last, moves.begins)] = _NEVER
    allowed[moves.none] = True
    scores[:, ~allowed] = _NEVER
    return np.asarray(scores.argmax(1))


def _ends(starts: _Ints, begun: _Ints, scores: _Scores, moves: _Moves, last: _Flags) -> list[int]:
    """Where each entity ends that begins at one of `starts` by a move of `begun`: in its sentence."""
    ends = starts + 1
    open_ = np.arange(len(starts))
    while len(open_):
        tokens, rows = ends[open_], np.arange(len(open_))
        own = scores.inside(tokens, starts[open_])
        stays = own[rows, moves.goes_on[begun[open_]]] >= own[rows, moves.ends[begun[open_]]]
        ends[open_] += 1
        open_ = open_[stays & ~last[tokens]]
    found: list[int] = ends.tolist()
    return found
