"""The figures that go into every release, made anew by `python -m benchmarks.accuracy`.

Nobody types a figure here: each is found on the page that its run wrote; models/accuracy.csv is made of them.
"""

import csv
import io
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from benchmarks import difference_weights
from schemas.quotes import RELIABLE_FROM
from transforms.release.accuracy import Figure

ROOT = Path(__file__).parent.parent
PATH = ROOT / "models" / "accuracy.csv"
_WILD = {
    "VALUE": r"(?P<value>\d+(?:\.\d+)?)",
    "SHARE": r"(?P<share>\d\.\d+)",
    "N_": r"(?P<n>[\d,]+)",
    "…": r"[^|\n]*?",
}
_DATE = re.compile(r"Measured (\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure stands: in a block of docs/benchmarks.md, or on a model's card, and in which words.

    In `pattern`, VALUE stands for percent, SHARE for a share of 1, N_ for how many cases, and … for anything
    inside a cell.
    """

    task: str
    data: str
    measure: str
    model: str
    place: str
    pattern: str

    def find(self) -> Figure:
        """The figure as the page has it today; raises LookupError where it says none."""
        text = _text(self.place)
        found, day = re.search(self._expression, text, re.MULTILINE), _DATE.search(text)
        if found is None or day is None:
            raise LookupError(f"{self.place}: has no date, or nothing like {self.pattern!r}")
        given = found.groupdict()
        value = given.get("value") or f"{100 * float(found['share']):.1f}"
        n = (given.get("n") or "").replace(",", "")
        return Figure(self.task, self.data, self.measure, value, n, day[1], self.model)

    @property
    def _expression(self) -> str:
        words = re.escape(self.pattern)
        for name, expression in _WILD.items():
            words = words.replace(name, expression)
        return f"^{words}" if self.pattern.startswith("|") else words


def _text(place: str) -> str:
    """A block with its lines as they are, or a card on one line."""
    if place.endswith(".md"):
        return " ".join((ROOT / place).read_text(encoding="utf-8").split())
    page = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    return page.partition(f"<!-- {place} -->")[2].partition(f"<!-- /{place} -->")[0]


_POLNEAR, _FLAT = "PolNeAR dev (84 US political articles)", "| PolNeAR dev, nested left out | "
_TAGGER, _SPEAKERS, _CLAIMS = "models/attribution", "models/speakers", "transforms/claims"
_STORIES, _DIFFERENCES = "models/comparison", "transforms/comparison/differences"
_GUM, _SEESAW = "GUM, news and interviews, held out by document", "SEESAW train, ten stories compared by hand"
_UNSEEN = "SEESAW train, other stories, listed before a build was looked at"
_THIN = "SEESAW train, ten stories with little in common, listed by readers who saw no build"
_TAUGHT = f"{_UNSEEN}; joins are learnt from them too"
_READINGS = "benchmarks/readings/README.md"
_NOT_LEARNT = "SEESAW train, joined by scorers that were fitted without the event, and read"
_VALID = "SEESAW validation, on which nothing was fitted, read blind by two"
_ECB = "ECB+ dev, 197 articles without dates"
_HELD_OUT = "GUM and SEESAW train, held out by document"
_JUDGED = "SEESAW train, rows that readers judged strictly, in five folds by story"
_EVENTS, _CLAIMED = "SEESAW train, five folds by event", "SEESAW train, ten folds by document"
_SCORES, _CUTS, _WHO = "attribution-scores", "attribution-cuts", "speakers"
_OTHERS = "speakers_held_out"
_CUT = f"| {RELIABLE_FROM:.2f} |"  # the row of the cut from which quotes are called reliable
_CHECKED, _COMPARED = "models/checkworthiness/README.md", "models/comparison/README.md"
_BOTH = "of content and source"
_F1 = _FLAT + "attribution F1 (precision, recall) | "
_EXACT = _FLAT + "exact spans F1, source / cue / content | "
_RECALL = _FLAT + "recall, direct / mixed / indirect | "

SOURCES = (
    Source("quotes", _POLNEAR, f"F1 {_BOTH}", _TAGGER, _SCORES, _F1 + "VALUE (…) | N_"),
    Source("quotes", _POLNEAR, f"precision {_BOTH}", _TAGGER, _SCORES, _F1 + "… (VALUE, …) | N_"),
    Source("quotes", _POLNEAR, f"recall {_BOTH}", _TAGGER, _SCORES, _F1 + "…, VALUE) | N_"),
    Source("quotes", _POLNEAR, "F1 of exact sources", _TAGGER, _SCORES, _EXACT + "VALUE / … | N_"),
    Source("quotes", _POLNEAR, "F1 of exact cues", _TAGGER, _SCORES, _EXACT + "… / VALUE / … | N_"),
    Source("quotes", _POLNEAR, "F1 of exact contents", _TAGGER, _SCORES, _EXACT + "… / … / VALUE | N_"),
    Source("quotes", _POLNEAR, "recall, direct", _TAGGER, _SCORES, _RECALL + "VALUE / …"),
    Source("quotes", _POLNEAR, "recall, mixed", _TAGGER, _SCORES, _RECALL + "… / VALUE / …"),
    Source("quotes", _POLNEAR, "recall, indirect", _TAGGER, _SCORES, _RECALL + "… / … / VALUE"),
    Source("reliable quotes", _POLNEAR, "right", _TAGGER, _CUTS, f"{_CUT} N_ | VALUE |"),
    Source("reliable quotes", _POLNEAR, "share of all quotes", _TAGGER, _CUTS, f"{_CUT} … | … | VALUE |"),
    Source("speakers", _GUM, "right", _SPEAKERS, _OTHERS, "| all named | N_ | VALUE |"),
    Source("speakers", _GUM, "right, pronouns", _SPEAKERS, _OTHERS, "| pronouns | N_ | VALUE |"),
    Source("speakers", "GAP development", "F1", _SPEAKERS, _WHO, "| ours, text alone | VALUE |"),
    Source(
        "speakers", _HELD_OUT, "right where speaker_confidence is 0.95 to 0.98",
        _SPEAKERS, "speaker_confidence", "| 0.95 to 0.98 | N_ | … | VALUE |",
    ),
    Source(
        "speakers", _HELD_OUT, "right where speaker_confidence is below 0.50",
        _SPEAKERS, "speaker_confidence", "| 0.00 to 0.50 | N_ | … | VALUE |",
    ),
    Source(
        "claims", "UW factuality dev", "right polarity", _CLAIMS, "claims",
        "| UW factuality dev, sign of commitment | N_ | VALUE |",
    ),
    Source(
        "claims", _CLAIMED, "AUC of check_worthiness", "models/checkworthiness",
        _CHECKED, "ten folds by document** | **SHARE**",
    ),
    Source(
        "claims", _CLAIMED, "checkable where check_worthiness is 0.6 or more",
        "models/checkworthiness", _CHECKED, "of N_ claims from 0.6 on VALUE % are checkable",
    ),
    Source(
        "claims", _CLAIMED, "share of all checkable propositions that are rows",
        "models/checkworthiness", _CHECKED, "are checkable, which are VALUE % of all that are",
    ),
    Source(
        "claims", _CLAIMED, "checkable where check_worthiness is 0.8 or more",
        "models/checkworthiness", _CHECKED, "of N_ claims from 0.8 on VALUE % are checkable",
    ),
    Source(
        "stories", _ECB, "precision of pairs", _STORIES, "statements-stories",
        "| … | VALUE |",
    ),
    Source(
        "stories", _ECB, "recall of pairs", _STORIES, "statements-stories",
        "| 197 | … | VALUE |",
    ),
    Source(
        "statements", _TAUGHT, "recall of what two outlets both have", _STORIES, "differences-statements",
        "| statements of two outlets, six more | N_ | … | VALUE |",
    ),
    Source(
        "statements", _VALID, "right of those of two documents or more",
        _STORIES, _READINGS, "of N_ right (VALUE %): 51 of the 56",
    ),
    Source(
        "statements", _NOT_LEARNT, "right of those of two documents or more",
        _STORIES, _READINGS, "of N_ right (VALUE %): 25 of the 28",
    ),
    Source(
        "statements", _THIN, "recall of what two outlets both have", _STORIES, "differences-statements",
        "| statements of two outlets, ten thin ones | N_ | … | VALUE |",
    ),
    Source(
        "statements", _SEESAW, "recall of what two outlets both have", _STORIES, "differences-statements",
        "| statements of two outlets, the ten stories | N_ | … | VALUE |",
    ),
    Source(
        "statements", _EVENTS, "average precision of the same against not", _STORIES, _COMPARED,
        "without the event too: average precision VALUE;",
    ),
    Source(
        "statements", _EVENTS, "precision of near pairs, at the cut", _STORIES,
        _COMPARED, "at the cut, VALUE % of those called the same are",
    ),
    Source(
        "statements", _EVENTS, "recall of near pairs, at the cut", _STORIES,
        _COMPARED, "and VALUE % of the same are found",
    ),
    Source(
        "discrepancies", _THIN, "recall of what two readers both list", _DIFFERENCES,
        "differences-readers", "| the one's that the other has | N_ | … | VALUE |",
    ),
    Source(
        "discrepancies", _THIN, "recall of a second reader, of what a first lists", _DIFFERENCES,
        "differences-readers", "| a reader's | N_ | VALUE |",
    ),
    Source(
        "discrepancies", _UNSEEN, "recall of a list of differences of words", _DIFFERENCES,
        "differences-words", "| all | N_ | … | … | VALUE |",
    ),
    Source(
        "discrepancies", _UNSEEN, "recall of a list of differences of fact", _DIFFERENCES,
        "differences-facts", "| all | N_ | … | … | VALUE |",
    ),
    Source(
        "discrepancies", _VALID, "right among the half with most worth where shown_first", _DIFFERENCES,
        _READINGS, "of N_ right (VALUE %), 80.5 worth telling",
    ),
    Source(
        "discrepancies", _VALID, "telling among the half with most worth where shown_first", _DIFFERENCES,
        _READINGS, "of N_ right (85.8 %), 80.5 worth telling (VALUE %)",
    ),
    *(
        Source(
            "discrepancies", _JUDGED, f"{kind}: {label} where shown_first", _DIFFERENCES,
            "differences-scorers",
            f"| {kind} | … | … | … | N_ | " + ("VALUE |" if label == "right" else "… | VALUE |"),
        )
        for kind in difference_weights.KINDS
        for label in difference_weights.LABELS
    ),
    Source(
        "discrepancies", _SEESAW, "recall of a list made by reading", _DIFFERENCES, "differences-recall",
        "| all | N_ | … | … | VALUE |",
    ),
)  # fmt: skip


def derived() -> str:
    """The content of models/accuracy.csv, as the page has it today; raises LookupError where it says none."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Figure)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(source.find()) for source in SOURCES)
    return out.getvalue()


def write() -> None:
    """Make models/accuracy.csv anew of what the benchmarks wrote."""
    PATH.write_text(derived(), encoding="utf-8")


if __name__ == "__main__":
    write()
