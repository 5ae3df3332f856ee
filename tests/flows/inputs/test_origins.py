"""raw/ is read exactly as its manifests say; whatever differs stops the build with one line that names it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from flows.inputs.lists import read_takedowns
from flows.inputs.origins import find_origins, read_files, read_manifest
from schemas.origins import ManifestError
from tests.flows import odd_files, raw
from tests.flows.raw import ARTICLE, take_down, write_origin
from tests.limits import within
from transforms.reading.decoding import MAX_BYTES


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


def _listed_under(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        manifest = raw.read_manifest(folder)
        manifest["documents"][0]["path"] = name
        raw.write_manifest(folder, manifest)
        (folder / "harbour.txt").unlink()

    return spoil


def _manifest_under(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / "manifest.json").replace(folder / name)


def _copy_of_the_manifest(folder: Path) -> None:
    (folder / ".manifest.json.swp").write_bytes((folder / "manifest.json").read_bytes())


def _manifest_that_leads_out(folder: Path) -> None:
    _manifest_under("../../elsewhere.json")(folder)
    (folder / "manifest.json").symlink_to("../../elsewhere.json")


def _folder_that_leads_out(folder: Path) -> None:
    (folder.parent.parent / "outside").mkdir()
    (folder / "more").symlink_to(folder.parent.parent / "outside")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_listed_under("n" * 300 + ".txt"), "documents.0.path.*has a name of 304 bytes"),
        (
            _listed_under("/".join(["name"] * 1000) + ".txt"),
            "is no path that the system takes .file name too",
        ),
        (_listed_under("a\0b.txt"), "documents.0.path.*without NUL"),
        (_manifest_under("Manifest.json"), "Manifest.json: looks like a manifest.json, but is not read"),
        (_manifest_under("manifest.json.txt"), "manifest.json.txt: looks like a manifest.json"),
        (_copy_of_the_manifest, "manifest.json.swp: looks like a manifest.json"),
        (_manifest_that_leads_out, "manifest.json: leads out of"),
        (_folder_that_leads_out, "does not list 1 file.*more"),
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


@pytest.mark.parametrize("odd", odd_files.ODD)
@pytest.mark.parametrize("name", ["harbour.txt", "manifest.json"])
def test_what_is_no_plain_file_is_never_opened(folder: Path, odd: str, name: str) -> None:
    manifest = read_manifest(folder)
    (folder / name).unlink()
    odd_files.ODD[odd](folder / name)
    with within(5), pytest.raises(ManifestError, match=name) as refused:
        if name == "manifest.json":
            read_manifest(folder)
        else:
            read_files(folder, manifest, {})
    assert "\n" not in str(refused.value)


def test_an_odd_file_that_is_not_listed_is_named_and_not_opened(folder: Path) -> None:
    odd_files.fifo(folder / "pipe")
    with within(5), pytest.raises(ManifestError, match=r"does not list 1 file.*pipe"):
        read_manifest(folder)


def test_a_hidden_file_may_be_listed_and_is_read_then(folder: Path) -> None:
    (folder / "harbour.txt").rename(folder / ".harbour.txt")
    manifest = raw.read_manifest(folder)
    manifest["documents"][0]["path"] = ".harbour.txt"
    raw.write_manifest(folder, manifest)
    assert read(folder) == {".harbour.txt": ARTICLE}


def test_of_a_file_too_long_to_be_a_text_only_the_start_is_read(folder: Path) -> None:
    """Its manifest may well say that it has 64 GB."""
    odd_files.sparse(folder / "harbour.txt")
    manifest = raw.read_manifest(folder)
    manifest["documents"][0]["bytes"] = odd_files.SPARSE
    raw.write_manifest(folder, manifest)
    with within(10):
        assert len(read(folder)["harbour.txt"]) == MAX_BYTES + 1


def test_a_raw_folder_that_is_not_there_or_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="no such folder; run from the project's folder"):
        find_origins(tmp_path / "raw")
    (tmp_path / "raw").mkdir()
    with pytest.raises(ManifestError, match="holds no origin"):
        find_origins(tmp_path / "raw")


def test_the_file_of_what_was_taken_down_is_read_to_know_its_copies(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator="harbour.txt")
    assert read(folder) == {"harbour.txt": ARTICLE}


def _emptied(folder: Path) -> None:
    (folder / "harbour.txt").write_bytes(b"")


def _closed(folder: Path) -> None:
    (folder / "harbour.txt").unlink()
    odd_files.fifo(folder / "harbour.txt")


@pytest.mark.parametrize("spoil", [_missing_file, _changed_file, _emptied, _closed, _link_that_leads_out])
def test_but_it_may_be_gone_or_be_another(folder: Path, spoil: Callable[[Path], None]) -> None:
    take_down(folder.parent, origin="lowford-post", locator="harbour.txt")
    spoil(folder)
    with within(5):
        assert read(folder) == {}


def test_a_takedown_that_takes_nothing_down_stops_the_build(folder: Path) -> None:
    take_down(folder.parent, origin="lowford-post", locator="harbor.txt")
    with pytest.raises(
        ManifestError, match=r"takedowns\.json: entry 1 \(lowford-post, harbor\.txt\) names no"
    ):
        read(folder)
