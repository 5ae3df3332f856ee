"""raw/ is read exactly as its manifests say; whatever differs stops the build with one line that names it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.inputs.origins import find_origins, read_files, read_manifest, read_takedowns
from schemas.origins import ManifestError
from tests.flows import raw
from tests.flows.raw import ARTICLE, take_down, write_origin


def read(folder: Path) -> dict[str, bytes]:
    return read_files(folder, read_manifest(folder), read_takedowns(folder.parent))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_origin(tmp_path / "raw", "lowford-post", {"harbour.txt": ARTICLE})


def test_files_are_read_byte_for_byte(folder: Path) -> None:
    assert read(folder) == {"harbour.txt": ARTICLE}


def test_every_folder_is_an_origin_but_hidden_ones_and_the_reference_tables(folder: Path) -> None:
    for name in ("another", ".git", "reference"):
        (folder.parent / name).mkdir()
    (folder.parent / "README.md").touch()
    assert [found.name for found in find_origins(folder.parent)] == ["another", "lowford-post"]


def _missing_file(folder: Path) -> None:
    (folder / "harbour.txt").unlink()


def _changed_file(folder: Path) -> None:
    (folder / "harbour.txt").write_bytes(ARTICLE.replace(b"Anna", b"Hans"))


def _unlisted_file(folder: Path) -> None:
    (folder / "more.txt").write_bytes(ARTICLE)


def _extra_key(folder: Path) -> None:
    raw.write_manifest(folder, raw.read_manifest(folder) | {"colour": "red"})


def _missing_key(folder: Path) -> None:
    manifest = raw.read_manifest(folder)
    del manifest["licence"]
    raw.write_manifest(folder, manifest)


def _no_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def _other_name(folder: Path) -> None:
    raw.write_manifest(folder, raw.read_manifest(folder) | {"origin": "bay-radio"})


def _link_that_leads_out(folder: Path) -> None:
    outside = folder.parent.parent / "outside.txt"
    outside.write_bytes(ARTICLE)
    (folder / "harbour.txt").unlink()
    (folder / "harbour.txt").symlink_to(outside)


def _way_out(folder: Path) -> None:
    manifest = raw.read_manifest(folder)
    manifest["documents"][0]["path"] = "../outside.txt"
    raw.write_manifest(folder, manifest)


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_missing_file, "manifest.json: lists harbour.txt, which is missing"),
        (_changed_file, "harbour.txt: expected sha256 "),
        (_unlisted_file, "does not list 1 file.*more.txt; add an entry"),
        (_extra_key, "colour"),
        (_missing_key, "licence is missing"),
        (_no_manifest, "manifest.json: is missing; add it"),
        (_other_name, "origin is 'bay-radio' in a folder named 'lowford-post'"),
        (_link_that_leads_out, "harbour.txt: leads out of"),
        (_way_out, "path"),
    ],
)
def test_what_is_wrong_is_named_on_one_line(folder: Path, spoil: Callable[[Path], None], named: str) -> None:
    spoil(folder)
    with pytest.raises(ManifestError, match=named) as refused:
        read(folder)
    assert "\n" not in str(refused.value)


def test_a_raw_folder_that_is_not_there_or_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no such folder; run from the project's folder"):
        find_origins(tmp_path / "raw")
    (tmp_path / "raw").mkdir()
    with pytest.raises(ManifestError, match="holds no origin"):
        find_origins(tmp_path / "raw")


def test_the_file_of_what_was_taken_down_is_not_read_and_may_be_gone(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator="harbour.txt")
    (folder / "harbour.txt").unlink()
    assert read(folder) == {}


def test_a_takedown_that_takes_nothing_down_stops_the_build(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator="harbor.txt")
    with pytest.raises(
        ManifestError, match=r"takedowns\.json: entry 1 \(lowford-post, harbor\.txt\) names no"
    ):
        read(folder)
