"""The trained encoder as an ONNX graph of fused operators, weights in eight bits or float."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

INPUTS = ("ids", "shapes", "marks", "places")
OUTPUTS = ("tags", "key", "query")
HEADS = 12
MICROSOFT = "com.microsoft"
Array = npt.NDArray[Any]
Weights = dict[str, Array]


def eight_bits(table: Array, axis: int) -> tuple[Array, Array]:
    """(int8 values, float32 scales): symmetric, one scale per slice along the other axis."""
    scale = np.maximum(np.abs(table).max(axis=axis, keepdims=True), 1e-8) / 127
    return np.clip(np.rint(table / scale), -127, 127).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects nodes and weights; every method adds one step and returns its output's name."""

    def __init__(self, weights: Weights, is_float: Callable[[str], bool]) -> None:
        self.weights, self.is_float = weights, is_float
        self.nodes: list[onnx.NodeProto] = []
        self.tables: list[onnx.TensorProto] = []

    def table(self, name: str, values: Array) -> str:
        """A constant."""
        self.tables.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def step(self, kind: str, inputs: list[str], output: str, domain: str = "", **options: Any) -> str:
        """One operator."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **options))
        return output

    def look_up(self, name: str, ids: str) -> str:
        """Rows of an embedding table."""
        table = self.weights[f"{name}.weight"]
        if self.is_float(name):
            return self.step("Gather", [self.table(f"{name}.table", table), ids], f"{name}.rows")
        values, scale = eight_bits(table, 1)
        rows = self.step("Gather", [self.table(f"{name}.table", values), ids], f"{name}.bytes")
        rows = self.step("Cast", [rows], f"{name}.cast", to=TensorProto.FLOAT)
        scales = self.step("Gather", [self.table(f"{name}.scale", scale), ids], f"{name}.scales")
        return self.step("Mul", [rows, scales], f"{name}.rows")

    def linear(self, name: str, source: str, output: str = "") -> str:
        """A linear layer, quantised unless it is to stay float."""
        weight, bias = (
            self.weights[f"{name}.weight"].T,
            self.table(f"{name}.bias", self.weights[f"{name}.bias"]),
        )
        output = output or f"{name}.out"
        if self.is_float(name):
            product = self.step("MatMul", [source, self.table(f"{name}.matrix", weight)], f"{name}.product")
            return self.step("Add", [product, bias], output)
        values, scale = eight_bits(weight, 0)
        parts = [self.table(f"{name}.matrix", values), self.table(f"{name}.scale", scale[0]), "", bias]
        return self.step("DynamicQuantizeMatMul", [source, *parts], output, MICROSOFT)

    def norm(self, name: str, source: str, residual: str) -> str:
        """The sum of two, normalised."""
        gain, bias = (
            self.table(f"{name}.{end}", self.weights[f"{name}.{end}"]) for end in ("weight", "bias")
        )
        return self.step(
            "SkipLayerNormalization", [source, residual, gain, bias], f"{name}.out", MICROSOFT, epsilon=1e-12
        )

    def layer(self, name: str, x: str) -> str:
        """One transformer layer."""
        joined = self.linear(f"{name}.qkv", x)
        parts = [f"{name}.{part}" for part in ("q", "k", "v")]
        self.nodes.append(
            helper.make_node("Split", [joined], parts, name=f"{name}.split", axis=-1, num_outputs=3)
        )
        mixed = self.step("MultiHeadAttention", parts, f"{name}.mixed", MICROSOFT, num_heads=HEADS)
        x = self.norm(f"{name}.norm_1", self.linear(f"{name}.out", mixed), x)
        raised = self.step("Gelu", [self.linear(f"{name}.up", x)], f"{name}.raised", MICROSOFT)
        return self.norm(f"{name}.norm_2", self.linear(f"{name}.down", raised), x)

    def embedded(self) -> str:
        """The sum of all embeddings, normalised."""
        length = self.step("Shape", ["ids"], "length", start=1, end=2)
        positions = self.weights["positions.weight"] + self.weights["kind"]
        zero = self.table("zero", np.array([0], np.int64))
        place = self.step(
            "Slice", [self.table("positions.table", positions), zero, length, zero], "positions.rows"
        )
        total = place
        for name in INPUTS[1:]:
            total = self.step("Add", [self.look_up(name, name), total], f"{name}.sum")
        return self.norm("norm", self.look_up("words", "ids"), total)


def build(weights: Weights, n_layers: int, keep: list[str]) -> bytes:
    """The serialised graph; layers whose name holds a word of `keep` stay in float."""
    graph = Graph(weights, lambda name: any(word in name for word in keep) or name in INPUTS)
    x = graph.embedded()
    for number in range(n_layers):
        x = graph.layer(f"layers.{number}", x)
    for name in OUTPUTS:
        graph.linear(name, x, name)
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["windows", "pieces"]) for name in INPUTS
    ]
    outputs = [
        helper.make_tensor_value_info(
            name, TensorProto.FLOAT, ["windows", "pieces", len(weights[f"{name}.bias"])]
        )
        for name in OUTPUTS
    ]
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "attribution", inputs, outputs, graph.tables),
        opset_imports=opsets,
        producer_name="parallax",
        ir_version=10,
    )
    return bytes(model.SerializeToString())
