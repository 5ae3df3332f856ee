"""Decoding: from a raw file's bytes to one text that never changes, or to a reason why there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabularies import REJECT_REASONS
from transforms.reading.decoding import MAX_CHARS, Undecodable, decode

ENGLISH = "The café’s owner said: “We are not ready – yet.” Nothing would change before spring, he added.\r\n"
RUSSIAN = "Мэр города заявил во вторник, что бюджет не будет изменён до весны. По его словам, денег нет.\n"


def reason(data: bytes) -> str:
    with pytest.raises(Undecodable) as caught:
        decode(data)
    assert str(caught.value)
    return caught.value.reason


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (ENGLISH, "utf-8", "utf-8"),
        (ENGLISH, "utf-8-sig", "utf-8-sig"),
        (ENGLISH, "utf-16", "utf-16"),
        (ENGLISH, "utf-16-le", "utf-16-le"),
        (ENGLISH, "utf-16-be", "utf-16-be"),
        (ENGLISH, "utf-32", "utf-32"),
        (ENGLISH, "cp1252", "cp1252"),
        ("Müller sagte, die Straße bleibe bis März für Fußgänger offen.\n", "latin-1", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
    ],
)
def test_a_text_is_decoded_whole_and_its_line_ends_stay(text: str, encoding: str, found: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding == found


@given(st.text(min_size=1))
def test_what_was_written_as_utf8_is_read_as_it_was_or_refused(text: str) -> None:
    try:
        decoded = decode(text.encode("utf-8"))
    except Undecodable as refused:
        assert refused.reason in {"empty", "binary"}
    else:
        assert decoded.text == text.removeprefix("\ufeff") or decoded.encoding != "utf-8"


@given(st.binary())
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try:
        assert decode(data).text.strip()
    except Undecodable as refused:
        assert refused.reason in REJECT_REASONS


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"*** --- ***", "empty"),
        (b"%PDF-1.7\n\x00\x01\x02", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (b"text\x07\x01\x02\x03 with bells and worse", "binary"),
        (bytes(range(128, 160)) * 20, "undecodable"),
    ],
)
def test_a_file_that_is_no_text_says_why(data: bytes, expected: str) -> None:
    assert reason(data) == expected


def test_one_stray_control_character_does_not_make_a_file_binary() -> None:
    assert decode(ENGLISH.encode() * 3 + b"\x0c\x1bend").encoding == "utf-8"


def test_the_limit_is_in_characters() -> None:
    assert len(decode("é".encode() * MAX_CHARS).text) == MAX_CHARS
    assert reason("é".encode() * (MAX_CHARS + 1)) == "too_long"


def test_fifty_megabytes_of_one_line_are_refused_undecoded() -> None:
    with pytest.raises(Undecodable, match="at least 12500000 characters; the limit is 5000000"):
        decode(b"x" * 50_000_000)


def test_a_reason_outside_the_closed_list_cannot_be_raised() -> None:
    with pytest.raises(KeyError, match="no reject reason 'bad'"):
        Undecodable("bad", "")
