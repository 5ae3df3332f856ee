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

from flows.store.cards import update_card
from models.attribution.graph import KEPT, build, of_torch
from models.attribution.network import SIZES, Linker
from models.attribution.train import load_model


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
    parser.add_argument("--name", default="minilm-attribution-3")
    parser.add_argument("--keep", nargs="*", default=KEPT, help="layers that stay float")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = load_model(args.checkpoint, "small")
    weights = of_torch({name: value.numpy() for name, value in model.encoder.state_dict().items()})
    positions = weights["positions.weight"] + weights["kind"]
    target = args.out / "model.onnx"
    target.write_bytes(build(weights, positions, SIZES["small"].layers, args.keep))
    shutil.copy(args.tokenizer, args.out / "tokenizer.json")
    (args.out / "config.json").write_text(
        json.dumps(config_of(model.linker, args.name), indent=1) + "\n", "utf-8"
    )
    update_card(args.out)
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
