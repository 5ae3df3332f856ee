"""How a statement is reported: whom documents name for it, with which cue, or in their own voice."""

from dataclasses import replace

import pytest

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences import reporting
from transforms.comparison.differences.candidates import Candidate, distinct
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.reporting import reporting_candidates
from transforms.comparison.differences.story_quotes import StoryEcho, StoryQuote
from transforms.comparison.differences.story_view import StoryView
from transforms.language.spans import Span

SAID = "Mara Ilves said the ferry would stop in March."
CONTENT = "the ferry would stop in March"


def _quote(
    number: int, text: str, cue: str, lemma: str, speaker: str = "Mara Ilves", *, words: str = CONTENT
) -> StoryQuote:
    content, told = text.index(words), text.index(cue)
    return StoryQuote(
        f"d{number}",
        f"q{number}",
        "direct",
        (Span(content, content + len(words)),),
        (Span(told, told + len(cue)),),
        (Span(0, len(speaker)),),
        lemma,
        "neutral",
        (),
        f"spk {speaker}",
        speaker,
        "person",
        True,
    )


def _view(*told: tuple[str, str, str, str]) -> StoryView:
    """Documents that each report the one statement: text, cue, its lemma, speaker."""
    view = story(*[text for text, *_ in told])
    quotes = {f"d{n}": [_quote(n, *each)] for n, each in enumerate(told)}
    renderings = [
        Rendering(d, view.documents[d], *q.content[0], "sta", q.speaker_id, q.type, quote_id=q.quote_id)
        for d, (q,) in quotes.items()
    ]
    return replace(view, quotes=quotes, renderings=renderings)


def _said(cue: str = "said", lemma: str = "say", speaker: str = "Mara Ilves") -> tuple[str, str, str, str]:
    return SAID.replace("said", cue).replace("Mara Ilves", speaker), cue, lemma, speaker


def _candidates(view: StoryView) -> list[Candidate]:
    return [one for one in distinct(list(reporting_candidates(view))) if one.differs]


@pytest.mark.parametrize(
    ("cue", "lemma"), [("claimed", "claim"), ("admitted", "admit"), ("stressed", "stress")]
)
def test_a_cue_that_takes_sides_beside_one_that_does_not_is_a_difference(cue: str, lemma: str) -> None:
    (found,) = _candidates(_view(_said(), _said(cue, lemma)))
    assert (found.type, found.verdict, found.statement_id) == ("loaded_cue", "compatible", "sta")
    assert [value.normalised for value in found.values] == ["say", lemma]


@pytest.mark.parametrize(("cue", "lemma"), [("said", "say"), ("told reporters", "tell"), ("added", "add")])
def test_neutral_cues_do_not_differ(cue: str, lemma: str) -> None:
    assert _candidates(_view(_said(), _said(cue, lemma))) == []


def test_of_a_cue_the_word_that_reports_is_shown() -> None:
    view = _view(_said(), _said("claimed at a rally", "claim"))
    (found,) = _candidates(view)
    last = found.values[-1]
    assert view.documents["d1"].text[last.start : last.end] == "claimed"


def test_two_speakers_of_one_statement_are_a_difference_of_attribution() -> None:
    (found,) = _candidates(_view(_said(), _said(speaker="Dmitry Orlov")))
    assert (found.type, [value.shown for value in found.values]) == (
        "attribution",
        ["Mara Ilves", "Dmitry Orlov"],
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "source of a quotation"),
        ({"type": "indirect"}, "source"),
        ({"type": "indirect", "kind": "document"}, "two documents"),
        ({"cue_class": "demand"}, "source of an act"),
    ],
)
def test_two_sources_are_judged_by_what_they_are_sources_of(given: dict[str, str], expected: str) -> None:
    view = _view(_said(), _said(speaker="Dmitry Orlov"))
    quotes = {d: [replace(quote, **given) for quote in found] for d, found in view.quotes.items()}
    (found,) = _candidates(replace(view, quotes=quotes))
    assert found.evidence == expected


def test_a_longer_name_is_no_other_speaker() -> None:
    assert _candidates(_view(_said(), _said(speaker="Director Mara Ilves"))) == []


def test_what_one_document_attributes_another_may_say_in_its_own_voice() -> None:
    (found,) = _candidates(_echoing())
    assert found.type == "attribution_dropped" and found.documents == {"d0", "d1"}


def _echoing() -> StoryView:
    """The second document says in its own voice what the first has from somebody."""
    view = _view(_said(), _said())
    return replace(
        view,
        quotes={"d0": view.quotes["d0"], "d1": []},
        renderings=view.renderings[:1],
        echoes=[StoryEcho("d1", "sta", Span(0, len(SAID)), 0.9)],
    )


def test_a_headline_drops_no_source_and_who_names_none_has_none_to_drop() -> None:
    view = _echoing()
    assert _candidates(replace(view, headlines={"d1": Span(0, len(SAID))})) == []
    (quote,) = view.quotes["d0"]
    assert _candidates(replace(view, quotes={"d0": [replace(quote, source=())], "d1": []})) == []


def test_a_sentence_in_an_outlets_own_voice_is_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = _candidates(_echoing())
    by_sentence = replace(found, slot="own voice d0 0", evidence="own voice", statement_id=None)
    monkeypatch.setattr(reporting, "_of_pair", lambda _pair, _story: [by_sentence])
    assert list(reporting_candidates(_echoing())) == [found]
    assert by_sentence in list(reporting_candidates(replace(_echoing(), echoes=[])))


def test_a_document_that_attributes_it_too_dropped_nothing() -> None:
    view = _view(_said(), _said())
    assert _candidates(replace(view, echoes=[StoryEcho("d1", "sta", Span(0, len(SAID)), 0.9)])) == []


def _apart(*told: tuple[str, str, str, str]) -> StoryView:
    """The same without the statement: only their sentences are alike."""
    return replace(_view(*told), renderings=[])


def test_a_source_that_shares_a_word_of_the_name_is_no_other() -> None:
    assert _candidates(_apart(_said(), _said(speaker="Mara Ilves of Lowford"))) == []


def test_cues_of_one_speaker_in_sentences_alike_differ() -> None:
    (found,) = _candidates(_apart(_said(), _said("warned", "warn")))
    assert (found.type, found.evidence) == ("loaded_cue", "aligned cue")


TOLD = (
    "Mara Ilves, who leads the port council of Lowford, {} at a meeting in the old harbour office on Tuesday "
    "that {}. The meeting of the port council lasted two hours."
)


@pytest.mark.parametrize(
    ("speaker", "found"), [("Mara Ilves", [("loaded_cue", "cue of one person")]), ("Jon Berg", [])]
)
def test_where_sentences_tell_one_thing_of_a_person_few_words_need_be_shared(
    speaker: str, found: list[tuple[str, str]]
) -> None:
    said, claimed = ("rotten nets cost too much", "no ferry will run in March")
    told = (
        (TOLD.format("said", said), "said", "say", "Mara Ilves"),
        (TOLD.format("claimed", claimed), "claimed", "claim", speaker),
    )
    view = story(*(text for text, *_ in told))
    quotes = {
        f"d{n}": [_quote(n, *each, words=words)]
        for n, (each, words) in enumerate(zip(told, (said, claimed), strict=True))
    }
    cues = [one for one in _candidates(replace(view, quotes=quotes)) if one.type == "loaded_cue"]
    assert [(one.type, one.evidence) for one in cues] == found


def test_of_several_cues_of_one_speaker_the_one_that_says_most_is_shown() -> None:
    view = _apart(_said(), _said("warned", "warn"))
    plain = replace(view.quotes["d1"][0], quote_id="q9", cue_lemma="say")
    (found,) = _candidates(replace(view, quotes={**view.quotes, "d1": [plain, *view.quotes["d1"]]}))
    assert {value.normalised for value in found.values} == {"say", "warn"}


@pytest.mark.parametrize("act", ["demand", "think", "question"])
def test_who_acts_or_thinks_is_no_source(act: str) -> None:
    view = _apart(_said(), _said(speaker="Jon Berg"))
    done = replace(view.quotes["d1"][0], cue_class=act)
    assert _candidates(replace(view, quotes={**view.quotes, "d1": [done]})) == []


@pytest.mark.parametrize(("marked", "dropped"), [(False, 1), (True, 0)])
def test_words_in_quotation_marks_are_no_outlets_own(marked: bool, dropped: int) -> None:
    own = "“Rain fell. The ferry would stop in March.”" if marked else "The ferry would stop in March."
    attributed = _view(_said())
    view = replace(
        story(SAID, own),
        quotes=attributed.quotes,
        renderings=attributed.renderings,
        echoes=[StoryEcho("d1", "sta", Span(own.index("The"), len(own)), 0.9)],
    )
    assert [one.type for one in _candidates(view)] == ["attribution_dropped"] * dropped
