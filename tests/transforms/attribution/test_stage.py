"""From texts to quotes: every span checks, boilerplate is left alone, and one bad text costs only itself."""

from schemas.package import table
from tests.resources import Given
from tests.transforms.line import STORY, MarksExtractor, manifest
from transforms.attribution.stage import extract
from transforms.reading.raw_files import raw_files
from transforms.reading.stage import read_files
from transforms.tables import Tables

COMMENTS = '\nLeave a Reply\n\nYour email address will not be published. "Required fields are marked" *\n'
MARKS = Given(extractor=MarksExtractor())


def ingested(**texts: str) -> Tables:
    files = {f"{name}.txt": text.encode() for name, text in texts.items()}
    return read_files(Tables(raw_files=raw_files(manifest("veldmouth-news", files), files))).tables


def test_every_table_meets_its_contract() -> None:
    made = extract(ingested(story=STORY), MARKS).tables
    for name in ("quotes", "quote_spans", "rejects"):
        assert table(name).schema.is_valid(made.frame(name)), name
    assert made.quotes.height == 2
    assert made.quotes["speaker_id"].is_null().all()


def test_every_span_is_a_slice_of_its_text() -> None:
    tables = ingested(story=STORY)
    texts = dict(tables.texts.iter_rows())
    spans = extract(tables, MARKS).tables.quote_spans
    assert spans.height > 2
    for row in spans.iter_rows(named=True):
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]


def test_nothing_in_boilerplate_becomes_a_quote() -> None:
    quotes = extract(ingested(story=STORY + COMMENTS), MARKS).tables.quotes
    assert quotes.height == 2
    assert "Required" not in " ".join(quotes.get_column("content"))


def test_a_text_on_which_the_extractor_raises_is_rejected_alone() -> None:
    outcome = extract(ingested(story=STORY, bad=STORY.replace("storm", "EXPLODE")), MARKS)
    (reject,) = outcome.tables.rejects.to_dicts()
    assert (reject["stage"], reject["reason"]) == ("quotes", "extraction_failed")
    assert reject["detail"] == "marks-test raised RuntimeError: this text cannot be read"
    assert outcome.tables.quotes.height == 2
    (count,) = outcome.counts
    assert (count.stage, count.received, count.kept, count.rejected) == ("quotes", 2, 1, 1)
    (failure,) = outcome.failures
    assert failure.document_id == reject["document_id"]
    assert "in _find" in failure.traceback


def test_nothing_in_nothing_out() -> None:
    assert extract(Tables(), MARKS).tables.quotes.equals(table("quotes").empty())
