"""The trained tagger as an ONNX graph (models/graph.py), and its weights read back from one."""

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import numpy_helper

from models.graph import Array, Graph, Weights

INPUTS = ("ids", "shapes", "marks", "places")
OUTPUTS = ("tags", "key", "query")
# Eight bits cost most in the wide layers near the input; these stay float, for 9 MB more.
KEPT = (*OUTPUTS, "layers.0.up", "layers.0.down", "layers.1.up", "layers.1.down", "layers.2.down")
_LINEAR = (*OUTPUTS, "qkv", "out", "up", "down")


def of_torch(state: Weights) -> Weights:
    """A checkpoint's weights with those of linear layers as inputs times outputs."""
    return {
        name: table.T if name.endswith(tuple(f"{one}.weight" for one in _LINEAR)) else table
        for name, table in state.items()
    }


def of_graph(model: onnx.ModelProto) -> Weights:
    """The weights of a graph of `build`, as floats."""
    stored = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
    found = {name: table for name, table in stored.items() if name.endswith((".weight", ".bias"))}
    for name, table in stored.items():
        place, _, end = name.rpartition(".")
        if end in ("matrix", "table"):
            scale = stored.get(f"{place}.scale")
            found[f"{place}.weight"] = table if scale is None else table.astype(np.float32) * scale
    return found


def build(weights: Weights, positions: Array, layers: int, keep: Sequence[str] = KEPT) -> bytes:
    """The serialised graph; layers whose name holds a word of `keep` stay in float."""
    graph = Graph(weights, lambda name: name in INPUTS or any(word in name for word in keep))
    total = graph.places("ids", positions)
    for name in INPUTS[1:]:
        total = graph.step("Add", [graph.look_up(name, name), total], f"{name}.sum")
    x = graph.norm("norm", graph.look_up("words", "ids"), total)
    for number in range(layers):
        x = graph.layer(f"layers.{number}", x)
    for name in OUTPUTS:
        graph.linear(name, x, name)
    outputs = {name: len(weights[f"{name}.bias"]) for name in OUTPUTS}
    return graph.model("attribution", INPUTS, outputs, ("windows", "pieces"))
