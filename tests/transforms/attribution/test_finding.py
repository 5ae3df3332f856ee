"""Tags give the spans, cues choose among them."""

from collections.abc import Sequence

import numpy as np

from transforms.attribution.confidence import Confidence
from transforms.attribution.evidence import N_TAGS
from transforms.attribution.finding import Emissions, Found, Options, find
from transforms.attribution.linking import N_BETWEEN, N_DISTANCES, LinkWeights
from transforms.attribution.windows import LOWER, SYMBOL, Pieces

O, BS, IS, BQ, IQ, BC, IC = range(N_TAGS)  # noqa: E741 - the names of the tags
SURE = 9.0
# A link head by which a piece belongs to the cue whose query is set where the piece's key is.
LINKS = LinkWeights(
    np.zeros((N_DISTANCES, 1), np.float32),
    np.zeros((N_BETWEEN, 1), np.float32),
    np.zeros((5, 1), np.float32),
    np.array([10, 0, 0, 0, 0], np.float32),
)
WIDTH = 4


def window(length: int) -> Pieces:
    at = np.arange(length)
    return Pieces(at, at, at + 1, *(at.copy() for _ in range(4)))


def emissions(
    flat: Sequence[int], owners: Sequence[int | tuple[int, int]], nested: Sequence[int] | None = None
) -> Emissions:
    """Tags as given; `owners` numbers the cue that each piece is, or belongs to."""
    length = len(flat)
    tags = np.zeros((length, 2 * N_TAGS), np.float32)
    tags[np.arange(length), list(flat)] = SURE
    tags[np.arange(length), [N_TAGS + t for t in nested or [O] * length]] = SURE
    key = np.zeros((length, 1 + WIDTH), np.float32)
    query = np.zeros((length, 1 + 5 * WIDTH), np.float32)
    for at, owner in enumerate(owners):
        for number in [owner] if isinstance(owner, int) else owner:
            key[at, 1 + number] = SURE
            query[at, 1 + WIDTH + number :: WIDTH] = SURE
    return Emissions(tags, key, query)


def found(one: Emissions, **options: float) -> list[Found]:
    return find([window(len(one.tags))], [one], LINKS, Options(**options))[0]


def test_each_cue_takes_its_own_source_and_all_fragments_of_its_content() -> None:
    one = emissions([BS, BQ, BC, IC, O, BC, BQ, BS, BC], [1, 1, 1, 1, 0, 2, 2, 2, 1])
    first, second = found(one)
    assert (first.cue, first.source, first.content) == ((1, 2), (0, 1), ((2, 4), (8, 9)))
    assert (second.cue, second.source, second.content) == ((6, 7), (7, 8), ((5, 6),))


def test_one_source_may_serve_two_cues() -> None:
    one = emissions([BS, BQ, BC, O, BQ, BC], [(1, 2), 1, 1, 0, 2, 2])
    assert [f.source for f in found(one)] == [(0, 1), (0, 1)]


def test_a_source_no_cue_claims_is_left_out_and_so_is_a_cue_without_content() -> None:
    one = emissions([BS, O, BQ, BC, O, BQ], [3, 0, 1, 1, 0, 2])
    (only,) = found(one)
    assert only.source is None
    assert only.cue == (2, 3)


def test_a_content_no_cue_claims_stands_by_itself() -> None:
    (alone,) = found(emissions([BQ, O, BC, IC], [1, 0, 2, 2]))
    assert (alone.cue, alone.source, alone.content) == (None, None, ((2, 4),))


def test_a_name_that_signs_a_content_is_its_source() -> None:
    one = emissions([BC, IC, O, BS, IS, O, BC], [1, 1, 0, 2, 2, 0, 3])
    signed = window(7)
    signed.shapes[:] = LOWER
    signed.shapes[2] = SYMBOL  # ― stands between the first content and the name, a word after it
    first, second = find([signed], [one], LINKS, Options())[0]
    assert (first.content, first.source) == (((0, 2),), (3, 5))
    assert (second.content, second.source) == (((6, 7),), None)


def test_every_attribution_of_one_kind_has_as_many_numbers_of_evidence() -> None:
    one = emissions([BS, BQ, BC, IC, O, BQ, BC, O, BC], [1, 1, 1, 1, 0, 2, 2, 0, 3])
    sourced, unsourced, alone = found(one)
    assert (sourced.source is None, unsourced.source is None, alone.cue) == (False, True, None)
    assert len(sourced.evidence) == len(unsourced.evidence) == len(Options().confidence.weights) - 1
    assert len(alone.evidence) == len(Options().cueless_confidence.weights) - 1


def test_the_nested_layer_finds_a_holder_inside_a_content() -> None:
    one = emissions([BS, BQ, BC, IC, IC, IC], [1, 1, 2, 2, 2, 2], [O, O, BS, BQ, BC, IC])
    inner = [f for f in found(one, content_link=-20.0) if f.nested]
    assert [(f.source, f.cue, f.content) for f in inner] == [((2, 3), (3, 4), ((4, 6),))]


def test_a_nested_cue_that_is_a_flat_one_already_is_not_reported_twice() -> None:
    one = emissions([BQ, BC, IC], [1, 1, 1], [BQ, BC, IC])
    assert [f.nested for f in found(one)] == [False]


def test_no_windows_no_attributions() -> None:
    assert find([], [], LINKS, Options()) == []


def test_options_read_what_they_know() -> None:
    settings = {
        "threshold": 0.5,
        "confidence": {"weights": [1.0]},
        "sign_weights": {"other": -1.0},
        "signed": {"weights": [0.5, 1.0]},
        "colour": 1,
    }
    assert Options.of(settings) == Options(
        threshold=0.5,
        confidence=Confidence((1.0,)),
        sign_weights={"other": -1.0},
        signed=Confidence((0.5, 1.0)),
    )
