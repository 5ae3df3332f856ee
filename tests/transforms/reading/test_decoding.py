"""Documents: from a raw file's bytes to one text that never changes, or to a reason why there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabularies import REJECT_REASONS
from transforms.reading.decoding import MAX_CHARS, Undecodable, decode, duplicates, headline, read
from transforms.reading.zones import find_zones

ENGLISH = "The café’s owner said: “We are not ready – yet.” Nothing would change before spring, he added.\r\n"
RUSSIAN = "Мэр города заявил во вторник, что бюджет не будет изменён до весны. По его словам, денег нет.\n"


def reason(data: bytes, media_type: str = "text/plain") -> str:
    with pytest.raises(Undecodable) as caught:
        read(data, media_type)
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


PAGE = """<html><head><meta charset="{}"><title>Harbour strike</title></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Harbour strike</h1>
<p>Dock workers in Malmö voted on Thursday to extend their strike, their union said, after talks.</p>
<p>The port authority declined to comment. Forty ships are waiting at anchor, said its director.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_of_an_html_page_only_the_article_is_the_text() -> None:
    text = read(PAGE.format("utf-8").encode(), "text/html").text
    assert "Dock workers in Malmö voted on Thursday" in text
    assert "<p>" not in text
    assert "All rights reserved" not in text


def test_an_html_page_is_decoded_as_it_declares() -> None:
    assert read(PAGE.format("mac-roman").encode("mac-roman"), "text/html").encoding == "mac-roman"


def test_an_html_page_without_an_article_is_refused() -> None:
    assert reason(b"<html><head><title>No</title></head><body></body></html>", "text/html") == "no_article"


def test_a_reason_outside_the_closed_list_cannot_be_raised() -> None:
    with pytest.raises(KeyError, match="no reject reason 'bad'"):
        Undecodable("bad", "")


STORY = 'Harbour strike enters second week\n\nParis (AFP) - It went on.\n\n"No end," the union said.\n'


def test_the_headline_is_the_first_one_on_one_line() -> None:
    assert headline(STORY, find_zones(STORY)) == "Harbour strike enters second week"
    assert headline("The strike went on, and nobody knew for how long.", []) is None


def test_copies_point_to_the_smallest_id_in_any_order() -> None:
    texts = [
        ("doc_c", "“No end”  in sight"),
        ("doc_a", '"no end" in sight\n'),
        ("doc_b", "No end"),
        ("doc_d", ""),
    ]
    assert duplicates(texts) == {"doc_c": "doc_a"}
    assert duplicates(reversed(texts)) == {"doc_c": "doc_a"}
    assert duplicates([("doc_d", ""), ("doc_e", " ")]) == {}
