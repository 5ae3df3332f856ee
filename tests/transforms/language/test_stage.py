"""The stage `analysis`: each text once, cut at the edges of its zones; one bad text costs itself alone."""

from collections.abc import Iterable, Iterator, Sequence

import polars as pl
from spacy.vocab import Vocab

from schemas.analyses import Analyses
from tests.frames import document_id, valid_frames
from tests.resources import Given, shipped
from transforms.language.analysis import AnalysedDocument
from transforms.language.documents import AnalysedDocuments
from transforms.language.stage import analyse
from transforms.tables import Tables

VALID = Tables().with_frames(valid_frames())


class NoCouncil:
    """The shipped analyser, but for texts of a council; it lists what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    @property
    def vocab(self) -> Vocab:
        return shipped().analyser.vocab

    def __call__(self, texts: Iterable[tuple[str, Sequence[int]]]) -> Iterator[AnalysedDocument]:
        given = list(texts)
        self.asked.append(len(given))
        if any("Council" in text for text, _ in given):
            raise RuntimeError("no council")
        return shipped().analyser(given)


def test_every_text_has_one_analysis_whose_sentences_end_with_their_zone() -> None:
    outcome = analyse(VALID, Given(analyser=shipped().analyser))
    Analyses.validate(outcome.tables.analyses)
    assert sorted(outcome.tables.analyses["document_id"]) == sorted(VALID.texts["document_id"])
    (count,) = outcome.counts
    assert (count.stage, count.received, count.kept, count.rejected) == ("analysis", 2, 2, 0)
    documents = AnalysedDocuments(
        VALID.with_frames({"analyses": outcome.tables.analyses}), shipped().analyser.vocab
    )
    for key, start, end in VALID.zones.select("document_id", "start", "end").iter_rows():
        for sentence in documents[key].sentences:
            assert not (sentence.start < start < sentence.end or sentence.start < end < sentence.end)


def test_the_order_of_rows_changes_nothing() -> None:
    turned = VALID.with_frames({"texts": VALID.texts.reverse(), "zones": VALID.zones.reverse()})
    given = Given(analyser=shipped().analyser)
    assert analyse(turned, given).tables.analyses.equals(analyse(VALID, given).tables.analyses)


def test_a_text_on_which_the_analyser_raises_is_rejected_alone() -> None:
    analyser = NoCouncil()
    outcome = analyse(VALID, Given(analyser=analyser))
    assert outcome.tables.analyses["document_id"].to_list() == [document_id("ferry")]
    assert outcome.tables.rejects.select("stage", "reason", "detail", "document_id").rows() == [
        (
            "analysis",
            "extraction_failed",
            "the analysis raised RuntimeError: no council",
            document_id("council"),
        )
    ]
    assert outcome.counts[0].balanced and outcome.counts[0].rejected == 1
    (failure,) = outcome.failures
    assert 'raise RuntimeError("no council")' in failure.traceback
    assert analyser.asked == [2, 1, 1]


def test_texts_are_read_at_once_and_none_without_texts() -> None:
    analyser = NoCouncil()
    ferry = VALID.texts.filter(pl.col("document_id") == document_id("ferry"))
    analyse(VALID.with_frames({"texts": ferry}), Given(analyser=analyser))
    assert analyser.asked == [1]
    assert analyse(Tables(), Given(analyser=analyser)).tables.analyses.is_empty()
