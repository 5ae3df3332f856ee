"""The same words in two documents, of two speakers or with a "not" in one."""

from tests.transforms.comparison.differences.made_renderings import said
from transforms.comparison.differences.speech import speech_candidates

LONG = "the port cannot carry the heavy loss of the night ferry another year"


def test_the_same_words_of_two_speakers_differ_in_attribution() -> None:
    one, other = (
        said(document, LONG, f"spk_{name}", named=name) for document, name in (("a", "ilves"), ("b", "orav"))
    )
    (candidate,) = speech_candidates([one, other])
    assert (candidate.type, candidate.verdict) == ("attribution", "conflict")
    assert [value.shown for value in candidate.values] == ["Ilves", "Orav"]  # the words are the same


def test_a_speaker_that_an_article_does_not_name_is_no_other_speaker() -> None:
    """ "He said" may have been read wrongly, and one person may be known by two ids."""
    named = said("a", LONG, "spk_1", named="ilves")
    assert list(speech_candidates([named, said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([named, said("b", LONG, "spk_2", named="ilves")])) == []


def test_words_that_one_article_gives_to_two_speakers_are_nobodys() -> None:
    both = [said("a", LONG, f"spk_{name}", named=name) for name in ("ilves", "orav")]
    assert list(speech_candidates([*both, said("b", LONG, "spk_ilves", named="ilves")])) == []


def test_a_not_in_one_of_two_reports_is_a_difference_of_polarity() -> None:
    denied = LONG.replace("cannot", "can")
    (candidate,) = speech_candidates([said("a", LONG), said("b", denied)])
    assert {value.normalised for value in candidate.values} == {"negative", "positive"}


def test_short_words_unknown_speakers_and_reported_speech_are_none() -> None:
    assert list(speech_candidates([said("a", "We agree", "spk_1"), said("b", "We agree", "spk_2")])) == []
    assert list(speech_candidates([said("a", LONG, None), said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([said("a", LONG, "spk_1", "indirect"), said("b", LONG, "spk_2")])) == []
    assert list(speech_candidates([])) == []
