"""Words, speakers and yes or no that differ between renderings."""

from tests.transforms.golden_articles import encoder, parser
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.wording import (
    Rendering,
    rendering_words,
    speech_candidates,
    wording_candidates,
)
from transforms.language.similarity import Topic

LONG = "the port cannot carry the heavy loss of the night ferry another year"


def _said(
    document: str, text: str, speaker: str | None = "spk", kind: str = "direct", named: str | None = None
) -> Rendering:
    words, name = rendering_words(text, 0, len(text)), named and named.title()
    return Rendering(document, 0, len(text), "sta", speaker, kind, words, text, named, name)


def _wording(*renderings: Rendering) -> list[Candidate]:
    return [
        candidate
        for candidate in wording_candidates(renderings, Topic(), encoder(), parser())
        if candidate.holds
    ]


def test_adjectives_of_one_noun_that_say_the_same_kind_of_thing_are_a_point() -> None:
    (candidate,) = _wording(
        _said("a", "There are serious differences"), _said("b", "major differences remain")
    )
    assert (candidate.type, candidate.about, candidate.verdict) == ("wording", "differences", "compatible")
    assert {value.normalised for value in candidate.values} == {"serious", "major"}


def test_the_same_adjective_another_kind_and_one_document_are_none() -> None:
    assert (
        _wording(_said("a", "There are serious differences"), _said("b", "serious differences remain")) == []
    )
    assert _wording(_said("a", "concrete guarantees"), _said("b", "security guarantees")) == []
    assert _wording(_said("a", "serious differences"), _said("a", "major differences")) == []


def test_words_that_another_document_has_among_more_are_none() -> None:
    assert _wording(_said("a", "A deep personal sadness"), _said("b", "a deep sadness")) == []
    assert _wording(_said("a", "poor and rural areas"), _said("b", "rural and underserved areas")) == []


def test_the_same_words_of_two_speakers_are_a_point_of_attribution() -> None:
    one, other = (
        _said(document, LONG, f"spk_{name}", named=name) for document, name in (("a", "ilves"), ("b", "orav"))
    )
    (candidate,) = speech_candidates([one, other])
    assert (candidate.type, candidate.verdict) == ("attribution", "conflict")
    assert [value.shown for value in candidate.values] == ["Ilves", "Orav"]  # the words are the same


def test_a_speaker_that_an_article_does_not_name_is_no_other_speaker() -> None:
    """ "He said" may have been read wrongly, and one person may be known by two ids."""
    named = _said("a", LONG, "spk_1", named="ilves")
    assert list(speech_candidates([named, _said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([named, _said("b", LONG, "spk_2", named="ilves")])) == []


def test_words_that_one_article_gives_to_two_speakers_are_nobodys() -> None:
    both = [_said("a", LONG, f"spk_{name}", named=name) for name in ("ilves", "orav")]
    assert list(speech_candidates([*both, _said("b", LONG, "spk_ilves", named="ilves")])) == []


def test_a_not_in_one_of_two_reports_is_a_point_of_polarity() -> None:
    denied = LONG.replace("cannot", "can")
    (candidate,) = speech_candidates([_said("a", LONG), _said("b", denied)])
    assert {value.normalised for value in candidate.values} == {"negative", "positive"}


def test_short_words_unknown_speakers_and_reported_speech_are_none() -> None:
    assert list(speech_candidates([_said("a", "We agree", "spk_1"), _said("b", "We agree", "spk_2")])) == []
    assert list(speech_candidates([_said("a", LONG, None), _said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([_said("a", LONG, "spk_1", "indirect"), _said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([])) == []
