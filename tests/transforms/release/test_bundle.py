"""A release as bytes: complete, the same every time, and with checksums that anyone can check."""

import hashlib
from collections.abc import Iterable, Mapping

import pytest

from schemas.derivations.croissant import PublishedFile
from schemas.package import PUBLISHED
from tests.frames import valid_frames
from tests.tables import scans, views
from transforms.release.bundle import CHECKSUMS, BundleError, bundle, checksums, parse_checksums
from transforms.release.descriptor import BuildInfo
from transforms.tables import Frames

REPORTS = {"quality/report.json": b"{}", "quality/report.md": b"# Quality\n", "quality/report.html": b"<p>"}
INFO = BuildInfo(code_revision="abc", libraries={"polars": "2"})


def made(frames: Frames, reports: Mapping[str, bytes]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def put(path: str, pieces: Iterable[bytes]) -> PublishedFile:
        data = found[path] = b"".join(pieces)
        return PublishedFile(path, len(data), hashlib.sha256(data).hexdigest())

    told = bundle(scans(frames), reports, INFO, "2026.11.1", put)
    assert {path: file.bytes for path, file in told.items()} == {path: len(found[path]) for path in found}
    return found


def files() -> dict[str, bytes]:
    return made(valid_frames() | views(valid_frames()), REPORTS)


def test_a_release_holds_every_table_twice_and_all_that_describes_it() -> None:
    tables = {f"{table.name}.{form}" for table in PUBLISHED for form in ("parquet", "csv")}
    beside = {"README.md", "LICENSE", "CITATION.cff", "DATA_DICTIONARY.md", "build.json"}
    assert set(files()) == tables | beside | set(REPORTS) | {
        "datapackage.json",
        "croissant.json",
        "quotations.jsonld",
        CHECKSUMS,
    }


def test_the_text_of_articles_is_not_in_it() -> None:
    assert not any(path.startswith("texts.") for path in files())
    assert not any(b"Share this page" in data for data in files().values())


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert files() == files()


def test_checksums_name_every_other_file_and_come_last() -> None:
    made = files()
    assert list(made)[-1] == CHECKSUMS
    expected = {path: hashlib.sha256(data).hexdigest() for path, data in made.items() if path != CHECKSUMS}
    assert parse_checksums(made[CHECKSUMS]) == expected
    assert made[CHECKSUMS].splitlines() == sorted(made[CHECKSUMS].splitlines(), key=lambda line: line[66:])


def test_the_terms_tell_our_work_from_that_of_others() -> None:
    terms = files()["LICENSE"].decode()
    assert "CC-BY-4.0" in terms and "remain the property" in terms


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../b", "a\nb", "", "a//b", ".hidden", CHECKSUMS])
def test_a_path_that_leaves_the_release_is_refused(path: str) -> None:
    with pytest.raises(BundleError, match="no name for a file"):
        made(valid_frames() | views(valid_frames()), {path: b""})


def test_a_report_may_not_replace_a_table() -> None:
    with pytest.raises(BundleError, match=r"two files .* quotes\.csv"):
        made(valid_frames() | views(valid_frames()), {"quotes.csv": b""})


def test_a_missing_table_is_named() -> None:
    frames = valid_frames() | views(valid_frames())
    del frames["zones"]
    with pytest.raises(BundleError, match="missing: zones"):
        made(frames, {})


@pytest.mark.parametrize("line", ["", "abc  x", "0" * 64 + "  ../x", "0" * 64 + "  /x", "0" * 64])
def test_checksums_that_are_none_are_refused(line: str) -> None:
    with pytest.raises(BundleError):
        parse_checksums(line.encode())


def test_checksums_are_written_as_sha256sum_reads_them() -> None:
    assert checksums({"b": "1" * 64, "a": "0" * 64}) == f"{'0' * 64}  a\n{'1' * 64}  b\n".encode()
