"""Decoding: from a raw file's bytes to one text that never changes, or to a reason why there is none."""

import codecs
import encodings
import pkgutil
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.vocabularies import REJECT_REASONS
from transforms.language import lexica
from transforms.reading.decoding import MAX_CHARS, Decoded, Undecodable, decode

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


PAGE = '<html><head><meta charset="{}"></head>\n<p>{}</p>'
LABELS = lexica.values("encodings", "web_labels")


def declared(label: str, text: str, codec: str) -> Decoded:
    return decode(PAGE.format(label, text).encode(codec))


@pytest.mark.parametrize(
    ("label", "text", "codec", "found"),
    [
        ("windows-1251", RUSSIAN, "cp1251", "cp1251"),
        ("KOI8-R", RUSSIAN, "koi8-r", "koi8_r"),
        ("iso-8859-2", "Łódź i Kraków, powiedział.", "iso8859-2", "iso8859_2"),
        # What says Latin-1 or Shift JIS on the web is in the code pages of Windows that contain them.
        ("ISO-8859-1", "“Not yet” – he said: café.", "cp1252", "cp1252"),
        ("shift_jis", "①港は三年以内に再建されると市長が述べた。", "cp932", "cp932"),
        ("gb2312", "市長說，這個港口將在三年內重建。", "gbk", "gb18030"),
    ],
)
def test_a_page_is_decoded_as_it_declares(label: str, text: str, codec: str, found: str) -> None:
    decoded = declared(label, text, codec)
    assert decoded.encoding == found and text.strip() in decoded.text


@pytest.mark.parametrize(
    ("text", "encoding", "named", "found"),
    [
        ("Zo\u00eb in Malm\u00f6", "cp1252", "ISO-8859-1", "cp1252"),
        ("\u0125\u0121 Malm\u00f6", "iso8859_3", '"iso-8859-3"', "iso8859_3"),
        ("Zo\u00eb in Malm\u00f6", "utf-8", "iso-8859-1", "utf-8"),
        ("Zo\u00eb in Malm\u00f6", "cp1252", "utf-8", "cp1252"),
        ("Zo\u00eb in Malm\u00f6", "cp1252", "no-such-charset", "cp1252"),
        ("Zo\u00eb in Malm\u00f6", "cp1252", "", "cp1252"),
    ],
)
def test_what_a_server_calls_the_encoding_counts_where_it_fits(
    text: str, encoding: str, named: str, found: str
) -> None:
    assert decode(text.encode(encoding), charset=named) == Decoded(text, found)


def test_every_label_of_the_web_names_an_encoding_of_text() -> None:
    """One that gives characters for bytes, ASCII for ASCII, and never half a character."""
    for label, codec in LABELS.items():
        assert label == label.lower() and codecs.lookup(codec)._is_text_encoding
        assert b"plain <p>".decode(codec) == "plain <p>"


PYTHONS = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} | {"unicode-escape"})


@pytest.mark.parametrize("name", [*PYTHONS, "utf-16", "rot13", "no-such-thing", "-", "x" * 40])
def test_nothing_else_that_python_knows_by_name_decodes_a_page(name: str) -> None:
    """Escapes of Python's own source, compressions, ciphers, host names: some raise, some make surrogates."""
    if name in LABELS:
        return
    tempting = "The café\\u00e9 owner \\ud800 said \\x41 +2AA- that nothing would change before spring."
    assert tempting in declared(name, tempting, "cp1252").text


@settings(max_examples=200, deadline=2000)
@example(label="undefined", body=b"\xff")
@example(label="raw_unicode_escape", body=b"\xff\\ud800")
@given(
    label=st.sampled_from(PYTHONS) | st.sampled_from(sorted(LABELS)) | st.text("abcw-_:.18", min_size=1),
    body=st.binary(max_size=60),
)
def test_no_declaration_raises_or_makes_half_characters(label: str, body: bytes) -> None:
    try:
        text = decode(f'<?xml encoding="{label}"?><p>one</p>\xe9'.encode("latin-1") + body).text
    except Undecodable as refused:
        assert refused.reason in REJECT_REASONS
    else:
        assert text.encode("utf-8").decode("utf-8") == text


def test_no_text_holds_half_a_character() -> None:
    with pytest.raises(Undecodable, match=r"U\+D800 at 3 is half a character") as refused:
        Decoded("one\ud800", "utf-7")
    assert refused.value.reason == "undecodable"


def test_a_declaration_of_white_space_takes_no_time() -> None:
    data = b'<meta charset="' + b" " * 4000 + b"\xe9 one"
    start = time.perf_counter()
    decode(data)
    assert time.perf_counter() - start < 1


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
    with pytest.raises(Undecodable, match="at least 12500000 characters; the limit is 200000"):
        decode(b"x" * 50_000_000)


def test_a_reason_outside_the_closed_list_cannot_be_raised() -> None:
    with pytest.raises(KeyError, match="no reject reason 'bad'"):
        Undecodable("bad", "")
