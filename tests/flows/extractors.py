"""Another extractor in place of the shipped one, for as long as a test runs."""

from collections.abc import Callable

import pytest

from flows.engine.executor import ThisProcess
from flows.store.resources import ShippedResources
from transforms.attribution.values import Extractor


def replace_extractor(monkeypatch: pytest.MonkeyPatch, make: Callable[[], Extractor]) -> None:
    """Whatever asks for the shipped extractor gets what `make` makes; the model is not loaded.

    Runs work in this process, then: their worker would not know of it.
    """
    monkeypatch.setattr("flows.engine.executor._current", [ThisProcess()])
    monkeypatch.setattr(ShippedResources, "extractor", property(lambda _: make()))
