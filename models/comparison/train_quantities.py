"""Learn which quantities of two sentences are of one thing, and write it into weights.json.

    python -m models.comparison.train_quantities

The examples are the pairs of tests/golden/seesaw/quantities.jsonl, which hold features and labels alone.
"""

from models.comparison.judged_pairs import learn

LEAST = -0.4
"""Log-odds from which two quantities are of one thing."""

if __name__ == "__main__":
    learn("quantities", LEAST)
