"""A quality report as files and as a table in the terminal: JSON, Markdown, HTML, JUnit XML, rich.

Cells come from articles and may be hostile: the JSON holds them exactly (cut after 200 characters), every
other form shows them without control or direction characters and escaped for where they stand. All forms
follow from the report alone: no clock, no run id, no machine name.
"""

import html
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.table import Table as Terminal
from rich.text import Text

from flows.quality.examine import Report
from flows.quality.run import Example, Result
from schemas.checks.base import CountCheck
from schemas.checks.shape import StructureCheck
from transforms.explorer.rendering import stylesheet
from transforms.rows import by_key

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_LONGEST_SHOWN = 80
NOT_CHECKED = (
    "Not checked here: whether a row is right about its article, and what was not found. The checks show "
    "that the tables keep their own rules; how often each kind of row is right, where people marked it, "
    "stands in accuracy.csv."
)
"""What nobody may take a report without failures for."""
_STYLES = {"passed": "green", "warned": "yellow", "failed": "red", "crashed": "bold red"}


def to_json(report: Report) -> str:
    """The whole report for machines: a summary, then every check with what it observed, in a fixed order."""
    content = {
        "summary": {"blocked": report.blocked, **report.counts, "left_out": len(report.left_out)},
        "previous": report.previous,
        "rows": dict(report.rows),
        "checks": [{**_entry(result), "worse": result.check.id in report.worse} for result in report.results],
        "left_out": [check.id for check in report.left_out],
    }
    return json.dumps(content, indent=1, allow_nan=False) + "\n"


def to_markdown(report: Report) -> str:
    """The report for a person: verdict, what it leaves open, what did not pass, then every check by table.

    The checks of a table that all passed are folded.
    """
    lines = ["# Data quality", "", headline(report), "", NOT_CHECKED, ""]
    if report.problems:
        lines += ["## What did not pass", "", *_markdown_problems(report), ""]
    lines += ["## Every check", ""]
    for table, results in _by_table(report):
        opened = "" if passed(results) else " open"
        summary = f"<summary>{table_line(report, table, results)}</summary>"
        lines += [f"<details{opened}>", summary, "", *_markdown_checks(report, results), "", "</details>", ""]
    if report.left_out:
        ids = ", ".join(f"`{check.id}`" for check in report.left_out)
        lines += ["## Left out", "", f"These need tables that were not given: {ids}.", ""]
    return "\n".join(lines)


def passed(results: Sequence[Result]) -> bool:
    """Whether every one of the checks passed."""
    return all(result.outcome == "passed" for result in results)


def table_line(report: Report, table: str, results: Sequence[Result]) -> str:
    """A table with its rows, and how many of its checks passed."""
    rows = f", {report.rows[table]} rows" if table in report.rows else ""
    count = sum(result.outcome == "passed" for result in results)
    return f"{table}{rows}: {count} of {len(results)} checks passed"


def to_html(report: Report) -> str:
    """The report as one page in the look of the explorer, which needs no script and no other file.

    Where it goes into a release it leads back to the explorer's start.
    """
    environment = Environment(
        loader=PackageLoader("flows.quality"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"plain": plain, "observed": observed, "example": example, "passed": passed}
    tables = [(name, results, table_line(report, name, results)) for name, results in _by_table(report)]
    template = environment.get_template("quality.html.j2")
    return template.render(
        report=report, headline=headline(report), open_questions=NOT_CHECKED, tables=tables, look=stylesheet()
    )


def to_junit(report: Report) -> str:
    """The report as JUnit XML: a suite a table, a case a check; a warning is a skipped case."""
    root = ET.Element("testsuites", name="data quality")
    for table, results in _by_table(report):
        outcomes = [result.outcome for result in results]
        counts = {"failures": "failed", "errors": "crashed", "skipped": "warned"}
        attributes = {name: str(outcomes.count(outcome)) for name, outcome in counts.items()}
        suite = ET.SubElement(root, "testsuite", {"name": table, "tests": str(len(results))} | attributes)
        for result in results:
            _junit_case(suite, report, result)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def failures_table(report: Report) -> Terminal:
    """What did not pass, for the terminal: the check, how many rows, up to three examples, what to do."""
    shown = Terminal(title=headline(report), title_justify="left", show_lines=True)
    for heading in ("check", "outcome", "how many", "examples", "what to do"):
        shown.add_column(heading, overflow="fold", justify="right" if heading == "how many" else "left")
    for result in report.problems:
        cells = (result.check.id, report.outcome(result), _rows(result), "\n".join(_examples(result)))
        styled = [Text(cell) for cell in (*cells, result.check.remedy)]
        styled[1].stylize(_STYLES[result.outcome])
        shown.add_row(*styled)
    return shown


def headline(report: Report) -> str:
    """The verdict in one line."""
    verdict = "Blocked" if report.blocked else "Good to publish"
    counts = report.counts
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    out = f", {len(report.left_out)} left out" if report.left_out else ""
    worse = f" {len(report.grown)} worse than in {report.previous}." if report.grown else ""
    return f"{verdict}: {sum(counts.values())} checks, {outcomes}{out}.{worse}"


def plain(value: object, longest: int = _LONGEST_SHOWN) -> str:
    """A value as a person may safely see it: one short line, no control or direction characters."""
    text = "null" if value is None else " ".join(str(value).split())
    text = "".join(_REPLACED if unicodedata.category(char)[0] == "C" else char for char in text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def observed(result: Result) -> str:
    """What a check saw, in words: a number of rows, or how many of how many rows fail."""
    if result.status == "crashed":
        return plain(result.error, 300)
    if isinstance(result.check, CountCheck):
        return f"{result.rows_examined} rows"
    what = "columns" if isinstance(result.check, StructureCheck) else "rows"
    if not result.rows_examined:
        return f"no {what} to examine"
    return f"{result.rows_failed} of {result.rows_examined} {what} fail"


def example(one: Example) -> str:
    """A failing row or column on one line: its place, its key and the values that were judged."""
    key = ", ".join(f"{name} {plain(value)}" for name, value in one.key.items())
    values = ", ".join(f"{name} = {plain(value)}" for name, value in one.values.items())
    where = key if one.row is None else f"row {one.row} ({key})"
    return f"{where}: {values}" if values else where


def _entry(result: Result) -> dict[str, Any]:
    check = result.check
    return {
        "id": check.id,
        "table": check.table,
        "kind": check.kind,
        "columns": list(check.columns),
        "parameters": check.parameters,
        "severity": check.severity,
        "meaning": check.meaning,
        "status": result.status,
        "observed": result.observed,
        "rows_examined": result.rows_examined,
        "rows_failed": result.rows_failed,
        "examples": [asdict(one) for one in result.examples],
        "error": result.error,
        "remedy": check.remedy,
    }


def _by_table(report: Report) -> Iterator[tuple[str, list[Result]]]:
    yield from by_key(report.results, lambda result: result.check.table).items()


def _rows(result: Result) -> str:
    return "unknown" if result.status == "crashed" else str(result.rows_failed or result.rows_examined)


def _examples(result: Result) -> list[str]:
    return [example(one) for one in result.examples] or [observed(result)]


def _markdown_problems(report: Report) -> Iterator[str]:
    yield "| check | outcome | how many | examples | what to do |"
    yield "|---|---|---|---|---|"
    for result in report.problems:
        examples = "<br>".join(_markdown(line) for line in _examples(result))
        cells = (
            f"`{result.check.id}`",
            report.outcome(result),
            _rows(result),
            examples,
            _markdown(result.check.remedy),
        )
        yield f"| {' | '.join(cells)} |"


def _markdown_checks(report: Report, results: list[Result]) -> Iterator[str]:
    yield "| check | outcome | severity | observed | what it means |"
    yield "|---|---|---|---|---|"
    for result in results:
        check = result.check
        seen, meaning = _markdown(observed(result)), _markdown(check.meaning)
        outcome = report.outcome(result)
        yield f"| `{check.id}` | {outcome} | {check.severity} | {seen} | {meaning} |"


def _markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is: no markup, no end of a cell, no address made a link."""
    escaped = re.sub(r"([\\`*_{}\[\]|~#$])", r"\\\1", html.escape(text, quote=False))
    return escaped.replace("://", "&#58;//").replace("www.", "www&#46;").replace("@", "&#64;")


def _junit_case(suite: ET.Element, report: Report, result: Result) -> None:
    case = ET.SubElement(suite, "testcase", classname=result.check.table, name=result.check.id)
    element = {"failed": "failure", "crashed": "error", "warned": "skipped"}.get(result.outcome)
    if element:
        message = f"{report.outcome(result)}: {plain(result.check.meaning, 300)}: {observed(result)}"
        details = ET.SubElement(case, element, message=message)
        details.text = "\n".join([*_examples(result), f"What to do: {result.check.remedy}"])
