"""Claims: one clause in one voice, with its holder and how firmly it is put."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span as Stretch

from schemas.claims import Claims
from tests.resources import shipped
from tests.transforms.claims.world import CERTAIN, body, claims_of, parse, quote
from transforms.claims.finding import find_claims, propositions, rows
from transforms.claims.values import Claim, Worth
from transforms.claims.worth import check_worthiness
from transforms.language.spans import check
from transforms.reading.values import Zone
from transforms.rows import table_of

SIGNS = shipped().sign_weights


def texts(text: str, claims: list[Claim]) -> list[str]:
    return [" … ".join(span.of(text) for span in claim.spans) for claim in claims]


def only(text: str) -> Claim:
    (one,) = claims_of(text)
    return one


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
        ("The council will buy the ferry and sell the port.", "The council will … sell the port"),
        ("The mayor, who left in May, bought a ferry and sold it.", "The mayor … sold it"),
        ("The council did not buy the ferry and sell the port.", "The council did not … sell the port"),
    ],
)
def test_a_claim_has_the_subject_and_auxiliaries_that_it_shares(text: str, second: str) -> None:
    assert second in texts(text, claims_of(text))


def test_a_subject_in_another_voice_is_not_a_claim_s_own_words() -> None:
    text = "Mara Ilves spoke and had sold the ferry."
    claims = claims_of(text, quote(text, "had sold the ferry", "spoke", "Mara Ilves"))
    assert texts(text, claims) == ["had sold the ferry"]
    assert claims[0].subject is not None and claims[0].subject.of(text) == "Mara Ilves"


def test_what_lacks_a_part_that_it_needs_is_no_claim() -> None:
    noun = "He used a word that she said she had regretted."
    boats = "The mayor spoke of boats the council sold in May."
    assert claims_of(boats, quote(boats, "the council sold in May", "spoke", "The mayor")) == []
    end = "The mayor said she dropped to the"
    assert all(
        claim.quote is None for claim in claims_of(noun, quote(noun, "she had regretted", "said", "she"))
    )
    assert claims_of(end, quote(end, "she dropped to the", "said", "The mayor")) == []


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


def test_quoted_words_without_a_predicate_stay_in_the_clause_around_them() -> None:
    text = 'Mara Ilves will face "huge obstacles" as mayor.'
    claims = claims_of(text, quote(text, "huge obstacles"))
    assert [(claim.quote, words) for claim, words in zip(claims, texts(text, claims), strict=True)] == [
        (None, 'Mara Ilves will face "huge obstacles" as mayor')
    ]


def test_quoted_words_without_a_predicate_are_no_claim_where_only_words_of_attribution_stand_around() -> None:
    text = 'Mara Ilves described the plan as "a huge mistake of the council".'
    assert claims_of(text, quote(text, "a huge mistake of the council", "described", "Mara Ilves")) == []


def test_a_claim_ends_before_a_word_that_waits_for_anothers_words() -> None:
    text = "The mayor ended the talks by noting that the port had closed."
    claims = claims_of(text, quote(text, "that the port had closed", "noting", "The mayor"))
    assert "The mayor ended the talks" in texts(text, claims)


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


@pytest.mark.parametrize(
    ("text", "polarity", "modality", "time"),
    [
        ("The port closed.", "positive", "asserted", "past"),
        ("The port has never closed.", "negative", "asserted", "past"),
        ("No port closed.", "negative", "asserted", "past"),
        ("The port closes on Sundays.", "positive", "asserted", "present"),
        ("The port will close.", "positive", "asserted", "future"),
        ("The port may close.", "positive", "possible", "present"),
        ("The port may not close.", "negative", "possible", "present"),
        ("The port cannot close.", "negative", "asserted", "present"),
        ("The port is not only old.", "positive", "asserted", "present"),
        ("The council cannot simply close it.", "negative", "asserted", "present"),
        ("The council needs to close it.", "positive", "necessary", "present"),
        ("We need to close it.", "positive", "necessary", "present"),
        ("The port allegedly closed.", "positive", "possible", "past"),
        ("The port must close.", "positive", "necessary", "present"),
        ("The council debates whether or not the port closes.", "positive", "asserted", "present"),
        ("The port was closed, whether it rained or not.", "positive", "asserted", "past"),
        ("If it rains, the port will close.", "positive", "conditional", "future"),
        ("The port is likely to close.", "positive", "possible", "present"),
        ("A ferry is twice as likely to sink as a boat.", "positive", "asserted", "present"),
        ("The council has to sell the port.", "positive", "necessary", "present"),
        ("The port will close even if it rains.", "positive", "asserted", "future"),
        ("We promise a new port.", "positive", "promised", "present"),
        ("We demand a new port.", "positive", "demanded", "present"),
    ],
)
def test_how_a_claim_is_put(text: str, polarity: str, modality: str, time: str) -> None:
    reading = claims_of(text)[-1].reading
    assert (reading.polarity, reading.modality, reading.time) == (polarity, modality, time)


@pytest.mark.parametrize(
    ("cue_class", "modality"),
    [
        ("deny", "denied"),
        ("demand", "demanded"),
        ("promise", "promised"),
        ("question", "asked"),
        ("neutral", "asserted"),
    ],
)
def test_the_cue_says_what_its_content_is(cue_class: str, modality: str) -> None:
    text = "The mayor spoke: the port would close."
    claims = claims_of(text, quote(text, "the port would close", "spoke", "The mayor", cue_class=cue_class))
    assert [claim.reading.modality for claim in claims if claim.quote == 0] == [modality]


def test_what_is_hoped_for_is_not_said_to_be_so() -> None:
    text = "The mayor hoped the port would close."
    cue = {"cue_class": "think", "cue_lemma": "hope"}
    claims = claims_of(text, quote(text, "the port would close", "hoped", "The mayor", **cue))
    assert [(one.reading.polarity, one.reading.modality) for one in claims] == [("positive", "possible")]


def test_what_is_denied_keeps_its_own_polarity() -> None:
    text = "The mayor denied that the port had closed."
    claims = claims_of(text, quote(text, "that the port had closed", "denied", "The mayor", cue_class="deny"))
    assert [(one.reading.polarity, one.reading.modality) for one in claims] == [("positive", "denied")]


def test_a_cue_says_nothing_of_later_sentences_of_its_quote() -> None:
    text = 'The mayor demanded: "The port must close. The ferry is old."'
    content = "The port must close. The ferry is old."
    claims = claims_of(text, quote(text, content, "demanded", "The mayor", cue_class="demand"))
    assert [claim.reading.modality for claim in claims] == ["demanded", "asserted"]


@pytest.mark.parametrize("cue", ["warned", "believed", "predicted"])
def test_a_cue_does_not_weaken_what_its_speaker_asserts(cue: str) -> None:
    text = f"The mayor {cue} that the port had closed."
    claims = claims_of(text, quote(text, "that the port had closed", cue, "The mayor"))
    assert [claim.reading.modality for claim in claims] == ["asserted"]


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("We will not renounce the treaty", "promised"),
        ("We will win the vote", "asserted"),
        ("The council will not renounce the treaty", "asserted"),
    ],
)
def test_what_speakers_say_they_will_do_is_promised(words: str, modality: str) -> None:
    text = f'"{words}," Mara Ilves said.'
    claims = claims_of(text, quote(text, words, "said", "Mara Ilves"))
    assert [claim.reading.modality for claim in claims] == [modality]
    assert [claim.reading.modality for claim in claims_of(f"{words}.")] == ["asserted"]


def test_an_imperative_in_a_quote_is_a_demand() -> None:
    text = '"Close the old port today," she said.'
    claims = claims_of(text, quote(text, "Close the old port today", "said", "she"))
    assert claims[0].reading.modality == "demanded"


def test_names_and_loaded_words() -> None:
    text = "On Monday Mara Ilves met the brutal regime of Lowford County."
    reading = only(text).reading
    assert reading.entities == ("Mara Ilves", "Lowford County")
    assert reading.loaded == ("brutal", "regime")


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


@pytest.mark.parametrize(
    ("text", "content", "cue", "modality"),
    [
        (
            "The mayor said that she would close the port.",
            "that she would close the port",
            "said",
            "promised",
        ),
        ("The mayor said she would win.", "she would win", "said", "asserted"),
        ("The mayor said the port would be closed.", "the port would be closed", "said", "asserted"),
        ("The mayor said the plan would close it.", "the plan would close it", "said", "conditional"),
        ("The mayor says the port would close.", "the port would close", "says", "conditional"),
        (
            "The mayor said the port would close if it rained.",
            "the port would close if it rained",
            "said",
            "conditional",
        ),
    ],
)
def test_would_is_will_where_it_was_said_of_what_lay_ahead(
    text: str, content: str, cue: str, modality: str
) -> None:
    claims = claims_of(text, quote(text, content, cue, "The mayor", cue_class="neutral"))
    assert [claim.reading.modality for claim in claims] == [modality]


@pytest.mark.parametrize("source", ["It", "The mayors"])
def test_who_is_not_the_holder_promises_nothing(source: str) -> None:
    text = f"{source} said that she would close the port."
    claims = claims_of(
        text, quote(text, "that she would close the port", "said", source, cue_class="neutral")
    )
    assert [claim.reading.modality for claim in claims] == ["asserted"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("“I'll tell you that the port has closed,” she said.", "I'll tell you that the port has closed"),
        ("“I can say that the port has closed,” she said.", "I can say that the port has closed"),
    ],
)
def test_telling_by_saying_so_is_neither_promised_nor_possible(text: str, content: str) -> None:
    claims = claims_of(text, quote(text, content, "said", "she", type="direct"))
    assert {claim.reading.modality for claim in claims} == {"asserted"}


def test_a_promise_of_what_was_promises_nothing() -> None:
    text = "The mayor promised that she had not closed the port."
    claims = claims_of(
        text, quote(text, "that she had not closed the port", "promised", "The mayor", cue_class="promise")
    )
    assert [(one.reading.polarity, one.reading.modality) for one in claims] == [("negative", "asserted")]


@pytest.mark.parametrize(
    ("cue_class", "modalities"), [("deny", ["asserted"]), ("think", ["denied"]), ("neutral", [])]
)
def test_what_a_holder_did_not_say_is_not_held(cue_class: str, modalities: list[str]) -> None:
    text = "The mayor did not say that the port had closed."
    content = "that the port had closed"
    claims = claims_of(text, quote(text, content, "say", "The mayor", cue_class=cue_class, negated=True))
    assert [claim.reading.modality for claim in claims if claim.quote == 0] == modalities


def test_what_is_hardly_attributed_or_only_explained_is_the_outlets() -> None:
    text = "The mayor signed the bill that closed the port."
    act = quote(text, "the bill that closed the port", "signed", "The mayor", confidence=0.4)
    claims = claims_of(text, act)
    assert (texts(text, claims), [claim.quote for claim in claims]) == ([text[:-1]], [None])
    text = "“It is old,” she said, referring to the port, which was built in 1901."
    gloss = quote(text, "the port, which was built in 1901", "referring to", "she")
    assert {claim.quote for claim in claims_of(text, gloss)} == {None}


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


def test_what_has_yet_to_come_has_not() -> None:
    (claim,) = claims_of("The mayor had yet to reach a decision.")
    assert (claim.reading.polarity, claim.reading.modality) == ("negative", "asserted")


def test_whole_clauses_between_marks_are_not_the_outlets_where_nobody_said_them() -> None:
    text = "“The port was closed by the old mayor in May.” The ferry left."
    assert texts(text, claims_of(text)) == ["The ferry left"]
    text = "The mayor left “the Lowford port” in May."
    assert texts(text, claims_of(text)) == [text[:-1]]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The council did not buy the ferry and sell the port.", "negative"),
        ("The council cannot close the port and sell it.", "negative"),
        ("The council did not close the port but sell it.", "positive"),
        ("The council never sold the port and left Lowford.", "positive"),
    ],
)
def test_a_not_is_shared_with_its_auxiliary(text: str, polarity: str) -> None:
    second = next(claim for claim in claims_of(text) if len(claim.spans) > 1)
    assert (second.reading.polarity, second.reading.modality) == (polarity, "asserted")


def test_a_bare_verb_shares_no_auxiliary_of_a_participle() -> None:
    text = "The mayor has cut rules that force yards to waste money, raise prices and ship jobs abroad."
    assert texts(text, claims_of(text)) == [text[:-1]]


def test_who_stands_before_a_colon_is_nobody_s_subject() -> None:
    text = "Mara Ilves: Per Holm wiped the server clean"
    (claim,) = claims_of(text, quote(text, "Per Holm wiped the server clean", ":", "Mara Ilves"))
    assert claim.subject is not None and claim.subject.of(text) == "Holm"


def test_a_subject_said_in_the_same_quote_is_part_of_the_claim() -> None:
    text = (
        "It describes a city where the police used force on boys and regularly stopped people without cause."
    )
    claims = claims_of(text, quote(text, text[len("It describes ") : -1], "describes", "It"))
    assert "the police … regularly stopped people without cause" in texts(text, claims)


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


def test_a_number_is_no_negation() -> None:
    assert only("The mayor was No. 4 on the list.").reading.polarity == "positive"
    assert only("The mayor was no friend of the port.").reading.polarity == "negative"


def test_a_relative_pronoun_shared_by_two_verbs_is_who_it_stands_for() -> None:
    text = "The prize went to Mara Lind, who won in Lowford but finished third in Eastby."
    claims = [claim for claim in claims_of(text) if claim.predicate_lemma == "finish"]
    assert [claim.subject.of(text) for claim in claims if claim.subject] == ["Mara Lind"]
