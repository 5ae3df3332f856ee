"""The command line: help at once, one line for every mistake, exit codes as documented."""

import importlib
import json
import operator
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click
import pytest

from flows import exits
from flows.cli.main import cli, run
from schemas.origins import ManifestError
from tests.flows.conftest import Run
from tests.flows.extractors import replace_extractor
from tests.flows.raw import ARTICLE, write_origin
from tests.flows.release import released
from tests.snippets import snippets
from tests.transforms.line import MarksExtractor
from transforms.attribution.values import Attribution
from transforms.language.spans import Span

Capture = pytest.CaptureFixture[str]
COMMANDS = sorted(cli.commands)
ROOT = Path(__file__).parents[3]
PAGES = ("README.md", "docs/inputs.md", "docs/running.md", "docs/scale.md")


@pytest.fixture
def quick_attribute(monkeypatch: pytest.MonkeyPatch) -> None:
    replace_extractor(monkeypatch, MarksExtractor)


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_lists_every_exit_code_with_its_meaning(command: str, capsys: Capture) -> None:
    assert run([*command.split(), "--help"]) == exits.DONE
    shown = " ".join(capsys.readouterr().out.split())
    for code, meaning in exits.MEANINGS.items():
        assert f"{code} {meaning}" in shown


def printed_commands() -> list[str]:
    """What the shell blocks of the pages give the command line, continued lines in one."""
    pages = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES]
    code = "\n".join(code for page in pages for code in snippets(page, "sh")).replace("\\\n", " ")
    found = (re.match(r"\s*(?:\w+=\S+\s+)*parallax (.*)", line) for line in code.splitlines())
    return sorted({shlex.join(shlex.split(match[1], comments=True)) for match in found if match})


@pytest.mark.parametrize("printed", printed_commands())
def test_a_command_that_a_page_prints_is_one_with_these_options(
    printed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dist").symlink_to(ROOT / "dist")
    (tmp_path / "article.txt").touch()
    monkeypatch.chdir(tmp_path)
    command: click.Command | None = cli
    context, words = click.Context(cli), shlex.split(printed)
    while isinstance(command, click.Group):
        name, command, words = command.resolve_command(context, words)
        assert command is not None
        context = click.Context(command, context, name)
    assert command is not None
    command.make_context(context.info_name, words, context.parent)


def test_pages_print_many_commands() -> None:
    assert len(printed_commands()) > 15


@pytest.mark.parametrize("command", [[], *[[name] for name in COMMANDS]])
def test_help_waits_for_no_heavy_library(command: list[str]) -> None:
    heavy = ("prefect", "great_expectations", "polars", "spacy", "pydantic")
    show = (
        f"import sys; from flows.cli.main import run; run({[*command, '--help']!r})\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", show], capture_output=True, text=True, check=True)
    assert lines(done.stderr)[-1] == "[]"


# Mistakes


def test_a_wrong_option_is_named(capsys: Capture) -> None:
    assert run(["release", "--colour"]) == exits.INPUT
    assert "--colour" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (ManifestError("raw/a/manifest.json: key x is unknown"), exits.INPUT, "raw/a/manifest.json: key x"),
        (
            OSError(28, "No space left on device", "dist/a"),
            exits.MACHINE,
            "dist/a: no space left on device; free",
        ),
        (
            OSError(30, "Read-only file system", "w"),
            exits.MACHINE,
            "w: read-only file system; choose a folder",
        ),
        (exits.Refused("two\nlines", exits.DATA), exits.DATA, "two lines"),
        (KeyError("x"), exits.FAULT, "a fault in Parallax: KeyError: 'x'; run again with --verbose"),
        (KeyboardInterrupt(), exits.STOPPED, "stopped"),
    ],
)
def test_every_mistake_is_one_line_and_its_code(
    error: BaseException, code: int, line: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli, "main", fail)
    monkeypatch.setenv("PREFECT_LOGGING_LEVEL", "CRITICAL")
    assert run([]) == code
    (said,) = lines(capsys.readouterr().err)
    assert said.startswith(f"parallax: {line}")


# attribute


@pytest.mark.usefixtures("quick_attribute")
def test_attribute_prints_one_object_a_file_whose_offsets_hold(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    (tmp_path / "b.txt").write_text("Nobody said a word.")
    assert run(["attribute", str(tmp_path), "--format", "jsonl"]) == exits.DONE
    first, second = map(json.loads, lines(capsys.readouterr().out))
    assert second == {"doc": "b", "attributions": []}
    text = ARTICLE.decode()
    found = first["attributions"][0]
    assert list(found) == [
        *("content", "cue", "source", "type", "cue_lemma", "cue_class", "cue_modifiers", "negated"),
        *("nested_in", "speaker", "confidence"),
    ]
    assert [text[start:end] for start, end in found["content"]] == [
        '"We will not leave the fishermen alone,"'
    ]
    assert [text[start:end] for start, end in found["source"]] == ["Anna Lind"]
    assert found["speaker"] == "Anna Lind"
    assert 0 <= found["confidence"] <= 1


class _Nested:
    """Somebody says that somebody says."""

    name = "nested"

    def __call__(self, texts: Sequence[str], _: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        whole, inner = Span(10, 42), Span(24, 42)
        outer = Attribution((whole,), "indirect", 0.9, self.name, source=(Span(0, 4),))
        held = replace(outer, content=(inner,), source=(Span(20, 28),), nested_in=0)
        return [[outer, held] for _ in texts]


@pytest.mark.parametrize("option", ["", "--flat"])
def test_what_is_said_inside_anothers_speech_names_its_place_and_flat_leaves_it_out(
    option: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_extractor(monkeypatch, _Nested)
    (tmp_path / "a.txt").write_text(
        "Anna Lind said that Per Holm had said the dam would hold, come what may."
    )
    run(["attribute", str(tmp_path), *option.split()])
    found = json.loads(capsys.readouterr().out)["attributions"]
    assert [one["nested_in"] for one in found] == ([None] if option else [None, 0])


@pytest.mark.usefixtures("quick_attribute")
def test_a_bad_file_is_named_and_the_others_are_printed_all_the_same(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "a.txt").write_bytes(ARTICLE)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "explode.txt").write_bytes(ARTICLE.replace(b"Veldmouth", b"EXPLODE"))
    names = ["empty.txt", "absent.txt", "a.txt", "explode.txt", "a.txt"]
    assert run(["attribute", *(str(tmp_path / name) for name in names)]) == exits.INPUT
    printed = capsys.readouterr()
    assert [json.loads(line)["doc"] for line in lines(printed.out)] == ["a", "a"]
    empty, absent, explode = lines(printed.err)
    assert "empty.txt: empty: " in empty
    assert "absent.txt: no such file" in absent
    assert "explode: " in explode


@pytest.mark.usefixtures("quick_attribute")
@pytest.mark.parametrize("place", ["find_zones", "reader_of", "pipeline.attribute"])
def test_a_file_on_which_anything_raises_costs_no_other(
    place: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it does: in a stage, before the stages, or while all are read together."""
    for name in ("a", "bad", "z"):
        (tmp_path / f"{name}.txt").write_bytes(ARTICLE + (b"FAULT" if name == "bad" else b""))
    module = importlib.import_module("flows.cli.attribute")
    before = operator.attrgetter(place)(module)

    def fail(given: Any, *more: Any) -> Any:
        if place == "reader_of":
            return SimpleNamespace(read=lambda data: fail_on(data.decode()) or before(given).read(data))
        fail_on(given if isinstance(given, str) else "".join(given.texts["text"]))
        return before(given, *more)

    def fail_on(text: str) -> None:
        if "FAULT" in text:
            raise RuntimeError("a fault\nof two lines")

    monkeypatch.setattr(f"flows.cli.attribute.{place}", fail)
    assert run(["attribute", str(tmp_path)]) == exits.INPUT
    printed = capsys.readouterr()
    assert [json.loads(line)["doc"] for line in lines(printed.out)] == ["a", "z"]
    (told,) = lines(printed.err)
    assert "bad" in told and "reading raised RuntimeError: a fault of two lines" in told


@pytest.mark.usefixtures("quick_attribute")
def test_offsets_count_code_points_whatever_the_encoding(tmp_path: Path, capsys: Capture) -> None:
    text = ARTICLE.decode().replace("Anna", "Zoë🙂")
    (tmp_path / "a.txt").write_bytes(text.encode("utf-16"))
    run(["attribute", str(tmp_path / "a.txt")])
    (found, *_) = json.loads(capsys.readouterr().out)["attributions"]
    ((start, end),) = found["content"]
    assert text[start:end] == '"We will not leave the fishermen alone,"'


def test_attribute_reads_standard_input_and_needs_neither_prefect_nor_great_expectations() -> None:
    show = (
        "import sys; from flows.cli.main import run; code = run(['attribute', '-'])\n"
        "print(code, 'prefect' in sys.modules, 'great_expectations' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", show], input=ARTICLE, capture_output=True, check=True)
    assert json.loads(done.stdout)["doc"] == "stdin"
    assert lines(done.stderr.decode())[-1] == "0 False False"


# validate


def test_validate_says_what_is_wrong_with_a_release(tmp_path: Path, capsys: Capture) -> None:
    folder = released(tmp_path / "dist")
    assert run(["validate", str(folder)]) == exits.DONE
    assert lines(capsys.readouterr().out) == [f"{folder}: valid"]
    (folder / "quotes.csv").write_text("gone")
    assert run(["validate", str(folder), "--json"]) == exits.DATA
    answer = json.loads(capsys.readouterr().out)
    assert not answer["valid"]
    assert any("quotes.csv" in problem for problem in answer["problems"])


def test_validate_names_a_folder_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    assert run(["validate", str(tmp_path / "none")]) == exits.INPUT
    assert "no such folder; give that of a release" in capsys.readouterr().err


def test_validate_compares_spans_with_the_texts_in_raw(
    whole_run: Run, tmp_path: Path, capsys: Capture
) -> None:
    folder = whole_run.folder / whole_run.answer["folder"]
    assert run(["validate", str(folder), "--raw", str(whole_run.folder / "raw")]) == exits.DONE
    write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": b"Oh.\n\n" + ARTICLE})
    assert run(["validate", str(folder), "--raw", str(tmp_path / "raw")]) == exits.DATA
    said = capsys.readouterr().out
    assert "documents: 1 row(s) have another text in raw" in said
    assert "quote_spans: " in said


# release


def test_release_answers_a_machine_in_json(whole_run: Run) -> None:
    assert whole_run.code == exits.DONE
    assert whole_run.answer["outcome"] == "published"
    assert whole_run.answer["rows"]["quotes"] >= 2
    assert whole_run.answer["checks"]["failed"] == whole_run.answer["checks"]["crashed"] == 0
    assert set(whole_run.answer["seconds"]) >= {"reading", "finding quotes", "checking", "publishing"}
    assert list((whole_run.folder / "build").glob("prefect/*.db"))
