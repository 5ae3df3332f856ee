"""What a build needs that is not code: models, the parser and the reference tables, each loaded when needed.

This is the one place that reads them. A model's files are read, hashed and held against its card before
anything is made of them; the hashes of all that a build reads are given to provenance from here.
"""

import json
import os
from collections.abc import Collection, Iterator, Mapping
from functools import cache, cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flows.exits import INPUT, MACHINE, Refused
from flows.store.cards import CARD, Card, WrongFile, read_card
from flows.store.ledger import Ledger

if TYPE_CHECKING:
    # Imported where they are used: spaCy takes seconds and onnxruntime one, and not every command needs them.
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer

    from transforms.attribution.values import Extractor
    from transforms.claims.values import Scorer
    from transforms.comparison.logistic import ComparisonWeights
    from transforms.language.analysis import Analyser
    from transforms.language.encoder import Encoder
    from transforms.language.gazetteer import Reference
    from transforms.language.lemmas import Lemmatiser
    from transforms.speakers.pronoun_ranker import Weights
    from transforms.speakers.resolution import DocumentResolver

PROJECT = Path(__file__).resolve().parents[2]
"""Where `flows` lies, with `models` and `raw/reference` beside it: a checkout, or the installed packages."""

RAW = PROJECT / "raw"
REFERENCE = "reference"
"""The folder of raw/ that is no origin: small tables that a maintainer extends; part of the package too."""

REFERENCE_TABLES = ("entities.csv", "first_names.csv")
_ATTRIBUTION, _CHECK_WORTHINESS, _SPEAKERS = "attribution", "checkworthiness", "speakers"
_COMPARISON, _ENCODER, _PIPELINE = "comparison", "encoder", "pipeline"
_MODELS = (_ATTRIBUTION, _CHECK_WORTHINESS, _SPEAKERS, _COMPARISON, _ENCODER, _PIPELINE)
CORES = 2
"""Cores that a process uses which does the work of a build alone; of several, each uses one."""

UNUSED = ("attribute_ruler",)
"""Components of the English pipeline that are not loaded."""


class ShippedResources:
    """The models and reference tables that Parallax ships; `raw` may bring reference tables of its own.

    A folder `reference` in `raw` is read in place of the project's own, whole: never one read and the other
    hashed. `exclude` are the components of the pipeline that are not loaded.
    """

    def __init__(
        self, raw: Path = RAW, *, exclude: Collection[str] = UNUSED, project: Path = PROJECT
    ) -> None:
        self._reference = reference_folder(raw, project)
        self._exclude = tuple(exclude)
        self._project = project
        self._ledger = Ledger(project)
        self.cores = CORES

    @cached_property
    def extractor(self) -> "Extractor":
        """Finds attributions, with the trained tagger."""
        _without_telemetry()
        from transforms.attribution.model import ModelExtractor  # noqa: PLC0415
        from transforms.attribution.tagger import from_bytes  # noqa: PLC0415

        model = self._read_model(_ATTRIBUTION, "model.onnx")
        tokenizer, config = (
            self._read_model(_ATTRIBUTION, f"{n}.json").decode() for n in ("tokenizer", "config")
        )
        return ModelExtractor(from_bytes(model, tokenizer, config, self.cores), self.lemmatiser)

    @cached_property
    def analyser_pipeline(self) -> "Language":
        """The English pipeline: tags, parse, base forms, named entities; one for all who need any of them."""
        _without_telemetry()
        import spacy  # noqa: PLC0415

        from transforms.language.lemmas import search_by_hash  # noqa: PLC0415
        from transforms.language.products import with_fast_products  # noqa: PLC0415

        # spaCy reads the folder itself, right after it was found to be as its card says.
        for file in self._used(_PIPELINE):
            self._read_model(_PIPELINE, file)
        pipeline = spacy.load(_place(self._cards[_PIPELINE]), exclude=self._exclude)
        search_by_hash(cast("Lemmatizer", pipeline.get_pipe("lemmatizer")))
        return with_fast_products(pipeline)

    @cached_property
    def analyser(self) -> "Analyser":
        """Analyses a text once, for all rooms."""
        from transforms.language.analysis import PipelineAnalyser  # noqa: PLC0415

        return PipelineAnalyser(self.analyser_pipeline)

    @cached_property
    def lemmatiser(self) -> "Lemmatiser":
        """Gives the dictionary forms of single words, by the pipeline's rules."""
        from transforms.language.lemmas import RuleLemmatiser  # noqa: PLC0415

        return RuleLemmatiser(cast("Lemmatizer", self.analyser_pipeline.get_pipe("lemmatizer")))

    @cached_property
    def resolver(self) -> "DocumentResolver":
        """Says who is behind each attribution of a document."""
        from transforms.speakers.resolution import DocumentResolver  # noqa: PLC0415

        return DocumentResolver(
            self.gazetteer, self.pronoun_weights, self.confidence_weights, self.nominal_weights
        )

    @cached_property
    def scorer(self) -> "Scorer":
        """Says how likely a sentence states something that could be checked."""
        from transforms.claims.scoring import from_bytes  # noqa: PLC0415

        return from_bytes(self._read_model(_CHECK_WORTHINESS, "weights.npz"))

    @cached_property
    def sign_weights(self) -> Mapping[str, float]:
        """What each sign of how a claim is put adds to the log-odds that it could be checked."""
        return cast("Mapping[str, float]", json.loads(self._read_model(_CHECK_WORTHINESS, "signs.json")))

    @cached_property
    def encoder(self) -> "Encoder":
        """Turns texts into vectors, which documents are compared with."""
        _without_telemetry()
        from transforms.language.encoder import from_bytes  # noqa: PLC0415

        # The tagger was trained from the same encoder, so its tokenizer is this one's too.
        tokenizer = self._read_model(_ATTRIBUTION, "tokenizer.json").decode()
        return from_bytes(self._read_model(_ENCODER, "model.onnx"), tokenizer, self.cores)

    @cached_property
    def pronoun_weights(self) -> "Weights":
        """What speaks for a person being the one whom a pronoun takes up."""
        from transforms.speakers.pronoun_ranker import Weights  # noqa: PLC0415

        content = json.loads(self._read_model(_SPEAKERS, "pronouns.json"))
        return Weights(content["weights"], content["nobody"], content["least"])

    @cached_property
    def nominal_weights(self) -> "Weights":
        """What speaks for a person being the one whom a noun takes up."""
        from transforms.speakers.pronoun_ranker import Weights  # noqa: PLC0415

        content = json.loads(self._read_model(_SPEAKERS, "nominals.json"))
        return Weights(content["weights"], content["nobody"], content["least"])

    @cached_property
    def confidence_weights(self) -> "Weights":
        """What tells a right speaker from a wrong one."""
        from transforms.speakers.pronoun_ranker import Weights  # noqa: PLC0415

        content = json.loads(self._read_model(_SPEAKERS, "confidence.json"))
        return Weights(content["weights"], content["threshold"])

    @cached_property
    def linking_weights(self) -> "Weights":
        """What speaks for a bare name's meaning a person of another document."""
        from transforms.speakers.pronoun_ranker import Weights  # noqa: PLC0415

        content = json.loads(self._read_model(_SPEAKERS, "linking.json"))
        return Weights(content["weights"], content["nobody"], content["least"])

    @cached_property
    def comparison_weights(self) -> "ComparisonWeights":
        """What speaks for two documents' reporting one event, and two passages' saying the same."""
        from transforms.comparison.logistic import ComparisonWeights, Logistic  # noqa: PLC0415

        content = json.loads(self._read_model(_COMPARISON, "weights.json"))
        return ComparisonWeights(
            **{name: Logistic(one["weights"], one["bias"], one["least"]) for name, one in content.items()}
        )

    @cached_property
    def gazetteer(self) -> "Reference":
        """States, bodies and first names that the world gives; Refused where a table is missing or spoilt."""
        from flows.store.reference import rows_of  # noqa: PLC0415
        from transforms.language.gazetteer import build  # noqa: PLC0415

        paths = [self._reference / name for name in REFERENCE_TABLES]
        return build(*(rows_of(self._read_reference(path), path) for path in paths))

    def load(self, cores: int = CORES) -> None:
        """Load all of it now, so that no later step is slower than it must be; takes seconds, once.

        `cores` is how many cores all of it is to use, where it was not loaded before.
        """
        self.cores = cores
        _ = self.analyser, self.extractor, self.scorer, self.resolver, self.encoder

    def hashes(self) -> dict[str, str]:
        """The SHA-256 of every file of models, packages, reference tables and word lists, by name.

        What this process has not read yet is read now, and so checked.
        """
        from transforms.language import lexica  # noqa: PLC0415

        for model, card in self._cards.items():
            for file in self._used(model):
                if card.name_of(file) not in self._ledger:
                    self._read_model(model, file)
        _ = self.gazetteer
        for name, data in lexica.files():
            self._ledger.enter(f"lexica/{name}", data)
        return self._ledger.hashes()

    @cached_property
    def _cards(self) -> dict[str, Card]:
        return {model: read_card(self._project / "models" / model / CARD) for model in _MODELS}

    def _used(self, model: str) -> Iterator[str]:
        """The files of a model without those of components that are not loaded."""
        return (file for file in self._cards[model].files if file.partition("/")[0] not in self._exclude)

    def _read_model(self, model: str, file: str) -> bytes:
        """A file of a model, as its card says; raises WrongFile where it is another, or missing."""
        card = self._cards[model]
        path = _place(card) / file
        try:
            return self._ledger.read(path, card.name_of(file), partial(card.check, file, path))
        except FileNotFoundError as error:
            raise WrongFile(
                f"{path}: is missing, but {card.path} lists it; {card.remedy}", MACHINE
            ) from error

    def _read_reference(self, path: Path) -> bytes:
        if not path.is_file():
            message = (
                f"{path}: is missing; a folder {REFERENCE} replaces the project's own whole: add the file"
            )
            raise Refused(message, INPUT)
        return self._ledger.read(path, f"{REFERENCE}/{path.name}")


def measured_accuracy(project: Path = PROJECT) -> bytes:
    """What benchmarks measured of all this, as a release tells it: models/accuracy.csv."""
    return (project / "models" / "accuracy.csv").read_bytes()


def load_resources(raw: Path = RAW) -> ShippedResources:
    """The resources for `raw`, loaded once a process: models take seconds."""
    return _of_reference(reference_folder(raw).absolute())


def reference_folder(raw: Path, project: Path = PROJECT) -> Path:
    """The reference tables that go with `raw`: its own where it has a folder of them, else the project's."""
    own = raw / REFERENCE
    return own if own.is_dir() else project / "raw" / REFERENCE


@cache
def _of_reference(folder: Path) -> ShippedResources:
    return ShippedResources(folder.parent)


def _place(card: Card) -> Path:
    """The folder of a model's files: beside its card, or inside an installed package."""
    if card.package is None:
        return card.path.parent
    found = find_spec(card.package.name.replace("-", "_"))
    if found is None or found.origin is None:
        raise WrongFile(
            f"{card.package.name}: is not installed, but {card.path} lists it; {card.remedy}", MACHINE
        )
    return Path(found.origin).parent / card.package.folder


def _without_telemetry() -> None:
    """Keep onnxruntime from calling home, which it does when it is imported, whatever DO_NOT_TRACK says.

    It reads this variable once, then: so the environment of the process is changed here, for that reason
    alone, when a model is about to be loaded, and never by importing this package. Where a host program has
    imported onnxruntime before, it is too late, and the host has to set the variable itself.
    """
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
