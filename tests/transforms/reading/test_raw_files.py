"""Files of an origin as rows: what the manifest says of each, its bytes, and which was taken down."""

import pytest

from schemas.raw_files import RawFiles
from schemas.takedowns import Takedown
from tests.transforms.line import manifest
from transforms.reading.raw_files import raw_files
from transforms.reading.takedowns import taken_down

FILES = {"a.txt": b"one", "b.txt": b"two"}
ORIGIN = manifest("bay-radio", FILES)


def test_a_row_is_a_file_with_what_its_manifest_says() -> None:
    made = RawFiles.validate(raw_files(ORIGIN, FILES))
    assert made.select("origin", "locator", "data").rows() == [
        ("bay-radio", name, data) for name, data in FILES.items()
    ]
    row = made.row(0, named=True)
    (entry, _) = ORIGIN.documents
    assert (row["media_type"], row["sha256"], row["language"]) == (entry.media_type, entry.sha256, "en")
    assert (row["outlet"], row["licence"], row["published_at"]) == ("Bay-Radio", None, "2024-05-07")


@pytest.mark.parametrize("data", [b"one", None])
def test_the_bytes_of_what_was_taken_down_may_be_gone(data: bytes | None) -> None:
    entry = Takedown(origin="bay-radio", locator="a.txt", reason="court", requested_on="2026-11-20")
    files = {"b.txt": b"two"} | ({} if data is None else {"a.txt": data})
    made = raw_files(ORIGIN, files, taken_down([entry], [ORIGIN], "takedowns.json"))
    assert made.select("data", "taken_down").rows() == [(data, entry.detail), (b"two", None)]


def test_those_of_every_other_are_needed() -> None:
    with pytest.raises(KeyError, match=r"b\.txt"):
        raw_files(ORIGIN, {"a.txt": b"one"})


def test_an_origin_without_documents_has_no_rows() -> None:
    assert RawFiles.validate(raw_files(ORIGIN.model_copy(update={"documents": []}), {})).is_empty()
