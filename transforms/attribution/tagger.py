"""The trained attribution tagger, loaded: windows of word pieces in, numbers a piece out."""

import base64
import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np
from tokenizers import Tokenizer

from transforms.attribution.finding import Emissions, Options
from transforms.attribution.linking import Floats, LinkWeights
from transforms.attribution.windows import Pieces
from transforms.language.sessions import opened

if TYPE_CHECKING:
    import onnxruntime

_INPUTS: Final = ("ids", "shapes", "marks", "places")
_OUTPUTS: Final = ("tags", "key", "query")
_AHEAD: Final = 16
"""Windows read before they are asked for: enough to keep each core busy, few enough to bound memory."""


class BrokenModelError(ValueError):
    """Model, tokenizer or settings that do not belong together or cannot be read."""


class Tagger(Protocol):
    """What the extractor needs of a tagger; the loaded model is one, the tests' stand-in another."""

    @property
    def name(self) -> str:
        """Name and version of the model."""

    @property
    def tokenizer(self) -> Tokenizer:
        """Cuts text into the model's word pieces."""

    @property
    def links(self) -> LinkWeights:
        """Weights of the link head."""

    @property
    def options(self) -> Options:
        """What was tuned."""

    def __call__(self, windows: Iterable[Pieces]) -> Iterator[Emissions]:
        """The emissions of each window, in order; it may draw some windows before those are asked for."""


def _table(entry: Mapping[str, Any]) -> Floats:
    return np.frombuffer(base64.b64decode(entry["data"]), "<f4").reshape(entry["shape"])


@dataclass(frozen=True, slots=True)
class OnnxTagger:
    """A loaded model: its name, tokenizer, network, link head and tuned options. It is never changed.

    `cores` windows are read at once, each on one core: that wastes less than several cores on one window,
    and gives the same numbers on however many.
    """

    name: str
    tokenizer: Tokenizer
    session: "onnxruntime.InferenceSession"
    links: LinkWeights
    options: Options
    cores: int = 1

    def __call__(self, windows: Iterable[Pieces]) -> Iterator[Emissions]:
        """The emissions of each window, in order; the next few are read while one is made use of.

        On one core nothing is read beside: whoever makes use of a window waits for the next.
        """
        if self.cores == 1:
            yield from map(self._read, windows)
            return
        waiting: deque[Future[Emissions]] = deque()
        with ThreadPoolExecutor(self.cores) as pool:
            for window in windows:
                waiting.append(pool.submit(self._read, window))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def _read(self, window: Pieces) -> Emissions:
        """One window by itself, so that none is padded."""
        feed = {name: getattr(window, name)[None] for name in _INPUTS}
        tags, key, query = self.session.run(_OUTPUTS, feed)
        return Emissions(tags[0], key[0], query[0])


def from_bytes(model: bytes, tokenizer: str, config: str, cores: int = 2) -> OnnxTagger:
    """The tagger from the contents of model.onnx, tokenizer.json and config.json.

    `cores` is how many windows are read at once. Raises BrokenModelError where a part cannot be read.
    """
    try:
        settings = json.loads(config)
        words = Tokenizer.from_str(tokenizer)
        words.no_padding()
        words.no_truncation()
        links = LinkWeights(**{name: _table(entry) for name, entry in settings["linker"].items()})
        options = Options.of(settings.get("options", {}))
        return OnnxTagger(str(settings["name"]), words, opened(model), links, options, cores)
    except Exception as error:
        raise BrokenModelError(
            f"the attribution model cannot be loaded ({error}); get its three files anew: "
            "model.onnx, tokenizer.json and config.json must come from one export"
        ) from error
