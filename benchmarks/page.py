"""Writing measured figures into a Markdown page, between two markers, so that nobody types them."""

import argparse
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def write_block(name: str, markdown: str, page: Path = PAGE) -> None:
    """Put `markdown` between the markers `<!-- name -->` and `<!-- /name -->` of `page`, or append both."""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    block = f"{opening}\n{markdown.strip()}\n{closing}"
    before, found, rest = text.partition(opening)
    after = rest.partition(closing)[2] if found else "\n"
    page.parent.mkdir(exist_ok=True)
    page.write_text((before if found else _with_gap(text)) + block + after, encoding="utf-8")


def _with_gap(text: str) -> str:
    return f"{text.rstrip()}\n\n" if text.strip() else ""


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """A Markdown table; columns are the first row's keys, numbers are aligned to the right."""
    names = list(rows[0])
    rule = ["---:" if isinstance(rows[0][name], int | float) else "---" for name in names]
    lines = [names, rule, *([_shown(row[name]) for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def stamp(command: str) -> str:
    """One line on when, on what, and with which command a figure was measured."""
    cores = len(os.sched_getaffinity(0))
    today = datetime.now(UTC).date().isoformat()
    machine = f"{cores} cores ({platform.machine()}, Python {platform.python_version()})"
    return f"Measured {today} on {machine} with `{command}`."


def of_build(description: str, page: Callable[[Path, Path], str], block: str) -> None:
    """The command line of a benchmark that needs a build: prints its page, and writes it where asked."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="folder of the benchmark data")
    parser.add_argument("build", type=Path, help="folder of the tables of a build")
    parser.add_argument("--write", action="store_true", help="also write docs/benchmarks.md")
    args = parser.parse_args()
    content = page(args.data, args.build)
    if args.write:
        write_block(block, content)
    print(content)
