"""Accuracy and cost of speakers; writes its tables into docs/benchmarks.md.

    python -m benchmarks.speakers DATA [--write]

DATA holds gum_attribution/*.jsonl and gap/gap-development.tsv. GUM is scored on gold attributions, so that
only speakers are judged; the five articles on tests/golden/speakers, made by hand. The baseline answers
with the nearest name before the source.
"""

import argparse
import json
import re
import time
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.page import stamp, table, write_block
from benchmarks.speakers_data import (
    Example,
    analysed,
    gap_examples,
    gum_attributions,
    gum_documents,
    resolver,
)
from flows.store.resources import PROJECT
from transforms.attribution.values import Attribution
from transforms.language.name_forms import same_person
from transforms.language.names import find_names
from transforms.language.spans import Span
from transforms.speakers.resolution import DocumentResolver

GOLDEN = PROJECT / "tests" / "golden" / "speakers"
_TITLES = frozenset(
    "mr mrs ms dr prof professor president sir sen rep the ambassador senator us emeritus".split()
)
FORMS = ("name", "pronoun", "nominal")
Answer = str | None
Outcome = tuple[str, str, str]
Answers = Callable[[str, Sequence[Attribution]], Sequence[Answer]]


def ours(text: str, attributions: Sequence[Attribution]) -> list[Answer]:
    """The speaker's name for each attribution, by the resolver."""
    return answers_of(resolver(), text, attributions)


def answers_of(known: DocumentResolver, text: str, attributions: Sequence[Attribution]) -> list[Answer]:
    """The speaker's name for each attribution, by a given resolver."""
    found = known(analysed(text), attributions)
    return [None if one.entity is None else found.entities[one.entity].name for one in found.resolved]


def nearest_name(text: str, attributions: Sequence[Attribution]) -> list[Answer]:
    """The name in the source, else the nearest name before it: the baseline."""
    names = [n for n in find_names(analysed(text), resolver().reference) if not n.people]
    starts = [name.start for name in names]
    return [_nearest(attribution, names, starts) for attribution in attributions]


def _nearest(attribution: Attribution, names: Sequence[Any], starts: Sequence[int]) -> Answer:
    spans = attribution.source or attribution.content[:1]
    inside = [n for n in names if any(s.start <= n.start and n.end <= s.end for s in attribution.source)]
    before = names[: bisect_left(starts, spans[0].start)]
    return str((inside or before)[-1].text) if inside or before else None


def _tokens(name: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    found = re.findall(r"[a-z0-9]+", re.sub("['’]s\\b", "", plain).lower())
    return tuple(word for word in found if word not in _TITLES) or tuple(found)


def right(answer: str, gold: dict[str, Any], chain: dict[str, Any], text: str) -> bool:
    """Whether a name is the gold chain's: its canonical name or item, or the end of one of its names."""
    own = set(_tokens(answer))
    names = [gold["canonical"], re.sub(r"\(.*?\)", "", (gold["wiki"] or "").replace("_", " "))]
    for name in filter(None, names):
        other = set(_tokens(name))
        if own <= other or other <= own:
            return True
    if gold["form"] == "name" and answer in gold["mention"]:
        return True
    return any(_names(text[start:end], answer) for start, end in chain["mentions"])


def _names(mention: str, answer: str) -> bool:
    head = re.split(r"[,(]| who | of | for ", mention)[0]
    written = any(word[0].isupper() for word in head.split())
    wanted = _tokens(answer)
    return written and _tokens(head)[-len(wanted) :] == wanted


def gum_counts(folder: Path, answers: Answers) -> Counter[Outcome]:
    """The outcomes of all documents."""
    return sum((document_counts(one, answers) for one in gum_documents(folder)), Counter[Outcome]())


def document_counts(document: dict[str, Any], answers: Answers) -> Counter[Outcome]:
    """(genre, form, outcome) of a document's gold attributions whose speaker has a name."""
    counts = Counter[Outcome]()
    pairs = gum_attributions(document)
    chains = {chain["chain"]: chain for chain in document["coref"]}
    found = answers(document["text"], [attribution for attribution, _ in pairs])
    for (_, record), answer in zip(pairs, found, strict=True):
        gold = record.get("speaker")
        if gold:
            form = gold["form"] if _has_name(gold) else "nameless"
            outcome = "null" if answer is None else "wrong"
            if answer is not None and right(answer, gold, chains[gold["chain"]], document["text"]):
                outcome = "right"
            counts[document["genre"], form, outcome] += 1
    return counts


def _has_name(gold: dict[str, Any]) -> bool:
    named = gold["form"] == "name" and gold["etype"] in ("person", "organization", "place")
    return gold["canonical"] is not None or named


def gum_rows(folder: Path) -> list[dict[str, object]]:
    """The table of GUM: share of right speakers by form and genre, with the baseline beside it."""
    mine, base = gum_counts(folder, ours), gum_counts(folder, nearest_name)
    rows: list[dict[str, object]] = []
    for genres, label in (
        (("news", "interview"), "all"),
        (("news",), "news"),
        (("interview",), "interviews"),
    ):
        for forms in (FORMS, *((form,) for form in FORMS)):
            name = "all named" if len(forms) > 1 else f"{forms[0]}s"
            row = {"texts": label, "source": name, **shares(mine, genres, forms)}
            rows.append(row | {"nearest name, right %": shares(base, genres, forms)["right %"]})
    nameless = shares(mine, ("news", "interview"), ("nameless",))
    rows.append({"texts": "all", "source": "no name in the text", **nameless, "nearest name, right %": 0.0})
    return rows


def shares(counts: Counter[Outcome], genres: Iterable[str], forms: Iterable[str]) -> dict[str, Any]:
    """How many attributions of some genres and forms there are, and which percentage came out how."""
    picked: Counter[str] = Counter()
    for (genre, form, outcome), number in counts.items():
        if genre in genres and form in forms:
            picked[outcome] += number
    total = picked.total() or 1
    shares = {f"{o} %": round(100 * picked[o] / total, 1) for o in ("right", "wrong", "null")}
    return {"n": picked.total(), **shares}


def gap_f1(examples: Sequence[Example]) -> tuple[float, float, float]:
    """F1 over both candidates, for all pronouns, masculine ones and feminine ones."""
    weights = resolver().weights
    counts: Counter[tuple[str, str]] = Counter()
    for example in examples:
        best = weights.choose(example.candidates)
        pick = best[0] if best else None
        for said, true in ((pick == example.a, example.gold[0]), (pick == example.b, example.gold[1])):
            outcome = "tp" if said and true else "fp" if said else "fn" if true else "tn"
            counts["f" if example.feminine else "m", outcome] += 1
    return _f1(counts, "mf"), _f1(counts, "m"), _f1(counts, "f")


def _f1(counts: Counter[tuple[str, str]], genders: str) -> float:
    tp, fp, fn = (sum(counts[g, outcome] for g in genders) for outcome in ("tp", "fp", "fn"))
    return round(200 * tp / max(1, 2 * tp + fp + fn), 1)


def gap_rows(path: Path) -> list[dict[str, object]]:
    """The table of GAP, without and with the page's title above the text."""
    rows: list[dict[str, object]] = [
        {"system": "syntactic parallelism (published)", "F1": 66.9, "masculine": "-", "feminine": "-"}
    ]
    for headline, name in ((False, "ours, text alone"), (True, "ours, page title as headline")):
        both, masculine, feminine = gap_f1(gap_examples(path, resolver(), headline=headline))
        rows.append({"system": name, "F1": both, "masculine": masculine, "feminine": feminine})
    return rows


def golden(origin: str) -> tuple[str, list[Attribution], list[dict[str, Any]]]:
    """One of the five articles: its text, its golden attributions, and the golden lines themselves."""
    text = next((PROJECT / "raw" / origin).glob("*.txt")).read_text(encoding="utf-8-sig")
    lines = json.loads((GOLDEN / f"{origin}.json").read_text(encoding="utf-8"))
    return text, [_golden_attribution(text, line) for line in lines], lines


def _golden_attribution(text: str, line: dict[str, Any]) -> Attribution:
    content, context = text.index(line["content"]), text.index(line["context"])
    source = text.index(line["source"], context) if line["source"] else None
    kind = "direct" if line["content"][0] in '"“' else "indirect"
    where = () if source is None else (Span(source, source + len(line["source"])),)
    return Attribution((Span(content, content + len(line["content"])),), kind, 1.0, "gold", source=where)


def five_rows() -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Right speakers in each of the five articles, and every mention that is no plain name."""
    rows: list[dict[str, object]] = []
    cases: list[dict[str, object]] = []
    for path in sorted(GOLDEN.glob("*.json")):
        text, attributions, lines = golden(path.stem)
        found = resolver()(analysed(text), attributions)
        base = nearest_name(text, attributions)
        answers = ours(text, attributions)
        good = [same(answer, line["speaker"]) for answer, line in zip(answers, lines, strict=True)]
        plain = [same(answer, line["speaker"]) for answer, line in zip(base, lines, strict=True)]
        counts = {"quotes": len(lines), "right": sum(good), "nearest name, right": sum(plain)}
        rows.append({"article": path.stem, **counts})
        for one, line, answer in zip(found.resolved, lines, answers, strict=True):
            if one.form != "name":
                said = {"mention": line["source"] or "(none)", "form": one.form, "system": answer or "null"}
                cases.append({"article": path.stem, **said, "gold": line["speaker"] or "null"})
    return rows, cases


def same(answer: Answer, gold: Answer) -> bool:
    """Whether an answer is the golden speaker: null for null, or a name of the same entity."""
    if answer is None or gold is None:
        return answer is gold
    return answer == gold or (" " in answer and same_person(answer, gold))


def cost_row(folder: Path) -> dict[str, object]:
    """Words a second of resolving GUM's news, the best of three."""
    news = [d for d in gum_documents(folder) if d["genre"] == "news"]
    made = [(analysed(d["text"]), [a for a, _ in gum_attributions(d)]) for d in news]
    total = sum(len(document.text.split()) for document, _ in made)
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        for document, attributions in made:
            resolver()(document, attributions)
        taken.append(time.perf_counter() - start)
    return {"texts": "GUM news", "words": total, "words a second": round(total / min(taken))}


def run(data: Path) -> None:
    """Measure everything and write docs/benchmarks.md."""
    write_block("speakers", page(data))


def page(data: Path) -> str:
    """The section on speakers as Markdown."""
    five, cases = five_rows()
    parts = [
        "## Speakers",
        stamp("python -m benchmarks.speakers DATA --write"),
        "Right speakers of GUM's gold attributions; the nearest preceding name is the baseline.",
        table(gum_rows(data / "gum_attribution")),
        "Pronouns of GAP's development split (the weights are learnt on its validation split and GUM):",
        table(gap_rows(data / "gap" / "gap-development.tsv")),
        "The first five articles, by hand-made gold:",
        table(five),
        "Every mention there that is no plain name:",
        table(cases),
        "Cost of speakers alone, one thread:",
        table([cost_row(data / "gum_attribution")]),
    ]
    return "\n\n".join(parts)


def main() -> None:
    """Print the section, and write it where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="also write docs/benchmarks.md")
    args = parser.parse_args()
    content = page(args.data)
    if args.write:
        write_block("speakers", content)
    print(content)


if __name__ == "__main__":
    main()
