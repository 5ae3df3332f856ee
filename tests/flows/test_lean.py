"""A library is imported without what it could also work with; what was put off is there when it is used."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows import lean

PROJECT = Path(__file__).parents[2]


def test_what_is_hidden_is_told_to_be_missing_and_is_there_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "wave", raising=False)
    with lean.hidden(("wave",)), pytest.raises(ImportError):
        import wave  # noqa: PLC0415
    import wave  # noqa: PLC0415

    assert wave.WAVE_FORMAT_PCM


def test_what_was_imported_before_is_neither_hidden_nor_put_off() -> None:
    with lean.hidden(("json",)), lean.put_off(("json",)):
        import json  # noqa: PLC0415

        assert json.loads("1") == 1
    assert sys.modules["json"] is json


def test_what_is_put_off_is_imported_when_something_of_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)
    with lean.put_off(("colorsys",)):
        import colorsys  # noqa: PLC0415
        from colorsys import rgb_to_hsv  # noqa: PLC0415
    assert "colorsys" not in sys.modules
    assert rgb_to_hsv(0.5, 0.5, 0.5) == (0.0, 0.0, 0.5)
    assert colorsys.ONE_THIRD == sys.modules["colorsys"].ONE_THIRD
    with pytest.raises(AttributeError):
        _ = colorsys.nothing_of_that_name  # type: ignore[attr-defined]


PROGRAM = """
import sys
from flows import lean
lean.import_contracts()
lean.import_spacy()
import spacy
from schemas.package import TABLES
print(len(TABLES) > 0, spacy.blank("en")("One two.")[1])
print("spacy.cli" in sys.modules, "sqlalchemy" in sys.modules)
from flows.engine import build, ingest, release
print("prefect" in sys.modules, "great_expectations" in sys.modules)
"""


def test_a_run_without_a_record_imports_no_prefect_no_database_and_no_command_line() -> None:
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "two", *["False"] * 4]
