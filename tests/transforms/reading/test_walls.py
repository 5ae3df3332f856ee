"""Pages that ask for something in place of their article are told from articles."""

import pytest

from tests.flows.fetching.origins import STRIKE, article
from transforms.reading.decoding import Undecodable
from transforms.reading.readers import read

LOGIN = """<html><head><title>Lowford Post</title></head><body><form><h1>Welcome back</h1>
<input name="mail"><input type="password" name="word"><button>Go</button></form></body></html>"""
TEASER = article("Strike goes on", STRIKE[0], "Subscribe to continue reading this article and all others.")
CHALLENGE = (
    "<html><head><title>Just a moment...</title></head><body><p>Checking your browser</p></body></html>"
)


@pytest.mark.parametrize("page", [LOGIN, TEASER, CHALLENGE])
def test_a_page_that_asks_to_log_in_to_subscribe_or_to_be_human_is_no_article(page: str) -> None:
    with pytest.raises(Undecodable) as refused:
        read(page.encode(), "text/html")
    assert refused.value.reason == "access_wall"


LONG = [f"{paragraph} " * 3 for paragraph in STRIKE]


@pytest.mark.parametrize(
    "page",
    [
        article("Strike goes on", *STRIKE),
        article("Strike goes on", *STRIKE).replace("<nav>", '<nav>Please log in <input type="password">'),
        article("Strike goes on", *LONG, "Subscribe to read more of this."),
        article("Strike goes on", *LONG).replace("<nav>", '<nav><input type="password">'),
    ],
)
def test_an_article_is_one_whatever_its_page_asks_for_besides(page: str) -> None:
    assert STRIKE[0][:40] in read(page.encode(), "text/html").text
