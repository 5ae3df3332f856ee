"""The extractor on anything a page may hold: offsets right, nothing raised, excluded spans left alone."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.vocabularies import CUE_CLASSES, QUOTE_TYPES
from tests.transforms.attribution.stand_in import StandIn
from tests.transforms.english import lemmatise
from transforms.attribution.candidates import raw_of
from transforms.attribution.finding import Found, Options
from transforms.attribution.model import ModelExtractor
from transforms.attribution.nesting import RoleSpans, holders
from transforms.attribution.values import Attribution
from transforms.attribution.windows import pieces_of
from transforms.language.spans import Span, check, overlaps

EXTRACT = ModelExtractor(StandIn(), lemmatise)
LESS = dict.fromkeys(("that", "question", "infinitive", "clause", "thing", "long thing"), -1.0)
ODD = "abc said. “”\"'‘’\n\n\t\u200b\u0000\x07\u00ad😀👩‍👧é漢字العربيةдаİß\u00a0\u2028\ufeff"


def assert_sound(text: str, found: list[Attribution], exclude: list[Span]) -> None:
    assert [one.content[0] for one in found] == sorted(one.content[0] for one in found)
    for one in found:
        assert one.content
        assert len(one.cue) <= 1 or one.cue[-1].end <= len(text)
        for role in (one.content, one.cue, one.source):
            check(role, len(text))
            assert not any(overlaps(span, exclude) for span in role)
        assert one.type in QUOTE_TYPES
        assert one.cue_class in CUE_CLASSES if one.cue else one.cue_class is None
        assert 0 <= one.confidence <= 1
    inside = holders([RoleSpans(one.cue, one.content, one.source) for one in found])
    assert [one.nested_in for one in found] == inside


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text(alphabet=st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8")), max_size=400), st.data()
)
def test_any_text_gives_sound_attributions_outside_what_is_excluded(text: str, data: st.DataObject) -> None:
    edges = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    exclude = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b]
    (found,) = EXTRACT([text], [exclude])
    assert_sound(text, found, exclude)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        '"' * 3000,
        "“" * 500 + "”" * 500,
        "\u200b" * 500,
        "x" * 2000,
        "a " * 3000,
        "😀 “да” 漢字 " * 150,
    ],
    ids=[
        "empty",
        "blank",
        "only-marks",
        "nested-marks",
        "zero-width",
        "one-word",
        "one-paragraph",
        "scripts",
    ],
)
def test_odd_texts_whole(text: str) -> None:
    (found,) = EXTRACT([text], [[]])
    assert_sound(text, found, [])


def test_the_stand_in_does_find_something_so_the_properties_above_say_something() -> None:
    (found,) = EXTRACT(["he said that she said so. " * 40], [[]])
    assert len(found) > 5


def test_the_same_text_gives_the_same_attributions_alone_or_among_others() -> None:
    texts = ["he said so. " * 9, "she “went” on.", ""]
    together = EXTRACT(texts, [[], [], []])
    assert together == [EXTRACT([text], [[]])[0] for text in texts]


def test_an_overlong_paragraph_reports_each_cue_once() -> None:
    (found,) = EXTRACT(["he said that she said so, " * 120], [[]])
    flat = [one for one in found if one.nested_in is None]
    cues = [one.cue for one in flat]
    assert len(cues) == len(set(cues))


def test_the_signs_of_its_words_move_the_confidence_and_only_that() -> None:
    text = "he said that she “said” so, and said no more. " * 20
    before = EXTRACT.one(text)
    options = replace(EXTRACT.tagger.options, sign_weights=LESS)
    after = ModelExtractor(StandIn(options=options), lemmatise).one(text)
    assert [replace(a, confidence=b.confidence) for a, b in zip(after, before, strict=True)] == before
    moved = [b.confidence > a.confidence for b, a in zip(before, after, strict=True)]
    assert moved == [one.type == "indirect" for one in before]
    assert True in moved
    assert False in moved


def test_a_content_without_a_cue_is_told_once_and_never_over_one_with_a_cue() -> None:
    strict = ModelExtractor(StandIn(options=Options(content_link=-2.0, nested_threshold=2.0)), lemmatise)
    found = strict.one("h e s a i d s o. " * 20)
    flat = [one for one in found if one.nested_in is None]
    cued = [span for one in flat if one.cue for span in one.content]
    alone = [span for one in flat if not one.cue for span in one.content]
    assert alone
    assert cued
    assert not any(overlaps(span, cued) for span in alone)
    assert len(alone) == len(set(alone))


def test_a_span_that_cuts_a_word_takes_the_whole_of_it_and_stops_at_its_neighbours() -> None:
    text = "Jo's aide said so"  # the stand-in's pieces are single letters
    (window,) = pieces_of(text, [Span(0, len(text))], StandIn().tokenizer)
    found = Found((9, 10), ((13, 14),), (0, 1), False, (0.0,) * 21)
    spans = raw_of(window, found, Options()).spans
    assert [span.of(text) for role in spans for span in role] == ["said", "so", "Jo"]


TEXT = "he said that she said so, and no more than that. " * 40


def kept_from(least: float, least_long: float) -> dict[tuple[Span, ...], Attribution]:
    """What has a cue in the flat layer, by that."""
    flat = replace(EXTRACT.tagger.options, nested_threshold=2.0, cueless_threshold=2.0)
    tagger = StandIn(options=replace(flat, least=least, least_long=least_long))
    return {one.cue: one for one in ModelExtractor(tagger, lemmatise).one(TEXT)}


def test_what_is_doubtful_once_its_words_are_minded_is_left_out() -> None:
    everything = kept_from(0.0, 0.0)
    middle = sorted(one.confidence for one in everything.values())[len(everything) // 2]
    sure = kept_from(middle, 1.0)
    assert {cue for cue, one in everything.items() if one.confidence >= middle + 0.001} <= sure.keys()
    assert 0 < len(sure) < len(everything)
    assert all(one.confidence >= middle - 0.001 for one in sure.values())


def test_of_a_content_of_eight_words_less_is_asked() -> None:
    def words(one: Attribution) -> int:
        return sum(len(span.of(TEXT).replace(",", " ").replace(".", " ").split()) for span in one.content)

    everything, long = kept_from(0.0, 0.0), kept_from(1.0, 0.0)
    assert not kept_from(1.0, 1.0)
    assert long.keys() == {cue for cue, one in everything.items() if words(one) >= 8}
    assert 0 < len(long) < len(everything)
