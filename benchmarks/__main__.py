"""`make bench`: run the benchmarks that are named, or all, and write docs/benchmarks.md."""

import importlib
from pathlib import Path

import click

from benchmarks import accuracy

ALL = (
    "pipeline",
    "stages",
    "products",
    "running",
    "attribution",
    "speakers",
    "claims",
    "statements",
    "differences",
    "kills",
    "power_cuts",
    "fuzz",
    "growth",
)
"""Modules of this package, each with `run(data: Path)`, in the order of the page."""


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(ALL))
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True, help="Benchmark data.")
def main(names: tuple[str, ...], data: Path) -> None:
    """Run the benchmarks NAMES (all of them by default) on the benchmark data, which is not in git.

    What a release tells of accuracy (models/accuracy.csv) is made anew of the page.
    """
    for name in names or ALL:
        click.echo(f"{name} ...", err=True)
        importlib.import_module(f"benchmarks.{name}").run(data)
    accuracy.write()


if __name__ == "__main__":
    main()
