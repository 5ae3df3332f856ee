"""`parallax open`: the explorer of a release in the web browser, from disk."""

import webbrowser
from pathlib import Path

import click

from flows import settings
from flows.exits import DONE, INPUT, Refused
from flows.publishing.diff import folder_of
from transforms.explorer import addresses
from transforms.explorer.site import FOLDER


def run_open(version: str, *, dist: Path | None, only_address: bool) -> int:
    """Print the address of the start page of a release and, unless only that is wanted, open it.

    Raises Refused where there is no such release, or where it was made before there was an explorer. A
    machine without a browser has the address, and that is no error.
    """
    address = start_page(version, settings.load(dist=dist).dist).as_uri()
    click.echo(address)
    if not only_address and not webbrowser.open(address):
        click.echo("no web browser was found here; the address opens in any", err=True)
    return DONE


def start_page(version: str, dist: Path) -> Path:
    """The file with which the explorer of a release starts."""
    folder = folder_of(version, dist)
    page = folder / FOLDER / addresses.START
    if not page.is_file():
        raise Refused(f"{folder}: was published without an explorer; a newer release has one", INPUT)
    return page.resolve()
