"""Speakers: who is behind a source, in made-up texts that say one thing each; then across documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.quote_spans import QuoteSpans
from schemas.quotes import Quotes
from schemas.speaker_mentions import SpeakerMentions
from schemas.texts import Texts
from schemas.zones import Zones
from tests.resources import Given, analysed, shipped
from transforms.attribution.quotes import rows, span_rows
from transforms.attribution.values import Attribution
from transforms.ids import speaker_id
from transforms.language.spans import Span, overlaps
from transforms.language.stage import ANALYSIS
from transforms.rows import table_of
from transforms.speakers.linking import Local, by_document, link
from transforms.speakers.stage import LINKING, SPEAKERS, link_speakers
from transforms.speakers.values import DocumentSpeakers
from transforms.stage import run_all
from transforms.tables import Tables

NAMING = Given(analyser=shipped().analyser, resolver=shipped().resolver)


def attribution(text: str, source: str | None, content: str, near: str | None = None) -> Attribution:
    """An attribution by its texts; `near` holds the source where that stands more than once."""
    start = text.index(source, text.index(near) if near else 0) if source else 0
    place = text.index(content)
    return Attribution(
        content=(Span(place, place + len(content)),),
        type="direct" if content[0] in '"“' else "indirect",
        confidence=0.9,
        method="made-up 1",
        source=(Span(start, start + len(source)),) if source else (),
    )


def cast(text: str, *found: tuple[str | None, str] | tuple[str | None, str, str]) -> DocumentSpeakers:
    return shipped().resolver(analysed(text), [attribution(text, *one) for one in found])


def names(text: str, *found: tuple[str | None, str] | tuple[str | None, str, str]) -> list[str | None]:
    """The speaker's name for each attribution given as (source, content) or (source, content, near)."""
    made = cast(text, *found)
    return [None if one.entity is None else made.entities[one.entity].name for one in made.resolved]


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


def test_whose_spokesman_it_is_does_not_make_the_owner_the_speaker() -> None:
    text = "Anna Lind smiled. A spokesman for Anna Lind said she was tired."
    assert names(text, ("A spokesman for Anna Lind", "she was tired")) == [None]


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
    made = cast(text, (source, "the strait was closed"))
    assert made.entities[made.resolved[0].entity or 0].name == "Norway"
    assert made.resolved[0].form == ("metonym" if source in ("Oslo", "Norway") else "epithet")


def test_a_common_noun_takes_up_the_body_that_was_named() -> None:
    text = "Ministers of the European Union met. The bloc said it would wait."
    assert names(text, ("The bloc", "it would wait")) == ["European Union"]


def test_officials_of_a_state_are_a_group_of_their_own() -> None:
    text = "Danish officials said the bridge was safe. Officials said it was old."
    made = cast(text, ("Danish officials", "the bridge was safe"), ("Officials", "it was old"))
    assert [made.entities[0 if r.entity is None else r.entity].kind for r in made.resolved[:1]] == ["group"]
    assert made.resolved[1].entity is None


# Nominal mentions


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
    assert names(text, ("A diplomat", "talks had failed"), ("one expert", "why")) == [None, None]


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


# Quotes without a source, transcripts and interviews


def test_a_quote_without_a_source_goes_on_from_the_one_beside_it() -> None:
    text = '"It is late," said Anna Lind. "We are leaving."'
    assert names(text, ("Anna Lind", '"It is late,"'), (None, '"We are leaving."')) == ["Anna Lind"] * 2


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
    assert cast(text).resolved == []


def test_five_hundred_names_are_read_in_reasonable_time() -> None:
    text = " ".join(
        f"Anna{chr(97 + i % 26)}{chr(97 + i // 26)} Lind{chr(97 + i % 23)}o came." for i in range(500)
    )
    text += " She said it was full."
    assert len(cast(text, ("She", "it was full")).resolved) == 1


def test_other_scripts_stand_beside_latin_ones() -> None:
    text = "Анна Линд сказала, что дождь. 安娜说雨停了。 Anna Lind said it rained. قالت آنا."
    assert names(text, ("Anna Lind", "it rained")) == ["Anna Lind"]


# Rows


Found = tuple[str | None, str] | tuple[str | None, str, str]

TEXT = "Mayor Anna Lind said it would rain. She said it would stop. A man said no."
FOUND = (("Mayor Anna Lind", "it would rain"), ("She", "it would stop"), ("A man", "no."))
KEY = f"doc_{0:016x}"


def quoted(*documents: tuple[str, Found]) -> Tables:
    """Analysed texts, each with its quotes, whose speakers nobody has named yet."""
    keys = [f"doc_{number:016x}" for number in range(len(documents))]
    found = [[attribution(text, *one) for one in quotes] for text, *quotes in documents]
    texts = [text for text, *_ in documents]
    given = list(zip(keys, texts, found, strict=True))
    tables = Tables(
        texts=table_of(Texts, ({"document_id": key, "text": text} for key, text, _ in given)),
        quotes=table_of(Quotes, (row for key, text, own in given for row in rows(key, text, (), own))),
        quote_spans=table_of(
            QuoteSpans, (row for key, text, own in given for row in span_rows(key, text, own))
        ),
    )
    return ANALYSIS(tables, NAMING).tables


def named(*documents: tuple[str, Found]) -> Tables:
    """The same with the speakers that each document names."""
    return SPEAKERS(quoted(*documents), NAMING).tables


def test_every_mention_is_a_row_that_holds_its_contract() -> None:
    tables = named((TEXT, *FOUND))
    SpeakerMentions.validate(tables.speaker_mentions)
    mentions = tables.speaker_mentions.sort("start").to_dicts()
    assert [(row["text"], row["form"], row["speaker_id"] is None) for row in mentions] == [
        ("Mayor Anna Lind", "name", False),
        ("She", "pronoun", False),
        ("A man", "epithet", True),
    ]
    assert all(TEXT[row["start"] : row["end"]] == row["text"] for row in mentions)


def test_quotes_get_their_speaker_and_how_sure_it_is_and_nothing_else_changes() -> None:
    before, after = quoted((TEXT, *FOUND)), named((TEXT, *FOUND))
    speaker = speaker_id("Anna Lind")
    assert after.quotes.sort("start").get_column("speaker_id").to_list() == [speaker, speaker, None]
    assert (
        after.quotes["speaker_confidence"].is_null().to_list()
        == after.quotes["speaker_id"].is_null().to_list()
    )
    told = ("speaker_id", "speaker_confidence")
    assert after.quotes.drop(told).equals(before.quotes.drop(told))


def test_a_document_s_speakers_are_counted_once_each() -> None:
    (row,) = named((TEXT, *FOUND)).document_speakers.to_dicts()
    assert (row["document_id"], row["speaker_id"]) == (KEY, speaker_id("Anna Lind"))
    assert (row["name"], row["roles"], row["n_quotes"]) == ("Anna Lind", ["Mayor"], 2)


def test_no_mention_stands_in_boilerplate() -> None:
    hole = Span(0, 20)
    zone = {"document_id": KEY, "start": hole.start, "end": hole.end, "kind": "boilerplate"}
    tables = quoted((TEXT, *FOUND)).with_frames({"zones": table_of(Zones, [zone])})
    mentions = SPEAKERS(tables, NAMING).tables.speaker_mentions.to_dicts()
    assert mentions and not any(overlaps(Span(row["start"], row["end"]), (hole,)) for row in mentions)


def test_a_document_without_quotes_has_no_speakers_and_is_counted() -> None:
    result = SPEAKERS(quoted(("Anna Lind smiled.",)), NAMING)
    assert result.tables.speaker_mentions.is_empty() and result.tables.document_speakers.is_empty()
    (count,) = result.counts
    assert (count.stage, count.received, count.kept) == ("speakers", 1, 1)


def linked(*documents: tuple[str, str, str]) -> Tables:
    """The linked tables of documents given as (text, source, content)."""
    given = quoted(*((text, (source, content)) for text, source, content in documents))
    return run_all((SPEAKERS, LINKING), given, NAMING).tables


VARIANTS = (
    (
        "Foreign Minister Dmitri Gruschko of Moldova said no.",
        "Foreign Minister Dmitri Gruschko of Moldova",
        "no.",
    ),
    ("Moldovan Foreign Minister Dmitry Grushko said no.", "Moldovan Foreign Minister Dmitry Grushko", "no."),
    ("Dmitry Grushko, the foreign minister, said no.", "Dmitry Grushko", "no."),
)


def test_spellings_of_one_name_are_one_speaker_whatever_the_order() -> None:
    for order in (VARIANTS, VARIANTS[::-1]):
        tables = linked(*order)
        assert tables.speakers.get_column("name").to_list() == ["Dmitry Grushko"]
        assert set(tables.quotes.get_column("speaker_id")) == {speaker_id("Dmitry Grushko")}
        assert set(tables.speaker_mentions.get_column("speaker_id")) == {speaker_id("Dmitry Grushko")}


def test_the_office_and_whose_it_is_are_kept_as_the_texts_state_them() -> None:
    row = linked(*VARIANTS).speakers.row(0, named=True)
    assert (row["kind"], row["role"], row["affiliation"]) == ("person", "Foreign Minister", "Moldova")


def test_two_people_of_one_surname_stay_apart_across_documents() -> None:
    tables = linked(("Anna Lind said no.", "Anna Lind", "no."), ("Karl Lind said no.", "Karl Lind", "no."))
    assert tables.speakers.get_column("name").to_list() in (
        ["Anna Lind", "Karl Lind"],
        ["Karl Lind", "Anna Lind"],
    )


def test_a_surname_that_fits_two_people_of_other_documents_stays_alone() -> None:
    tables = linked(
        ("Anna Lind said no.", "Anna Lind", "no."),
        ("Karl Lind said no.", "Karl Lind", "no."),
        ("Dr Lind said no.", "Dr Lind", "no."),
    )
    assert set(tables.speakers.get_column("name")) == {"Anna Lind", "Karl Lind", "Lind"}


def test_a_speaker_of_the_reference_table_carries_its_wikidata_item() -> None:
    row = linked(("Oslo said no.", "Oslo", "no.")).speakers.row(0, named=True)
    assert (row["name"], row["kind"], row["wikidata_id"]) == ("Norway", "government", "Q20")


def test_the_order_of_rows_changes_nothing() -> None:
    tables = named(*((text, (source, content)) for text, source, content in VARIANTS))
    turned = tables.with_frames({"document_speakers": tables.document_speakers.reverse()})
    one, other = (link_speakers(each, NAMING).tables for each in (tables, turned))
    assert one.speakers.equals(other.speakers) and one.quotes.equals(other.quotes)


def test_no_documents_no_speakers() -> None:
    assert run_all((SPEAKERS, LINKING), Tables(), NAMING).tables.speakers.is_empty()


@given(
    st.lists(
        st.sampled_from(["Al", "van", "Van der", "Al Gore", "Dr.", '"Joe"', "Mrs. Gore", "Ö", "Foe"]),
        max_size=6,
    )
)
def test_every_speaker_of_a_document_is_one_of_the_build_whatever_the_name(names: list[str]) -> None:
    found = [Local(f"doc {number}", name, "person", (), (), 1, None) for number, name in enumerate(names)]
    assert by_document(link(found)).keys() == {(one.document_id, one.name) for one in found}
