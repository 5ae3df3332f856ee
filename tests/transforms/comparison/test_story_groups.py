"""Stories fall into groups that hold everything of their documents; one more leaves most as they were."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.documents import Documents
from schemas.story_documents import StoryDocuments
from tests.worlds import frames_of, unit
from transforms.comparison.story_groups import TOGETHER, story_groups
from transforms.ids import document_id, story_id
from transforms.rows import table_of
from transforms.tables import NAMES, Tables

VALID = Tables().with_frames(
    {name: frame for name, frame in frames_of([unit(number) for number in range(4)]).items() if name in NAMES}
)


def placed(stories: list[int]) -> Tables:
    """Documents of which each is in the story of a number."""
    rows = [
        {"document_id": document_id("many", str(n)), "story_id": story_id(str(story)), "similarity": None}
        for n, story in enumerate(stories)
    ]
    return Tables(story_documents=table_of(StoryDocuments, rows))


def members(tables: Tables) -> frozenset[str]:
    return frozenset(tables.story_documents["document_id"])


@given(st.lists(st.integers(0, 40), max_size=60))
def test_every_document_is_in_one_group_with_all_of_its_story(stories: list[int]) -> None:
    tables = placed(stories)
    groups = list(story_groups(tables))
    assert sorted(key for group in groups for key in members(group)) == sorted(members(tables))
    for group in groups:
        of_story = tables.story_documents.filter(
            tables.story_documents["story_id"].is_in(group.story_documents["story_id"].implode())
        )
        assert members(group) == frozenset(of_story["document_id"])


def test_a_story_of_several_documents_is_a_group_of_its_own() -> None:
    alone, several = list(range(5, 10)), [1, 1, 2, 2, 2]
    sizes = [
        (group.story_documents["story_id"].n_unique(), group.story_documents.height)
        for group in story_groups(placed(several + alone))
    ]
    assert (1, 2) in sizes and (1, 3) in sizes and sum(n for n, _ in sizes) == 7


def test_one_more_story_changes_few_groups() -> None:
    before = {members(group) for group in story_groups(placed(list(range(20 * TOGETHER))))}
    after = {members(group) for group in story_groups(placed(list(range(20 * TOGETHER + 1))))}
    assert len(before) >= 20 and len(after - before) == 1


def test_groups_do_not_depend_on_the_order_of_rows() -> None:
    turned = Tables().with_frames({name: VALID.frame(name).reverse() for name in NAMES})
    for one, other in zip(story_groups(VALID), story_groups(turned), strict=True):
        assert all(one.frame(name).equals(other.frame(name)) for name in NAMES)


def test_a_group_has_every_row_of_its_documents_and_those_they_point_to() -> None:
    rows: dict[str, int] = dict.fromkeys(NAMES, 0)
    for group in story_groups(VALID):
        documents = set(group.story_documents["document_id"])
        for name in NAMES:
            frame = group.frame(name)
            rows[name] += frame.height
            assert "document_id" not in frame.columns or set(frame["document_id"]) <= documents
        pointed = {*group.quotes["speaker_id"].drop_nulls(), *group.claims["speaker_id"].drop_nulls()}
        assert pointed <= set(group.speakers["speaker_id"])
    for name in ("documents", "zones", "quotes", "quote_spans", "claims", "stories"):
        assert rows[name] == VALID.frame(name).height > 0, name


def test_without_stories_there_is_one_group_with_everything() -> None:
    (only,) = story_groups(VALID.without("story_documents"))
    assert only.documents.equals(VALID.documents)
    assert isinstance(only.documents, type(Documents.create_empty()))
