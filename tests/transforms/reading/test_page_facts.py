"""What a page states of its article: taken as it stands in the metadata, and never guessed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from transforms.reading.page_facts import NOTHING_STATED, PageFacts, page_facts

ARTICLE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Strike goes on",
    "datePublished": "2026-11-20T06:30:00+01:00",
    "author": [{"@type": "Person", "name": "Mara Ilves"}, {"@type": "Person", "name": "Per Holm"}],
    "publisher": {"@type": "Organization", "name": "Lowford Post"},
    "articleSection": "Harbour",
    "url": "https://lowford.example/strike",
}
STATED = PageFacts(
    headline="Strike goes on",
    outlet="Lowford Post",
    url="https://lowford.example/strike",
    byline="Mara Ilves; Per Holm",
    section="Harbour",
    published_at="2026-11-20T06:30:00+01:00",
)


def page(head: str = "", body: str = "<p>Dock workers voted.</p>") -> PageFacts:
    return page_facts(html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))


def json_ld(content: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


def meta(**content: str) -> str:
    return "".join(
        f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in content.items()
    )


@pytest.mark.parametrize(
    "content",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "Lowford"}, ARTICLE],
        {"@graph": [{"@type": "BreadcrumbList"}, ARTICLE]},
        {"@type": "WebPage", "mainEntity": ARTICLE},
        ARTICLE | {"@type": ["Thing", "ReportageNewsArticle"]},
        ARTICLE | {"articleSection": ["Harbour", "Work"]},
        ARTICLE | {"author": ["Mara Ilves", {"name": "Per Holm"}, "https://lowford.example/authors/3"]},
        {key: value for key, value in ARTICLE.items() if key != "url"} | {"mainEntityOfPage": ARTICLE["url"]},
        {key: value for key, value in ARTICLE.items() if key != "url"}
        | {"mainEntityOfPage": {"@id": ARTICLE["url"]}},
    ],
)
def test_json_ld_is_read_however_it_is_nested(content: object) -> None:
    assert page(json_ld(content)) == STATED


def test_where_there_is_none_the_metadata_of_html_count() -> None:
    head = meta(
        og__title="Strike goes on",
        og__site_name="Lowford Post",
        og__url="https://lowford.example/strike",
        author="Mara Ilves; Per Holm",
        article__section="Harbour",
        article__published_time="2026-11-20T06:30:00+01:00",
    )
    assert page(head) == STATED


def test_the_canonical_address_goes_before_the_others() -> None:
    found = page('<link rel="canonical" href="https://lowford.example/canonical">' + json_ld(ARTICLE))
    assert found.url == "https://lowford.example/canonical"


def test_a_day_that_only_the_page_shows_is_found() -> None:
    assert page(body='<time datetime="2026-11-20">20 November</time><p>x</p>').published_at == "2026-11-20"


def test_what_nothing_states_is_null() -> None:
    assert page() == NOTHING_STATED
    assert page(meta(author="https://lowford.example/authors/3", og__url="/strike")) == NOTHING_STATED


@pytest.mark.parametrize(
    "script", ["{", "[" * 50_000, "null", '"x"', "[[[[[[[[[[{}]]]]]]]]]]", '{"@type": {}}']
)
def test_json_ld_that_is_broken_states_nothing(script: str) -> None:
    assert page(f'<script type="application/ld+json">{script}</script>') == NOTHING_STATED


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(ARTICLE)), inner),
        max_leaves=12,
    )
)
def test_whatever_json_ld_holds_gives_lines_or_nothing(value: object) -> None:
    found = page(json_ld(dict.fromkeys(ARTICLE, value) | {"@type": "Article"}))
    for fact in (found.headline, found.outlet, found.byline, found.section, found.url):
        assert fact is None or (fact and "\n" not in fact)
