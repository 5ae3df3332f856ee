"""From texts to quotes: every span checks, boilerplate is left alone, and one bad text costs only itself."""

from typing import Any

import pytest

from schemas.package import table
from tests.transforms.line import STORY, MarksExtractor, manifest
from transforms.attribution.stage import extract
from transforms.reading.stage import read_origin
from transforms.results import Frames
from transforms.speakers import stage as speakers
from transforms.speakers.resolutions import DocumentSpeakers

COMMENTS = '\nLeave a Reply\n\nYour email address will not be published. "Required fields are marked" *\n'


def ingested(**texts: str) -> Frames:
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    return read_origin(manifest("veldmouth-news", files), files).frames


def test_every_table_meets_its_contract() -> None:
    outcome = extract(ingested(story=STORY), MarksExtractor())
    for name in ("quotes", "quote_spans", "rejects"):
        assert table(name).schema.is_valid(outcome.frames[name]), name
    assert outcome.frames["quotes"].height == 2


def test_every_span_is_a_slice_of_its_text() -> None:
    frames = ingested(story=STORY)
    texts = dict(frames["texts"].iter_rows())
    for row in extract(frames, MarksExtractor()).frames["quote_spans"].iter_rows(named=True):
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]


def test_nothing_in_boilerplate_becomes_a_quote() -> None:
    quotes = extract(ingested(story=STORY + COMMENTS), MarksExtractor()).frames["quotes"]
    assert quotes.height == 2
    assert "Required" not in " ".join(quotes.get_column("content"))


def test_a_text_on_which_the_extractor_raises_is_rejected_alone() -> None:
    frames = ingested(story=STORY, bad=STORY.replace("storm", "EXPLODE"))
    outcome = extract(frames, MarksExtractor())
    (reject,) = outcome.frames["rejects"].to_dicts()
    assert reject["reason"] == "extraction_failed"
    assert "RuntimeError: this text cannot be read" in reject["detail"]
    assert outcome.frames["quotes"].height == 2
    assert outcome.counts[0].balanced


def test_a_text_whose_speakers_cannot_be_named_is_rejected_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    resolve = speakers.resolve_document

    def some(text: str, *rest: Any) -> DocumentSpeakers:
        if "comet" in text:
            raise RecursionError("too deep")
        return resolve(text, *rest)

    monkeypatch.setattr(speakers, "resolve_document", some)
    outcome = extract(ingested(story=STORY, bad=STORY.replace("storm", "comet")), MarksExtractor())
    (reject,) = outcome.frames["rejects"].to_dicts()
    assert reject["detail"] == "the naming of speakers raised RecursionError: too deep"
    assert outcome.frames["quotes"].height == 2
    assert outcome.counts[0].balanced
