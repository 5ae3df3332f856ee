"""Sentences that tell one thing in other words, put side by side."""

from dataclasses import replace

from tests.transforms.comparison.differences.made_story import story
from transforms.comparison.differences.candidates import Candidate, holds
from transforms.comparison.differences.passages import about, passage_candidates
from transforms.comparison.sentence_words import SentenceWords
from transforms.language.spans import Span

OPENINGS = (
    "The port council of Lowford met on Tuesday in its old customs house.",
    "Rain fell over the whole of the coast for most of the week.",
    "Mara Ilves, who paints boats, opened a small museum of sails in Tarn.",
)
PLAIN = (
    "The council ended the night ferry to Marsh Island because its engines need costly repairs every spring."
)
SIDED = (
    "The council surrendered and scrapped the night ferry to Marsh Island, whose engines need costly repairs."
)
THIRD = "Costly repairs of its engines were why the council gave up the night ferry to Marsh Island."
OTHER = "Fishermen of Tarn asked for a museum of sails, and the mayor promised them a customs house."


def passages(*sentences: str) -> list[Candidate]:
    return list(
        passage_candidates(
            story(*(f"{opening} {one}" for opening, one in zip(OPENINGS, sentences, strict=False)))
        )
    )


def test_two_sentences_that_tell_one_thing_in_other_words_stand_side_by_side() -> None:
    (found,) = passages(PLAIN, SIDED)
    assert (found.type, found.verdict, found.evidence) == ("wording", "compatible", "passage")
    assert [(value.document_id, value.start) for value in found.values] == [
        ("d0", len(OPENINGS[0]) + 1),
        ("d1", len(OPENINGS[1]) + 1),
    ]
    assert found.about.split() and set(found.about.split()) <= set(PLAIN.lower().rstrip(".").split())


def test_a_third_document_that_tells_another_thing_is_left_out() -> None:
    (found,) = passages(PLAIN, SIDED, OTHER)
    assert found.documents == {"d0", "d1"}
    assert passages(PLAIN, OTHER) == []


def test_what_is_printed_in_the_same_words_is_no_difference() -> None:
    assert passages(PLAIN, PLAIN) == []


def test_leads_and_headlines_are_told_of_elsewhere() -> None:
    assert list(passage_candidates(story(PLAIN, SIDED))) == []
    view = story(*(f"{one}\n\n{opening}" for opening, one in zip(OPENINGS, (PLAIN, SIDED), strict=False)))
    headlines = {"d0": Span(0, len(PLAIN)), "d1": Span(0, len(SIDED))}
    assert list(passage_candidates(replace(view, headlines=headlines))) == []


def test_each_sentence_stands_in_one_row_and_a_row_has_one_sentence_of_a_document() -> None:
    found = passages(f"{PLAIN} {OTHER}", SIDED, f"{THIRD} {PLAIN}")
    places = [(value.document_id, value.start) for one in found for value in one.values]
    assert len(places) == len(set(places)) > 0
    assert all(len(one.documents) == len(one.values) for one in found)


def test_three_that_have_words_in_common_two_by_two_alone_are_still_named() -> None:
    group = [_words("d0", "ferry harbour"), _words("d1", "harbour council"), _words("d2", "council ferry")]
    view = story(PLAIN, SIDED)
    assert about(group, view.sentences, frozenset()) == "harbour"
    assert about(group[:2], view.sentences, frozenset({"harbour"})) == "harbour"


def _words(document: str, text: str) -> SentenceWords:
    (found,) = (
        one for one in story(*[text] * (int(document[1:]) + 1)).sentences.all if one.document_id == document
    )
    return found


def test_a_row_of_sentences_holds_a_point_that_stands_in_two_of_them() -> None:
    (found,) = passages(PLAIN, SIDED)
    inside = tuple(replace(value, start=value.start + 4, end=value.start + 11) for value in found.values)
    point = replace(found, slot="point", evidence="substitution", values=inside)
    assert holds(found, point) and found.is_whole and not point.is_whole
    outside = replace(point, values=(inside[0], replace(inside[1], start=0, end=8)))
    assert not holds(found, outside)
