"""Clauses: what claims something by itself, and which words are part of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transforms.claims.world import claims_of, only, quote, texts


def test_each_finite_clause_is_a_claim() -> None:
    text = "The port closed in March, but the ferry left Lowford in May."
    assert texts(text, claims_of(text)) == [
        "The port closed in March",
        "the ferry left Lowford in May",
    ]


def test_a_clause_knows_its_parts() -> None:
    text = "The council has not sold the old ferry."
    one = only(text)
    assert one.subject is not None and one.subject.of(text) == "The council"
    assert one.predicate is not None and one.predicate.of(text) == "has not sold"
    assert one.object is not None and one.object.of(text) == "the old ferry"
    assert one.predicate_lemma == "sell"


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("The ferry, which sank in 2014, belonged to Mara Ilves.", "The ferry … sank in 2014"),
        ("The ferry left Lowford and reached the island.", "The ferry … reached the island"),
        ("The talks with Norway, which were held in May, failed.", "The talks … were held in May"),
        ("The talks with Norway and Sweden, which were held in May, failed.", "The talks … were held in May"),
        ("He led the “Port” Board, which was founded in May.", "the “Port” Board … was founded in May"),
        ("The council will buy the ferry and sell the port.", "The council will … sell the port"),
        ("The mayor, who left in May, bought a ferry and sold it.", "The mayor … sold it"),
        ("The council did not buy the ferry and sell the port.", "The council did not … sell the port"),
    ],
)
def test_a_claim_has_the_subject_and_auxiliaries_that_it_shares(text: str, second: str) -> None:
    assert second in texts(text, claims_of(text))


def test_what_lacks_a_part_that_it_needs_is_no_claim() -> None:
    noun = "He used a word that she said she had regretted."
    boats = "The mayor spoke of boats the council sold in May."
    assert claims_of(boats, quote(boats, "the council sold in May", "spoke", "The mayor")) == []
    end = "The mayor said she dropped to the"
    assert all(
        claim.quote is None for claim in claims_of(noun, quote(noun, "she had regretted", "said", "she"))
    )
    assert claims_of(end, quote(end, "she dropped to the", "said", "The mayor")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Almost five hours of talks in Lowford",
        "During speeches to students of the island.",
        "Will the council meet in Lowford?",
        "Close the old port.",
        "How the old port was saved by the council",
        "Was the mayor paid because he sold the port, or did he like it.",
    ],
)
def test_noun_phrases_questions_and_commands_of_the_outlet_are_no_claims(text: str) -> None:
    assert claims_of(text) == []


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ("The port closed.", "In May.", "If it rains, the port will close.", "Who left?", "He is.")
        ),
        max_size=6,
    )
)
def test_every_claim_of_an_outlet_has_its_subject_and_finite_predicate(parts: list[str]) -> None:
    text = " ".join(parts)
    claims = claims_of(text)
    assert all(claim.subject and claim.predicate and claim.predicate_lemma for claim in claims)
    assert len(claims) == sum(part.startswith(("The", "If")) for part in parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boats she sold filled a harbour.", ["The boats she sold filled a harbour"]),
        ("It is no secret that the mayor left.", ["It is no secret that the mayor left"]),
        ("The trouble is because the port closed.", ["The trouble is because the port closed"]),
        ("The ferry stays if it rains.", ["The ferry stays if it rains"]),
        ("The ferry left because the port closed.", ["The ferry left", "the port closed"]),
        ("The council met after the port had closed.", ["The council met", "the port had closed"]),
        ("The mayor knows who sold the ferry.", ["The mayor knows who sold the ferry"]),
        (
            "Norway sold ten boats, Sweden bought five boats.",
            ["Norway sold ten boats", "Sweden bought five boats"],
        ),
    ],
)
def test_what_cannot_stand_alone_is_part_of_the_clause_around_it(text: str, expected: list[str]) -> None:
    assert texts(text, claims_of(text)) == expected


def test_a_claim_ends_before_a_word_that_waits_for_anothers_words() -> None:
    text = "The mayor ended the talks by noting that the port had closed."
    claims = claims_of(text, quote(text, "that the port had closed", "noting", "The mayor"))
    assert "The mayor ended the talks" in texts(text, claims)


def test_a_claim_ends_before_a_word_whose_own_words_are_anothers() -> None:
    text = "The harbour raised its guard because of reports showing that boats had sunk."
    reports = claims_of(text, quote(text, "that boats had sunk", "showing", "reports"))
    assert "The harbour raised its guard" in texts(text, reports)
    text = "The mayor won the vote, raising doubts about the whole harbour."
    doubts = claims_of(text, quote(text, "the whole harbour", "doubts about"))
    assert "The mayor won the vote" in texts(text, doubts)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said how many ships remain and how many ships have left.",
        "The port opens if the ferry is repaired and the bridge is closed.",
    ],
)
def test_what_is_coordinated_with_a_question_or_condition_is_no_claim(text: str) -> None:
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_of_two_with_or_neither_is_claimed() -> None:
    text = "The port was closed or moved."
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_a_bare_verb_shares_no_auxiliary_of_a_participle() -> None:
    text = "The mayor has cut rules that force yards to waste money, raise prices and ship jobs abroad."
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_who_stands_before_a_colon_is_nobody_s_subject() -> None:
    text = "Mara Ilves: Per Holm wiped the server clean"
    (claim,) = claims_of(text, quote(text, "Per Holm wiped the server clean", ":", "Mara Ilves"))
    assert claim.subject is not None and claim.subject.of(text) == "Holm"


def test_what_is_yet_to_come_before_something_else_is_no_fact() -> None:
    text = "It will give yards more time to plan before they set their rates."
    assert texts(text, claims_of(text)) == [text[:-1]]
    past = "The port will close after the ferry sank in May."
    assert "the ferry sank in May" in texts(past, claims_of(past))


def test_what_measures_a_time_keeps_what_it_is_measured_from() -> None:
    text = "The appeal was filed one day after the council moved to sell the port."
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_where_stands_for_a_place_and_is_no_part_of_the_claim() -> None:
    text = "The mayor left the house, where the flag stood at half-mast."
    assert "the flag stood at half-mast" in texts(text, claims_of(text))


def test_a_closing_mark_behind_words_of_another_clause_is_left_out() -> None:
    text = (
        "“From now on we answer any breach from whoever it is and Lowford knows our ability to answer well.”"
    )
    claims = claims_of(text, quote(text, text))
    assert all(not words.endswith("”") or words.count("“") for words in texts(text, claims))


def test_a_relative_pronoun_shared_by_two_verbs_is_who_it_stands_for() -> None:
    text = "The prize went to Mara Lind, who won in Lowford but finished third in Eastby."
    claims = [claim for claim in claims_of(text) if claim.predicate_lemma == "finish"]
    assert [claim.subject.of(text) for claim in claims if claim.subject] == ["Mara Lind"]
