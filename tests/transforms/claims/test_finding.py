"""Claims: one clause in one voice, with its holder and its score."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span as Stretch

from schemas.claims import Claims
from tests.resources import shipped
from tests.transforms.claims.world import CERTAIN, body, claims_of, parse, quote, texts
from transforms.claims.finding import find_claims, propositions, rows
from transforms.claims.values import Worth
from transforms.claims.worth import check_worthiness
from transforms.language.spans import check
from transforms.reading.values import Zone
from transforms.rows import table_of

SIGNS = shipped().sign_weights


def test_a_subject_in_another_voice_is_not_a_claim_s_own_words() -> None:
    text = "Mara Ilves spoke and had sold the ferry."
    claims = claims_of(text, quote(text, "had sold the ferry", "spoke", "Mara Ilves"))
    assert texts(text, claims) == ["had sold the ferry"]
    assert claims[0].subject is not None and claims[0].subject.of(text) == "Mara Ilves"


def test_a_clause_whose_grammar_an_attribution_breaks_is_no_claim() -> None:
    text = "The talks followed the mayor's call for peace this week."
    assert claims_of(text, quote(text, "for peace", "call", "the mayor's")) == []


def test_what_a_quote_covers_is_its_speakers_claim_and_counted_once() -> None:
    text = "The port will close, Mara Ilves said after almost five hours of talks, and the ferry left."
    claims = claims_of(text, quote(text, "The port will close", "said", "Mara Ilves"))
    assert [(claim.quote, words) for claim, words in zip(claims, texts(text, claims), strict=True)] == [
        (0, "The port will close"),
        (None, "the ferry left"),
    ]


def test_a_quote_inside_a_quote_belongs_to_the_inner_speaker() -> None:
    text = "Per Holm said the mayor had promised that the port would stay open."
    outer = quote(text, "the mayor had promised that the port would stay open", "said", "Per Holm")
    inner = quote(text, "that the port would stay open", "promised", "the mayor", nested_in=0)
    claims = claims_of(text, outer, inner)
    assert [(claim.quote, words) for claim, words in zip(claims, texts(text, claims), strict=True)] == [
        (1, "the port would stay open")
    ]


def test_quoted_words_without_a_predicate_stay_in_the_clause_around_them() -> None:
    text = 'Mara Ilves will face "huge obstacles" as mayor.'
    claims = claims_of(text, quote(text, "huge obstacles"))
    assert [(claim.quote, words) for claim, words in zip(claims, texts(text, claims), strict=True)] == [
        (None, 'Mara Ilves will face "huge obstacles" as mayor')
    ]


def test_quoted_words_without_a_predicate_are_no_claim_where_only_words_of_attribution_stand_around() -> None:
    text = 'Mara Ilves described the plan as "a huge mistake of the council".'
    assert claims_of(text, quote(text, "a huge mistake of the council", "described", "Mara Ilves")) == []


def test_what_only_reports_a_speakers_words_is_no_claim_of_the_outlet() -> None:
    text = "The port had closed, the council reported Saturday."
    claims = claims_of(text, quote(text, "The port had closed"))
    assert texts(text, claims) == ["The port had closed"]


def test_each_claim_is_scored_on_its_own_words() -> None:
    scored: list[str] = []

    def scorer(stretches: Sequence[Stretch]) -> list[float]:
        scored.extend(stretch.text for stretch in stretches)
        return [len(stretch) / 100 for stretch in stretches]

    text = "The port closed, but the ferry left Lowford in May."
    claims = find_claims(text, parse(text, body(text)), body(text), [], Worth(scorer, SIGNS))
    assert scored == ["The port closed", "the ferry left Lowford in May"]
    signs = [one.signs for one in propositions(parse(text, body(text)), body(text), [])]
    assert [claim.check_worthiness for claim in claims] == [
        check_worthiness(0.03, signs[0], SIGNS),
        check_worthiness(0.06, signs[1], SIGNS),
    ]


def test_the_source_of_a_quote_is_the_subject_of_another_verb_too() -> None:
    text = "Mara Ilves used the visit to call for a new port."
    claims = claims_of(text, quote(text, "a new port", "call for", "Mara Ilves"))
    assert texts(text, claims) == ["Mara Ilves used the visit"]


def test_boilerplate_and_datelines_claim_nothing_and_sentences_end_with_their_zone() -> None:
    text = (
        "Ferry stops in March\nLOWFORD, 3 February\nThe port closed.\nShare this page with your friends now"
    )
    lines, start = [], 0
    for kind, line in zip(("headline", "dateline", "body", "boilerplate"), text.split("\n"), strict=True):
        lines.append(Zone(kind, start, start + len(line)))
        start += len(line) + 1
    claims = find_claims(text, parse(text, lines), lines, [], CERTAIN)
    assert texts(text, claims) == ["Ferry stops in March", "The port closed"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Ferry", "!!!", "٣٠ جنديا", "三十人が来た。", "a " * 300, "…", "“”"]
)
def test_odd_input_does_not_fail(text: str) -> None:
    assert all(claim.spans for claim in claims_of(text))


WORDS = "the port closed Mara Ilves said that if not , . “ ” \n will ferry and which 30 boats in May ?".split(
    " "
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.integers(0, 60), st.integers(1, 40))
def test_claims_keep_their_contract_whatever_the_quotes(parts: list[str], start: int, length: int) -> None:
    text = " ".join(parts)
    content = text[start : start + length].strip()
    quotes = [quote(text, content)] if content else []
    claims = claims_of(text, *quotes)
    for claim in claims:
        check(claim.spans, len(text))
        assert all(span.of(text).strip() == span.of(text) for span in claim.spans)
    made = rows("doc_" + "0" * 16, text, claims, ["quo_" + "0" * 16] * len(quotes))
    assert Claims.filter(table_of(Claims, made))[0].height == len(claims)


def test_no_word_but_of_a_shared_subject_is_claimed_twice() -> None:
    text = "Mara Ilves, who owns the ferry, said the port that closed in May may open if the council agrees."
    claims = claims_of(
        text, quote(text, "the port that closed in May may open if the council agrees", "said")
    )
    places = [
        place
        for claim in claims
        for span in claim.spans
        for place in range(span.start, span.end)
        if not text[place].isspace()
    ]
    assert len(places) == len(set(places))


def test_rows_carry_holder_and_quote_and_no_speaker_yet() -> None:
    text = "The port will close, Mara Ilves said, and the ferry left."
    claims = claims_of(text, quote(text, "The port will close", "said", "Mara Ilves"))
    made = list(rows("doc_" + "0" * 16, text, claims, ["quo_a"]))
    assert [(row["holder"], row["quote_id"], row["speaker_id"]) for row in made] == [
        ("speaker", "quo_a", None),
        ("outlet", None, None),
    ]
    assert all(
        row[part] is None or row[part] == text[row[f"{part}_start"] : row[f"{part}_end"]]
        for row in made
        for part in ("subject", "predicate", "object")
    )


def test_what_is_hardly_attributed_or_only_explained_is_the_outlets() -> None:
    text = "The mayor signed the bill that closed the port."
    act = quote(text, "the bill that closed the port", "signed", "The mayor", confidence=0.4)
    claims = claims_of(text, act)
    assert (texts(text, claims), [claim.quote for claim in claims]) == ([text[:-1]], [None])
    text = "“It is old,” she said, referring to the port, which was built in 1901."
    gloss = quote(text, "the port, which was built in 1901", "referring to", "she")
    assert {claim.quote for claim in claims_of(text, gloss)} == {None}


def test_whole_clauses_between_marks_are_not_the_outlets_where_nobody_said_them() -> None:
    text = "“The port was closed by the old mayor in May.” The ferry left."
    assert texts(text, claims_of(text)) == ["The ferry left"]
    text = "The mayor left “the Lowford port” in May."
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_a_subject_said_in_the_same_quote_is_part_of_the_claim() -> None:
    text = (
        "It describes a city where the police used force on boys and regularly stopped people without cause."
    )
    claims = claims_of(text, quote(text, text[len("It describes ") : -1], "describes", "It"))
    assert "the police … regularly stopped people without cause" in texts(text, claims)
