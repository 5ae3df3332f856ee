"""Zones: what each stretch of a page is.

Every pair of files in tests/golden/zones is a page of a common kind, written for this test, and what its
lines are: `<name>.txt` and `<name>.zones` (kind and text; a line break inside a zone shows as \u23ce).
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabularies import ZONE_KINDS
from transforms.language.spans import Span, check
from transforms.reading.zones import find_zones, headline

GOLDEN = Path(__file__).parents[2] / "golden" / "zones"
PAGES = sorted(path.stem for path in GOLDEN.glob("*.txt"))


def found(text: str) -> list[str]:
    shown = [(zone.kind, text[zone.start : zone.end].replace("\r\n", "\n")) for zone in find_zones(text)]
    return [f"{kind:<11} {part}".replace("\n", "\u23ce") for kind, part in shown]


def kinds(text: str) -> list[str]:
    return [zone.kind for zone in find_zones(text)]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_many_kinds(page: str) -> None:
    text = (GOLDEN / f"{page}.txt").read_bytes().decode()
    expected = (GOLDEN / f"{page}.zones").read_text(encoding="utf-8").splitlines()
    assert found(text) == expected


REPORT = """

The ferry to Veldmouth will stop in March, the council of Veldmouth decided on Tuesday.

"Nobody will be left alone," said mayor Anna Lind."""


@pytest.mark.parametrize(
    "stated",
    [
        "Ferries",
        "Winter",
        "Sport",
        "20 November 2026",
        "The ferry to Veldmouth will stop, and nobody knows why.",
    ],
)
def test_a_headline_that_is_stated_is_one_however_it_reads(stated: str) -> None:
    zones = find_zones(stated + REPORT, stated)
    assert [zone.kind for zone in zones] == ["headline", "body", "body"]
    assert headline(stated + REPORT, zones) == stated


def test_what_is_stated_and_does_not_stand_at_the_top_changes_nothing() -> None:
    for text in ("Ferries" + REPORT, REPORT, ""):
        assert find_zones(text, "Trains") == find_zones(text)


@given(text=st.text(), stated=st.text(max_size=20))
def test_below_any_headline_that_is_stated_nothing_is_lost(text: str, stated: str) -> None:
    page = f"{stated}\n\n{text}"
    zones = find_zones(page, stated)
    check([Span(zone.start, zone.end) for zone in zones], len(page))
    covered = {place for zone in zones for place in range(zone.start, zone.end)}
    assert covered >= {place for place, one in enumerate(page) if not one.isspace()}


def test_there_are_pages_to_test() -> None:
    assert len(PAGES) >= 15


def test_a_text_of_nothing_has_no_zones() -> None:
    assert find_zones("") == []
    assert find_zones(" \n\t\r\n\u2028 ") == []


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "No comments:",
        "Your email address will not be published.",
        "Share on Facebook",
        "Read also: Ferries cancelled until further notice",
        "Subscribe to our newsletter",
        "Back to top button",
        "Photo: Ines Calder / Harbour Radio",
        "Ines Calder walks through the harbour on Monday. (AP Photo/Tom Aarons)",
        "Enlarge this image toggle caption Ines Calder/AP Ines Calder/AP",
        "More:Why does the harbour sell its ferries?",
        "(c) 2020 Harbour Radio",
        "We use cookies to make this site better.",
        "Advertisement",
        "***",
        "By Ines Calder and Tom Aarons",
        "source wire-7",
        "Ines Calder contributed reporting.",
        "Ines Calder / Harbour Radio via Getty Images Crews wait on the quay of the old harbour on Monday.",
        "| Tom Aarons/AFP/Getty Images Mayor loses patience over the price of ferries",
        "INES CALDER / AFP /",
        "Watch the clip from Harbour Radio above.",
        "You can watch her whole speech here:",
        "Morning Tide Sign up for our harbour newsletter and stay informed, each day, in your inbox.",
        "Your email address By signing up, you agree to our Privacy Policy",
        "Read More on Harbour Journal Harbour Journal is the home of ferries and tides.",
        "View Graphic",
        "[Harbour sells its last ferry to the island]",
        "( Also on HARBOUR RADIO: Mayor loses patience)",
        "[follow-button screen_name='lowfordharbour']",
        "(Ines Calder/Lowford Press Agency)",
        "Credit: Ines Calder/Associated Press The warden of the harbour waves to the crew on Monday.",
        "You can unsubscribe at any time and you can contact us here.",
    ],
)
def test_boilerplate_is_found_even_between_paragraphs(line: str) -> None:
    above = "The mayor said on Monday that the ferry would run all night in August."
    below = "The company wants to hire two more crews before the summer begins."
    assert kinds(f"{above}\n\n{line}\n\n{below}\n\n{below}") == ["body", "boilerplate", "body", "body"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Leave a comment on his page, the minister said, and you will be heard.",
        "Copyright law will not change before the election, the minister said.",
        "Advertising is expected to fall next year.",
        "Video, however, showed the man leaving before the fire broke out.",
        "Related companies lost even more.",
        "The views of the author were not those of the newspaper, she told the court.",
        "The app may not be used in schools.",
        "The report was originally commissioned by the previous government.",
        "Share prices fell by a tenth.",
        'He wrote: "Follow us to the harbour."',
        "Nobody else.",
        "More: the company will sell two ferries in August.",
        "The photo by Tom Aarons shows the old harbour.",
        "He nodded",
        "Watch the river closely, the video shows, and you will see it rise.",
        "The company asks people to sign up for our future, as it puts it.",
        "The airline Reuters wrote about is a small one.",
        "Many contributed to the fund.",
        "Sign up by Friday, the mayor told those who agree.",
        "[The mayor has since sold two of the ferries.]",
        "(From the start, the island had two ferries.)",
    ],
)
def test_sentences_of_a_report_stay_body_wherever_they_stand(sentence: str) -> None:
    other = "The mayor said on Monday that the ferry would run all night in August."
    assert kinds(f"{other}\n\n{sentence}\n\n{other}")[1] in {"body", "subhead"}
    if sentence.endswith((".", '"')):
        assert kinds(f"{other}\n\n{other}\n\n{sentence}") == ["body"] * 3


def test_a_short_quoted_sentence_is_body_and_a_quoted_line_without_a_full_stop_is_a_subhead() -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    quote = "Let me say it again: the only danger to the river is the river itself. Nothing else."
    title = "\u201cThe only danger to the river is the river itself\u201d"
    assert kinds(f"{paragraph}\n\n{quote}\n\n{paragraph}") == ["body"] * 3
    assert kinds(f"{paragraph}\n\n{title}\n\n{paragraph}") == ["body", "subhead", "body"]


def test_titles_in_a_row_between_paragraphs_are_other_pages_and_one_alone_is_a_subhead() -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    titles = ["Harbour sells its last ferry", "Mayor answers questions about the bridge"]
    assert kinds("\n\n".join([paragraph, *titles, paragraph])) == ["body", *["boilerplate"] * 2, "body"]
    assert kinds("\n\n".join([paragraph, titles[0], paragraph])) == ["body", "subhead", "body"]
    fragments = ["and that the ferry would not", "sail again before the summer"]
    assert kinds("\n\n".join([paragraph, *fragments, paragraph])) == ["body"] * 4


@pytest.mark.parametrize(
    "above",
    [
        "The warden said on Monday that the harbour would need the following to stay open.",
        "The warden said on Monday that the harbour needs three things to stay open at all.",
    ],
)
def test_a_list_that_is_announced_or_begins_alike_is_body_though_it_has_no_colon(above: str) -> None:
    plain = "The warden said on Monday that the river had been lower in only one other year."
    items = ["More ferries in the summer", "Less mud under the bridge", "Nobody on the old pier"]
    alike = ["Close the old pier", "Close the ferry in winter", "Sell the crane by May"]
    assert kinds("\n\n".join([above, *items, plain])) == ["body"] * 5
    assert kinds("\n\n".join([plain, *alike, plain])) == ["body"] * 5


@pytest.mark.parametrize("place", ["LOWFORD --", "LOWFORD \u2014", "Lowford CNN \u2014"])
def test_a_dateline_on_a_line_of_its_own_is_one(place: str) -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    summary = "The warden spoke of the river and of the bridge beside it on Monday."
    assert kinds(f"River is low again\n\n{place}\n\n{paragraph}") == ["headline", "dateline", "body"]
    page = f"River is low again\n\n{summary}\n\n{place}\n\n{paragraph}"
    assert kinds(page) == ["headline", "standfirst", "dateline", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "(Lowford Harbour Office via AP)",
        "This photo made available by the harbour office shows the ferry under the old bridge.",
        "LOWFORD, WA - MAY 07: The warden of the harbour waves to the crew of the ferry.",
        "The warden of Lowford harbour speaks at the old bridge on Monday, Nov. 5, 2012.",
    ],
)
def test_what_stands_under_a_picture_is_boilerplate(caption: str) -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    assert kinds(f"{paragraph}\n\n{caption}\n\n{paragraph}") == ["body", "boilerplate", "body"]


def test_a_day_on_which_something_begins_is_no_caption() -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    assert kinds(f"{paragraph}\n\nThe law takes effect on Jan. 1, 2014.\n\n{paragraph}") == ["body"] * 3


def test_the_report_in_short_is_a_standfirst_wherever_the_site_sets_it() -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    short = "Story highlights River is low again Warden blames the dam"
    assert kinds("\n\n".join([paragraph, short, paragraph])) == ["body", "standfirst", "body"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Did the harbour miss a warning before the flood?", "headline"),
        ("No ferry crisis? Mayor sees a quiet summer.", "headline"),
        ("OPINION: The ferry can survive this winter. Really.", "headline"),
        ("Mayor used a private boat for work at the Harbour Dept.", "headline"),
        ("The mayor sold the last ferry of the harbour.", "body"),
        ('"Who will sail the ferry?" the mayor asked on Monday.', "body"),
    ],
)
def test_a_title_that_ends_like_a_sentence_is_one_where_it_is_no_statement(title: str, expected: str) -> None:
    paragraph = "The warden said on Monday that the river had been lower in only one other year."
    assert kinds(f"{title}\n\n{paragraph}\n\n{paragraph}") == [expected, "body", "body"]


def test_what_readers_write_below_the_report_is_boilerplate() -> None:
    report = "The mayor said on Monday that the ferry would run all night in August.\n\n" * 4
    zones = kinds(
        report + "Leave a comment\n\nI was there, and the mayor said nothing of the kind to anybody."
    )
    assert zones == ["body"] * 4 + ["boilerplate"] * 2


def test_a_link_to_the_comments_above_the_report_costs_only_itself() -> None:
    report = "The mayor said on Monday that the ferry would run all night in August.\n\n" * 4
    assert kinds("12 comments\n\n" + report) == ["boilerplate"] + ["body"] * 4


@pytest.mark.parametrize(
    ("opening", "dateline"),
    [
        ("BRUSSELS (Reuters) - The council met.", "BRUSSELS (Reuters) -"),
        ("Brussels, 12 January \u2014 The council met.", "Brussels, 12 January \u2014"),
        ("LONDON, Jan 12 (AP) \u2013 The council met.", "LONDON, Jan 12 (AP) \u2013"),
        ("MOSCOW, January 12. /TASS/. The council met.", "MOSCOW, January 12. /TASS/."),
        ("Chisinau (harbour.example), - The council met.", "Chisinau (harbour.example), -"),
        ("NEW DELHI: The council met.", "NEW DELHI:"),
        ("Kyiv \u2013 The council met.", "Kyiv \u2013"),
        ("(AFP) The council met.", "(AFP)"),
    ],
)
def test_a_dateline_is_a_zone_of_its_own_inside_the_first_paragraph(opening: str, dateline: str) -> None:
    text = opening + " It will meet again in spring, when the roads are open."
    first, rest = find_zones(text)
    assert (first.kind, text[first.start : first.end]) == ("dateline", dateline)
    assert (rest.kind, text[rest.start : rest.start + 3]) == ("body", "The")


@pytest.mark.parametrize(
    "opening",
    [
        "Visser \u2013 the union's secretary \u2013 said no.",
        "NATO: We are ready.",
        "EXCLUSIVE: The council met.",
        "Smith (Labour) - who lost - left.",
        "A and B - nothing else",
    ],
)
def test_other_openings_have_no_dateline(opening: str) -> None:
    assert "dateline" not in kinds(opening + " It will meet again in spring, when the roads are open.")


LINES = st.sampled_from(
    [
        "Home",
        "Share",
        "Leave a Reply",
        "\u201cNo\u201d",
        "The mayor said on Monday that nothing would change.",
        "PARIS (AFP) - It rained all day, and nobody said a word about it.",
        "A title of five words",
        "1. one",
        "12:30",
        "",
        ".",
    ]
)
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", " \n \n", "\x85", "\x0b"])


def assert_zones_hold(text: str) -> None:
    zones = find_zones(text)
    check([Span(zone.start, zone.end) for zone in zones], len(text))
    assert {zone.kind for zone in zones} <= set(ZONE_KINDS)
    covered = {position for zone in zones for position in range(zone.start, zone.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
    assert not any(text[zone.start].isspace() or text[zone.end - 1].isspace() for zone in zones)


@given(st.text())
def test_zones_of_any_text_are_sorted_disjoint_and_cover_what_is_no_white_space(text: str) -> None:
    assert_zones_hold(text)


@given(st.lists(st.tuples(st.one_of(LINES, st.text(max_size=30)), BREAKS)))
def test_zones_of_any_page_too(parts: list[tuple[str, str]]) -> None:
    assert_zones_hold("".join(line + line_break for line, line_break in parts))


def test_a_line_of_a_million_characters_is_one_zone_at_once() -> None:
    assert kinds("so it goes on, and " * 50_000) == ["body"]


def test_the_headline_is_the_first_one_on_one_line() -> None:
    story = 'Harbour strike enters second week\n\nParis (AFP) - It went on.\n\n"No end," the union said.\n'
    assert headline(story, find_zones(story)) == "Harbour strike enters second week"
    assert headline("The strike went on, and nobody knew for how long.", []) is None
