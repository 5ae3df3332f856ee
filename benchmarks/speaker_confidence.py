"""How far `speaker_confidence` can be believed; writes its tables into docs/benchmarks.md.

    python -m benchmarks.speaker_confidence DATA BUILD [--write]

DATA holds gum_attribution/*.jsonl, BUILD the tables of a build of the articles that
models/speakers/readings.csv judges. Each document is judged by weights fitted on the others (ten folds).
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.checked_speakers import Checked, checked
from benchmarks.page import of_build, stamp, table
from flows.store.resources import load_resources
from models.speakers.train_confidence import fit
from transforms.speakers.confidence import probability

_FOLDS = 10
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01)


def held_out(found: Sequence[Checked]) -> list[tuple[Checked, float]]:
    """Each checked mention with the probability by weights that never saw its document."""
    documents = sorted({one.document for one in found})
    given: list[tuple[Checked, float]] = []
    for fold in range(_FOLDS):
        held = set(documents[fold::_FOLDS])
        weights = fit([one for one in found if one.document not in held])
        given += [(one, probability(one.features, weights)) for one in found if one.document in held]
    return given


def reliability(given: Sequence[tuple[Checked, float]]) -> list[dict[str, object]]:
    """For each range of probabilities: how many mentions, the mean told, and the share that is right."""
    rows = []
    for low, high in pairwise(_EDGES):
        inside = [(one, share) for one, share in given if low <= share < high]
        if inside:
            rows.append({"probability": f"{low:.2f} to {min(high, 1):.2f}", **_shares(inside)})
    return rows


def _shares(inside: Sequence[tuple[Checked, float]]) -> dict[str, object]:
    told = 100 * sum(share for _, share in inside) / len(inside)
    true = 100 * sum(one.right for one, _ in inside) / len(inside)
    return {"n": len(inside), "told %": round(told, 1), "right %": round(true, 1)}


def by_method(given: Sequence[tuple[Checked, float]]) -> list[dict[str, object]]:
    """The same by what told who the speaker is."""
    methods = sorted({one.method for one, _ in given})
    return [
        {"method": method, **_shares([(one, share) for one, share in given if one.method == method])}
        for method in methods
    ]


def scores(given: Sequence[tuple[Checked, float]]) -> list[dict[str, object]]:
    """Error of the fitted probabilities, of each method's own share, and of one share for all."""
    base = sum(one.right for one, _ in given) / len(given)
    told: dict[str, Callable[[Checked, float], float]] = {
        "fitted": lambda _, share: share,
        "the method's own": lambda one, _: one.prior,
        "one share for all": lambda _, __: base,
    }
    return [{"probability": name, **_errors(given, say)} for name, say in told.items()]


def _errors(
    given: Sequence[tuple[Checked, float]], say: Callable[[Checked, float], float]
) -> dict[str, object]:
    pairs = [(say(one, share), one.right) for one, share in given]
    brier = sum((share - true) ** 2 for share, true in pairs) / len(pairs)
    loss = -sum(math.log(share if true else 1 - share) for share, true in pairs) / len(pairs)
    return {"Brier score": f"{brier:.4f}", "log loss": f"{loss:.4f}", "AUC": f"{_auc(pairs):.3f}"}


def _auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """The chance that a right speaker has a greater probability than a wrong one; ties count half."""
    right = [share for share, true in pairs if true]
    wrong = [share for share, true in pairs if not true]
    wins = sum((a > b) + 0.5 * (a == b) for a in right for b in wrong)
    return wins / (len(right) * len(wrong))


def page(data: Path, build: Path) -> str:
    """The section as Markdown."""
    resources = load_resources()
    found = checked(data, build, replace(resources.resolver, confidence=None))
    given = held_out(found)
    gum = sum(1 for one in found if not one.document.startswith("doc_"))
    intro = (
        f"{gum} speakers of GUM's gold attributions and {len(found) - gum} of SEESAW's training articles, "
        "the latter read one by one (more of the methods that err than a build has); each document judged by "
        "weights fitted on the others."
    )
    return "\n\n".join(
        (
            "## Speaker confidence",
            stamp("python -m benchmarks.speaker_confidence DATA BUILD --write"),
            intro,
            table(reliability(given)),
            table(scores(given)),
            table(by_method(given)),
        )
    )


def main() -> None:
    """Print the section, and write it where asked."""
    of_build(__doc__ or "", page, "speaker_confidence")


if __name__ == "__main__":
    main()
