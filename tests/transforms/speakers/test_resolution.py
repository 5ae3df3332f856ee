"""The resolver as others see it: it has a name, and gives one mention for each attribution in its order."""

import pytest

from tests.resources import analysed
from transforms.attribution.values import Attribution
from transforms.language.gazetteer import Reference
from transforms.language.spans import Span
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.resolutions import CONFIDENCE, Resolution
from transforms.speakers.values import ResolvedMention, Resolver

RESOLVER: Resolver = DocumentResolver(Reference(genders={"Anna": "female", "Karl": "male"}))
TEXT = "Anna Lind met Karl Holm. She said it rained. He said it snowed."


def attribution(source: str, content: str) -> Attribution:
    spans = [Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in (content, source)]
    return Attribution((spans[0],), "indirect", 1.0, "made-up 1", source=(spans[1],))


RAIN, SNOW = attribution("She", "it rained"), attribution("He", "it snowed")


def test_a_resolver_has_a_name_with_a_version() -> None:
    assert RESOLVER.name.split()[-1].isdigit()


@pytest.mark.parametrize("attributions", [[], [RAIN], [RAIN, SNOW], [SNOW, RAIN]])
def test_there_is_one_mention_for_each_attribution_in_the_order_given(
    attributions: list[Attribution],
) -> None:
    found = RESOLVER(analysed(TEXT), attributions)
    assert [mention.span for mention in found.resolved] == [one.source[0] for one in attributions]
    names = {RAIN: "Anna Lind", SNOW: "Karl Holm"}
    resolved = [found.entities[one.entity].name for one in found.resolved if one.entity is not None]
    assert resolved == [names[one] for one in attributions]


def test_a_resolution_has_the_confidence_of_its_method_unless_it_has_its_own() -> None:
    span = Span(0, 3)
    assert Resolution(2, "office").of_mention("title", span) == ResolvedMention(
        2, CONFIDENCE["office"], "title", "office", span
    )
    assert Resolution(2, "office", 0.123456).of_mention("title", span).confidence == 0.1235


def test_a_resolution_to_nobody_is_unresolved_whatever_its_method() -> None:
    mention = Resolution(None, "office", 0.9).of_mention("title", Span(0, 3))
    assert (mention.method, mention.confidence) == ("unresolved", None)
