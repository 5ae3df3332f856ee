"""Statements and discrepancies, measured: same event or not, same numbers or not, and what a quote costs.

    python -m benchmarks.statements DATA [--only pairs numbers scale] [--encoder words|model] [--write]

DATA holds ecbplus, anli_numeric and polnear. Nothing of the data is written, only scores. Thresholds come
from the training pairs. The scale test aligns quotes sampled from polnear/train and perturbed; with
`--encoder words` (the default) vectors are looked up: that times the alignment alone.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.page import stamp, table, write_block
from benchmarks.statement_encoders import Remembering, WordVectors, model_encoder
from benchmarks.statement_numbers import number_rows
from benchmarks.statement_pairs import pair_rows, story_rows
from benchmarks.statement_scale import encoder_rows, scale_rows
from flows.store.resources import load_resources

Row = dict[str, object]
SIZES = (1_000, 10_000, 100_000)
MEASURED = "python -m benchmarks statements --data DATA"
ALL = ("pairs", "numbers", "scale")


def tables(
    data: Path, only: Sequence[str], vectors: str, sizes: Sequence[int] = SIZES
) -> Iterator[tuple[str, list[Row]]]:
    """Name and rows of each table asked for."""
    if "pairs" in only:
        encoder = Remembering(model_encoder())
        stories = load_resources().comparison_weights.stories
        yield "statements-pairs", pair_rows(data, encoder, stories)
        yield "statements-stories", story_rows(data, encoder, stories)
    if "numbers" in only:
        yield "statements-numbers", list(number_rows(data, Remembering(model_encoder())))
    if "scale" in only:
        yield "statements-encoder", encoder_rows(data, model_encoder())
        yield (
            "statements-scale",
            scale_rows(data, WordVectors() if vectors == "words" else model_encoder(), sizes),
        )


def run(data: Path) -> None:
    """Measure everything and write the tables into docs/benchmarks.md."""
    for name, rows in tables(data, ALL, "words"):
        write_block(name, f"{stamp(MEASURED)}\n\n{table(rows)}")


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", default=ALL)
    parser.add_argument("--encoder", choices=("words", "model"), default="words")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="quotes in the scale test")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/benchmarks.md")
    args = parser.parse_args()
    for name, rows in tables(args.data, args.only, args.encoder, args.sizes):
        markdown = table(rows)
        print(f"{name}\n{markdown}\n", flush=True)
        if args.write:
            write_block(name, f"{stamp(MEASURED)}\n\n{markdown}")


if __name__ == "__main__":
    main()
