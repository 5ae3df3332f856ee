"""Hostile content is data: a whole release of an article that attacks whoever opens it, seen from all sides.

Formulas, script, terminal escapes and direction controls stay exact in Parquet, and are harmless wherever
they are shown: in CSV cells, on the card, in the reports, on the terminal.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from flows.cli import main as cli
from flows.engine import watched
from flows.engine.executor import ThisProcess
from flows.engine.release import release
from flows.engine.run_summary import RunSummary
from flows.engine.tasks import unrecorded
from flows.publishing.verify import verify
from flows.quality.report import failures_table
from flows.settings import Settings
from tests.flows.extractors import replace_extractor
from tests.flows.raw import read_manifest, write_manifest, write_origin
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.release.serialise import unguard

ATTACKS = [
    "=HYPERLINK(1;2) is what we shall do",
    "+1 for the <script>alert(1)</script> of the harbour",
    "-2 <img src=x onerror=alert(1)> and more of it",
    "@SUM(A1:A9) to \x1b]0;owned\x07 everyone here",
    "\u202egpj.exe\u2066 runs the other way",
    "[click](javascript:alert(1)) | `code` **bold** &lt;b&gt;",
]
HEADLINE = "Harbour to be rebuilt after <script>alert(1)</script> storm \x1b[31m\u202e"
OUTLET = "=1+1 </td><script>alert(1)</script> | [x](http://evil.example) \x1b[2J\u202e post"
LOCATOR = "../../@etc/<script>alert(1)</script>\x1b[2J"
CALM = (
    "The harbour will be rebuilt within three years, the council decided on Tuesday evening in the hall.\n\n"
)
ARTICLE = f"{HEADLINE}\n\n{CALM * 8}" + "".join(f"{attack}, said Anna Lind.\n\n" for attack in ATTACKS)


class AttacksExtractor:
    """Every attack is quoted, word for word, of Anna Lind."""

    name = "attacks-test"

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        return [[self._quoted(text, attack) for attack in ATTACKS] for text in texts]

    def _quoted(self, text: str, attack: str) -> Attribution:
        start = text.index(attack)
        end = start + len(attack)
        cue, source = Span(end + 2, end + 6), Span(end + 7, end + 16)
        return Attribution((Span(start, end),), "indirect", 0.9, self.name, cue=(cue,), source=(source,))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> RunSummary:
    """The release of the article, from an origin whose manifest attacks as well."""
    folder = tmp_path_factory.mktemp("attacked")
    origin = write_origin(folder / "raw", "lowford-post", {"harbour.txt": ARTICLE.encode()})
    content = read_manifest(origin)
    content["outlet"]["name"] = OUTLET
    content["documents"][0]["locator"] = LOCATOR
    write_manifest(origin, content)
    with pytest.MonkeyPatch.context() as patched, unrecorded():
        replace_extractor(patched, AttacksExtractor)
        return release(Settings(raw=folder / "raw", dist=folder / "dist", work=folder / "work"))


@pytest.fixture(scope="module")
def made(attacked: RunSummary) -> Path:
    assert attacked.folder is not None
    return attacked.folder


def harmless(text: str) -> bool:
    """Whether nothing in a page is a tag or link of an attack, or a character that a screen would obey."""
    obeyed = [c for c in text if unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\t"]
    return not obeyed and not re.search(r"<script|<img|\]\(javascript:|\]\(http://evil", text)


def test_what_is_harmless_and_what_is_not() -> None:
    assert harmless("plain – “text”\n")
    assert not any(map(harmless, [*ATTACKS[1:], OUTLET, LOCATOR, "\x9b2J", "\u200e"]))


def test_the_release_is_whole(made: Path) -> None:
    assert verify(made) == []


def test_parquet_keeps_every_attack_exactly(made: Path) -> None:
    quotes = pl.read_parquet(made / "quotes.parquet")
    documents = pl.read_parquet(made / "documents.parquet").row(0, named=True)
    assert quotes.sort("start").get_column("content").to_list() == ATTACKS
    assert (documents["headline"], documents["outlet"], documents["locator"]) == (HEADLINE, OUTLET, LOCATOR)


def test_no_cell_of_any_csv_starts_as_a_formula_does(made: Path) -> None:
    cells = []
    for path in made.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells += [(name, cell) for row in csv.DictReader(file) for name, cell in row.items()]
    # Numbers below zero are no texts; there are none here.
    assert not [(name, cell) for name, cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} and cell]
    assert {*ATTACKS, HEADLINE, OUTLET} <= {unguard(cell) for _, cell in cells}


@pytest.mark.parametrize(
    "name",
    ["README.md", "DATA_DICTIONARY.md", "quality/report.md", "quality/report.html", "quality/junit.xml"],
)
def test_no_page_of_the_release_obeys_an_attack(made: Path, name: str) -> None:
    assert harmless((made / name).read_text(encoding="utf-8"))


def test_no_page_of_the_explorer_obeys_an_attack(made: Path) -> None:
    own = re.compile(r'<script src="[a-z0-9/.-]+" defer></script>')
    pages = {path: path.read_text(encoding="utf-8") for path in (made / "report").rglob("*.html")}
    assert len(pages) > 7
    # To a browser, Markdown is text.
    assert not [path for path, page in pages.items() if not harmless(own.sub("", page).replace("](", "] ("))]


def test_the_card_still_names_the_outlet(made: Path) -> None:
    card = (made / "README.md").read_text(encoding="utf-8")
    assert "&#60;script&#62;alert(1)" in card and "U+001B" in card


def test_the_terminal_shows_the_end_of_the_run_harmlessly(attacked: RunSummary) -> None:
    console = Console(record=True, width=200, file=StringIO())
    attacked.show(console)
    assert attacked.report is not None
    console.print(failures_table(attacked.report))
    assert harmless(console.export_text())


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is so before anybody reads a text, and needs no process that has loaded models."""
    monkeypatch.setattr(watched, "readers", lambda *_: ThisProcess())


@pytest.mark.usefixtures("no_worker")
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("../secret.txt", "plain relative path"),
        ("a/../../secret.txt", "plain relative path"),
        ("/etc/passwd", "plain relative path"),
        ("..\\secret.txt", "plain relative path"),
        ("\x1b[2J\u202egone.txt", "missing"),
    ],
)
def test_a_path_that_attacks_is_refused_in_one_line_that_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], path: str, told: str
) -> None:
    origin = write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE.encode()})
    content = read_manifest(origin)
    content["documents"][0]["path"] = path
    write_manifest(origin, content)
    (origin / "harbour.txt").unlink()
    assert (
        cli.run(
            ["build", "--quiet", "--unrecorded", f"--raw={tmp_path / 'raw'}", f"--work={tmp_path / 'work'}"]
        )
        == 2
    )
    said = capsys.readouterr().err
    assert told in said and len(said.splitlines()) == 1
    assert harmless(said)


@pytest.mark.usefixtures("no_worker")
def test_nothing_outside_the_origin_is_read_through_a_link(tmp_path: Path) -> None:
    origin = write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE.encode()})
    (tmp_path / "secret.txt").write_bytes(ARTICLE.encode())
    (origin / "harbour.txt").unlink()
    (origin / "harbour.txt").symlink_to(tmp_path / "secret.txt")
    assert (
        cli.run(
            ["build", "--quiet", "--unrecorded", f"--raw={tmp_path / 'raw'}", f"--work={tmp_path / 'work'}"]
        )
        == 2
    )
