"""Steps that cost what no real text may: they wait, spin in native code, or end their process.

They load no model: texts are analysed plainly, and what stands in quotation marks is a quote.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from flows.engine import steps
from flows.store.resources import ShippedResources, load_resources
from tests.flows.engine.work import die, spin, wait
from tests.transforms.line import MarksExtractor
from tests.transforms.plain_analyser import PlainAnalyser
from transforms.attribution.values import Attribution
from transforms.language.spans import Span
from transforms.results import StageResult
from transforms.tables import Tables

WAITS, SPINS, DIES = "WAITS", "SPINS", "DIES"
"""What a text holds that costs too much, by the way in which it does."""

READING = "READING"
"""What else it holds where it costs too much already when its file is read."""


_WAYS = {WAITS: wait, SPINS: spin, DIES: die}


def _suffer(text: str) -> None:
    for name, way in _WAYS.items():
        if name in text:
            # For who waits for it.
            Path(os.environ.get("COSTLY_BEGUN", os.devnull)).touch()
            way()


class Costly:
    """An extractor that suffers from some texts, and finds in others what stands in quotation marks."""

    name = "costly-test"

    def __call__(self, texts: Sequence[str], exclude: Sequence[Sequence[Span]]) -> list[list[Attribution]]:
        for text in texts:
            _suffer(text)
        return MarksExtractor()(texts, exclude)


def load(raw: Path, cores: int = 2) -> None:
    """`steps.load` without the models: only what takes longest to import."""
    from transforms import pipeline  # noqa: F401, PLC0415 (loading it is what counts)

    load_resources(raw)


def find_quotes(chunk: Path, documents: Sequence[str], target: Path, raw: Path) -> None:
    """`steps.find_quotes` with the costly extractor, in whatever process it is called."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ShippedResources, "extractor", property(lambda _: Costly()))
        patched.setattr(ShippedResources, "analyser", property(lambda _: PlainAnalyser()))
        steps_find_quotes(chunk, documents, target, raw)


def read_files(files: Tables, raw: Path) -> StageResult:
    """`steps.read_files`, which suffers from the bytes of some files."""
    for data in files.raw_files.get_column("data"):
        if READING.encode() in (data or b""):
            _suffer(data.decode(errors="replace"))
    return steps_read_files(files, raw)


def load_nothing(raw: Path, cores: int = 2) -> None:
    """In place of `steps.load`: models are loaded where they are used, and so the tagger is not."""


# As they were before a test put those above in their place.
steps_find_quotes, steps_read_files = steps.find_quotes, steps.read_files
