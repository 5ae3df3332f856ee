"""Arithmetic of the parser's networks, by numpy: that takes less than half the time.

thinc, on which spaCy rests, has products of matrices done by BLIS. Here sums are added up in another order,
so that a vector differs in its last bits. What comes of a row must not depend on the rows around it, for a
text gives the same analysis in whatever company it is read: numpy's library has other ways for a few rows,
which therefore never are alone, and on some processors (AMD's without AVX-512) other ways for every other six
rows of twelve. There BLIS stays.
"""

from functools import cache, reduce
from typing import Any, Final

import numpy as np
from spacy.language import Language
from thinc.api import NumpyOps

LEAST: Final = 64
"""Rows from which on the library adds up each in the same way; the other ways end below thirty."""

NARROW: Final = 48
"""Columns of a product, about, below which it has other ways for any rows: these stay with BLIS."""


@cache
def rows_are_alike() -> bool:
    """Whether numpy's products on this processor give equal rows equal results, among however many."""
    drawn = np.random.default_rng(0)
    row, weights = (drawn.normal(size=size).astype(np.float32) for size in ((1, 96), (96, 288)))
    rows = np.repeat(row, 4 * LEAST, axis=0)
    for columns in (NARROW, 86, 96, 288):
        right = weights[:, :columns]
        first = np.dot(rows[:LEAST], right)[0]
        if any(np.any(np.dot(rows[:number], right) != first) for number in (LEAST, 100, 200, 4 * LEAST)):
            return False
    return True


# thinc tells no types.
class Products(NumpyOps):  # type: ignore[misc]
    """thinc's operations on arrays of numpy, but for products and the largest of some pieces."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each turned before where that is said."""
        left, right = x.T if trans1 else x, y.T if trans2 else y
        if right.shape[1] < NARROW or not rows_are_alike():
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        if len(left) >= LEAST:
            return np.dot(left, right, out=out)
        rows = np.zeros((LEAST, left.shape[1]), left.dtype)
        rows[: len(left)] = left
        found = np.dot(rows, right)[: len(left)]
        if out is None:
            return found
        out[...] = found
        return out

    def maxout(self, X: Any, inplace: bool = False) -> tuple[Any, Any]:  # noqa: N803 (thinc's names)
        """The largest of the last axis; which of them it is, only training asks: that is not told."""
        return reduce(np.maximum, np.moveaxis(X, 2, 0)), np.empty(0, np.int32)


def with_fast_products(nlp: Language) -> Language:
    """The pipeline itself, whose networks now have their products done by numpy."""
    ops = Products()
    networks = (getattr(pipe, "model", None) for _, pipe in nlp.pipeline)
    for network in networks:
        for layer in network.walk() if network else ():
            layer.ops = ops
    return nlp
