"""Origins with an origin.toml, for tests."""

from pathlib import Path

FEED = """
origin = "lowford-post"
from = "{address}"
format = "feed"
outlet.name = "Lowford Post"
licence = {{ text = "Written for these tests.", redistributable = true }}
text.language = "en"
fetch = {{ contact = "desk@parallax.example", seconds_between_requests = 2, revisit_days = 7 }}
"""


def write_origin_file(raw: Path, content: str, name: str = "lowford-post") -> Path:
    """The folder of an origin that has nothing yet but an origin.toml."""
    folder = raw / name
    folder.mkdir(parents=True)
    (folder / "origin.toml").write_text(content)
    return folder


def feed_origin(raw: Path, address: str) -> Path:
    return write_origin_file(raw, FEED.format(address=address))


def article(headline: str, *paragraphs: str, extra: str = "") -> str:
    """A page of the outlet."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>{headline}</title>
<meta property="og:site_name" content="Lowford Post"></head><body><nav><a href="/">Home</a></nav>
<article><h1>{headline}</h1>{body}</article><footer>All rights reserved {extra}</footer></body></html>"""


STRIKE = (
    "Dock workers in Malmen voted on Thursday to extend their strike, their union said, after the talks.",
    '"We will not go back before the wages are paid," said Mara Ilves, who speaks for the union.',
    "The port authority declined to comment. Forty ships are waiting at anchor, said its director.",
)


def feed(*entries: tuple[str, str]) -> bytes:
    """An RSS feed of (address, title)."""
    items = "".join(
        f"<item><title>{title}</title><link>{url}</link>"
        "<pubDate>Fri, 20 Nov 2026 05:00:00 GMT</pubDate></item>"
        for url, title in entries
    )
    channel = f"<channel><title>Lowford Post</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()
