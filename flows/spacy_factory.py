"""The entry point through which spaCy finds the component: `nlp.add_pipe("attribution")` with no import."""

from flows.store.resources import load_resources
from transforms.attribution.component import install, make_component

__all__ = ["make_component"]

install(lambda: load_resources().extractor)
