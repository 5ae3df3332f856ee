"""Scores a checkpoint on PolNeAR's dev texts before it is exported: how a teacher is measured.

Reads as label.py does, with the settings a checkpoint starts from; tune.py's are for exported models.
"""

import argparse
import json
from pathlib import Path

from tokenizers import Tokenizer

from models.attribution.data import load_scorer, read_texts
from models.attribution.label import labelled
from models.attribution.network import SIZES
from models.attribution.torch_tagger import TorchTagger
from models.attribution.train import DEVICE, load_model
from transforms.attribution.finding import Options


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, help="folder with polnear/dev")
    parser.add_argument("--scorer", type=Path, required=True, help="polnear.py, the benchmark's scorer")
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--tokenizer", type=Path, required=True)
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    model = load_model(args.checkpoint, args.size).to(DEVICE)
    tagger = TorchTagger("checkpoint", Tokenizer.from_file(str(args.tokenizer)), model, DEVICE, Options())
    texts = read_texts(scorer, args.data / "polnear" / "dev")
    gold = {item.name: (item.text, item.golds[0]) for item in texts}
    found = {item.name: labelled(item.text, tagger)["attributions"] for item in texts}
    print(json.dumps(scorer.score(gold, found), indent=1))


if __name__ == "__main__":
    main()
