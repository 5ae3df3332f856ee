"""Who is behind a source, in made-up texts that say one thing each; and the resolver as others see it."""

from dataclasses import replace

import pytest

from tests.resources import analysed, shipped
from tests.transforms.speakers.world import attribution, names, resolved
from transforms.attribution.values import Attribution
from transforms.language.gazetteer import Reference
from transforms.language.spans import Span
from transforms.speakers.resolution import DocumentResolver
from transforms.speakers.resolutions import CONFIDENCE, Resolution
from transforms.speakers.values import ResolvedMention, Resolver

# Names


def test_a_surname_and_a_full_name_with_its_office_are_one_speaker() -> None:
    text = "Lowford mayor Anna Lind said it would rain. Lind said it would stop."
    assert names(text, ("Lowford mayor Anna Lind", "it would rain"), ("Lind", "it would stop")) == [
        "Anna Lind",
        "Anna Lind",
    ]


def test_the_name_in_an_apposition_is_the_speaker() -> None:
    text = "The club's coach, Per Holm, said they would win."
    assert names(text, ("The club's coach", "they would win")) == ["Per Holm"]


@pytest.mark.parametrize(
    "source",
    [
        "The lawyer for Mrs. Maria Berg, Per Holm,",
        "The council's top Republican, Mayor Per Holm,",
        "Another guest, Per Holm, who had come from Oslo,",
        "The committee's chairwoman, Senator Per Holm of Norway,",
    ],
)
def test_who_is_named_between_commas_of_a_source_is_the_speaker(source: str) -> None:
    text = (
        f"Maria Berg smiled. Anna Lind said it rained. {source} said it was cold. Then, he said, it snowed."
    )
    found = (("Anna Lind", "it rained"), (source, "it was cold"), ("he", "it snowed", "he said, it"))
    assert names(text, *found) == ["Anna Lind", "Per Holm", "Per Holm"]


def test_whose_spokesman_it_is_does_not_make_the_owner_the_speaker() -> None:
    text = "Anna Lind smiled. A spokesman for Anna Lind said she was tired."
    assert names(text, ("A spokesman for Anna Lind", "she was tired")) == ["spokesman for Anna Lind"]


def test_of_two_people_of_one_surname_the_one_named_last_is_meant() -> None:
    text = (
        "Anna Lind opened the hall. Lind said it was large.\n\n"
        "Her brother Karl Lind closed it. Lind said it was cold."
    )
    found = names(
        text,
        ("Lind", "it was large", "Lind said it was large"),
        ("Lind", "it was cold", "Lind said it was cold"),
    )
    assert found == ["Anna Lind", "Karl Lind"]


def test_a_title_tells_people_of_one_surname_apart() -> None:
    text = "Mr Karl Lind and Mrs Anna Lind came. Mr Lind said it was late."
    assert names(text, ("Mr Lind", "it was late")) == ["Karl Lind"]


def test_a_person_named_like_a_place_is_a_person() -> None:
    text = "Valerie Paris left the ship. Paris said it was dirty."
    assert names(text, ("Paris", "it was dirty", "Paris said")) == ["Valerie Paris"]


def test_a_long_office_does_not_hide_the_name_after_it() -> None:
    text = "US Under Secretary of State for Political Affairs Anna Lind stated that it rained."
    source = "US Under Secretary of State for Political Affairs Anna Lind"
    assert names(text, (source, "it rained")) == ["Anna Lind"]


def test_a_headline_in_capitals_adds_no_words_to_a_name() -> None:
    text = "Anna Lind Calls Harbour Plan Reckless Folly\n\nAnna Lind spoke on Monday. She said it was folly."
    assert names(text, ("She", "it was folly")) == ["Anna Lind"]


# States and bodies


@pytest.mark.parametrize("source", ["Oslo", "Norway", "the Norwegian side", "the Norwegian government"])
def test_a_capital_and_an_adjective_stand_for_the_state(source: str) -> None:
    text = f"On Monday {source} said the strait was closed."
    made = resolved(text, (source, "the strait was closed"))
    assert made.entities[made.resolved[0].entity or 0].name == "Norway"
    assert made.resolved[0].form == ("metonym" if source in ("Oslo", "Norway") else "epithet")


def test_a_common_noun_takes_up_the_body_that_was_named() -> None:
    text = "Ministers of the European Union met. The bloc said it would wait."
    assert names(text, ("The bloc", "it would wait")) == ["European Union"]


def test_officials_of_a_state_are_described_and_not_the_state() -> None:
    text = "Danish officials said the bridge was safe. Officials said it was old."
    made = resolved(text, ("Danish officials", "the bridge was safe"), ("Officials", "it was old"))
    found = [made.entities[-1 if one.entity is None else one.entity] for one in made.resolved]
    assert [(one.name, one.kind) for one in found] == [
        ("Danish officials", "unnamed"),
        ("officials", "unnamed"),
    ]


# Nominal mentions


def test_a_title_shows_a_person_whose_name_others_bear_as_a_body_s() -> None:
    text = "The Lind administration met. Mr. Lind smiled. The Lind White House was full. He said it rained."
    assert names(text, ("He", "it rained")) == ["Lind"]


def test_an_office_is_taken_up_by_who_holds_it_in_the_text() -> None:
    text = "Mayor Anna Lind met bishop Per Holm. The bishop said the tower would stand."
    assert names(text, ("The bishop", "the tower would stand")) == ["Per Holm"]


def test_an_adjective_goes_to_no_one_of_another_state() -> None:
    text = (
        "Swedish minister Anna Lind spoke with Danish minister Per Holm. The Dane said the treaty was ready."
    )
    assert names(text, ("The Dane", "the treaty was ready")) == ["Per Holm"]


def test_nobody_is_guessed_for_an_indefinite_source() -> None:
    text = "Mayor Anna Lind arrived. A diplomat said talks had failed, and one expert said why."
    assert names(text, ("A diplomat", "talks had failed"), ("one expert", "why")) == ["diplomat", "expert"]


@pytest.mark.parametrize("source", ["The governor", "He"])
def test_nobody_in_quotation_marks_speaks_so_of_themselves(source: str) -> None:
    text = (
        "Governor Per Holm arrived. Governor Karl Lind was told. "
        f"“{source} thinks it will rain, and I think it will snow,” Karl Lind said."
    )
    whole = f"“{source} thinks it will rain, and I think it will snow,”"
    found = (("Karl Lind", whole, "Karl Lind said"), (source, "it will rain", f"“{source}"))
    assert names(text, *found) == ["Karl Lind", "Per Holm"]


def test_so_many_members_of_a_party_are_not_the_party() -> None:
    text = "The Republicans met. Thirty-one Republicans said it rained."
    assert names(text, ("Thirty-one Republicans", "it rained")) == ["thirty-one Republicans"]


# Pronouns


def test_a_pronoun_goes_to_the_one_person_of_its_gender() -> None:
    text = "Anna Lind met Karl Holm. She said the road was open."
    assert names(text, ("She", "the road was open")) == ["Anna Lind"]


def test_a_pronoun_that_fits_two_goes_to_who_spoke_last() -> None:
    text = "Anna Lind met Maria Holm. Lind said it was late. She added that it was cold."
    found = (("Lind", "it was late", "Lind said"), ("She", "it was cold"))
    assert names(text, *found) == ["Anna Lind", "Anna Lind"]


def test_it_stands_for_the_body_that_spoke_unless_it_stands_for_nothing() -> None:
    text = "NATO said the sea was calm. It added that the sky was clear. It is too early, one says."
    found = (
        ("NATO", "the sea was calm"),
        ("It", "the sky was clear", "It added"),
        ("It", "too early", "It is"),
    )
    assert names(text, *found) == ["NATO", "NATO", None]


def test_only_pronouns_name_nobody() -> None:
    text = "He said it was late. They said it was not. She said nothing would change."
    found = (("He", "it was late"), ("They", "it was not"), ("She", "nothing would change"))
    assert names(text, *found) == [None, None, None]


def test_i_inside_a_quote_is_who_is_quoted() -> None:
    text = '"I believe the dam will hold," said Anna Lind.'
    assert names(text, ("Anna Lind", '"I believe the dam will hold,"'), ("I", "the dam will hold")) == [
        "Anna Lind",
        "Anna Lind",
    ]


def test_who_goes_to_the_name_before_it() -> None:
    text = "Anna Lind, who said the dam would hold, left."
    assert names(text, ("who", "the dam would hold")) == ["Anna Lind"]


@pytest.mark.parametrize("between", ["Anna Lind's neighbours and who", "Anna Lind, which"])
def test_a_relative_pronoun_takes_up_no_name_over_other_words_and_no_person_as_a_thing(between: str) -> None:
    text = f"The storm hit {between} said the dam would hold."
    assert names(text, (between.rsplit(maxsplit=1)[-1], "the dam would hold")) == [None]


@pytest.mark.parametrize(
    ("text", "source", "speaker"),
    [
        ("Mayors of Sweden met. Denmark sent a letter in which it said no.", "it", "Denmark"),
        ("The Danes met. Most Republicans say they said no.", "they", "US Republican Party"),
        ("Republicans who said no. They left.", "who", "US Republican Party"),
        ("Danish Foreign Minister Anna Lind spoke. Lind said yes. It said no.", "It", "Denmark"),
    ],
)
def test_a_pronoun_takes_up_whom_the_parse_gives_it(text: str, source: str, speaker: str) -> None:
    found = (("Lind", "yes", "Lind said yes"),) if "yes" in text else ()
    assert names(text, *found, (source, "no.", f"{source} said no"))[-1] == speaker


def test_who_is_asked_says_nothing() -> None:
    text = "Asked to comment on the dam, Anna Lind said it would hold."
    asked = attribution(text, "Anna Lind", "to comment on the dam")
    said = attribution(text, "Anna Lind", "it would")
    cue = (Span(0, len("Asked")),)
    found = shipped().resolver(analysed(text), [replace(asked, cue=cue), said])
    assert [mention.entity is None for mention in found.resolved] == [True, False]


def test_a_state_does_not_speak_for_others_beside_it() -> None:
    text = "Denmark and thirty allies said no. Denmark and Anna Lind said yes."
    said = (("Denmark and thirty allies", "no."), ("Denmark and Anna Lind", "yes."))
    assert names(text, *said)[0] is None


# Groups, campaigns and those who stay unnamed


@pytest.mark.parametrize("group", ["House Republicans", "Senate Democrats"])
def test_a_part_of_a_party_is_a_group_and_not_the_party(group: str) -> None:
    made = resolved(f"{group} said it rained.", (group, "it rained"))
    assert [(e.name, e.kind) for e in made.entities if e.name == group] == [(group, "group")]
    assert made.entities[made.resolved[0].entity or 0].name == group


def test_a_campaign_is_not_whom_it_is_for() -> None:
    text = "Anna Lind smiled. The Lind campaign said it rained."
    assert names(text, ("The Lind campaign", "it rained")) == ["Lind campaign"]


def test_the_official_is_the_nameless_one_and_not_who_is_named() -> None:
    text = "Director Anna Lind left. An official of the port said it rained. The official said it was late."
    said = (("An official of the port", "it rained"), ("The official", "it was late"))
    assert "Anna Lind" not in names(text, *said)


def test_the_short_form_of_a_body_is_the_body() -> None:
    text = "The Lowford Evening Gazette reported rain. It was late, the Gazette said."
    assert names(text, ("the Gazette", "It was late")) == ["Lowford Evening Gazette"]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    text = (
        "“It is late,” said Anna Lind. “The dam is old.\n\nThe water is high.\n\nWe must leave.” Karl nodded."
    )
    assert names(text, ("Anna Lind", "“It is late,”"), (None, "We must leave.”")) == ["Anna Lind"] * 2


def test_a_quote_without_a_source_goes_on_from_the_one_beside_it() -> None:
    text = '"It is late," said Anna Lind. "We are leaving."'
    assert names(text, ("Anna Lind", '"It is late,"'), (None, '"We are leaving."')) == ["Anna Lind"] * 2


def test_what_a_paper_relays_goes_on_in_the_words_of_whom_it_quotes() -> None:
    text = "“It rains,” Anna Lind said, according to the Veldmouth Herald.\n\n“It will snow.”"
    said = attribution(text, "Anna Lind", "“It rains,”")
    relayed = attribution(text, "the Veldmouth Herald", "“It rains,” Anna Lind said")
    found = [relayed, replace(said, nested_in=0), attribution(text, None, "“It will snow.”")]
    made = shipped().resolver(analysed(text), found)
    assert [made.entities[one.entity or 0].name for one in made.resolved[1:]] == ["Anna Lind", "Anna Lind"]


def test_free_indirect_speech_goes_on_from_the_sentence_before_it_and_only_from_that() -> None:
    text = "Anna Lind said the dam would hold. It had held before. Rain fell. The water was low."
    said = ("Anna Lind", "the dam would hold")
    assert names(text, said, (None, "It had held before")) == ["Anna Lind"] * 2
    assert names(text, said, (None, "The water was low")) == ["Anna Lind", None]


def test_in_a_transcript_i_is_who_has_the_turn_and_a_journalist_is_nobody() -> None:
    text = (
        "Minister Anna Lind met the press.\n"
        "JOURNALIST: I think the dam is old.\n"
        "LIND: I believe it will hold.\n"
        "JOURNALIST: I hear it leaks.\n"
        "LIND: I know that it does not.\n"
    )
    found = names(
        text,
        ("I", "the dam is old"),
        ("I", "it will hold", "I believe"),
        ("I", "it leaks", "I hear"),
        ("I", "it does not", "I know"),
    )
    assert found == [None, "Anna Lind", None, "Anna Lind"]


def test_in_an_interview_i_is_who_is_interviewed() -> None:
    text = (
        "An interview with the poet Anna Lind\n\n"
        "Why do you write?\n\nI think it helps.\n\nDo you sleep?\n\nI believe so.\n\nWhat is next?\n\nA book."
    )
    assert names(text, ("I", "it helps"), ("you", "write"))[0] == "Anna Lind"


# Bad input


@pytest.mark.parametrize("text", ["", "   \n\n ", "????", "12 34 56", "«»„“”"])
def test_a_text_without_words_has_no_speakers(text: str) -> None:
    assert resolved(text).resolved == []


def test_five_hundred_names_are_read_in_reasonable_time() -> None:
    text = " ".join(
        f"Anna{chr(97 + i % 26)}{chr(97 + i // 26)} Lind{chr(97 + i % 23)}o came." for i in range(500)
    )
    text += " She said it was full."
    assert len(resolved(text, ("She", "it was full")).resolved) == 1


def test_other_scripts_stand_beside_latin_ones() -> None:
    text = "Анна Линд сказала, что дождь. 安娜说雨停了。 Anna Lind said it rained. قالت آنا."
    assert names(text, ("Anna Lind", "it rained")) == ["Anna Lind"]


# The resolver

RESOLVER: Resolver = DocumentResolver(Reference(genders={"Anna": "female", "Karl": "male"}))
TEXT = "Anna Lind met Karl Holm. She said it rained. He said it snowed."
RAIN, SNOW = attribution(TEXT, "She", "it rained"), attribution(TEXT, "He", "it snowed")


def test_a_resolver_has_a_name_with_a_version() -> None:
    assert RESOLVER.name.split()[-1].isdigit()


@pytest.mark.parametrize("attributions", [[], [RAIN], [RAIN, SNOW], [SNOW, RAIN]])
def test_there_is_one_mention_for_each_attribution_in_the_order_given(
    attributions: list[Attribution],
) -> None:
    found = RESOLVER(analysed(TEXT), attributions)
    assert [mention.span for mention in found.resolved] == [one.source[0] for one in attributions]
    expected = {RAIN: "Anna Lind", SNOW: "Karl Holm"}
    speakers = [found.entities[one.entity].name for one in found.resolved if one.entity is not None]
    assert speakers == [expected[one] for one in attributions]


def test_a_resolution_has_the_confidence_of_its_method_unless_it_has_its_own() -> None:
    span = Span(0, 3)
    assert Resolution(2, "office").of_mention("title", span) == ResolvedMention(
        2, CONFIDENCE["office"], "title", "office", span
    )
    assert Resolution(2, "office", 0.123456).of_mention("title", span).confidence == 0.1235


def test_a_resolution_to_nobody_is_unresolved_whatever_its_method() -> None:
    mention = Resolution(None, "office", 0.9).of_mention("title", Span(0, 3))
    assert (mention.method, mention.confidence) == ("unresolved", None)
