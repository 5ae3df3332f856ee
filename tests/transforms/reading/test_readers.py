"""Readers: one class a format, known by its media type and by how its files are named."""

import pytest

from schemas.vocabularies import MEDIA_TYPES
from transforms.reading.decoding import Undecodable
from transforms.reading.readers import READERS, is_known, read, reader_of

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
    assert read(PAGE.format("macintosh").encode("mac-roman"), "text/html").encoding == "mac_roman"


def test_an_html_page_without_an_article_is_refused() -> None:
    with pytest.raises(Undecodable) as caught:
        read(b"<html><head><title>No</title></head><body></body></html>", "text/html")
    assert caught.value.reason == "no_article"


def test_every_media_type_has_its_reader() -> None:
    """Where it fails: MEDIA_TYPES and the list in readers.py name the same formats, in one order."""
    assert list(READERS) == list(MEDIA_TYPES)


def test_a_suffix_belongs_to_one_reader() -> None:
    for reader in READERS.values():
        for suffix in reader.suffixes:
            assert suffix.startswith(".")
            assert is_known(suffix)
            assert reader_of(suffix) is reader
    assert not is_known(".log")


@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [(".txt", "text/plain"), (".HTM", "text/html"), (".xhtml", "text/html"), (".log", "text/plain")],
)
def test_files_are_read_by_how_they_are_named_and_as_plain_text_where_that_says_nothing(
    suffix: str, media_type: str
) -> None:
    assert reader_of(suffix).media_type == media_type


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_every_reader_refuses_what_is_no_text(media_type: str) -> None:
    for data, reason in ((b" ", "empty"), (b"\x00\x01\x02", "binary")):
        with pytest.raises(Undecodable) as caught:
            read(data, media_type)
        assert caught.value.reason == reason
