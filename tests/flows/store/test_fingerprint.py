"""Nothing that decides what is found in a text can change without another fingerprint."""

from pathlib import Path

import pytest

from flows.store import fingerprint as module
from flows.store.fingerprint import digest_of, fingerprint
from flows.store.resources import load_resources

HASHES = {
    "models/attribution/model.onnx": "a" * 64,
    "lexica/claims.toml": "b" * 64,
    "reference/entities.csv": "c" * 64,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: a stage, a contract, what runs them, a list, and a lock."""
    for name in (
        "transforms/claims/stage.py", "transforms/language/lexica/claims.toml", "schemas/claims.py",
        "flows/engine/steps.py", "flows/store/resources.py", "requirements.lock",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one\n")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "transforms/claims/stage.py", "transforms/language/lexica/claims.toml", "schemas/claims.py",
        "flows/engine/steps.py", "flows/store/resources.py", "requirements.lock", "transforms/new.py",
    ],
)  # fmt: skip
def test_a_changed_or_added_file_of_code_a_list_or_the_lock_gives_another(name: str, project: Path) -> None:
    before = fingerprint(HASHES, project)
    assert fingerprint(HASHES, project) == before
    (project / name).write_text("another\n")
    assert fingerprint(HASHES, project) != before


@pytest.mark.parametrize("name", HASHES)
def test_another_model_list_or_reference_table_gives_another(name: str, project: Path) -> None:
    assert fingerprint(HASHES | {name: "d" * 64}, project) != fingerprint(HASHES, project)
    fewer = {key: value for key, value in HASHES.items() if key != name}
    assert fingerprint(fewer, project) != fingerprint(HASHES, project)


def test_another_library_gives_another(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint(HASHES, project)
    monkeypatch.setattr(module, "_libraries", lambda: ["spacy==0.0.1"])
    assert fingerprint(HASHES, project) != before


def test_a_note_beside_the_code_changes_nothing(project: Path) -> None:
    before = fingerprint(HASHES, project)
    (project / "transforms" / "README.md").write_text("Read me.")
    (project / "flows" / "cli.py").write_text("help = 1\n")
    assert fingerprint(HASHES, project) == before


def test_every_model_word_list_and_reference_table_is_among_what_is_hashed() -> None:
    kinds = {name.partition("/")[0] for name in load_resources().hashes()}
    assert {"models", "packages", "reference", "lexica"} <= kinds


def test_a_digest_is_of_the_values_and_not_of_their_order_in_a_dict() -> None:
    assert digest_of({"a": 1, "b": "ü"}) == digest_of({"b": "ü", "a": 1}) != digest_of({"a": 1, "b": "u"})
    assert digest_of(["ab", "c"]) != digest_of(["a", "bc"])
