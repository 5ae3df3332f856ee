"""Accuracy and speed of the attribution extractor; writes its tables between markers in the docs.

    python -m benchmarks.attribution DATA --scorer polnear.py [--speed] [--write FILE ...]

DATA holds polnear/dev and gum_attribution/*.jsonl. Nothing of the data is written, only scores.
"""

import argparse
import importlib.util
import json
import re
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from transforms.attribution import Attribution
from transforms.attribution_model import ModelExtractor
from transforms.attribution_tagger import from_bytes
from transforms.attribution_windows import Pieces, masked, paragraphs, windows

MODEL = Path(__file__).parent.parent / "models" / "attribution"
WORD = re.compile(r"\w+")
Row = tuple[str, ...]


def load_extractor(folder: Path = MODEL, threads: int = 2) -> ModelExtractor:
    """The extractor from a model folder."""
    model, tokenizer, config = (folder / name for name in ("model.onnx", "tokenizer.json", "config.json"))
    return ModelExtractor(
        from_bytes(model.read_bytes(), tokenizer.read_text("utf-8"), config.read_text("utf-8"), threads)
    )


def load_scorer(path: Path) -> ModuleType:
    """The benchmark's own scorer, by path."""
    spec = importlib.util.spec_from_file_location("polnear", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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


def recalled(text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> tuple[int, int]:
    """How many gold attributions are found one to one: (content overlaps >= 0.5, and the source too)."""
    g = [{role: tokens(text, one[role]) for role in ("content", "source")} for one in gold]
    p = [{role: tokens(text, one[role]) for role in ("content", "source")} for one in found]
    pairs = sorted(
        (
            (overlap(a["content"], b["content"]), i, j)
            for i, a in enumerate(g)
            for j, b in enumerate(p)
            if a["content"] & b["content"]
        ),
        reverse=True,
    )
    seen_g: set[int] = set()
    seen_p: set[int] = set()
    both = 0
    for share, i, j in pairs:
        if share >= 0.5 and i not in seen_g and j not in seen_p:
            seen_g.add(i)
            seen_p.add(j)
            both += overlap(g[i]["source"], p[j]["source"]) >= 0.5
    return len(seen_g), both


def polnear_rows(scorer: Any, folder: Path, extract: ModelExtractor) -> list[Row]:
    """Scores on PolNeAR dev, one row a measure."""
    gold = scorer.read_split(str(folder))
    found = extract([text for text, _ in gold.values()], [()] * len(gold))
    scores = scorer.score(gold, {doc: as_rows(one) for doc, one in zip(gold, found, strict=True)})
    exact = " / ".join(str(scores["exact_spans"][role]["f1"]) for role in ("source", "cue", "content"))
    attribution = scores["attribution"]
    kinds = " / ".join(str(scores["by_type"][kind]["recall"]) for kind in ("direct", "mixed", "indirect"))
    return [
        (
            "PolNeAR dev",
            "attribution F1 (precision, recall)",
            f"{attribution['f1']} ({attribution['p']}, {attribution['r']})",
        ),
        ("PolNeAR dev", "exact spans F1, source / cue / content", exact),
        ("PolNeAR dev", "content tokens F1", str(scores["content_tokens"]["f1"])),
        ("PolNeAR dev", "content at overlap 0.5, F1", str(scores["content_spans"]["f1"])),
        ("PolNeAR dev", "recall, direct / mixed / indirect", kinds),
    ]


def gum_rows(path: Path, extract: ModelExtractor) -> list[Row]:
    """Recall on one GUM genre."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = extract([row["text"] for row in rows], [()] * len(rows))
    counts = [
        recalled(row["text"], row["attributions"], as_rows(one)) for row, one in zip(rows, found, strict=True)
    ]
    total = sum(len(row["attributions"]) for row in rows)
    name = f"GUM {path.stem} ({total} attributions)"
    content, both = (100 * sum(count[i] for count in counts) / total for i in (0, 1))
    return [
        (name, "recall, content at overlap 0.5", f"{content:.1f}"),
        (name, "recall, content and source at overlap 0.5", f"{both:.1f}"),
    ]


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds of the fastest of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def all_windows(extract: ModelExtractor, texts: Sequence[str]) -> list[Pieces]:
    """Every window the extractor would read."""
    return [w for text in texts for w in windows(paragraphs(masked(text, ()), extract.tagger.tokenizer))]


def speed_rows(extract: ModelExtractor, texts: Sequence[str], times: int) -> list[Row]:
    """Seconds over the same texts, loading excluded: ours, our bare model, spaCy, textacy if installed."""
    ready = all_windows(extract, texts)
    ours = best_of(times, lambda: extract(texts, [()] * len(texts)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    bare = best_of(times, lambda: sum(1 for _ in extract.tagger(ready)))
    words = sum(len(WORD.findall(text)) for text in texts)
    rows = [("attribution, end to end", ours), ("its bare model over the same windows", bare)]
    if importlib.util.find_spec("en_core_web_sm"):
        import spacy  # noqa: PLC0415 - only where it is measured

        nlp = spacy.load("en_core_web_sm")
        rows.append(
            (
                "spaCy en_core_web_sm, all components",
                best_of(times, lambda: list(nlp.pipe(texts, batch_size=8))),
            )
        )
        if importlib.util.find_spec("textacy"):
            from textacy.extract import triples  # noqa: PLC0415

            rows.append(
                (
                    "textacy direct quotations (with spaCy)",
                    best_of(
                        times,
                        lambda: [
                            list(triples.direct_quotations(doc)) for doc in nlp.pipe(texts, batch_size=8)
                        ],
                    ),
                )
            )
    table = [
        (name, f"{seconds:.1f} s", f"{words / seconds:,.0f} words/s, {seconds / ours:.2f} of ours")
        for name, seconds in rows
    ]
    return [*table, ("peak memory of the process before spaCy", f"{peak:.2f} GiB", "")]


def as_table(heads: Row, rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_between(path: Path, name: str, table: str) -> None:
    """Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->` in a file."""
    text = path.read_text("utf-8")
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(text):
        raise SystemExit(
            f"{path} has no <!-- {name} --> and <!-- /{name} --> markers; add them where the table goes"
        )
    path.write_text(pattern.sub(lambda m: f"{m[1]}{table}\n{m[2]}", text), "utf-8")


def main() -> None:
    """Runs from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--write", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    scorer, extract = load_scorer(args.scorer), load_extractor(args.model)
    rows = polnear_rows(scorer, args.data / "polnear" / "dev", extract)
    for genre in ("news", "interview"):
        rows += gum_rows(args.data / "gum_attribution" / f"{genre}.jsonl", extract)
    tables = {"scores": as_table(("data", "measure", "percent"), rows)}
    if args.speed:
        texts = [text for text, _ in scorer.read_split(str(args.data / "polnear" / "dev")).values()]
        tables["speed"] = as_table(("what", "time", "rate"), speed_rows(extract, texts, args.times))
    for name, table in tables.items():
        print(table, end="\n\n")
        for path in args.write:
            write_between(path, f"attribution-{name}", table)


if __name__ == "__main__":
    main()
