"""Files of an origin as rows: what the manifest says of each, its bytes, and which was taken down."""

import pytest

from schemas.origin_files import OriginFile
from schemas.origins import as_model
from schemas.raw_files import RawFiles
from schemas.takedowns import Takedown
from tests.transforms.line import manifest
from transforms.reading.raw_articles import RawArticle, unreadable
from transforms.reading.raw_files import fetched_files, raw_files
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


def test_what_is_stated_of_an_article_goes_before_what_is_of_its_origin() -> None:
    said = {
        "origin": "bay-radio",
        "from": "a.jsonl",
        "format": "jsonl",
        "outlet": {"name": "Bay Radio"},
        "licence": {"name": "CC0-1.0", "text": "Free.", "redistributable": True},
        "text": {"language": "en", "is_translation": True, "translated_from": "et"},
        "columns": {"text": "text"},
    }
    bare = RawArticle(locator="a", place="f#1", data=b"one")
    stated = RawArticle(
        locator="b", place="f#2", data=b"two", outlet="Lowford Post", language="fr", headline="Two"
    )
    lost = unreadable("f#3", "malformed", "line 3 is broken")
    made = fetched_files(as_model(OriginFile, said, ""), [bare, stated, lost])
    rows = (
        RawFiles.validate(made).select("locator", "outlet", "language", "licence", "translated_from").rows()
    )
    assert rows == [
        ("a", "Bay Radio", "en", "CC0-1.0", "et"),
        ("b", "Lowford Post", "fr", "CC0-1.0", "et"),
        ("f#3", "Bay Radio", "en", "CC0-1.0", "et"),
    ]
    assert made.select("data", "reject_reason", "reject_detail").row(2) == (
        None,
        "malformed",
        "line 3 is broken",
    )
    assert made.get_column("sha256").n_unique() == 3
    assert made.get_column("headline").to_list() == [None, "Two", None]
