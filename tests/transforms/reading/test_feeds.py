"""Feeds, as they are in the wild: which pages they link to, and what they say of each."""

from pathlib import Path

import pytest

from tests.flows.fetching.origins import feed
from tests.limits import within
from transforms.reading.feeds import FeedEntry, NoFeed, feed_entries

ADDRESS = "https://lowford.example/feeds/all.xml"
RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Lowford Post</title>
<item><title>Strike &amp; talks</title><link>/strike#top</link><author>Mara Ilves</author>
<pubDate>Fri, 20 Nov 2026 06:00:00 +0100</pubDate><category>Harbour</category></item>
<item><title>Nothing stated</title><link>https://lowford.example/bare</link></item>
<item><title>No page</title><link>javascript:alert(1)</link></item>
<item><title>Again</title><link>https://lowford.example/bare</link></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>Day</title>
<link href="https://lowford.example/day"/><published>2026-11-20</published></entry></feed>"""


def test_a_feed_says_of_each_page_what_it_states_and_links_are_relative_to_it() -> None:
    assert feed_entries(RSS, ADDRESS) == [
        FeedEntry(
            "https://lowford.example/strike",
            "Strike & talks",
            "2026-11-20T06:00:00+01:00",
            "Mara Ilves",
            "Harbour",
        ),
        # It is for who asks for it to say that it is no page.
        FeedEntry("javascript:alert(1)", "No page"),
        FeedEntry("https://lowford.example/bare", "Nothing stated"),
    ]


def test_a_day_without_a_time_stays_a_day() -> None:
    (entry,) = feed_entries(ATOM, ADDRESS)
    assert (entry.url, entry.published_at) == ("https://lowford.example/day", "2026-11-20")


@pytest.mark.parametrize("data", [b"", b"<html><body>Log in</body></html>", b"{}", b"\x00\xff"])
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(NoFeed, match="is no RSS or Atom feed"):
        feed_entries(data, ADDRESS)


def test_what_a_server_sends_is_never_taken_for_the_name_of_a_file(tmp_path: Path) -> None:
    """The library opens a file of that name, where it is handed the bytes themselves."""
    path = tmp_path / "feed.xml"
    path.write_bytes(feed(("https://lowford.example/secret", "Secret")))
    with pytest.raises(NoFeed):
        feed_entries(str(path).encode(), ADDRESS)


def test_entities_lead_to_no_file_and_do_not_grow() -> None:
    head = (
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">'
    )
    grows = b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 50) for n in range(8))
    item = b"<item><title>&f;&i;</title><link>https://lowford.example/a</link></item>"
    data = head + grows + b"]><rss version='2.0'><channel>" + item + b"</channel></rss>"
    with within(10):
        (entry,) = feed_entries(data, ADDRESS)
    assert len(entry.headline or "") < 100
