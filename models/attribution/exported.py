"""An exported model as a folder: model.onnx, tokenizer.json, and config.json with what was tuned."""

import json
from dataclasses import asdict
from pathlib import Path

from flows.store.cards import update_card
from transforms.attribution.finding import Options
from transforms.attribution.tagger import OnnxTagger, from_bytes

_CONFIG = "config.json"


def load(folder: Path) -> OnnxTagger:
    """The tagger; BrokenModelError where its files do not belong together."""
    words, config = ((folder / name).read_text("utf-8") for name in ("tokenizer.json", _CONFIG))
    return from_bytes((folder / "model.onnx").read_bytes(), words, config)


def keep(folder: Path, options: Options) -> None:
    """Write what was tuned, and the file's hash into the card."""
    path = folder / _CONFIG
    config = json.loads(path.read_text("utf-8")) | {"options": asdict(options)}
    path.write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    update_card(folder)
