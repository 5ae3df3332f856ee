"""The entry point through which spaCy finds the component: `nlp.add_pipe("attribution")` with no import."""

from flows.store.files import load_extractor
from transforms.attribution.component import install, make_component

__all__ = ["make_component"]

install(load_extractor)
