"""A speaker's confidence is a probability, fitted on checked speakers: its bounds and what it hangs on."""

import pytest

from tests.resources import analysed, shipped
from tests.transforms.speakers.world import Quoted, attribution, resolved
from transforms.language.spans import Span
from transforms.speakers.confidence import features, probability, with_probabilities
from transforms.speakers.context import ResolutionContext
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.values import ResolvedMention

TEXT = "Mayor Anna Lind met Karl Holm. She said it would rain. An official said it would stop. He left."
QUOTED: tuple[Quoted, ...] = (("She", "it would rain"), ("An official", "it would stop"))


def shares(text: str, *quoted: Quoted) -> list[float | None]:
    return [mention.confidence for mention in resolved(text, *quoted).resolved]


def test_every_resolved_mention_has_a_share_and_no_other() -> None:
    made = resolved("It said it would rain. " + TEXT, ("It", "it would rain"), *QUOTED).resolved
    assert [one.confidence is None for one in made] == [one.entity is None for one in made]
    assert all(0 < one.confidence < 1 for one in made if one.confidence is not None)


def test_a_name_is_surer_than_a_pronoun_between_two_people() -> None:
    text = "Robin Lind met Kim Holm and Alex Berg. Robin Lind said it was late. She said it would rain."
    name, pronoun = shares(text, ("Robin Lind", "it was late", "Robin Lind said"), ("She", "it would rain"))
    assert name is not None and (pronoun is None or name > pronoun)


def test_nothing_is_told_as_certain() -> None:
    assert probability({"x": 1.0}, Weights({"x": 1000.0})) == 0.99
    assert probability({"x": 1.0}, Weights({"x": -1000.0}, 3.0)) == 0.01
    assert probability({}, Weights()) == 0.5


def test_without_weights_the_resolver_gives_each_method_s_own_share() -> None:
    plain = DocumentResolver(shipped().gazetteer)
    found = [attribution(TEXT, *one) for one in QUOTED]
    context = ResolutionContext(analysed(TEXT), found, plain.reference)
    given = plain.in_context(context, found)
    fitted = with_probabilities(context, found, given, Weights({"prior": 1.0}))
    for one, other in zip(given, fitted, strict=True):
        assert (one.entity, one.method, one.span) == (other.entity, other.method, other.span)
        assert one.confidence == pytest.approx(other.confidence, abs=1e-3)


def test_a_mention_without_an_entity_has_no_features() -> None:
    found = [attribution(TEXT, *one) for one in QUOTED]
    context = ResolutionContext(analysed(TEXT), found, shipped().gazetteer)
    with pytest.raises(ValueError, match="has no confidence"):
        features(context, found[0], ResolvedMention(None, None, "pronoun", "unresolved", Span(0, 3)))
