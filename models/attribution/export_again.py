"""Writes model.onnx anew from its own weights, in the graph of today: for when the checkpoint is not at hand.

What eight bits lost once is lost twice. By this the tagger came to weights that fit every processor
(docs/decisions/the-same-on-every-processor.md). Needs `onnx` (requirements-train.txt), but no torch.
"""

import argparse
from pathlib import Path

import onnx

from flows.store.cards import update_card
from models.attribution.graph import KEPT, build, of_graph


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", type=Path, default=Path(__file__).parent)
    parser.add_argument("--keep", nargs="*", default=KEPT, help="layers that stay float")
    args = parser.parse_args()
    target = args.model / "model.onnx"
    weights = of_graph(onnx.load(target))
    layers = len({name.split(".")[1] for name in weights if name.startswith("layers.")})
    target.write_bytes(build(weights, weights["positions.weight"], layers, args.keep))
    update_card(args.model)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
