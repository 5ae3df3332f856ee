"""Learn whom "the senator" or "her father" means, and write nominals.json beside this file.

Run by hand, with scipy beside the project's own dependencies:

    python -m models.speakers.train_nominals DATA BUILD

DATA holds gum_attribution/{news,interview}.jsonl, BUILD the tables (texts, quotes, quote_spans) of a build of
the articles whose sources nominals.csv judges. A mention and its candidates make one example, as for
pronouns.
"""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.speakers_data import Example, analysed, gum_attributions, gum_documents, named_by
from flows.store.resources import load_resources
from models.speakers.judged import judged
from models.speakers.rankers import fit, keep, outcomes
from transforms.language.spans import Span
from transforms.speakers.context import ResolutionContext
from transforms.speakers.nominal_features import candidates, features, is_person_nominal
from transforms.speakers.pronoun_ranker import Weights
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.sources import Source, read_source

READINGS = Path(__file__).with_name("nominals.csv")
PENALTY = 1.0
LEAST = 0.35
"""The least probability at which somebody is meant: held out, right and wrong weigh the same above it."""

BY_HAND = {"owner_same": 1.5, "owner_other": -2.5}
"""What American news cannot teach, since a party tells few of its members apart: a Dane is no Swede."""

FOLDS = 10


def of_readings(build: Path, known: DocumentResolver) -> Iterator[Example]:
    """The sources of a build that were read, each with the person whose name stands at the place given."""
    for context, source, right, document in judged(READINGS, build, known):
        yield _example(context, source, right, document)


def of_gum(folder: Path, known: DocumentResolver) -> Iterator[Example]:
    """The definite nouns for one person in GUM's chains; right is whom the chain names, or nobody."""
    for document in gum_documents(folder):
        attributions = [attribution for attribution, _ in gum_attributions(document)]
        context = known.context(analysed(document["text"]), attributions)
        known.in_context(context, attributions)
        for chain in document["coref"]:
            mentions = [tuple(mention) for mention in chain["mentions"]]
            right = named_by(context, mentions)
            for start, end in mentions if chain["etype"] == "person" else ():
                source = read_source(context.tagged, (Span(start, end),))
                if source is not None and source.form in ("title", "epithet"):
                    yield _example(context, source, right, document["doc"])


def _example(context: ResolutionContext, source: Source, right: set[int], document: str) -> Example:
    able = candidates(context, source) if is_person_nominal(source) and not source.indefinite else []
    return Example([features(context, source, i) for i in able], [i in right for i in able], document)


def fitted(found: Sequence[Example]) -> Weights:
    """The weights that these examples teach."""
    return fit(found, PENALTY, LEAST, BY_HAND)


def main(data: Path, build: Path) -> None:
    """Fit on all that is read and on GUM; write the weights."""
    known = load_resources().resolver
    made = [*of_readings(build, known), *of_gum(data / "gum_attribution", known)]
    found = [example for example in made if example.candidates]
    keep("nominals.json", fitted(found), len(found), PENALTY)
    held_out = dict(outcomes(found, FOLDS, fitted))
    print(f"{len(found)} examples -> nominals.json; other documents held out: {held_out}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
