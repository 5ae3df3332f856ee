"""Claims of a chunk: tables in, tables out; one bad document costs itself alone."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from spacy.tokens import Span as Sentence

from schemas.claims import Claims
from schemas.package import table
from schemas.quantities import Quantities
from tests.frames import document_id, valid_frames
from tests.transforms.claims.world import half, pipeline
from transforms.claims.stage import dateline_day, find, with_speakers, withheld
from transforms.reading.stage import THIRD_PARTY
from transforms.reading.zones import Zone


def test_every_row_keeps_its_contract_and_its_text() -> None:
    frames = valid_frames()
    made = find(frames, pipeline(), half).frames
    assert Claims.filter(made["claims"])[0].height == made["claims"].height > 0
    assert Quantities.filter(made["quantities"])[0].height == made["quantities"].height > 0
    texts = dict(frames["texts"].iter_rows())
    for row in made["quantities"].iter_rows(named=True):
        assert texts[row["document_id"]][row["start"] : row["end"]] == row["text"]
    for row in made["claims"].iter_rows(named=True):
        text = texts[row["document_id"]]
        parts = [text[s:e] for s, e in zip(row["span_starts"], row["span_ends"], strict=True)]
        assert " … ".join(parts) == row["content"]
        assert (row["span_starts"][0], row["span_ends"][-1]) == (row["start"], row["end"])


def test_claims_in_quotes_get_their_quotes_speaker() -> None:
    frames = valid_frames()
    claims = with_speakers(find(frames, pipeline(), half).frames["claims"], frames["quotes"])
    said = claims.filter(pl.col("holder") == "speaker").join(frames["quotes"], on="quote_id")
    assert said.height > 0
    assert said["speaker_id"].to_list() == said["speaker_id_right"].to_list()
    assert claims.filter(pl.col("holder") == "outlet")["speaker_id"].is_null().all()


def test_a_quantity_names_a_claim_of_its_document() -> None:
    made = find(valid_frames(), pipeline(), half).frames
    named = made["quantities"].drop_nulls("claim_id").join(made["claims"], on="claim_id", how="left")
    assert named.height > 0
    assert (named["document_id"] == named["document_id_right"]).all()


def test_the_order_of_rows_changes_nothing() -> None:
    frames = valid_frames()
    turned = {name: frame.reverse() for name, frame in frames.items()}
    first, second = (find(one, pipeline(), half).frames for one in (frames, turned))
    assert first["claims"].equals(second["claims"])
    assert first["quantities"].equals(second["quantities"])


def test_one_bad_document_costs_itself_alone() -> None:
    def scorer(sentences: Sequence[Sentence]) -> list[float]:
        if any("Council" in sentence.text for sentence in sentences):
            raise RuntimeError("no score")
        return half(sentences)

    outcome = find(valid_frames(), pipeline(), scorer)
    assert outcome.frames["claims"]["document_id"].unique().to_list() == [document_id("ferry")]
    assert outcome.frames["rejects"]["document_id"].to_list() == [document_id("council")]
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (2, 1, 1)


def test_nothing_in_nothing_out() -> None:
    frames = {name: table(name).empty() for name in ("texts", "documents", "zones", "quotes", "quote_spans")}
    outcome = find(frames, pipeline(), half)
    assert outcome.frames["claims"].height == outcome.frames["quantities"].height == 0


@pytest.mark.parametrize(
    ("dateline", "day"),
    [("LOWFORD, 3 February 2022", date(2022, 2, 3)), ("LOWFORD, 3 February", None), ("LOWFORD (Wire)", None)],
)
def test_a_dateline_with_a_year_is_an_anchor(dateline: str, day: date | None) -> None:
    assert dateline_day(dateline + " The port closed.", [Zone("dateline", 0, len(dateline))]) == day


def test_an_outlet_s_own_words_are_withheld_where_its_article_may_not_be_reprinted() -> None:
    words = {"content": ["x"] * 3, "object": ["y"] * 3}
    claims = pl.DataFrame({"document_id": ["a", "a", "b"], "quote_id": [None, "q", None], **words})
    documents = pl.DataFrame({"document_id": ["a", "b"], "licence": [THIRD_PARTY, "CC-BY-2.5"]})
    assert withheld(claims, documents).get_column("content").to_list() == [None, "x", "x"]
    assert withheld(claims, documents).get_column("object").to_list() == [None, "y", "y"]
