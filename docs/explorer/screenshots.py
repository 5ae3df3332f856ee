"""Takes the screenshots of the explorer in the README: of the newest release, or of one that is given.

    python docs/explorer/screenshots.py [RELEASE]

Needs Playwright (`pip install -e .[browser]`) and a Chromium. Story, statement and article are the first of
their list in the release, so that the same release gives the same pictures.
"""

import shutil
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
DIST = HERE.parents[1] / "dist"
WIDTH, HEIGHT = 1200, 820
COLOURS = 128
"""Of a picture: enough for text and bars, and a quarter of the bytes of all colours."""


def main(release: Path) -> None:
    """Write start.png, story.png, statement.png and article.png beside this file."""
    report = release.resolve() / "report"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--hide-scrollbars"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page.goto((report / "index.html").as_uri())
        take(page, "start")
        follow(page, ".cards a")
        take(page, "story", "#statements")
        article = page.locator(".side thead a").first.get_attribute("href")
        follow(page, ".side a.gist")
        take(page, "statement")
        page.goto((report / "story" / str(article)).resolve().as_uri())
        take(page, "article")
        browser.close()


def follow(page: Page, link: str) -> None:
    """Go where the first such link leads."""
    page.locator(link).first.click()
    page.wait_for_load_state()


def take(page: Page, name: str, top: str | None = None) -> None:
    """Write what is seen of a page, from its start or from an element on."""
    if top:
        page.locator(top).evaluate("element => element.scrollIntoView()")
    seen = Image.open(BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(HERE / f"{name}.png", optimize=True)


if __name__ == "__main__":
    made = sorted(
        (path.parent for path in DIST.glob("*/report")), key=lambda path: [*map(int, path.name.split("."))]
    )
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else made[-1])
