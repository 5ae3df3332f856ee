"""The manifest of an origin: what must be in it, and what its author is told when it is not."""

import hashlib
import json
from typing import Any

import pytest

from schemas.origins import ManifestError, RawDocument, parse_manifest, verify

WHERE = "raw/village-voice/manifest.json"
FILE = b"The mayor said no.\n"


def good() -> dict[str, Any]:
    return {
        "origin": "village-voice",
        "outlet": {"name": "Village Voice", "about": None, "homepage": None},
        "licence": {"name": None, "text": "Third-party text, kept for research.", "redistributable": False},
        "documents": [
            {
                "path": "mayor.txt",
                "locator": "mayor.txt",
                "sha256": hashlib.sha256(FILE).hexdigest(),
                "bytes": len(FILE),
                "media_type": "text/plain",
                "language": "en",
                "is_translation": None,
                "translated_from": None,
                "retrieved_at": None,
                "published_at": "2022-01-12",
            }
        ],
    }


def parse(manifest: object) -> Any:
    return parse_manifest(json.dumps(manifest), WHERE)


def test_a_good_manifest_is_read_as_it_stands() -> None:
    manifest = parse(good())
    assert manifest.origin == "village-voice"
    assert manifest.documents[0].path == "mayor.txt"
    assert manifest.documents[0].published_at == "2022-01-12"
    assert parse_manifest(json.dumps(good()).encode(), WHERE) == manifest


@pytest.mark.parametrize("key", ["origin", "outlet", "licence", "documents"])
def test_every_key_must_be_written_even_where_its_value_is_null(key: str) -> None:
    manifest = good()
    del manifest[key]
    with pytest.raises(ManifestError, match=f"^{WHERE}: key {key} is missing; add it"):
        parse(manifest)


@pytest.mark.parametrize("key", list(good()["documents"][0]))
def test_every_key_of_a_document_too(key: str) -> None:
    manifest = good()
    del manifest["documents"][0][key]
    with pytest.raises(ManifestError, match=f"key documents.0.{key} is missing"):
        parse(manifest)


def test_an_unknown_key_is_named() -> None:
    manifest = good()
    manifest["documents"][0]["langauge"] = "en"
    with pytest.raises(ManifestError, match=r"key documents\.0\.langauge is unknown; remove it or correct"):
        parse(manifest)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("path", "../other/mayor.txt"),
        ("path", "/etc/passwd"),
        ("path", "a\\b.txt"),
        ("path", "./mayor.txt"),
        ("path", ""),
        ("locator", " "),
        ("sha256", "abc"),
        ("bytes", -1),
        ("bytes", "19"),
        ("bytes", True),
        ("media_type", "application/pdf"),
        ("language", "English"),
        ("is_translation", "yes"),
        ("translated_from", "de"),
        ("retrieved_at", "yesterday"),
        ("published_at", "2022-13-01"),
        ("published_at", "2022-01-12T10:00"),
        ("published_at", "2022-01-12T25:00:00Z"),
    ],
)
def test_a_wrong_value_is_told_with_its_key_in_one_line(key: str, value: object) -> None:
    manifest = good()
    manifest["documents"][0][key] = value
    with pytest.raises(ManifestError) as caught:
        parse(manifest)
    message = str(caught.value)
    assert message.startswith(f"{WHERE}: key documents.0")
    assert "correct it" in message
    assert "\n" not in message


def test_an_origin_is_a_slug_and_has_documents() -> None:
    with pytest.raises(ManifestError, match="key origin = 'Village Voice' is wrong"):
        parse(good() | {"origin": "Village Voice"})
    with pytest.raises(ManifestError, match="key documents is wrong"):
        parse(good() | {"documents": []})


@pytest.mark.parametrize("key", ["path", "locator"])
def test_two_documents_cannot_share_a_path_or_a_locator(key: str) -> None:
    manifest = good()
    other = manifest["documents"][0] | {"path": "b.txt", "locator": "b.txt"}
    manifest["documents"].append(other | {key: "mayor.txt"})
    with pytest.raises(ManifestError, match=f"two documents have the same {key}: mayor.txt"):
        parse(manifest)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is not valid JSON"),
        (b"{", "is not valid JSON .*line 1"),
        (b'{"origin": "a", "origin": "b"}', r"is not valid JSON \(key 'origin' is given twice\)"),
        (b'{"origin": "\xff"}', r"is not UTF-8 \(byte 12\)"),
        (b"[]", "key the file is wrong"),
        (b"[" * 100_000, "is not valid JSON"),
    ],
)
def test_what_is_no_json_object_is_refused_with_the_place(data: bytes, message: str) -> None:
    with pytest.raises(ManifestError, match=f"^{WHERE}: {message}"):
        parse_manifest(data, WHERE)


def test_a_file_must_be_what_the_manifest_says() -> None:
    document: RawDocument = parse(good()).documents[0]
    verify(document, FILE, "raw/village-voice/mayor.txt")
    with pytest.raises(ManifestError, match=r"^raw/village-voice/mayor\.txt: expected 19 bytes, found 0;"):
        verify(document, b"", "raw/village-voice/mayor.txt")
    with pytest.raises(
        ManifestError, match=rf"expected sha256 {document.sha256}, found [0-9a-f]{{64}}; restore"
    ):
        verify(document, FILE.upper(), "raw/village-voice/mayor.txt")
