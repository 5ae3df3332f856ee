"""Stories, statements and discrepancies of a build: whole, valid, and empty where nothing compares."""

import random

from polars.testing import assert_frame_equal

from schemas.package import table
from tests.transforms import golden_articles
from tests.transforms.test_assembly import parts
from tests.transforms.words_encoder import WordsEncoder
from transforms.assembly import assemble
from transforms.comparison.stage import COMPARED, Comparison
from transforms.language.gazetteer import build as reference

COMPARING = Comparison(WordsEncoder(), reference([], []), golden_articles.parser())


def test_a_build_that_compares_has_every_table_and_meets_the_contracts() -> None:
    outcome = assemble(parts(), COMPARING)
    for name in COMPARED:
        assert table(name).schema.is_valid(outcome.frames[name]), name
    assert outcome.frames["story_documents"].height == outcome.frames["documents"].height
    quoted = outcome.frames["statement_quotes"]["quote_id"].n_unique()
    assert quoted == outcome.frames["quotes"].height > 0
    assert {"stories", "statements", "echoes", "discrepancies"} <= {count.stage for count in outcome.counts}
    assert all(count.balanced for count in outcome.counts)


def test_the_order_of_the_parts_does_not_matter() -> None:
    shuffled = parts()
    random.Random(1).shuffle(shuffled)
    one, other = assemble(parts(), COMPARING).frames, assemble(shuffled, COMPARING).frames
    for name in COMPARED:
        assert_frame_equal(one[name], other[name])


def test_a_build_that_does_not_compare_has_the_tables_empty() -> None:
    frames = assemble(parts()).frames
    for name in COMPARED:
        assert_frame_equal(frames[name], table(name).empty())
