"""How English verbs inflect: regular forms from a base form, and a base form from a form in no table."""

from typing import Final

IRREGULAR: Final = {
    "said": "say",
    "saith": "say",
    "told": "tell",
    "spoke": "speak",
    "spoken": "speak",
    "wrote": "write",
    "written": "write",
    "read": "read",
    "swore": "swear",
    "sworn": "swear",
    "sang": "sing",
    "sung": "sing",
    "thought": "think",
    "felt": "feel",
    "knew": "know",
    "known": "know",
    "held": "hold",
    "began": "begin",
    "begun": "begin",
    "found": "find",
    "showed": "show",
    "shown": "show",
    "saw": "see",
    "seen": "see",
    "heard": "hear",
    "understood": "understand",
    "foresaw": "foresee",
    "foretold": "foretell",
    "forgot": "forget",
    "forgotten": "forget",
    "sought": "seek",
    "laid": "lay",
    "lying": "lie",
    "went": "go",
    "gone": "go",
    "made": "make",
    "took": "take",
    "taken": "take",
    "gave": "give",
    "given": "give",
    "got": "get",
    "gotten": "get",
    "came": "come",
    "brought": "bring",
    "meant": "mean",
    "shot": "shoot",
    "struck": "strike",
    "undertook": "undertake",
    "undertaken": "undertake",
    "pled": "plead",
    "dealt": "deal",
    "led": "lead",
    "left": "leave",
    "kept": "keep",
    "meant to": "mean",
    "paid": "pay",
    "sent": "send",
    "saying": "say",
    "was": "be",
    "were": "be",
    "is": "be",
    "are": "be",
    "been": "be",
    "being": "be",
    "am": "be",
    "'s": "be",
    "’s": "be",
    "had": "have",
    "has": "have",
    "having": "have",
    "did": "do",
    "does": "do",
    "done": "do",
    "doing": "do",
    "broke": "break",
    "broken": "break",
    "drew": "draw",
    "drawn": "draw",
    "threw": "throw",
    "thrown": "throw",
    "put": "put",
    "set": "set",
    "document_speakers": "document_speakers",
    "hit": "hit",
    "bet": "bet",
    "rebutted": "rebut",
    "ran": "run",
    "grew": "grow",
    "stood": "stand",
    "told to": "tell",
    "forbade": "forbid",
    "forbidden": "forbid",
    "dreamt": "dream",
    "learnt": "learn",
}
_SILENT: Final = tuple(
    """c g s u v z at it ut ir id ik ot ap ok tl dl gl bl pl or ar ud om il yp am""".split()
)
_NOT_SILENT: Final = (
    "ss",
    "us",
    "eat",
    "oot",
    "ait",
    "eit",
    "out",
    "oor",
    "ear",
    "oud",
    "oom",
    "ail",
    "eil",
    "oil",
    "ool",
    "ook",
    "eal",
    "eam",
    "aim",
    "nt",
    "rt",
    "eap",
    "eep",
    "ing",
    "ong",
    "ang",
    "vor",
    "bor",
    "nor-",
    "oid",
    "aid",
    "isit",
    "imit",
    "edit",
    "orbit",
)
_VOWELS: Final = "aeiou"
_DOUBLING: Final = frozenset(
    "quip admit commit rip knit plan brag slam pan bet rebut chat tap nod hit put set "
    "swap blog begin grin sob jab dub refer infer scrap drop quit".split()
)


def inflected(lemma: str) -> set[str]:
    """Regular forms of a verb (or the plural of a noun)."""
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    stem = lemma + lemma[-1] if lemma in _DOUBLING else lemma
    plural = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    return {lemma, plural, stem + "ed", stem + "ing"}


def guess(word: str) -> str:
    """The lemma of a word in no table, by its ending."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2:
            if stem[-1] == stem[-2] and stem[-1] not in "lsfz":
                return stem[:-1]
            if ending == "ed" and stem.endswith("i"):
                return stem[:-1] + "y"
            return stem + "e" if stem.endswith(_SILENT) and not stem.endswith(_NOT_SILENT) else stem
    return word
