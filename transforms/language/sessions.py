"""Graphs in the format of ONNX, ready to be run by onnxruntime, in one thread each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import onnxruntime

_ERRORS: Final = 3


def opened(graph: bytes, *, as_it_is: bool = False) -> onnxruntime.InferenceSession:
    """A graph made ready; `as_it_is` where its steps are fused already, and further fusing costs time.

    Raises what onnxruntime does where the graph is broken.
    """
    # Imported here: it calls home as soon as it is imported, unless whoever loads a model forbade it before.
    import onnxruntime  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS
    if as_it_is:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
