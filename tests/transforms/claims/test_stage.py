"""The stage `claims`: tables in and out; one bad document costs itself alone; then the stage `holders`."""

from collections.abc import Sequence

import polars as pl
import pytest
from spacy.tokens import Span as Sentence

from schemas.claims import Claims
from schemas.documents import Documents
from schemas.package import table
from tests.frames import document_id, valid_frames
from tests.resources import Given, certain, shipped
from transforms.claims.stage import find_claims, name_holders, redacted, with_speakers
from transforms.claims.values import Scorer
from transforms.language.stage import analyse
from transforms.reading.values import THIRD_PARTY
from transforms.resources import Resources
from transforms.tables import Tables

ANALYSED = Tables().with_frames(valid_frames())
ANALYSED = ANALYSED.with_frames({"analyses": analyse(ANALYSED, shipped()).tables.analyses})
KNOWS_NOTHING = Given(analyser=shipped().analyser, scorer=certain)


def given(scorer: Scorer) -> Resources:
    return Given(analyser=shipped().analyser, scorer=scorer)


def test_every_row_keeps_its_contract_and_its_text() -> None:
    claims = find_claims(ANALYSED, KNOWS_NOTHING).tables.claims
    assert Claims.filter(claims)[0].height == claims.height > 0
    texts = dict(ANALYSED.texts.iter_rows())
    for row in claims.iter_rows(named=True):
        text = texts[row["document_id"]]
        parts = [text[s:e] for s, e in zip(row["span_starts"], row["span_ends"], strict=True)]
        assert " … ".join(parts) == row["content"]
        assert (row["span_starts"][0], row["span_ends"][-1]) == (row["start"], row["end"])


def test_claims_have_no_speaker_before_the_stage_holders_and_their_quote_s_after_it() -> None:
    bare = find_claims(ANALYSED, KNOWS_NOTHING).tables.claims
    assert bare["speaker_id"].is_null().all()
    claims = name_holders(ANALYSED.with_frames({"claims": bare}), Given()).tables.claims
    assert claims.drop("speaker_id", "content", "object").equals(bare.drop("speaker_id", "content", "object"))
    said = claims.filter(pl.col("holder") == "speaker").join(ANALYSED.quotes, on="quote_id")
    assert said.drop_nulls("speaker_id").height > 0
    assert said["speaker_id"].to_list() == said["speaker_id_right"].to_list()
    assert claims.filter(pl.col("holder") == "outlet")["speaker_id"].is_null().all()


def test_the_order_of_rows_changes_nothing() -> None:
    turned = ANALYSED.with_frames({name: frame.reverse() for name, frame in ANALYSED.frames().items()})
    first, second = (find_claims(one, KNOWS_NOTHING).tables.claims for one in (ANALYSED, turned))
    assert first.equals(second)


def test_one_bad_document_costs_itself_alone() -> None:
    def scorer(sentences: Sequence[Sentence]) -> list[float]:
        if any("Council" in sentence.text for sentence in sentences):
            raise RuntimeError("no score")
        return certain(sentences)

    outcome = find_claims(ANALYSED, given(scorer))
    assert outcome.tables.claims["document_id"].unique().to_list() == [document_id("ferry")]
    assert outcome.tables.rejects.select("document_id", "stage", "detail").rows() == [
        (document_id("council"), "claims", "finding claims raised RuntimeError: no score")
    ]
    (count,) = outcome.counts
    assert (count.received, count.kept, count.rejected) == (2, 1, 1)
    (failure,) = outcome.failures
    assert failure.document_id == document_id("council") and "RuntimeError: no score" in failure.traceback


def test_nothing_in_nothing_out() -> None:
    assert find_claims(Tables(), KNOWS_NOTHING).tables.claims.equals(table("claims").empty())


def test_a_quote_without_a_speaker_leaves_its_claim_without_one() -> None:
    claims = pl.DataFrame({"quote_id": ["q", "r", None], "speaker_id": ["old", "old", "old"]})
    quotes = pl.DataFrame({"quote_id": ["r", "q"], "speaker_id": [None, "spk"]})
    full = pl.DataFrame([], table("claims").polars_schema)
    made = with_speakers(pl.concat([full, claims], how="diagonal"), quotes)
    assert made.get_column("speaker_id").to_list() == ["spk", None, None]


@pytest.mark.parametrize("column", ["content", "object"])
def test_an_outlet_s_own_words_are_redacted_where_its_article_may_not_be_reprinted(column: str) -> None:
    rows = {"document_id": ["a", "a", "b"], "quote_id": [None, "q", None], column: ["x"] * 3}
    claims = pl.concat([table("claims").empty(), pl.DataFrame(rows)], how="diagonal")
    documents = pl.concat(
        [
            Documents.create_empty(),
            pl.DataFrame({"document_id": ["a", "b"], "licence": [THIRD_PARTY, "CC-BY-2.5"]}),
        ],
        how="diagonal",
    )
    assert redacted(claims, documents).get_column(column).to_list() == [None, "x", "x"]
