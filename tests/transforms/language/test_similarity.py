"""How alike two passages are beyond the topic of their story."""

from hypothesis import given
from hypothesis import strategies as st

from tests.resources import analysed
from tests.transforms.words_encoder import WordsEncoder
from transforms.language.similarity import Topic, passage, similarity, topic_of

encode = WordsEncoder()


def topic(**texts: str) -> Topic:
    return topic_of({document: analysed(text).words for document, text in texts.items()})


def test_the_same_words_are_wholly_alike_and_none_shared_hardly() -> None:
    one, far = (
        passage(encode(text), Topic()) for text in ("serious differences remain", "prices fell again")
    )
    assert similarity(one, one).aligned > 0.99
    assert similarity(one, far).aligned < 0.35


def test_a_word_that_the_whole_story_repeats_counts_little() -> None:
    ferries = topic(
        a="The ferry stops. The ferry is old. The ferry is red. A loss.", b="A ferry. The ferry. Ferry?"
    )
    about_ferry = [passage(encode(t), ferries) for t in ("ferry stops", "ferry sells")]
    about_loss = [passage(encode(t), ferries) for t in ("loss stops", "loss sells")]
    assert similarity(*about_ferry).aligned < similarity(*about_loss).aligned


def test_names_are_told_by_their_capitals_inside_sentences() -> None:
    names = topic(a="We met Ilves. He said Ilves knew the port.", b="The port of Lowford.").names
    assert {"ilv", "lowford"} & names == names & {"ilv", "ilves", "lowford"}
    assert "port" not in names


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_a_share_and_symmetric(left: str, right: str) -> None:
    one, other = passage(encode(left), Topic()), passage(encode(right), Topic())
    there, back = similarity(one, other), similarity(other, one)
    assert 0.0 <= there.cosine <= 1.0 and -1e-6 <= there.aligned <= 1.0 + 1e-6
    assert abs(there.aligned - back.aligned) < 1e-5
