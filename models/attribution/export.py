"""Exports a checkpoint of train.py to ONNX, fused and in eight bits, with the settings the run time reads.

Writes model.onnx, tokenizer.json and config.json into --out; tune.py then adds what is tuned.
"""

import argparse
import base64
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from flows.store.cards import update_card
from models.attribution.graph import build
from models.attribution.network import LAYERS, Encoder, Linker

# Eight bits cost most in the wide layers near the input; these stay float, for 9 MB more.
KEPT = [
    "tags",
    "key",
    "query",
    "layers.0.up",
    "layers.0.down",
    "layers.1.up",
    "layers.1.down",
    "layers.2.down",
]


def load(checkpoint: Path) -> tuple[Encoder, Linker]:
    """The averaged weights of a checkpoint, ready to run."""
    encoder, linker = Encoder(), Linker()
    state = torch.load(checkpoint, weights_only=True)["average"]
    nn.ModuleDict({"encoder": encoder, "linker": linker}).load_state_dict(state)
    return encoder.eval(), linker.eval()


def packed(table: torch.Tensor) -> dict[str, Any]:
    """A float32 table as JSON: its shape and its little-endian bytes in base64."""
    values = np.ascontiguousarray(table.detach().numpy().astype("<f4"))
    return {"shape": list(values.shape), "data": base64.b64encode(values.tobytes()).decode("ascii")}


def config_of(linker: Linker, name: str) -> dict[str, Any]:
    """Settings of the run time before tuning."""
    weights = {
        "distance": linker.distance.weight,
        "between": linker.between.weight,
        "out": linker.out.weight,
        "bias": linker.out.bias,
    }
    return {"name": name, "linker": {key: packed(value) for key, value in weights.items()}}


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument(
        "--tokenizer", type=Path, required=True, help="tokenizer.json of the pretrained encoder"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="minilm-attribution-2")
    parser.add_argument("--keep", nargs="*", default=KEPT, help="layers that stay float")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    encoder, linker = load(args.checkpoint)
    target = args.out / "model.onnx"
    target.write_bytes(build({k: v.numpy() for k, v in encoder.state_dict().items()}, LAYERS, args.keep))
    shutil.copy(args.tokenizer, args.out / "tokenizer.json")
    (args.out / "config.json").write_text(json.dumps(config_of(linker, args.name), indent=1) + "\n", "utf-8")
    update_card(args.out)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
