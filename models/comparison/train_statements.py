"""Learn by what two passages say the same, and write it into weights.json beside this file.

    python -m models.comparison.train_statements DATA

DATA holds seesaw. The examples are the labelled pairs of tests/golden/statement_pairs: parts of quotes, and
sentences in an outlet's own voice, of forty of its events.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.statement_scores import auc, average_precision, f1, read
from flows.store.resources import PROJECT, load_resources
from models.comparison.fitting import Example, fit, held_out
from models.comparison.train_stories import enter
from transforms.comparison.sentence_words import Place, Sentences
from transforms.comparison.statements.pair_features import LEAST_SAID, Relation, features
from transforms.comparison.statements.parts import JOINER
from transforms.comparison.statements.passages import StoryPassages
from transforms.comparison.statements.story_words import story_words
from transforms.ids import document_id
from transforms.language.layout import paragraphs
from transforms.language.similarity import topic_of
from transforms.language.words import pieces_by_sentence
from transforms.resources import Resources

LABELS = PROJECT / "tests" / "golden" / "statement_pairs" / "seesaw_train.jsonl"
PENALTY = 3.0
"""Weight of the L2 penalty; held-out average precision is flat between 1 and 10."""
LEAST = 0.25
"""The least mean log-odds at which parts join. The labelled pairs were drawn near the border, where precision
is lower than among all pairs."""
BY_HAND = {"other_numbers": -1.0, "other_polarity": -1.0, "same_document": -1.0, "other_speaker": -1.7}
"""What the labels are too few to teach: another number, or a "not" on one side, seldom says the same, two
passages of one article are mostly two utterances, and two speakers in other words mostly say two things."""


def examples(data: Path, resources: Resources) -> list[Example]:
    """The labelled pairs with their features, without those that say too little to be compared."""
    texts = story_texts(data)
    stories: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read(LABELS):
        stories[row["story"]].append(row)
    return [
        example
        for story, rows in sorted(stories.items())
        for example in _of_story(rows, texts[story], resources)
    ]


def story_texts(data: Path) -> dict[str, dict[str, str]]:
    """By story and document, the articles as `coverage.py raw` names them."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read(data / "seesaw" / "train.jsonl"):
        origin = re.sub(r"[^a-z0-9]+", "-", row["outlet"].lower()).strip("-")
        found[row["story"]][document_id(origin, f"{row['url']}#{row['story']}")] = row["text"]
    return found


def _of_story(
    rows: list[dict[str, Any]], texts: Mapping[str, str], resources: Resources
) -> Iterator[Example]:
    given = [(text, [paragraph.start for paragraph in paragraphs(text)]) for text in texts.values()]
    words = {key: document.words for key, document in zip(texts, resources.analyser(given), strict=True)}
    sentences = [pieces for found in words.values() for pieces in pieces_by_sentence(found)]
    topic, scorer = topic_of(words), resources.comparison_weights.sentences
    found = Sentences(words, scorer, topic.names)
    passages = StoryPassages(story_words(sentences), topic, resources.encoder, found)
    for row in rows:
        one, other = (_passage(row[side], texts) for side in ("one", "other"))
        same_document = row["one"]["document"] == row["other"]["document"]
        likely = passages.likely(*(_places(row[side]) for side in ("one", "other")))
        relation = Relation(row["same_speaker"], same_document, likely=likely)
        if min(len(passages[text].saying) for text in (one, other)) < LEAST_SAID:
            continue
        made = features(passages[one], passages[other], passages.aligned(one, other), relation)
        yield Example(made, row["same"], row["story"])


def _passage(side: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    return JOINER.join(texts[side["document"]][start:end] for start, end in side["spans"])


def _places(side: Mapping[str, Any]) -> list[Place]:
    return [(side["document"], start, end) for start, end in side["spans"]]


def main(data: Path) -> None:
    """Fit on the labelled pairs, write the weights, and print what held-out stories say."""
    made = examples(data, load_resources())
    right = [one.right for one in made]
    scores = held_out(made, PENALTY)
    print(f"{len(made)} pairs, {sum(right)} the same; held out by story:")
    print(f"AUC {auc(scores, right):.1f}, average precision {average_precision(scores, right):.1f}")
    for least in (LEAST, 0.5, 1.0, 1.5):
        precision, recall, _ = f1([score >= least for score in scores], right)
        print(f"log-odds {least}: precision {precision:.0f}, recall {recall:.0f}")
    weights, bias = fit(made, PENALTY)
    enter("statements", weights | BY_HAND, bias, LEAST)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
