"""The analysed documents of a build, read back from the tables by whoever asks for them."""

import pytest

from schemas.analyses import Analyses
from schemas.texts import Texts
from tests.frames import document_id, valid_frames
from tests.resources import Given, shipped
from transforms.language.documents import AnalysedDocuments, stored
from transforms.language.stage import analyse
from transforms.rows import table_of
from transforms.tables import Tables

VALID = Tables().with_frames(valid_frames())
ANALYSES = analyse(VALID, Given(analyser=shipped().analyser)).tables.analyses


def documents(tables: Tables) -> AnalysedDocuments:
    return AnalysedDocuments(tables, shipped().analyser.vocab)


def test_they_are_what_the_stage_analysis_made() -> None:
    found = documents(VALID.with_frames({"analyses": ANALYSES}))
    assert list(found) == sorted(VALID.texts["document_id"]) and len(found) == 2
    texts = dict(VALID.texts.select("document_id", "text").iter_rows())
    for key, tokens in ANALYSES.select("document_id", "tokens").iter_rows():
        assert key in found
        assert found[key].text == texts[key]
        assert stored(found[key]) == tokens


def test_one_is_read_back_once() -> None:
    found = documents(VALID.with_frames({"analyses": ANALYSES}))
    assert found[document_id("ferry")] is found[document_id("ferry")]


def test_the_next_stage_does_not_read_it_back_again() -> None:
    one, other = (documents(VALID.with_frames({"analyses": ANALYSES})) for _ in range(2))
    assert one[document_id("ferry")] is other[document_id("ferry")]


def test_the_order_of_rows_does_not_matter() -> None:
    turned = documents(VALID.with_frames({"analyses": ANALYSES.reverse(), "texts": VALID.texts.reverse()}))
    assert list(turned) == list(documents(VALID.with_frames({"analyses": ANALYSES})))


def test_a_text_that_could_not_be_analysed_is_none_of_them() -> None:
    (kept, lost) = ANALYSES["document_id"]
    found = documents(VALID.with_frames({"analyses": ANALYSES.filter(document_id=kept)}))
    assert list(found) == [kept] and lost not in found
    with pytest.raises(KeyError):
        found[lost]


def test_an_analysis_without_its_text_is_none_of_them() -> None:
    """Of a chunk's texts, only those are there that the chunk has."""
    assert len(documents(Tables(analyses=ANALYSES))) == 0
    assert len(documents(Tables(texts=table_of(Texts, []), analyses=table_of(Analyses, [])))) == 0
