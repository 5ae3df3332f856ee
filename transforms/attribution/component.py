"""Attributions as a spaCy pipeline component: `nlp.add_pipe("attribution")`.

Where the model comes from is for the caller to say, once, with `install`: this module reads no disk.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan
from spacy.util import registry

from transforms.attribution.values import Attribution, Extractor
from transforms.language.spans import Span

LOADER: Final = "parallax.attribution.v1"
GROUPS: Final = {"contents": "content", "cues": "cue", "sources": "source"}


def install(load: Callable[[], Extractor]) -> None:
    """Names the function that gives the extractor; `nlp.add_pipe("attribution")` calls it then."""
    registry.misc.register(LOADER, func=load)


class AttributionComponent:
    """Sets `doc.spans["contents"]`, `["cues"]` and `["sources"]`, and `doc._.attributions`.

    The spans carry the index of their attribution in `span.id` and its type, cue class or nothing as
    `span.label_`; they are widened to whole tokens, while `doc._.attributions` keeps exact offsets.
    """

    def __init__(self, extractor: Extractor) -> None:
        self.extractor = extractor
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", default=())

    def __call__(self, doc: Doc) -> Doc:
        """Annotates one document."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 8) -> Iterator[Doc]:
        """Annotates documents, `batch_size` at a time, in order."""
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            found = self.extractor([doc.text for doc in batch], [()] * len(batch))
            for doc, attributions in zip(batch, found, strict=True):
                yield _annotated(doc, attributions)


def _spans(doc: Doc, spans: Sequence[Span], label: str, number: int) -> list[DocSpan]:
    made = (
        doc.char_span(s.start, s.end, label=label, span_id=number, alignment_mode="expand") for s in spans
    )
    return [span for span in made if span is not None]


def _annotated(doc: Doc, attributions: Sequence[Attribution]) -> Doc:
    for group, role in GROUPS.items():
        spans: list[DocSpan] = []
        for number, one in enumerate(attributions):
            label = {"content": one.type, "cue": one.cue_class or "", "source": ""}[role]
            spans += _spans(doc, getattr(one, role), label, number)
        doc.spans[group] = SpanGroup(doc, name=group, spans=spans)
    doc._.attributions = tuple(attributions)
    return doc


@Language.factory(
    "attribution",
    default_config={"extractor": {"@misc": LOADER}},
    assigns=["doc.spans", "doc._.attributions"],
)
def make_component(nlp: Language, name: str, extractor: Extractor) -> AttributionComponent:
    """The factory behind `nlp.add_pipe("attribution")`."""
    return AttributionComponent(extractor)
