"""A cue is read for its lemma, what it does, whether it is negated and how it is coloured."""

import pytest

from tests.transforms.english import lemmatise
from transforms.attribution.cues import NO_CUE, read_cue
from transforms.language.spans import Span


def read(text: str) -> tuple[str | None, str | None, bool, tuple[str, ...]]:
    """The cue is what stands between brackets; sources and contents between braces."""
    plain, cue, taken, opened = "", [], [], 0
    for char in text:
        if char in "[{":
            opened = len(plain)
        elif char in "]}":
            (cue if char == "]" else taken).append(Span(opened, len(plain)))
        else:
            plain += char
    return tuple(read_cue(plain, cue, taken, lemmatise))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("{she} [said] {so}", "say", "neutral"),
        ("[according to] {her}", "according to", "neutral"),
        ("{she} [had been insisting] {so}", "insist", "assert"),
        ("{she} [denied] {it}", "deny", "deny"),
        ("{she} [called on] {them to go}", "call on", "demand"),
        ("{she} [calls for] {them to go}", "call for", "demand"),
        ("{she} [warned] {of it}", "warn", "warn"),
        ("{she} [admits] {it}", "admit", "admit"),
        ("{she} [vows] {it}", "vow", "promise"),
        ("{she} [wondered] {why}", "wonder", "question"),
        ("{she} [believes] {it}", "believe", "think"),
        ("{she} [accusing] {him}", "accuse", "accuse"),
        ("{she} [zigzagged] {it}", "zigzag", "other"),
        ("{they} [had been hoping] {so}", "hope", "think"),
        ("[it’s unclear] {why}", "unclear", "other"),
        ("{she} [was retweeted]", "retweet", "neutral"),
        ("{she} [asked] {why}", "ask", "question"),
        ("{she} [asked] him {to leave}", "ask", "demand"),
        ("{she} [told] him {not to leave}", "tell", "demand"),
        ("{she} [asked] {the old mayor to leave}", "ask", "demand"),
        ("{she} [asked] {whether he was to leave}", "ask", "question"),
        ("{she} [told] him {he was about to leave}", "tell", "neutral"),
        ("{she} [pleaded] {for help}", "plead", "demand"),
        ("{she} [pleaded] {guilty to fraud}", "plead", "admit"),
        ("{she} [pleaded] {not guilty of fraud}", "plead", "deny"),
        ("{she} [pleaded] {not to be left}", "plead", "demand"),
        ("{she} [pleaded] {that she was late}", "plead", "assert"),
        ("{she} [opened the session pleading for] {more time}", "plead", "demand"),
        ("{she} [pleaded guilty] {to fraud}", "plead guilty", "admit"),
        ("{she} [pleaded not guilty] {to fraud}", "plead not", "deny"),
        ("{she} [pleaded to] {fraud}", "plead to", "admit"),
        ("{she} [pleaded] {the Fifth}", "plead", "deny"),
        ("{she} [took shots at] {the mayor}", "take shots", "accuse"),
        ("{she} [stood by] {her words}", "stand by", "assert"),
        ("{she} [averred] {that she was late}", "aver", "assert"),
        ("{she} [sent a letter asking] {for more}", "ask", "question"),
        ("{she} [continued to reject] {it}", "reject", "deny"),
        ("{she} [wanted to reject] {it}", "want", "think"),
        ("{she} [refused to say] {why}", "refuse", "deny"),
        ("{she} [often invoked] {it}", "invoke", "other"),
    ],
)
def test_lemma_and_class(text: str, name: str, kind: str) -> None:
    assert read(text)[:2] == (name, kind)


@pytest.mark.parametrize(
    "text",
    [
        "{she} [did not say] {so}",
        "{she} didn’t [say] {so}",
        "{she} [never said] {so}",
        "{she} has not [confirmed] {it}",
        "{she} left without [saying] {so}",
    ],
)
def test_negation_inside_or_just_before(text: str) -> None:
    assert read(text)[2] is True


@pytest.mark.parametrize(
    "text",
    ["{She is not here}, {he} [said].", "Not so. {He} [said] {it}", "{she} [said] {they would not go}"],
)
def test_a_negation_in_the_content_or_another_sentence_is_not_the_cues(text: str) -> None:
    assert read(text)[2] is False


def test_the_outlets_colouring_is_kept() -> None:
    assert read("{he} arrogantly [demanded] {it}")[3] == ("arrogantly",)
    assert read("{the} [alleged threats]")[3] == ("alleged",)
    assert read("{the family} [said] {it}")[3] == ()
    assert read("{she} [told O’Reilly] {it}")[3] == ()


def test_no_cue_reads_as_nothing_and_a_cue_without_words_as_itself() -> None:
    assert read_cue("text", [], [], lemmatise) == NO_CUE
    assert read("{he}[:] {so}")[:2] == (":", "neutral")
