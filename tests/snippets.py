"""The snippets of a page, and what they print when they are run as they stand there."""

import os
import re
import subprocess
import sys
from pathlib import Path

import duckdb

_BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def snippets(page: str, language: str) -> list[str]:
    """The code blocks in `language` of a Markdown page."""
    return [code for name, code in _BLOCK.findall(page) if name == language]


def run_python(code: str, folder: Path) -> str:
    """What a snippet prints in `folder`, without a network; an error fails the test."""
    offline = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(folder.parent / "datasets")}
    command = [sys.executable, "-W", "error::SyntaxWarning", "-c", code]
    done = subprocess.run(command, cwd=folder, env=offline, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_sql(query: str, folder: Path, database: str) -> list[tuple[object, ...]]:
    """The rows that a query gives on a release's database, which stands in its folder."""
    with duckdb.connect(str(folder / database), read_only=True) as connection:
        connection.execute(f"SET file_search_path = '{folder}'")
        return connection.sql(query.strip().removesuffix(";")).fetchall()
