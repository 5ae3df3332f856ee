"""ONNX graphs of transformer encoders, with products of whole numbers that fit every processor.

Rows that a layer multiplies, a word piece's each, are rounded to eight bits by their own largest value:
products of whole numbers take a quarter of the time, and no text changes a bit of what another one gives
(per-token quantisation: Yao et al., ZeroQuant, NeurIPS 2022). Needs `onnx`
(models/attribution/requirements-train.txt).
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS: Final = 12
MICROSOFT: Final = "com.microsoft"
MOST: Final = 64
"""The largest weight in whole numbers: processors without VNNI add two products in sixteen bits, where
2 * 255 * 127 does not fit ("reduce_range" of onnxruntime's quantisation)."""
_LEAST: Final = -0.17
"""Below the least value of GELU, so that what it gives is counted up from here in all 256 steps."""
Array = npt.NDArray[Any]
Weights = dict[str, Array]


def rounded_weights(weight: Array) -> tuple[Array, Array]:
    """(int8 values, float32 scales) of a layer's weights, inputs times outputs: one scale an output."""
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-8) / MOST
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


class Graph:
    """Collects nodes and weights; every method adds one step and returns its output's name.

    Linear layers have their weights as inputs times outputs. Those of which `is_float` holds multiply floats.
    """

    def __init__(self, weights: Weights, is_float: Callable[[str], bool] = lambda _: False) -> None:
        self.weights, self.is_float = weights, is_float
        self.nodes: list[onnx.NodeProto] = []
        self.tables: dict[str, onnx.TensorProto] = {}

    def table(self, name: str, values: Array) -> str:
        """A constant, written once."""
        if name not in self.tables:
            self.tables[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def number(self, name: str, value: float) -> str:
        """A constant that is one number."""
        return self.table(name, np.array(value, np.float32))

    def step(self, kind: str, inputs: list[str], output: str, domain: str = "", **options: Any) -> str:
        """One operator."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **options))
        return output

    def look_up(self, name: str, ids: str) -> str:
        """Rows of an embedding table, kept in eight bits with one scale a row unless it is to stay float."""
        table = self.weights[f"{name}.weight"]
        if self.is_float(name):
            return self.step("Gather", [self.table(f"{name}.table", table), ids], f"{name}.rows")
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        values = np.clip(np.rint(table / scale), -127, 127).astype(np.int8)
        rows = self.step("Gather", [self.table(f"{name}.table", values), ids], f"{name}.bytes")
        rows = self.step("Cast", [rows], f"{name}.cast", to=TensorProto.FLOAT)
        scales = self.table(f"{name}.scale", scale.astype(np.float32))
        return self.step("Mul", [rows, self.step("Gather", [scales, ids], f"{name}.scales")], f"{name}.rows")

    def rounded(self, source: str, least: float | None = None) -> tuple[str, str, int]:
        """Rows in eight bits, the size of a step in each, and the step that stands for nought or `least`."""
        name, zero, steps = (source, 128, 127.0) if least is None else (f"{source}.up", 0, 255.0)
        size = self.step("Abs", [source], f"{name}.size") if least is None else self.shifted(source, least)
        axes = self.table("last axis", np.array([-1]))
        largest = self.step("ReduceMax", [size, axes], f"{name}.largest")
        largest = self.step("Max", [largest, self.number("tiny", 1e-9)], f"{name}.most")
        per = self.step("Div", [self.number(f"steps {steps}", steps), largest], f"{name}.per")
        step = self.step("Div", [largest, self.number(f"steps {steps}", steps)], f"{name}.step")
        scaled = self.step("Mul", [source if least is None else size, per], f"{name}.scaled")
        raised = self.step("Add", [scaled, self.number(f"half {zero}", zero + 0.5)], f"{name}.raised")
        return self.step("Cast", [raised], f"{name}.bytes", to=TensorProto.UINT8), step, zero

    def shifted(self, source: str, least: float) -> str:
        """Rows counted from the least value on."""
        return self.step("Sub", [source, self.number("least", least)], f"{source}.shifted")

    def product(self, name: str, source: str, least: float | None = None) -> tuple[str, str]:
        """The product of rows with a layer's weights, and the bias that is still to be added."""
        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        if self.is_float(name):
            found = self.step("MatMul", [source, self.table(f"{name}.matrix", weight)], f"{name}.product")
            return found, self.table(f"{name}.bias", bias)
        rows, step, zero = self.rounded(source, least)
        values, scale = rounded_weights(weight)
        bias = bias + (least or 0.0) * (values * scale).sum(axis=0)
        zeros = [self.table(f"{name}.zero", np.array(zero, np.uint8)), self.table(f"{name}.none", np.int8(0))]
        sizes = [self.number("one", 1.0), self.table(f"{name}.scale", scale)]
        inputs = [rows, self.table(f"{name}.matrix", values), *sizes, *zeros]
        found = self.step("MatMulIntegerToFloat", inputs, f"{name}.whole", MICROSOFT)
        scaled = self.step("Mul", [found, step], f"{name}.product")
        return scaled, self.table(f"{name}.bias", bias.astype(np.float32))

    def linear(self, name: str, source: str, output: str = "", least: float | None = None) -> str:
        """A linear layer."""
        return self.step("Add", [*self.product(name, source, least)], output or f"{name}.out")

    def norm(self, name: str, source: str, residual: str, output: str = "") -> str:
        """The sum of two, normalised; the one operator for both takes longer."""
        total = self.step("Add", [source, residual], f"{name}.sum")
        ends = [self.table(f"{name}.{end}", self.weights[f"{name}.{end}"]) for end in ("weight", "bias")]
        return self.step("LayerNormalization", [total, *ends], output or f"{name}.out", epsilon=1e-12)

    def layer(self, name: str, x: str, output: str = "", mask: str = "") -> str:
        """One transformer layer; pieces that are masked are seen by none."""
        joined, bias = self.product(f"{name}.qkv", x)
        parts = [f"{name}.{part}" for part in ("q", "k", "v")]
        self.nodes.append(helper.make_node("Split", [joined], parts, f"{name}.split", axis=-1, num_outputs=3))
        inputs = [*parts, bias, *([mask] if mask else [])]
        mixed = self.step("MultiHeadAttention", inputs, f"{name}.mixed", MICROSOFT, num_heads=HEADS)
        x = self.norm(f"{name}.norm_1", self.linear(f"{name}.out", mixed), x)
        raised = self.step("BiasGelu", [*self.product(f"{name}.up", x)], f"{name}.raised", MICROSOFT)
        return self.norm(f"{name}.norm_2", self.linear(f"{name}.down", raised, least=_LEAST), x, output)

    def places(self, ids: str, table: Array) -> str:
        """A row of `table` for each place of a text."""
        length = self.step("Shape", [ids], "length", start=1, end=2)
        zero = self.table("zero", np.array([0], np.int64))
        return self.step("Slice", [self.table("positions.table", table), zero, length, zero], "rows.of.text")

    def model(
        self, name: str, inputs: Sequence[str], outputs: dict[str, int], axes: tuple[str, str]
    ) -> bytes:
        """The serialised graph; `outputs` says how many numbers each gives at each place."""
        places = [helper.make_tensor_value_info(one, TensorProto.INT64, [*axes]) for one in inputs]
        given = [
            helper.make_tensor_value_info(one, TensorProto.FLOAT, [*axes, size])
            for one, size in outputs.items()
        ]
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        made = helper.make_graph(self.nodes, name, places, given, list(self.tables.values()))
        whole = helper.make_model(made, opset_imports=opsets, producer_name="parallax", ir_version=10)
        return bytes(whole.SerializeToString())
