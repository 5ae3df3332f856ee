"""The entities are those that spaCy finds itself, in whatever company a text is read."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from tests.resources import shipped
from transforms.language.analysis import prepared
from transforms.language.entity_recogniser import with_entities

PARTS = (
    "Anna Lind of the Harbour Board said on Tuesday, 4 May 2021, that $3.5 million was gone.",
    "the New Skarvik Fishermen's Association",
    "Mr. Holm told Reuters",
    "U.S.",
    "  ",
    "\n\n",
    "in Oldport\n\nVeldmouth: The",
    "about 40% of twelve ships",
    "'s",
    "ok",
)


def parsed(texts: Sequence[str]) -> Iterator[Doc]:
    """The texts with sentences, and without entities."""
    nlp = shipped().analyser.nlp  # type: ignore[attr-defined]
    unused = [name for name in nlp.pipe_names if name in ("ner", "lemmatizer")]
    docs: Iterator[Doc] = nlp.pipe((prepared(nlp, text, ()) for text in texts), disable=unused)
    return docs


def recogniser() -> EntityRecognizer:
    found: EntityRecognizer = shipped().analyser.nlp.get_pipe("ner")  # type: ignore[attr-defined]
    return found


def columns(docs: Iterator[Doc]) -> list[list[list[int]]]:
    """What is known of the entity of each token."""
    found = [doc.to_array(["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"]) for doc in docs]
    return [np.asarray(each).tolist() for each in found]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=9).map(" ".join), min_size=1, max_size=6))
def test_they_are_those_that_spacy_finds(texts: list[str]) -> None:
    assert columns(with_entities(recogniser(), parsed(texts))) == columns(recogniser().pipe(parsed(texts)))


def test_of_several_tokens_of_one_and_at_the_end_of_a_text() -> None:
    doc, empty, last = with_entities(recogniser(), parsed([f"{PARTS[0]} He left on Friday", "", PARTS[0]]))
    found = {entity.text: entity.label_ for entity in doc.ents}
    assert found["Anna Lind"] == "PERSON"
    assert found["$3.5 million"] == "MONEY"
    assert (doc.ents[-1].text, doc.ents[-1].end) == ("Friday", len(doc))
    assert not empty.ents
    assert [entity.text for entity in last.ents] == [entity.text for entity in doc.ents[:-1]]


@pytest.mark.parametrize("texts", [[], [""], ["", "", "\n"]])
def test_where_there_is_nothing_there_are_no_entities(texts: list[str]) -> None:
    assert [doc.ents for doc in with_entities(recogniser(), parsed(texts))] == [()] * len(texts)
