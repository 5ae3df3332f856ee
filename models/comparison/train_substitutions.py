"""Learn which words of two documents name one thing, and write it into weights.json.

    python -m models.comparison.train_substitutions

The examples are the pairs of tests/golden/seesaw/substitutions.jsonl, which hold features and labels alone.
"""

from models.comparison.judged_pairs import learn

LEAST = -0.6
"""Log-odds from which two words are taken for two names of one thing; a second scorer then judges the row."""

if __name__ == "__main__":
    learn("substitutions", LEAST)
