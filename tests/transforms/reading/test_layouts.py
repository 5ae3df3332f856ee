"""Pages as outlets lay them out: the article is the text, word for word, and nothing else of the page is."""

from collections import Counter

import pytest

from transforms.reading.readers import read

HEADLINE = "Dock strike goes on"
PARAGRAPHS = (
    "Dock workers in Malmen voted on Thursday to extend their strike by two weeks, their union said "
    "after a night of talks that ended without a deal.",
    '"We will not go back before the wages are paid," said Mara Ilves, who speaks for some 900 members at '
    "the container terminal.",
    "The port authority declined to comment on the vote. Forty ships are waiting at anchor, according to its "
    "director, Per Holm, and three have turned back.",
    "Economists at the university put the cost of the strike at two million crowns a day. They warned that "
    "shops would feel it by the weekend.",
    'Holm told reporters that "nobody wins" from a long strike. He is to meet the union again on Monday.',
)
NAVIGATION = '<header><a href="/">Lowford Post</a><ul><li><a href="/world">World</a></li></ul></header>'
FOOTER = '<footer><p>All rights reserved.</p><ul><li><a href="/about">About us</a></li></ul></footer>'
COOKIES = '<div class="cookie-banner"><p>We value your privacy.</p><button>Accept all</button></div>'
RELATED = '<aside class="related"><h3>Read more</h3><a href="/a">Ferries to stop in March</a></aside>'
PICTURE = '<figure><img src="a.jpg"><figcaption>The harbour. Photo: Lowford Post</figcaption></figure>'
LETTER = '<form class="newsletter"><p>Get our newsletter every morning.</p><input type="email"></form>'
COMMENTS = '<section class="comments"><h2>Comments</h2><p>First! They should all go home.</p></section>'


def paragraphs(inside: str = "") -> str:
    found = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    return "".join([*found[:2], inside, *found[2:]])


LAYOUTS = {
    "an article": f"<main><article><h1>{HEADLINE}</h1>{paragraphs()}</article></main>",
    "boxes": f"{COOKIES}<div class='story'><div class='title'>{HEADLINE}</div>"
    f"<div class='story-body'>{paragraphs()}</div></div>",
    "line breaks": f"<div class='content'><h1>{HEADLINE}</h1><div>{'<br><br>'.join(PARAGRAPHS)}</div></div>",
    "clutter": f"{COOKIES}<main><article><h1>{HEADLINE}</h1><div class='share'><a>Share</a></div>"
    f"{paragraphs(RELATED + PICTURE + LETTER)}</article>{COMMENTS}</main>",
    "sections": f"<main><h1>{HEADLINE}</h1><section>{paragraphs()}</section>"
    f"<section>{RELATED}</section></main>",
    "blocks": f"<article><h1><span>{HEADLINE}</span></h1>"
    + "".join(f"<div class='block'><p><span>{one}</span></p></div>" for one in PARAGRAPHS)
    + "</article>",
    "a block quotation": f"<article><h1>{HEADLINE}</h1><p>{PARAGRAPHS[0]}</p>"
    f"<blockquote><p>{PARAGRAPHS[1]}</p></blockquote>"
    + "".join(f"<p>{one}</p>" for one in PARAGRAPHS[2:])
    + "</article>",
}


def page(body: str) -> bytes:
    head = f'<title>{HEADLINE} - Lowford Post</title><meta property="og:title" content="{HEADLINE}">'
    return f"<!doctype html><html><head>{head}</head><body>{NAVIGATION}{body}{FOOTER}</body></html>".encode()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_words_of_the_article_and_no_others_are_read(layout: str) -> None:
    found = Counter(read(page(LAYOUTS[layout]), "text/html").text.split())
    assert found == Counter(f"{HEADLINE} {' '.join(PARAGRAPHS)}".split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_headline_stands_above_them(layout: str) -> None:
    assert read(page(LAYOUTS[layout]), "text/html").text.split("\n")[0] == HEADLINE
