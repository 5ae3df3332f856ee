"""Folders travel by any place that fsspec reaches, and leave nothing there."""

from pathlib import Path

import pytest

from flows.exits import INPUT, Refused
from flows.store import remote
from flows.store.files import MARK


@pytest.fixture(params=["memory://meet", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place in memory, or a folder."""
    return f"file://{tmp_path}/meet" if request.param == "file" else f"{request.param}/{tmp_path.name}"


def folder(where: Path) -> Path:
    made = where / "chunks" / "0001"
    (made / "pack").mkdir(parents=True)
    (made / "pack" / "rows").write_bytes(bytes(range(256)))
    (made / "counts.json").write_text("[]")
    (made / MARK).touch()
    return made


def files(where: Path) -> dict[str, bytes]:
    return {str(path.relative_to(where)): path.read_bytes() for path in where.rglob("*") if path.is_file()}


def test_what_is_sent_is_fetched_elsewhere_in_place_of_what_was_there(url: str, tmp_path: Path) -> None:
    sent = folder(tmp_path / "here")
    remote.send(sent, url)
    place = tmp_path / "there" / "chunks" / "0001"
    for _ in range(2):
        assert files(remote.fetch(url, place)) == files(sent)
        (place / "more").touch()


def test_what_is_forgotten_is_there_no_more(url: str, tmp_path: Path) -> None:
    sent = folder(tmp_path / "here")
    remote.send(sent, url)
    remote.forget([sent], url)
    with pytest.raises(FileNotFoundError, match="nothing is there of chunks/0001"):
        remote.fetch(url, sent)
    assert files(sent)


def test_an_address_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--shared nowhere://x") as refused:
        remote.send(folder(tmp_path), "nowhere://x")
    assert refused.value.code == INPUT
