"""`parallax open`: the newest release's explorer, from disk; no browser is no error."""

from pathlib import Path

import pytest

from flows import exits
from flows.cli import explorer
from flows.cli.main import run

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """Two releases, as far as this command looks at them."""
    for version in ("2026.11.1", "2026.11.2"):
        folder = tmp_path / version / "report"
        folder.mkdir(parents=True)
        (folder / "index.html").write_text("<p>")
        (tmp_path / version / "SHA256SUMS").write_text("")
    return tmp_path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that would be opened; every one finds a browser."""
    found: list[str] = []
    monkeypatch.setattr(explorer.webbrowser, "open", lambda address: found.append(address) or True)
    return found


def test_the_newest_release_or_a_named_one_is_opened(dist: Path, opened: list[str], capsys: Capture) -> None:
    assert run(["open", "--dist", str(dist)]) == exits.DONE
    assert run(["open", "2026.11.1", "--dist", str(dist)]) == exits.DONE
    versions = ("2026.11.2", "2026.11.1")
    assert opened == [(dist / version / "report" / "index.html").as_uri() for version in versions]
    assert capsys.readouterr().out.split() == opened


def test_the_address_alone_opens_nothing(dist: Path, opened: list[str], capsys: Capture) -> None:
    assert run(["open", "--address", "--dist", str(dist)]) == exits.DONE
    assert not opened and capsys.readouterr().out.startswith("file:///")


def test_a_machine_without_a_browser_has_the_address(
    dist: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(explorer.webbrowser, "open", lambda _address: False)
    assert run(["open", "--dist", str(dist)]) == exits.DONE
    said = capsys.readouterr()
    assert "report/index.html" in said.out and "no web browser" in said.err


def test_no_release_and_one_without_an_explorer_are_one_line(tmp_path: Path, capsys: Capture) -> None:
    assert run(["open", "--dist", str(tmp_path)]) == exits.INPUT
    assert "there is none" in capsys.readouterr().err
    (tmp_path / "old").mkdir()
    assert run(["open", str(tmp_path / "old"), "--dist", str(tmp_path)]) == exits.INPUT
    assert "without an explorer" in capsys.readouterr().err
