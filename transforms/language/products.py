"""Arithmetic of the parser's networks, by onnxruntime: that takes a quarter of the time.

thinc, on which spaCy rests, has products of matrices done by BLIS. Here sums are added up in another order,
so that a vector differs in its last bits. What comes of a row must not depend on the rows around it, for a
text gives the same analysis in whatever company it is read. numpy's library has other ways for a few rows
and, on some processors, for every other six rows of twelve; onnxruntime has one more for a single row alone.
"""

from __future__ import annotations

from functools import cache, reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from thinc.api import NumpyOps

from transforms.language.sessions import opened

if TYPE_CHECKING:
    import onnxruntime

_Floats = npt.NDArray[np.float32]
_FLOAT: Final = 1
_OPERATORS: Final = 13
_FORMAT: Final = 8
"""Versions of ONNX: of its operators and of its format; older than any onnxruntime that is installed here."""


# thinc tells no types.
class Products(NumpyOps):  # type: ignore[misc]
    """thinc's operations on arrays of numpy, but for products and the largest of some pieces."""

    def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
        """The product of two matrices, each turned before where that is said."""
        found = product(x.T if trans1 else x, y if trans2 else y.T)
        if out is None:
            return found
        out[...] = found
        return out

    def maxout(self, X: Any, inplace: bool = False) -> tuple[Any, Any]:  # noqa: N803 (thinc's names)
        """The largest of the last axis; which of them it is, only training asks: that is not told."""
        return reduce(np.maximum, np.moveaxis(X, 2, 0)), np.empty(0, np.int32)


def product(left: _Floats, right: _Floats) -> _Floats:
    """The sum of products of each row of `left` with each row of `right`: as many rows as `left` has."""
    rows = left if len(left) > 1 else np.concatenate((left, np.zeros((2, left.shape[1]), np.float32)))
    given = {"left": np.ascontiguousarray(rows), "right": np.ascontiguousarray(right)}
    found: _Floats = _session().run(None, given)[0]
    return found[: len(left)]


def with_fast_products(nlp: Language) -> Language:
    """The pipeline itself, whose networks now have their products done by onnxruntime."""
    ops = Products()
    networks = (getattr(pipe, "model", None) for _, pipe in nlp.pipeline)
    for network in networks:
        for layer in network.walk() if network else ():
            layer.ops = ops
    return nlp


@cache
def _session() -> onnxruntime.InferenceSession:
    return opened(_graph())


def _graph() -> bytes:
    """A graph of one step, as `onnx.proto` writes it: ONNX's own library is large, and only for makers."""
    step = _field(1, b"left") + _field(1, b"right") + _field(2, b"product") + _field(4, b"Gemm")
    # An attribute: its name, its value, and that it is a whole number.
    turned = _field(5, _field(1, b"transB") + bytes((3 << 3, 1)) + bytes(((20 << 3) & 127 | 128, 1, 2)))
    ends = _field(11, _matrix(b"left")) + _field(11, _matrix(b"right")) + _field(12, _matrix(b"product"))
    graph = _field(1, step + turned) + _field(2, b"product") + ends
    operators = _field(1, b"") + bytes((2 << 3, _OPERATORS))
    return bytes((1 << 3, _FORMAT)) + _field(7, graph) + _field(8, operators)


def _matrix(name: bytes) -> bytes:
    shape = _field(2, _field(1, b"") * 2)
    return _field(1, name) + _field(2, _field(1, bytes((1 << 3, _FLOAT)) + shape))


def _field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer, its content shorter than 2**14 bytes."""
    low, high = len(content) & 127, len(content) >> 7
    return bytes((number << 3 | 2, low | 128, high)) + content
