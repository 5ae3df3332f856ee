"""A spaCy user adds one component and reads spans."""

from collections.abc import Sequence

import spacy

from transforms.attribution.component import install
from transforms.attribution.values import Attribution
from transforms.language.spans import Span

TEXT = "“We go,” she said."


class Fixed:
    """An extractor that finds the one attribution of TEXT."""

    name = "fixed"

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        one = Attribution(
            content=(Span(0, 8),),
            cue=(Span(13, 17),),
            source=(Span(9, 12),),
            type="direct",
            confidence=0.9,
            method=self.name,
            cue_lemma="say",
            cue_class="neutral",
        )
        return [[one] if text else [] for text in texts]


def test_the_component_sets_span_groups_and_the_attributions_themselves() -> None:
    install(Fixed)
    nlp = spacy.blank("en")
    nlp.add_pipe("attribution")
    doc, empty = nlp.pipe([TEXT, ""])
    assert [span.text for span in doc.spans["contents"]] == ["“We go,”"]
    assert [(span.text, span.label_) for span in doc.spans["cues"]] == [("said", "neutral")]
    assert [(span.text, span.id) for span in doc.spans["sources"]] == [("she", 0)]
    assert doc._.attributions[0].source == (Span(9, 12),)
    assert empty._.attributions == ()
    assert list(empty.spans["contents"]) == []
