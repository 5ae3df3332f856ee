"""What was changed in an article: exactly the words that are others, and whether they were somebody's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flows.fetching.origins import STRIKE, article
from transforms.reading.raw_articles import RawArticle
from transforms.reading.revisions import edits, same_article, text_of

TEXT = 'The union said so.\n\n"We will not go back," said Mara Ilves.\nThe port "declined" to comment.'
WORDS = st.lists(st.sampled_from(["strike", "harbour", '"we', 'back"', "said", "\n"]), max_size=25).map(
    " ".join
)


def page(body: str, media_type: str = "text/html") -> RawArticle:
    return RawArticle(locator="a", place="a", data=body.encode(), media_type=media_type)


@given(WORDS, WORDS)
def test_there_are_edits_just_where_words_are_others(before: str, after: str) -> None:
    assert (edits(before, after) == []) == (before.split() == after.split())


@given(WORDS, WORDS)
def test_what_was_taken_out_and_put_in_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    found = edits(before, after)
    changed = sum(len(edit.after.split()) - len(edit.before.split()) for edit in found)
    assert len(after.split()) - len(before.split()) == changed


@pytest.mark.parametrize(
    ("old", "new", "quoted"),
    [
        ("will not go", "may not go", True),
        ("declined", "refused", True),
        ("Mara Ilves", "Per Holm", False),
        ("so.", "this.", False),
    ],
)
def test_an_edit_shows_the_words_and_whether_they_stand_in_quotation_marks(
    old: str, new: str, quoted: bool
) -> None:
    (edit,) = edits(TEXT, TEXT.replace(old, new))
    assert (edit.before.split()[0].strip('"'), edit.quoted) == (old.split(maxsplit=1)[0], quoted)
    assert edit.after.split()[0].strip('"') == new.split(maxsplit=1)[0]


def test_curly_marks_are_marks_and_a_change_of_their_kind_is_none() -> None:
    curly = TEXT.replace('"We', "\u201cWe").replace('back,"', "back,\u201d")
    assert edits(TEXT, curly) == []
    assert edits(curly, curly.replace("will", "may"))[0].quoted


def test_a_stray_mark_turns_no_later_paragraph_over() -> None:
    (edit,) = edits('A stray " mark.\n' + TEXT, 'A stray " mark.\n' + TEXT.replace("Mara", "Maria"))
    assert not edit.quoted


def test_pages_of_one_article_are_the_same_whatever_else_is_on_them() -> None:
    one, other = (page(article("Strike", *STRIKE, extra=extra)) for extra in ("1 visitor", "2 visitors"))
    assert same_article(one, other)
    assert not same_article(one, page(article("Strike", *STRIKE[:2])))


def test_of_pages_without_an_article_only_equal_ones_are_the_same() -> None:
    empty, other = page("<html></html>"), page("<html><p></p></html>")
    assert text_of(empty) == ""
    assert same_article(empty, empty)
    assert not same_article(empty, other)
