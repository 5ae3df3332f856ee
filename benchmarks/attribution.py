"""Accuracy and speed of the attribution extractor: `python -m benchmarks attribution --data DATA`.

DATA holds polnear/dev and gum_attribution/*.jsonl; the scorer lies beside it. Only scores are written.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.attribution_speed import PARTS, SPEED, WORD, part_rows, speed_rows
from benchmarks.page import PAGE, stamp, write_block
from flows.store.resources import load_resources
from models.attribution.data import load_scorer
from transforms.attribution.model import ModelExtractor
from transforms.attribution.tagger import from_bytes
from transforms.attribution.values import Attribution

MODEL = Path(__file__).parent.parent / "models" / "attribution"
CUTS = (0.6, 0.65, 0.69, 0.75, 0.8, 0.85, 0.9)
Row = tuple[str, ...]
HEADS = {
    "scores": ("data", "measure", "percent", "n"),
    "reliability": ("stated confidence", "attributions", "mean stated", "right"),
    "cuts": ("confidence from", "attributions", "right, %", "of all, %"),
    "speed": SPEED,
    "parts": PARTS,
}


def load_extractor(folder: Path = MODEL, cores: int = 2) -> ModelExtractor:
    """The extractor from a model folder."""
    model, tokenizer, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
    return ModelExtractor(
        from_bytes(model.read_bytes(), tokenizer.read_text("utf-8"), config.read_text("utf-8"), cores),
        load_resources().lemmatiser,
    )


def as_rows(found: Iterable[Attribution]) -> list[dict[str, Any]]:
    """Attributions in the scorer's form."""
    return [
        {role: [list(span) for span in getattr(one, role)] for role in ("content", "cue", "source")}
        for one in found
    ]


def tokens(text: str, spans: Sequence[Sequence[int]]) -> set[int]:
    """Numbers of the words that the spans touch."""
    return {
        i for i, m in enumerate(WORD.finditer(text)) if any(s < m.end() and m.start() < e for s, e in spans)
    }


def overlap(left: set[int], right: set[int]) -> float:
    """Intersection over union; 1 where both are empty."""
    return len(left & right) / len(left | right) if left | right else 1.0


def matched(text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> dict[int, bool]:
    """Predictions whose content overlaps a gold one of their own >= 0.5: whether the source agrees too."""
    g = [{role: tokens(text, one[role]) for role in ("content", "source")} for one in gold]
    p = [{role: tokens(text, one[role]) for role in ("content", "source")} for one in found]
    pairs = [(overlap(a["content"], b["content"]), i, j) for i, a in enumerate(g) for j, b in enumerate(p)]
    seen: set[int] = set()
    right: dict[int, bool] = {}
    for _, i, j in sorted((pair for pair in pairs if pair[0] >= 0.5), reverse=True):
        if i not in seen and j not in right:
            seen.add(i)
            right[j] = overlap(g[i]["source"], p[j]["source"]) >= 0.5
    return right


def judged(gold: Sequence[tuple[str, Any]], found: Sequence[list[Attribution]]) -> list[tuple[float, bool]]:
    """Stated confidence, and whether content and source were right, nested attributions left out.

    Where there is no cue, no source is claimed: the content alone must be right.
    """
    pairs = []
    for (text, wanted), mine in zip(gold, found, strict=True):
        flat = [one for one in mine if one.nested_in is None]
        right = matched(text, wanted, as_rows(flat))
        for number, one in enumerate(flat):
            pairs.append((one.confidence, right.get(number, False) if one.cue else number in right))
    return pairs


def cut_rows(given: Sequence[tuple[float, bool]]) -> list[Row]:
    """What is right from each cut on, and the share of all attributions that is left."""
    rows: list[Row] = []
    for cut in CUTS:
        kept = [right for confidence, right in given if confidence >= cut]
        right, share = sum(kept) / len(kept), len(kept) / len(given)
        rows.append((f"{cut:.2f}", str(len(kept)), f"{100 * right:.1f}", f"{100 * share:.1f}"))
    return rows


def reliability_rows(given: Sequence[tuple[float, bool]]) -> list[Row]:
    """Stated confidence against how often it was right, by bands of a tenth."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in given:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    rows: list[Row] = []
    for low, pairs in sorted(bins.items()):
        stated, share = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        rows.append(
            (f"{low / 10:.1f}-{low / 10 + 0.1:.1f}", str(len(pairs)), f"{stated:.2f}", f"{share:.2f}")
        )
    return rows


def polnear_rows(name: str, scores: dict[str, Any]) -> list[Row]:
    """The scorer's output, one row a measure."""
    exact = " / ".join(str(scores["exact_spans"][role]["f1"]) for role in ("source", "cue", "content"))
    one = scores["attribution"]
    kinds = " / ".join(str(scores["by_type"][kind]["recall"]) for kind in ("direct", "mixed", "indirect"))
    gold = str(scores["gold"])
    return [
        (name, "attribution F1 (precision, recall)", f"{one['f1']} ({one['p']}, {one['r']})", gold),
        (name, "exact spans F1, source / cue / content", exact, gold),
        (name, "content tokens F1", str(scores["content_tokens"]["f1"]), gold),
        (name, "content at overlap 0.5, F1", str(scores["content_spans"]["f1"]), gold),
        (name, "recall, direct / mixed / indirect", kinds, gold),
    ]


def polnear_tables(scorer: Any, folder: Path, extract: ModelExtractor) -> dict[str, list[Row]]:
    """Scores with and without nested attributions, which PolNeAR's annotators never marked; reliability."""
    gold = scorer.read_split(str(folder))
    found = extract([text for text, _ in gold.values()], [()] * len(gold))
    flat = [[one for one in mine if one.nested_in is None] for mine in found]
    rows: list[Row] = []
    for name, sets in (("PolNeAR dev, nested left out", flat), ("PolNeAR dev, everything", found)):
        predicted = {doc: as_rows(mine) for doc, mine in zip(gold, sets, strict=True)}
        rows += polnear_rows(name, scorer.score(gold, predicted))
    given = judged(list(gold.values()), found)
    return {"scores": rows, "reliability": reliability_rows(given), "cuts": cut_rows(given)}


def gum_rows(path: Path, extract: ModelExtractor) -> list[Row]:
    """Recall on one GUM genre."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = extract([row["text"] for row in rows], [()] * len(rows))
    right = [
        matched(row["text"], row["attributions"], as_rows(one)) for row, one in zip(rows, found, strict=True)
    ]
    total = sum(len(row["attributions"]) for row in rows)
    name = f"GUM {path.stem}"
    content, both = sum(map(len, right)), sum(sum(one.values()) for one in right)
    return [
        (name, "recall, content at overlap 0.5", f"{100 * content / total:.1f}", str(total)),
        (name, "recall, content and source at overlap 0.5", f"{100 * both / total:.1f}", str(total)),
    ]


def as_table(heads: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def run(data: Path) -> None:
    """Measure, and write the tables into docs/benchmarks.md and the model card."""
    scorer, extract = load_scorer(data.parent / "polnear.py"), load_extractor(MODEL)
    dev = data / "polnear" / "dev"
    tables = polnear_tables(scorer, dev, extract)
    for genre in ("news", "interview"):
        tables["scores"] += gum_rows(data / "gum_attribution" / f"{genre}.jsonl", extract)
    _write(tables)
    texts = [text for text, _ in scorer.read_split(str(dev)).values()]
    _write({"speed": speed_rows(extract, texts), "parts": part_rows(extract, texts)})


def _write(tables: dict[str, list[Row]]) -> None:
    """Each table as soon as it is there: speed takes longest, and tells nothing on a busy machine."""
    for name, rows in tables.items():
        for page in (PAGE, MODEL / "README.md"):
            measured = stamp("python -m benchmarks attribution --data DATA")
            write_block(f"attribution-{name}", f"{measured}\n\n{as_table(HEADS[name], rows)}", page)
