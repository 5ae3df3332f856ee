"""What the room gives to others (stub until merged)."""

from collections.abc import Sequence
from typing import Protocol

from transforms.attribution.values import Attribution
from transforms.language.analysis import AnalysedDocument, parse
from transforms.speakers.resolution import resolve
from transforms.speakers.resolutions import DocumentSpeakers, Resources


class Resolver(Protocol):
    @property
    def name(self) -> str: ...
    def __call__(
        self, document: AnalysedDocument, attributions: Sequence[Attribution]
    ) -> DocumentSpeakers: ...


class DocumentResolver:
    name = "rules"

    def __init__(self, gazetteer, weights, nlp):
        self.r = Resources(gazetteer, weights, lambda t: parse(nlp, t))

    def __call__(self, document, attributions):
        return resolve(document.text, attributions, self.r)
