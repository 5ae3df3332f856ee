"""The command line `parallax`.

Only click is imported here. Each command imports what it needs when it runs, so that help comes at once
and what needs no flow never waits for Prefect or Great Expectations.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click

from flows import exits, lean
from flows.cli.origins import fetch, origin
from flows.cli.running import COMMANDS
from flows.engine import environment, logs
from transforms.release.markup import visible

F = TypeVar("F", bound=Callable[..., Any])

_EXITS = "\b\nExit codes:\n" + "\n".join(f"  {code:<4} {text}" for code, text in exits.MEANINGS.items())
_EXAMPLES = """\b
Examples:
  parallax origin add my-paper --from articles.jsonl
  parallax release
  parallax attribute article.txt folder/ > attributions.jsonl
  parallax validate dist/2026.11.1 --raw raw
  parallax diff 2026.11.1 latest --table quotes
  parallax open
  parallax serve --cron "0 6 * * *"
"""
_FOLDER = click.Path(path_type=Path)
_TOLD_TO_STOP = threading.Event()


def _folders(command: F) -> F:
    """The options of every command that runs the build; environment variables stand behind them."""
    for option in reversed(
        (
            click.option("--raw", type=_FOLDER, help="Folder of the origins. [default: raw; PARALLAX_RAW]"),
            click.option(
                "--work", type=_FOLDER, help="The build's own files. [default: build; PARALLAX_WORK]"
            ),
            click.option(
                "--chunk-size", type=click.IntRange(min=1), help="Documents a task, at least. [default: 50]"
            ),
            click.option(
                "--seconds-a-document",
                type=click.IntRange(min=1),
                help="Of the processor; what takes longer is rejected. [default: 60]",
            ),
            click.option(
                "--workers",
                type=click.IntRange(min=1),
                help="Processes that read texts at the same time. [default: 1; PARALLAX_WORKERS]",
            ),
            click.option("--dask", metavar="ADDRESS", help="Read texts on this Dask cluster instead."),
            click.option(
                "--shared",
                metavar="URL",
                help="Where the cluster meets this machine, any address of fsspec. [default: --work]",
            ),
            click.option(
                "--fresh",
                is_flag=True,
                default=None,
                help="Find everything anew, whatever earlier builds kept.",
            ),
            click.option(
                "--verbose", is_flag=True, help="Show the log, tracebacks included, and Prefect's own."
            ),
        )
    ):
        command = option(command)
    return command


_unrecorded = click.option(
    "--unrecorded",
    is_flag=True,
    default=None,
    help="Without Prefect: costs less, and only the log and `parallax status` tell of it.",
)
_dist = click.option("--dist", type=_FOLDER, help="Folder of the releases. [default: dist; PARALLAX_DIST]")
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
_quiet = click.option("--quiet", is_flag=True, help="No progress on standard error.")


@click.group(epilog=f"{_EXAMPLES}\n{_EXITS}", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parallax-news", prog_name="parallax")
def cli() -> None:
    """From raw news text to a published dataset of who said what, according to whom."""


cli.add_command(origin)
cli.add_command(fetch)


@cli.command(epilog=_EXITS)
@_folders
@_unrecorded
@_dist
@click.option("--version", help="Number of the release, YYYY.MM.N. [default: the next free one]")
@_json
@_quiet
def release(verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Build raw/ into a new release under dist/.

    Where nothing has changed since the last release there is no new one, and the exit code is 0. Where a
    critical check fails nothing is published, the checks are shown, and the exit code is 1.
    """
    from flows.cli.commands import run_release  # noqa: PLC0415 (keeps help fast)

    return run_release(verbose=verbose, as_json=as_json, quiet=quiet, **options)


@cli.command(epilog=_EXITS)
@_folders
@_unrecorded
@_json
@_quiet
def build(verbose: bool, as_json: bool, quiet: bool, **options: Any) -> int:
    """Make every table from raw/ in the work folder, and publish nothing."""
    from flows.cli.commands import run_build  # noqa: PLC0415

    return run_build(verbose=verbose, as_json=as_json, quiet=quiet, **options)


@cli.command(epilog=_EXITS)
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--raw", type=_FOLDER, help="Also check every span against the texts read anew from here.")
@_json
def validate(folder: Path, raw: Path | None, as_json: bool) -> int:
    """Check the release in DIR: its checksums, and every table against its contract.

    With --raw, also every text's hash and every span's text. Needs no network, and no server.
    """
    from flows.publishing.validate import problems  # noqa: PLC0415

    found = problems(folder, raw)
    if as_json:
        _print_json({"folder": str(folder), "valid": not found, "problems": found})
    else:
        for problem in found:
            click.echo(problem)
        click.echo(f"{folder}: {f'{len(found)} problem(s)' if found else 'valid'}")
    return exits.DATA if found else exits.DONE


@cli.command(epilog=_EXITS)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@_dist
@click.option("--table", help="Compare only this table.")
@_json
def diff(before: str, after: str, dist: Path | None, table: str | None, as_json: bool) -> int:
    """Print what leads from release A to release B: in their schemas, and in the rows of their tables.

    A and B are versions, as 2026.11.1, or "latest", or folders of releases. Numbers that nearly agree count
    as equal. The exit code is 0 whether or not they differ.
    """
    from flows.cli.commands import run_diff  # noqa: PLC0415

    return run_diff(before, after, dist=dist, table=table, as_json=as_json)


@cli.command(epilog=_EXITS)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "style", type=click.Choice(["jsonl"]), default="jsonl", show_default=True)
@click.option(
    "--flat", is_flag=True, help="Leave out what one speaker says that another says (PolNeAR marks none)."
)
def attribute(files: tuple[str, ...], style: str, flat: bool) -> int:
    """Print who said what in text or HTML files, one JSON object a file.

    FILE is a file, a folder (every file of a known format below it), or - for standard input. Offsets are
    half-open code points of the decoded file; of the extracted text, for HTML. A file that cannot be read
    is named on standard error; the others are printed all the same, and the exit code is 2.
    """
    lean.import_contracts()
    lean.import_spacy()
    from flows.cli.attribute import Bad, attribute  # noqa: PLC0415

    code = exits.DONE
    for found in attribute(files, nested=not flat):
        if isinstance(found, Bad):
            _complain(found.line)
            code = exits.INPUT
        else:
            click.echo(json.dumps(found, ensure_ascii=False))
    return code


@cli.command("open", epilog=_EXITS)
@click.argument("version", default="latest")
@_dist
@click.option("--address", is_flag=True, help="Print the address of the start page, and open nothing.")
def open_explorer(version: str, dist: Path | None, address: bool) -> int:
    """Show the explorer of release VERSION, by default the newest, in the web browser.

    It is read from disk: nothing is served, and nothing leaves the machine.
    """
    from flows.cli.explorer import run_open  # noqa: PLC0415

    return run_open(version, dist=dist, only_address=address)


@cli.command(epilog=_EXITS)
@_folders
@_dist
@click.option("--cron", help='When, as five cron fields in UTC: "0 6 * * *" is daily at six.')
@click.option("--every", help="How often, as 30m, 6h or 1d, from now on.")
def serve(verbose: bool, cron: str | None, every: str | None, **options: Any) -> int:
    """Release on a schedule from this machine, until stopped with Ctrl-C: --cron or --every.

    Prefect's server runs beside it, on the loopback interface only, and ends with it. Each scheduled run
    publishes a release or says that nothing has changed.
    """
    from flows.cli.commands import run_serve  # noqa: PLC0415

    return run_serve(cron, every, verbose=verbose, **options)


for command in COMMANDS:
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with one of the documented codes."""
    signal.signal(signal.SIGTERM, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # A shell that runs this in the background has it ignored, and so it stays.
        signal.signal(signal.SIGINT, _stop)
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; gives the exit code, after one line on standard error where it is not good."""
    try:
        return int(cli.main(arguments, prog_name="parallax", standalone_mode=False) or exits.DONE)
    except click.ClickException as error:
        error.show()
        return exits.INPUT
    except (KeyboardInterrupt, click.Abort):
        _complain("stopped")
        return exits.STOPPED
    except BrokenPipeError:
        # Whoever read our output has enough of it; Python must not complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exits.DONE
    except Exception as error:
        if _TOLD_TO_STOP.is_set():
            # What was told to stop with us may be gone already, which is then no fault.
            _complain("stopped")
            return exits.STOPPED
        if exits.code_of(error) == exits.FAULT:
            _log_fault(error)
        _complain(exits.line_of(error))
        return exits.code_of(error)


def _stop(_number: int, _frame: FrameType | None) -> None:
    _TOLD_TO_STOP.set()
    raise KeyboardInterrupt


def _log_fault(error: Exception) -> None:
    """The whole traceback goes into the log of the run, and to the terminal where --verbose asked for it."""
    if environment.is_verbose():
        logs.to_terminal()
    logs.LOGGER.critical("a fault in Parallax", exc_info=error)


def _complain(line: str) -> None:
    # Names of files and words of manifests may hold what a terminal would obey.
    click.echo(f"parallax: {visible(line)}", err=True)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
