"""Provenance cannot lie: hashes are of what was read, and what is not known is null, never a guess."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from flows.publishing.provenance import code_of, provenance
from flows.settings import Settings
from flows.store.ledger import Ledger
from flows.store.resources import load_resources
from tests.flows.raw import ARTICLE, write_origin

GIT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=n", "-c", "user.email=e@localhost"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in GIT.items():
        monkeypatch.setenv(name, value)
    folder = tmp_path / "project"
    (folder / "flows").mkdir(parents=True)
    (folder / "flows" / "a.py").write_text("1")
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "first")
    return folder


def test_code_as_committed_is_clean_and_code_that_differs_is_dirty(repository: Path) -> None:
    revision, dirty = code_of(repository)
    assert len(revision or "") == 40 and dirty is False
    (repository / "flows" / "a.py").write_text("2")
    assert code_of(repository) == (revision, True)


def test_where_git_refuses_nothing_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As for a folder of another owner: git says "dubious ownership", and nothing else.
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert code_of(repository) == (None, None)


def test_without_git_nothing_is_known(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert code_of(repository) == (None, None)


def test_outside_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert code_of(tmp_path) == (None, None)


def test_an_installed_package_does_not_take_the_repository_around_it_for_its_own(repository: Path) -> None:
    installed = repository / "venv" / "site-packages"
    installed.mkdir(parents=True)
    assert code_of(installed) == (None, None)


def test_what_git_would_not_answer_is_null_and_not_clean(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".git" / "index").write_bytes(b"no index")
    revision, dirty = code_of(repository)
    assert revision and dirty is None


def test_models_and_inputs_have_the_hashes_of_what_was_read(tmp_path: Path) -> None:
    settings = Settings(raw=tmp_path / "raw", work=tmp_path / "work")
    folder = write_origin(settings.raw, "lowford-post", {"harbour.txt": ARTICLE})
    ledger = Ledger(settings.raw)
    read = hashlib.sha256(ledger.read(folder / "manifest.json")).hexdigest()
    ledger.save(settings.work, "lowford-post")
    (folder / "manifest.json").write_text("changed since")
    info = provenance(settings, ())
    hashes = load_resources(settings.raw).hashes()
    assert info.inputs["lowford-post/manifest.json"] == read
    assert set(info.inputs) == {
        "lowford-post/manifest.json",
        "reference/entities.csv",
        "reference/first_names.csv",
    }
    assert {**info.models, **{name: d for name, d in info.inputs.items() if name in hashes}} == hashes
