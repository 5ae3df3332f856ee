"""Spoiling releases, as an accident does and as someone does who knows what belongs together."""

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from schemas.package import table
from tests.frames import valid_frames
from tests.tables import to_csv, to_parquet
from transforms.release.bundle import CHECKSUMS, checksums


def sum_up_again(folder: Path) -> None:
    """New checksums for what is there now, and no file beside it that knows the old ones."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    digests = {name: _sha256(path) for name, path in files.items() if name != CHECKSUMS}
    (folder / CHECKSUMS).write_bytes(checksums(digests))
    for name in ("index.json", "latest.json"):
        (folder.parent / name).unlink(missing_ok=True)


def describe_again(folder: Path) -> None:
    """The same, and the descriptors agree with the files, and build.json with the rows."""

    def package(content: Any) -> None:
        for one in content["resources"]:
            path = folder / one["path"]
            one |= {"bytes": path.stat().st_size, "hash": f"sha256:{_sha256(path)}"}

    def croissant(content: Any) -> None:
        for one in content["distribution"]:
            one["sha256"] = _sha256(folder / one["contentUrl"])

    change(folder, "datapackage.json", package)
    change(folder, "croissant.json", croissant)
    sum_up_again(folder)


def change(folder: Path, name: str, how: Callable[[Any], object]) -> None:
    """Change what a JSON file of a release holds."""
    content = json.loads((folder / name).read_bytes())
    how(content)
    (folder / name).write_text(json.dumps(content))


def rewrite(folder: Path, name: str, rows: pl.DataFrame) -> None:
    """Put other rows into both forms of a table, and into the count of build.json."""
    (folder / f"{name}.parquet").write_bytes(to_parquet(rows, table(name), folder.name))
    (folder / f"{name}.csv").write_bytes(to_csv(rows, table(name)))
    change(folder, "build.json", lambda content: content["rows"].update({name: rows.height}))


def under_schema(folder: Path, version: object) -> None:
    """Let a release say that it was made under another schema."""
    change(folder, "build.json", lambda content: content.update(schema_version=version))
    change(folder, "datapackage.json", lambda content: content.update(schemaVersion=version))


def spoilt(data: bytes, seed: int) -> bytes:
    """Parquet with some bytes of its footer changed, so that it still looks like Parquet."""
    random, changed = Random(seed), bytearray(data)
    start = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    for _ in range(random.randint(1, 4)):
        changed[random.randrange(start, len(data) - 4)] = random.randrange(256)
    return bytes(changed)


def panics() -> Iterator[bytes]:
    """Footers on which polars does not raise an error but panics."""
    data = to_parquet(valid_frames()["zones"], table("zones"), "2026.11.1")
    for seed in range(3000):
        try:
            pl.read_parquet(spoilt(data, seed))
        except pl.exceptions.PanicException:
            yield spoilt(data, seed)
        except Exception:
            pass


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
