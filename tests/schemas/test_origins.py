"""The manifest of an origin: what must be in it, and what its author is told when it is not."""

import contextlib
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.origins import ManifestError, RawDocument, parse_manifest, verify
from tests.limits import within

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
        ("published_at", "9999-12-31T23:59:59-01:00"),
        ("published_at", "0001-01-01T00:00:00+23:59"),
        ("published_at", "0000-01-01"),
        ("published_at", "2022-02-29T00:00Z"),
        ("published_at", "2022-01-12T10:00+24:00"),
        ("retrieved_at", "9999-12-31T23:59-00:01"),
        ("retrieved_at", "\u0662\u0660\u0662\u0662-01-12"),
        ("path", "n" * 256),
        ("path", "a/" + "\u00e4" * 128 + "/b.txt"),
        ("path", "a\0b.txt"),
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


@pytest.mark.parametrize("key", ["path", "locator", "language"])
def test_half_a_character_is_told_with_its_place(key: str) -> None:
    manifest = good()
    manifest["documents"][0][key] = "half \udfff of one"
    with pytest.raises(
        ManifestError, match=rf"holds \\udfff, half a character, near .*{key}.*half '; correct"
    ):
        parse(manifest)


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


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-02T00:00+23:59"])
def test_the_first_and_the_last_moment_that_a_calendar_holds_are_taken(moment: str) -> None:
    manifest = good()
    manifest["documents"][0]["published_at"] = moment
    assert parse(manifest).documents[0].published_at == moment


@given(st.datetimes(), st.integers(-1439, 1439), st.booleans())
def test_a_moment_is_taken_just_where_its_day_and_its_moment_in_utc_exist(
    moment: datetime, minutes: int, with_seconds: bool
) -> None:
    sign, (hours, rest) = "-+"[minutes >= 0], divmod(abs(minutes), 60)
    told = moment.isoformat(timespec="seconds" if with_seconds else "minutes")
    manifest = good()
    manifest["documents"][0]["published_at"] = f"{told}{sign}{hours:02}:{rest:02}"
    try:
        taken = parse(manifest).documents[0].published_at
    except ManifestError as refused:
        assert "must lie in the years 1 to 9999 in UTC" in str(refused)
        assert moment.year in {1, 9999}
    else:
        assert datetime.fromisoformat(str(taken)).astimezone(UTC).tzinfo == UTC


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
STRANGE = st.sampled_from(
    [
        "\ud800", "9999-12-31T23:59:59-01:00", "a/" * 3000, "\0", "\u202e", "\n", 10**400, -1, 2**63, 1e308,
        True, float("nan"), [[]], {"": {}}, "n" * 10**6,
    ]
)  # fmt: skip
PLACES = st.sampled_from(
    [*good(), *(("documents", 0, key) for key in good()["documents"][0]), ("outlet", "name")]
)


def put(content: Any, place: Any, value: object) -> None:
    """Put `value` in place of what a manifest has there, or under a key of its own."""
    *way, last = place if isinstance(place, tuple) else (place,)
    for step in way:
        content = content[step]
    content[last] = value


@settings(deadline=2000)
@given(st.lists(st.tuples(PLACES | st.text(), JSON | STRANGE), max_size=3))
def test_any_manifest_is_taken_or_refused_in_one_line(changes: list[tuple[Any, object]]) -> None:
    manifest = good()
    for place, value in changes:
        with contextlib.suppress(TypeError, KeyError, IndexError):
            put(manifest, place, value)
    try:
        parsed = parse(manifest)
    except ManifestError as refused:
        assert str(refused).startswith(f"{WHERE}: ") and len(str(refused).splitlines()) == 1
        assert len(str(refused)) < 10_000
    else:
        assert parsed.documents


@settings(deadline=2000)
@given(st.binary(max_size=200))
def test_so_are_any_bytes(data: bytes) -> None:
    with pytest.raises(ManifestError, match=f"^{WHERE}: "):
        parse_manifest(data, WHERE)


def many(documents: int) -> Any:
    manifest = good()
    (one,) = manifest["documents"]
    manifest["documents"] = [one | {"path": f"{n}.txt", "locator": f"{n}.txt"} for n in range(documents)]
    return manifest


def all_alike() -> Any:
    manifest = many(30_000)
    manifest["documents"] = [manifest["documents"][0]] * 30_000
    return manifest


def all_wrong() -> Any:
    manifest = many(30_000)
    manifest["documents"] = [{"path": 1}] * 30_000
    return manifest


@pytest.mark.parametrize(
    "make", [lambda: many(30_000), all_alike, all_wrong, lambda: {"k" * n: n for n in range(9000)}]
)
def test_a_large_manifest_is_checked_at_once(make: Callable[[], Any]) -> None:
    data = json.dumps(make())
    with within(10), contextlib.suppress(ManifestError):
        parse_manifest(data, WHERE)


def test_so_is_one_of_many_keys_of_which_one_is_given_twice() -> None:
    keys = [f'"k{number}": 0' for number in range(100_000)]
    with within(5), pytest.raises(ManifestError, match="key 'k99999' is given twice"):
        parse_manifest("{" + ",".join([*keys, keys[-1]]) + "}", WHERE)
