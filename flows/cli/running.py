"""The commands of whoever keeps Parallax running: cache, status and publish. Only click is imported here."""

import json
from pathlib import Path
from typing import Any

import click

from flows import exits, settings
from transforms.release.markup import visible

EXITS = "\b\nExit codes:\n" + "\n".join(f"  {code:<4} {text}" for code, text in exits.MEANINGS.items())
_FOLDER = click.Path(path_type=Path)
_work = click.option("--work", type=_FOLDER, help="The build's own files. [default: build; PARALLAX_WORK]")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of lines.")


@click.group(epilog=EXITS, invoke_without_command=True)
@click.pass_context
def cache(context: click.Context) -> int:
    """What earlier builds found in documents and stories, and need not find again; by itself as `show`."""
    return exits.DONE if context.invoked_subcommand else context.invoke(show)


@cache.command(epilog=EXITS)
@_work
@_json
def show(work: Path | None, as_json: bool) -> int:
    """Print what the cache holds, kind by kind: packs, results, what the newest build used, size, age."""
    from flows.store import upkeep  # noqa: PLC0415 (keeps help fast)
    from flows.store.cache import CACHE, Cache  # noqa: PLC0415

    folder = settings.load(work=work).work / CACHE
    rows = [_told(one) for one in upkeep.kinds(Cache(folder))]
    if as_json:
        click.echo(json.dumps({"folder": str(folder), "kinds": rows}, indent=2))
    for row in () if as_json else rows:
        click.echo(
            f"{row['kind']}: {row['results']:,} results in {row['packs']} packs, {row['bytes']:,} bytes; "
            f"the newest build used {row['used']:,}; made from {row['oldest']} to {row['newest']}"
        )
    if not rows and not as_json:
        click.echo(f"{folder}: empty")
    return exits.DONE


@cache.command(epilog=EXITS)
@_work
@click.option(
    "--builds", type=click.IntRange(min=0), default=1, show_default=True, help="Keep what these newest used."
)
def prune(work: Path | None, builds: int) -> int:
    """Delete what the newest builds did not use; nothing that is deleted is lost, it is only found again."""
    from flows.store import upkeep  # noqa: PLC0415 (keeps help fast)
    from flows.store.cache import CACHE, Cache  # noqa: PLC0415
    from flows.store.locks import locked  # noqa: PLC0415

    chosen = settings.load(work=work).work
    with locked(chosen):
        freed = upkeep.prune(Cache(chosen / CACHE), builds)
    click.echo(f"{chosen / CACHE}: {freed:,} bytes freed")
    return exits.DONE


@click.command(epilog=EXITS)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("url")
@click.option(
    "--keep-last", type=click.IntRange(min=1), help="Let go all but this many there. [default: all stay]"
)
@click.option("--keep-monthly", is_flag=True, help="With --keep-last: the first of each month stays too.")
@_json
def publish(folder: Path, url: str, keep_last: int | None, keep_monthly: bool, as_json: bool) -> int:
    """Copy releases to another place: DIR is a release or the folder of all, URL any address of fsspec.

    As file:///srv/data, s3://bucket/parallax, gs://bucket/parallax, hf://datasets/owner/name. Files go first,
    then index.json, then latest.json, so that whoever starts there finds whole releases only. What is there
    already is left as it is.
    """
    from flows.publishing.onward import publish_onward  # noqa: PLC0415 (keeps help fast)
    from flows.publishing.retention import Retention  # noqa: PLC0415

    done = publish_onward(folder, url, Retention(keep_last, keep_monthly))
    if as_json:
        names = ("url", "added", "there", "removed")
        click.echo(json.dumps({name: getattr(done, name) for name in names}, indent=2))
    else:
        click.echo(done.line)
    return exits.DONE


@click.command(epilog=EXITS)
@_work
@click.option("--dist", type=_FOLDER, help="Folder of the releases. [default: dist; PARALLAX_DIST]")
@_json
def status(work: Path | None, dist: Path | None, as_json: bool) -> int:
    """Print the last run, the next one, the newest release, and what the last build left out and why."""
    from datetime import UTC, datetime  # noqa: PLC0415 (keeps help fast)

    from flows.publishing.status import status as status_of  # noqa: PLC0415

    found = status_of(settings.load(work=work, dist=dist), datetime.now(UTC))
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        # Names of files and words of manifests may hold what a terminal would obey.
        click.echo("\n".join(map(visible, found.lines())))
    return exits.DONE


def _told(kind: Any) -> dict[str, Any]:
    """A kind of the cache as plain values."""
    names = ("kind", "packs", "results", "used", "bytes")
    ages = {name: getattr(kind, name).isoformat(timespec="seconds") for name in ("oldest", "newest")}
    return {name: getattr(kind, name) for name in names} | ages


COMMANDS = (cache, publish, status)
