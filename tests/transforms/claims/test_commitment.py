"""How a claim is put: polarity, modality and time, names and words that take sides."""

import pytest

from tests.transforms.claims.world import claims_of, only, quote


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
        (
            "The mayor spoke against the bill, which would close it.",
            "the bill, which would close it",
            "spoke",
            "conditional",
        ),
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


def test_what_has_yet_to_come_has_not() -> None:
    (claim,) = claims_of("The mayor had yet to reach a decision.")
    assert (claim.reading.polarity, claim.reading.modality) == ("negative", "asserted")


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


def test_a_number_is_no_negation() -> None:
    assert only("The mayor was No. 4 on the list.").reading.polarity == "positive"
    assert only("The mayor was no friend of the port.").reading.polarity == "negative"
