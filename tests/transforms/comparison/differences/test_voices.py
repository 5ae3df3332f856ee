"""One thing said by two sources, or by a source and by an outlet itself, in sentences that nothing joined."""

from dataclasses import replace

import pytest

from tests.resources import shipped
from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.reporting import voices_of
from transforms.comparison.differences.story_quotes import StoryQuote
from transforms.comparison.differences.story_view import StoryView
from transforms.comparison.differences.voices import (
    are_named_apart,
    is_own_voice,
    is_sourced,
    voice_candidates,
    voice_evidence,
)
from transforms.language.spans import Span

OFFICIAL = "The old ferry of Lowford will stop in March, an official familiar with the plan said."
PAPER = "The Courier reported that the ferry of Lowford would stop in March after forty years."
OWN = "The ferry of Lowford will stop in March after forty years."
BESIDE = " Rain fell on Kelby all week. Two bakers sold their shops. A dog barked at the moon. Snow lay deep."
APART = " Miners sang at noon. The bridge shone. Four judges slept late. Nobody bought tea."
"""Sentences without which no word of a story is rare."""


def _quote(document: str, text: str, parts: tuple[str, str, str], kind: str) -> StoryQuote:
    _, cue, source = parts
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in parts]
    lemma = "report" if cue == "reported" else "say"
    told = ((one,) for one in spans)
    return StoryQuote(
        document,
        f"q {document}",
        "indirect",
        *told,
        lemma,
        "neutral",
        (),
        f"spk {source}",
        source,
        kind,
        True,
    )


def _official(kind: str = "unnamed") -> StoryQuote:
    content = "The old ferry of Lowford will stop in March"
    return _quote("d0", OFFICIAL, (content, "said", "an official familiar with the plan"), kind)


def _paper() -> StoryQuote:
    content = "that the ferry of Lowford would stop in March after forty years"
    return _quote("d1", PAPER, (content, "reported", "The Courier"), "organisation")


def _view(second: str, *quotes: StoryQuote) -> StoryView:
    return replace(
        story(OFFICIAL + BESIDE, second + APART), quotes={one.document_id: [one] for one in quotes}
    )


def _candidates(view: StoryView) -> list[Candidate]:
    """What is found in the sentences that are alike, said to be likely: that depends on other weights."""
    (pair,) = view.sentences.likely_pairs
    left, right = (next(iter(view.quotes.get(f"d{n}", ())), None) for n in (0, 1))
    introduced = right if right is not None and right.source else None
    voices = voices_of(replace(pair, likely=0.8), left, introduced, view)
    return list(voice_candidates(voices, view)) if voices is not None else []


def test_an_official_here_and_a_newspaper_there_are_two_sources() -> None:
    (found,) = _candidates(_view(PAPER, _official(), _paper()))
    assert (found.type, found.evidence, found.verdict) == ("attribution", "two sources", "unclear")
    assert [value.shown for value in found.values] == ["an official familiar with the plan", "The Courier"]


def test_what_one_outlet_attributes_another_says_itself() -> None:
    (found,) = _candidates(_view(OWN, _official()))
    assert (found.type, found.evidence) == ("attribution_dropped", "own voice")
    assert found.values[1].normalised == "own voice"


def test_a_thing_is_nothing_said() -> None:
    thing = replace(_official(), content=(Span(0, len("The old ferry of Lowford")),))
    assert _candidates(_view(OWN, _official())) != []
    assert _candidates(_view(OWN, thing)) == []


def test_words_that_a_quote_holds_are_no_outlets_own() -> None:
    held = replace(_paper(), document_id="d1", content=(Span(0, len(OWN)),), cue=(), source=())
    assert _candidates(_view(OWN, _official(), held)) == []


def test_the_same_words_are_a_quotation_that_runs_on() -> None:
    assert _candidates(_view("The old ferry of Lowford will stop in March.", _official())) == []


@pytest.mark.parametrize("second", [PAPER, OWN])
def test_the_scorer_weighs_what_is_looked_at(second: str) -> None:
    quotes = (_official(), _paper()) if second == PAPER else (_official(),)
    view = _view(second, *quotes)
    (pair,) = view.sentences.likely_pairs
    found = voices_of(pair, quotes[0], quotes[1] if len(quotes) > 1 else None, view)
    assert found is not None
    evidence = voice_evidence(found, view)
    assert evidence.keys() == shipped().comparison_weights.voices.weights.keys()
    assert evidence["own"] == float(second == OWN) and evidence["relayed"] == 1.0


def test_a_headline_is_nobodys_voice() -> None:
    view = _view(OWN, _official())
    sentence = next(one for one in view.sentences.all if one.document_id == "d1")
    assert is_own_voice(sentence, view)
    assert not is_own_voice(sentence, replace(view, headlines={"d1": Span(0, len(OWN))}))


def test_an_outlet_that_names_the_source_elsewhere_has_dropped_none() -> None:
    below = f"{OWN} The ferry of Lowford will stop in March, the mayor said."
    parts = ("The ferry of Lowford will stop in March,", "said", "the mayor")
    at = len(OWN)
    quote = replace(
        _paper(),
        content=(Span(at + 1, at + 1 + len(parts[0])),),
        cue=(Span(below.index("said"), below.index("said") + 4),),
        source=(Span(below.index("the mayor"), below.index("the mayor") + 9),),
    )
    view = _view(below, _official(), quote)
    first, *_ = (one for one in view.sentences.all if one.document_id == "d1")
    assert is_sourced(first, view)
    assert not is_sourced(first, replace(view, quotes={"d0": [_official()]}))
    assert not is_sourced(first, replace(view, quotes={"d1": [replace(quote, source=())]}))


@pytest.mark.parametrize(("name", "expected"), [("Dale Orlov", True), ("Mara Ilves", False)])
def test_two_people_with_one_first_name_are_two(name: str, expected: bool) -> None:
    one, other = _official("person"), replace(_paper(), kind="person", speaker=name)
    dale = replace(one, speaker="Dales Ilves")
    assert are_named_apart(dale, other, _view(PAPER, dale, other)) is expected
