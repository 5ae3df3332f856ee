"""What stages need besides tables: models, reference data, and who finds, resolves and compares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from transforms.attribution.values import Extractor
    from transforms.claims.values import Scorer
    from transforms.comparison.logistic import ComparisonWeights
    from transforms.language.analysis import Analyser
    from transforms.language.encoder import Encoder
    from transforms.language.gazetteer import Reference
    from transforms.speakers.pronoun_ranker import Weights
    from transforms.speakers.values import Resolver


class Resources(Protocol):
    """What is loaded once and shared by all stages; `flows/store/resources.py` has the shipped ones.

    Each is a protocol: whatever keeps its promises can stand in for it.
    """

    @property
    def cores(self) -> int:
        """On how many cores of the processor to work at the same time: it changes nothing that is found."""
        ...

    @property
    def analyser(self) -> Analyser:
        """Analyses a text once, for all rooms."""
        ...

    @property
    def extractor(self) -> Extractor:
        """Finds the attributions of a text."""
        ...

    @property
    def resolver(self) -> Resolver:
        """Says who is behind each attribution of a document."""
        ...

    @property
    def linking_weights(self) -> Weights:
        """What speaks for a bare name's meaning a person of another document."""
        ...

    @property
    def comparison_weights(self) -> ComparisonWeights:
        """What speaks for two documents' reporting one event, and two passages' saying the same."""
        ...

    @property
    def scorer(self) -> Scorer:
        """Says how likely a sentence states something that could be checked."""
        ...

    @property
    def sign_weights(self) -> Mapping[str, float]:
        """What each sign of how a claim is put adds to the log-odds that it could be checked."""
        ...

    @property
    def encoder(self) -> Encoder:
        """Turns texts into vectors."""
        ...

    @property
    def gazetteer(self) -> Reference:
        """States, bodies and first names that the world gives."""
        ...
