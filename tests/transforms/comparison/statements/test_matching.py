"""Which parts fit one utterance."""

from tests.resources import shipped
from transforms.comparison.statements.matching import FITS, Part, fit, match
from transforms.comparison.statements.stage import StoryPassages
from transforms.language.similarity import Topic, passage
from transforms.language.spans import Span


def _part(document: str, text: str, quote: str = "q", kind: str = "direct") -> Part:
    return Part(document, f"{document}{quote}", 0, (Span(0, len(text)),), text, kind, "spk")


def _fit(one: Part, other: Part) -> float:
    left, right = (passage(shipped().encoder(part.text), Topic()) for part in (one, other))
    assert abs(fit(one, left, other, right) - fit(other, right, one, left)) < 1e-5
    return fit(one, left, other, right)


def test_a_rewording_fits_and_another_matter_does_not() -> None:
    said = _part("a", "We cannot carry the loss for another year")
    assert _fit(said, _part("b", "We are unable to bear the losses for one more year")) >= FITS
    assert _fit(said, _part("b", "The new bridge will open in spring")) < FITS


def test_one_article_must_say_it_more_alike_than_two() -> None:
    one, other = "The ferry makes a loss every year", "The ferry loses money each year"
    assert _fit(_part("a", one), _part("b", other)) > _fit(_part("a", one), _part("a", other, "r"))


def test_two_paraphrases_must_say_it_more_alike_than_a_quotation_and_one() -> None:
    """ "A ban on ferries" and "limits to ferry traffic" name one matter, whatever is said of it."""
    one, other = "that the ferry makes a loss", "that the ferry loses money"
    told = _part("b", other, kind="indirect")
    assert _fit(_part("a", one), told) > _fit(_part("a", one, kind="indirect"), told)


def test_a_negation_on_one_side_turns_the_meaning() -> None:
    assert _fit(
        _part("a", "The port can carry the loss"), _part("b", "The port cannot carry the loss")
    ) < _fit(_part("a", "The port can carry the loss"), _part("b", "The port can carry its loss"))


def test_words_that_say_next_to_nothing_fit_nothing() -> None:
    assert _fit(_part("a", "Yes, he did"), _part("b", "Yes, he did it")) < FITS


def test_copies_are_one_whatever_their_marks() -> None:
    parts = [
        _part("a", "“Trains will run,”"),
        _part("b", "Trains will run"),
        _part("c", "A bridge opens in spring"),
    ]
    assert match(parts, StoryPassages(Topic(), shipped().encoder)) == [[0, 1], [2]]
