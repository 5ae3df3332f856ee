"""It installs: a wheel in a fresh environment attributes a text and builds a raw/ folder, from any place."""

import json
import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.flows.raw import ARTICLE, write_origin

PROJECT = Path(__file__).parents[1]
SOURCES = ("flows", "transforms", "schemas", "models", "raw/reference")
FILES = ("pyproject.toml", "README.md", "LICENSE")

PROVENANCE = """
from flows.publishing.provenance import provenance
from flows.settings import Settings
info = provenance(Settings(), ())
print(info.code_revision, info.dirty, info.lock_sha256, "models/attribution/model.onnx" in info.models)
"""


@dataclass(frozen=True)
class Installed:
    """An environment in which the wheel was installed, and an empty folder to work in."""

    bin: Path
    folder: Path

    def run(self, *command: str) -> str:
        """What a program of the environment prints, run in the folder."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.folder, env=kept, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built from a copy of the sources; libraries are those of the environment of the tests."""
    folder = tmp_path_factory.mktemp("wheel")
    wheel = built(folder)
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    (packages,) = (folder / "env" / "lib").glob("python*/site-packages")
    libraries = find_spec("polars")
    assert libraries and libraries.origin
    (packages / "libraries.pth").write_text(f"{Path(libraries.origin).parents[1]}\n")
    install = [
        "uv",
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        str(python),
        str(wheel),
    ]
    subprocess.run([sys.executable, "-m", *install], check=True)
    (folder / "elsewhere").mkdir()
    return Installed(python.parent, folder / "elsewhere")


def built(folder: Path) -> Path:
    """The wheel of a copy of the sources: building leaves traces where it happens."""
    for name in SOURCES:
        shutil.copytree(
            PROJECT / name, folder / "sources" / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    for name in FILES:
        shutil.copy(PROJECT / name, folder / "sources")
    make = ["pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir", str(folder)]
    # To compress the models takes as long as all else, and says nothing of what is in the wheel.
    make += ["--config-settings=--build-option=--compression=stored"]
    subprocess.run([sys.executable, "-m", *make], cwd=folder / "sources", check=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.mark.slow
def test_an_installed_wheel_attributes_a_text_and_builds_a_raw_folder(installed: Installed) -> None:
    place = installed.run("python", "-c", "import flows; print(flows.__file__)")
    assert place.startswith(str(installed.bin.parent))

    (installed.folder / "article.txt").write_bytes(ARTICLE)
    found = json.loads(installed.run("parallax", "attribute", "article.txt"))
    assert found["doc"] == "article"
    assert "Anna Lind" in {one["speaker"] for one in found["attributions"]}

    write_origin(installed.folder / "input", "lowford-post", {"harbour.txt": ARTICLE})
    build = ("build", "--raw", "input", "--unrecorded", "--json", "--quiet")
    made = json.loads(installed.run("parallax", *build))
    assert made["outcome"] == "built" and made["folder"] == "build/tables"
    assert made["rows"]["quotes"] >= 2
    assert sorted(path.name for path in installed.folder.iterdir()) == ["article.txt", "build", "input"]

    # Outside a checkout neither the revision of the code nor a lock is known, and none is made up.
    write_origin(installed.folder / "raw", "lowford-post", {"harbour.txt": ARTICLE})
    assert installed.run("python", "-c", PROVENANCE).split() == ["None", "None", "None", "True"]
