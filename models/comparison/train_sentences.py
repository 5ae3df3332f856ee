"""Learn by what two sentences tell the same thing, and write it into weights.json beside this file.

    python -m models.comparison.train_sentences DATA

DATA holds seesaw. An example is a pair of sentences of two documents that share some rare words, in the
stories of tests/golden/seesaw; those in which a listed statement or difference stands tell the same thing.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from benchmarks.differences import Place, gold
from benchmarks.statement_scores import auc, average_precision, read
from flows.store.resources import load_resources
from models.comparison.fitting import Example, fit, held_out
from models.comparison.train_stories import enter
from transforms.comparison.logistic import Logistic
from transforms.comparison.sentence_words import Sentences, SentenceWords
from transforms.ids import document_id
from transforms.language.layout import paragraphs
from transforms.language.similarity import topic_of
from transforms.resources import Resources

PENALTY = 3.0
"""Weight of the L2 penalty; held-out average precision is flat between 1 and 30."""
LEAST = -2.2
"""The least log-odds at which two sentences are looked at together: on stories left out, 146 of the 249
listed pairs are among 542. The lists are one reader's, so that a pair that they do not have is often one all
the same, and what is found between two sentences is judged once more."""

LISTS = ("differences", "statements", "statements_later")
"""The lists of tests/golden/seesaw."""

Lines = list[list[Place]]
Pair = tuple[tuple[str, int], tuple[str, int]]
_UNFITTED = Logistic({}, 0.0, 0.0)
"""Features are taken before there is a scorer."""


class Measured(NamedTuple):
    """A pair's overlap beside its features: what the fitted scorer has to beat."""

    example: Example
    overlap: float


def examples(data: Path, resources: Resources) -> list[Measured]:
    """The pairs of the listed stories with their features."""
    texts = story_texts(data)
    stories = sorted({line["story"] for name in LISTS for line in gold(name)})
    return [pair for story in stories for pair in pairs_of_story(story, texts[story], resources)]


def story_texts(data: Path) -> dict[str, dict[str, str]]:
    """By story and document, the articles as `coverage.py raw` names them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read(data / "seesaw" / "train.jsonl"):
        origin = re.sub(r"[^a-z0-9]+", "-", row["outlet"].lower()).strip("-")
        found[row["story"]][document_id(origin, f"{row['url']}#{row['story']}")] = row["text"]
    return found


def pairs_of_story(story: str, texts: Mapping[str, str], resources: Resources) -> Iterator[Measured]:
    """The pairs of one listed story, from its articles by document."""
    lines: Lines = [line["spans"] for name in LISTS for line in gold(name) if line["story"] == story]
    given = [(text, [paragraph.start for paragraph in paragraphs(text)]) for text in texts.values()]
    words = {key: document.words for key, document in zip(texts, resources.analyser(given), strict=True)}
    sentences = Sentences(words, _UNFITTED, topic_of(words).names)
    same = {pair for spans in lines for pair in _pairs(spans, sentences)}
    for keys, features in sentences.measured():
        yield Measured(Example(features, keys in same, story), features["overlap"])


def _pairs(spans: Iterable[Place], sentences: Sentences) -> Iterator[Pair]:
    """Of each two spans of two documents, the sentences there that overlap most."""
    for left, right in combinations(spans, 2):
        if left.document_id != right.document_id:
            one, other = sorted((_at(left, sentences), _at(right, sentences)), key=lambda side: side[:1])
            both = ((a, b) for a in one[1] for b in other[1])
            best = max(both, key=lambda pair: sentences.overlap(*pair), default=None)
            if best is not None:
                yield best[0].key, best[1].key


def _at(place: Place, sentences: Sentences) -> tuple[str, list[SentenceWords]]:
    found = [
        one for one in sentences.all if place.meets(Place(one.document_id, one.span.start, one.span.end))
    ]
    return place.document_id, found


def main(data: Path) -> None:
    """Fit on the listed stories, write the weights, and print what held-out stories say."""
    measured = examples(data, load_resources())
    made = [one.example for one in measured]
    right = [one.right for one in made]
    scores = held_out(made, PENALTY)
    print(f"{len(made)} pairs, {sum(right)} the same; held out by story:")
    for name, found in (("overlap", [one.overlap for one in measured]), ("fitted", scores)):
        print(f"{name}: AUC {auc(found, right):.1f}, average precision {average_precision(found, right):.1f}")
    for least in (LEAST - 0.5, LEAST, LEAST + 0.5):
        kept = [same for score, same in zip(scores, right, strict=True) if score >= least]
        print(f"log-odds {least:.1f}: {len(kept)} pairs, {sum(kept)} of them listed")
    enter("sentences", *fit(made, PENALTY), LEAST)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
