"""Right speakers of GUM by weights that its own documents did not teach; writes docs/benchmarks.md.

    python -m benchmarks.speakers_held_out DATA BUILD [--write]

The weights of pronouns and of nouns are learnt from GUM as well, so `benchmarks.speakers` flatters them. Here
each document is judged by weights that are fitted anew on everything but its fold. BUILD holds the tables
(texts, quotes, quote_spans) of a build of SEESAW's training stories, whose read sources teach both.
"""

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks.page import of_build, stamp, table
from benchmarks.speakers import FORMS, Outcome, answers_of, document_counts, shares
from benchmarks.speakers_data import gum_documents, gum_examples, resolver
from models.speakers import train, train_nominals

FOLDS = 5
GENRES = ("news", "interview")


def counts(data: Path, build: Path) -> Counter[Outcome]:
    """(genre, form, outcome) of every gold attribution whose speaker has a name."""
    folder, known = data / "gum_attribution", resolver()
    pronouns = [
        *train.of_gap(data, known),
        *gum_examples(folder, known),
        *train.of_readings(build, known),
    ]
    nouns = [*train_nominals.of_readings(build, known), *train_nominals.of_gum(folder, known)]
    documents = list(gum_documents(folder))
    found: Counter[Outcome] = Counter()
    for fold in range(FOLDS):
        held = documents[fold::FOLDS]
        names = {document["doc"] for document in held}
        own = replace(
            known,
            weights=train.learnt([one for one in pronouns if one.document not in names]),
            nominals=train_nominals.fitted(
                [one for one in nouns if one.candidates and one.document not in names]
            ),
        )
        for document in held:
            found += document_counts(document, partial(answers_of, own))
    return found


def page(data: Path, build: Path) -> str:
    """The table as Markdown."""
    found = counts(data, build)
    rows: list[dict[str, object]] = [
        {"source, GUM's documents held out": label, **shares(found, GENRES, forms)}
        for label, forms in (("all named", FORMS), *((f"{form}s", (form,)) for form in FORMS))
    ]
    command = "python -m benchmarks.speakers_held_out DATA BUILD --write"
    return "\n\n".join(
        [stamp(command), "By weights of pronouns and nouns that other documents taught:", table(rows)]
    )


def main() -> None:
    """Print the table, and write it where asked."""
    of_build(__doc__ or "", page, "speakers_held_out")


if __name__ == "__main__":
    main()
