"""How sure a candidate is and how much it tells: scorers of what it rests on and of the words that differ."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.comparison.train_differences import LABELS, judged, log_odds, scorer
from tests.resources import shipped
from transforms.comparison.differences.candidates import Candidate, Value
from transforms.comparison.differences.worth import features, probability, with_family, worth
from transforms.comparison.logistic import Logistic


def _right() -> Logistic:
    return shipped().comparison_weights.right


def _telling() -> Logistic:
    return shipped().comparison_weights.telling


def _candidate(*forms: str, evidence: str = "aligned words", verdict: str = "compatible") -> Candidate:
    values = tuple(Value(f"d{n}", 0, 1, "x", form) for n, form in enumerate(forms))
    return Candidate("wording", "slot", "about", verdict, evidence, values)


@given(st.lists(st.text(min_size=1), min_size=2, max_size=4), st.sampled_from(["cue", "new", "headline"]))
def test_both_are_probabilities_whatever_the_words(forms: list[str], evidence: str) -> None:
    candidate = _candidate(*forms, evidence=evidence)
    assert all(0.0 <= probability(candidate, weights) <= 1.0 for weights in (_right(), _telling()))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        (_candidate("massacre", "shooting"), _candidate("guards", "security")),
        (_candidate("claim", "say", evidence="cue"), _candidate("declare", "say", evidence="cue")),
        (
            _candidate("march unless asked", "march", evidence="quotation_cut"),
            _candidate("rules and", "rules or", evidence="quotation_altered"),
        ),
        (
            _candidate("more than 700", "700", evidence="aligned quantity"),
            _candidate("a", "b", evidence="spelling"),
        ),
    ],
)
def test_what_takes_a_stand_is_worth_more_than_trivia(more: Candidate, less: Candidate) -> None:
    assert probability(more, _telling()) > probability(less, _telling())


def test_worth_is_what_it_tells_less_what_is_not_sure() -> None:
    weights, one = shipped().comparison_weights, _candidate("the massacre", "the shooting")
    assert worth(one, weights) <= probability(one, weights.telling)
    doubted = replace(one, evidence="source", alike=0.2, together=0.4)
    assert probability(doubted, weights.right) < 0.8
    assert worth(doubted, weights) < probability(doubted, weights.telling)
    assert worth(_candidate("Dmitri Orlov", "Dmitry Orlov", evidence="spelling"), weights) < 0.3


def test_spellings_are_at_the_bottom() -> None:
    assert probability(_candidate("Dmitri Orlov", "Dmitry Orlov", evidence="spelling"), _telling()) < 0.3


def test_features_say_what_differs() -> None:
    found = features(_candidate("the massacre", "the shooting", verdict="conflict"))
    assert found["charged on one side"] == found["conflict"] == found["is aligned words"] == 1.0
    assert "loaded" not in found and "function words alone" not in found


def test_what_is_seen_in_passages_less_alike_is_less_sure() -> None:
    one = _candidate("luggage", "bag")
    assert probability(replace(one, alike=0.2), _right()) < probability(one, _right())


@pytest.mark.parametrize("slot", ["headline", "lead", "slot"])
def test_reports_that_open_otherwise_may_tell_of_two_matters(slot: str) -> None:
    one = replace(_candidate("the massacre", "the shooting", evidence="plain lead"), slot=slot)
    other = replace(one, together=0.4)
    assert probability(other, _right()) < probability(one, _right())
    assert ("lead apart" in features(other)) == (slot == "lead")
    assert not {"openings apart", "lead apart"} & features(one).keys()


def test_every_weight_is_of_a_feature_that_can_be() -> None:
    weights = {**_right().weights, **_telling().weights}
    named = {name.rpartition(": ")[2] for name in weights if not name.startswith("is ")}
    possible = {"conflict", "charged on one side", "charged on both sides", "loaded", "coloured", "content"}
    possible |= {"documents", "function words alone", "negated", "spelt alike", "same figures", "offices"}
    assert named <= possible | {
        "apart",
        "far",
        "unlikely",
        "unfit",
        "lead",
        "same letters",
        "openings apart",
        "lead apart",
    }


def test_frequent_types_have_features_of_their_own_but_headlines_do_not() -> None:
    given = {"is cue": 1.0, "lead": 0.5, "offices": 1.0}
    assert with_family(given, "wording") == {**given, "wording: lead": 0.5}
    assert with_family(given, "loaded_cue") == given
    for frame in ("is headline", "is plain lead"):
        assert with_family({frame: 1.0, "lead": 1.0}, "wording") == {frame: 1.0, "lead": 1.0}


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("I'm going", "Im Going", 1.0), ("I'm going", "I'm gone", 0.0)]
)
def test_a_mark_or_a_capital_alone_is_seen(one: str, other: str, alike: float) -> None:
    values = tuple(Value(f"d{n}", 0, len(text), text, text) for n, text in enumerate((one, other)))
    found = features(replace(_candidate("a", "b"), values=values))
    assert found.get("same letters", 0.0) == alike


@pytest.mark.parametrize("label", LABELS)
def test_the_weights_are_those_that_the_judged_rows_give(label: str) -> None:
    """Where it fails, run `python -m models.comparison.train_differences`."""
    given, made = getattr(shipped().comparison_weights, label), scorer(judged(), label)
    assert made.weights == pytest.approx(given.weights, abs=0.011)
    assert made.bias == pytest.approx(given.bias, abs=0.011)


def test_what_a_lenient_reader_grants_is_taken_off() -> None:
    """Of rows that are alike, lenient labels move the scorer far less than strict ones would."""
    given = {"type": "role", "features": {"is description": 1.0}, "story": "s", "count": 1.0}
    strict = [given | {"right": n % 2 == 0, "lenient": False} for n in range(40)]
    kind = [given | {"right": True, "lenient": True} for _ in range(40)]
    odds = [
        log_odds(given, scorer([*strict, *(row | {"lenient": lenient} for row in kind)], "right"))
        for lenient in (True, False)
    ]
    assert abs(odds[0]) < 0.5 < odds[1]
