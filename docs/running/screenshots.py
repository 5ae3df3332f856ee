"""Pictures of the pages of a Prefect server that has runs to show, for docs/running.md; run by hand:

    PREFECT_API_URL=http://127.0.0.1:4200/api python docs/running/screenshots.py

Uses Debian's Chromium (`apt install chromium`) through Playwright's package; CHROMIUM names another one.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
SIZE = {"width": 1280, "height": 800}


def main(api: str) -> None:
    """Write each picture beside this file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"))
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        for name, address in pages(api):
            page.goto(address, wait_until="networkidle")
            # What it draws last, charts above all, follows no request.
            page.wait_for_timeout(1500)
            page.screenshot(path=HERE / f"{name}.png")
            sys.stdout.write(f"{name}.png: {address}\n")
        browser.close()


def pages(api: str) -> Iterator[tuple[str, str]]:
    """Name and address of each page: runs, the newest run that failed, and the newest artifacts."""
    home = api.removesuffix("/api")
    yield "runs", f"{home}/runs"
    failed = {"flow_runs": {"state": {"type": {"any_": ["FAILED"]}}}, "sort": "START_TIME_DESC", "limit": 1}
    for run in _asked(f"{api}/flow_runs/filter", failed):
        yield "failed", f"{home}/runs/flow-run/{run['id']}"
        yield from _artifact(api, "quality-checks", {"flow_run_id": {"any_": [run["id"]]}})
    for key in ("rows-over-time", "finding-quotes"):
        yield from _artifact(api, key, {})


def _artifact(api: str, key: str, more: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The newest artifact of a key, as far as there is one."""
    wanted = {"artifacts": {"key": {"any_": [key]}} | more, "sort": "CREATED_DESC", "limit": 1}
    for artifact in _asked(f"{api}/artifacts/filter", wanted):
        yield key, f"{api.removesuffix('/api')}/artifacts/artifact/{artifact['id']}"


def _asked(address: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = httpx.post(address, json=wanted, timeout=60).raise_for_status().json()
    return found


if __name__ == "__main__":
    main(os.environ["PREFECT_API_URL"])
