"""By way of whom documents have a statement, beside the speaker that all of them name."""

from dataclasses import replace

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate
from transforms.comparison.differences.quote_renderings import Rendering
from transforms.comparison.differences.relays import relay_candidates
from transforms.comparison.differences.story_quotes import StoryQuote
from transforms.comparison.differences.story_view import StoryView
from transforms.language.spans import Span

HARBOUR = "The harbour office said the ferry would stop in March"
RELAYED = f"{HARBOUR}, the Courier reported."
FIRST_HAND = f"{HARBOUR}."
CONTENT = "the ferry would stop in March"
OFFICE = "The harbour office"


def _span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def _quote(document: str, text: str, content: str, cue: str, source: str, **more: str) -> StoryQuote:
    spans = [(_span(text, words),) for words in (content, cue, source)]
    lemma = {"said": "say", "reported": "report", "call": "call"}[cue]
    given = {"type": "indirect", "kind": "organisation"} | more
    return StoryQuote(
        document,
        f"{document} {source}",
        given["type"],
        *spans,
        lemma,
        "neutral",
        (),
        f"spk {source}",
        source,
        given["kind"],
        certain=True,
        nested_in=more.get("nested_in"),
    )


def _of_office(document: str, text: str, **more: str) -> StoryQuote:
    return _quote(document, text, CONTENT, "said", OFFICE, **more)


def _relayed(
    document: str, text: str = RELAYED, source: str = "the Courier", **more: str
) -> list[StoryQuote]:
    """The office's quote, and around it the one by way of which the document has it."""
    inner = _of_office(document, text, nested_in=f"{document} {source}")
    return [inner, _quote(document, text, HARBOUR, "reported", source, **more)]


def _candidates(*told: tuple[str, list[StoryQuote]]) -> list[Candidate]:
    """Of documents that each report the statement by the first of their quotes."""
    view = replace(story(*[text for text, _ in told]), quotes={f"d{n}": q for n, (_, q) in enumerate(told)})
    first = [quotes[0] for _, quotes in told]
    renderings = [(_rendering(view, quote), quote) for quote in first]
    return list(relay_candidates("sta", renderings, view, lambda quote: quote.cue_lemma != "call"))


def _rendering(view: StoryView, quote: StoryQuote) -> Rendering:
    place = quote.document_id, view.documents[quote.document_id], *quote.content[0]
    return Rendering(*place, "sta", quote.speaker_id, quote.type, quote_id=quote.quote_id)


def test_what_one_has_from_a_newspaper_another_has_at_first_hand() -> None:
    (found,) = _candidates((RELAYED, _relayed("d0")), (FIRST_HAND, [_of_office("d1", FIRST_HAND)]))
    assert (found.type, found.verdict, found.evidence) == ("attribution", "compatible", "relayed")
    assert [value.shown for value in found.values] == [
        "The harbour office, by way of the Courier",
        "The harbour office",
    ]


def test_two_documents_may_have_it_by_way_of_two() -> None:
    other = RELAYED.replace("the Courier", "a clerk")
    (found,) = _candidates((RELAYED, _relayed("d0")), (other, _relayed("d1", other, "a clerk")))
    assert {value.normalised for value in found.values} == {"the Courier", "a clerk"}


def test_who_tells_it_at_first_hand_as_well_has_it_at_first_hand() -> None:
    text = f"{RELAYED} {FIRST_HAND}"
    again = text.rindex(CONTENT)
    view = replace(
        story(text, FIRST_HAND),
        quotes={"d0": _relayed("d0", text), "d1": [_of_office("d1", FIRST_HAND)]},
    )
    own = replace(_of_office("d0", text), quote_id="again", content=(Span(again, again + len(CONTENT)),))
    told = [*view.quotes["d0"][:1], own, *view.quotes["d1"]]
    found = relay_candidates("sta", [(_rendering(view, one), one) for one in told], view, lambda _: True)
    assert list(found) == []


def test_two_documents_by_way_of_one_do_not_differ() -> None:
    assert _candidates((RELAYED, _relayed("d0")), (RELAYED, _relayed("d1"))) == []


def test_a_document_that_names_the_newspaper_beside_it_has_it_from_there_too() -> None:
    text = f"{HARBOUR}, after the Courier had asked."
    assert _candidates((RELAYED, _relayed("d0")), (text, [_of_office("d1", text)])) == []


def test_words_that_both_print_in_marks_are_not_less_from_whoever_said_them() -> None:
    quoted = f"“{HARBOUR},” the Courier reported."
    inner, outer = _relayed("d0", quoted, type="direct")
    bare = f"“{HARBOUR}.”"
    assert _candidates((quoted, [inner, outer]), (bare, [_of_office("d1", bare)])) == []


def test_a_call_is_a_thing_and_nobodys_words() -> None:
    text = "The harbour office repeated its call, the ferry would stop in March."
    call = _quote("d1", text, CONTENT, "call", OFFICE)
    assert _candidates((RELAYED, _relayed("d0")), (text, [call])) == []
