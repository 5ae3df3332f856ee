"""How certain documents make one thing: alleged or not, done or planned or possible, so or not so.

Clauses are compared where two sentences are likely to tell one thing, and where a fitted scorer finds that
they are of one event and differ in more than words; nouns, where one that a document only allegedly names is
named without doubt by another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Final

from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.clause_evidence import TOLD_OR_SO, are_two, clause_evidence, contrast
from transforms.comparison.differences.clauses import OPEN, Clause, SentenceClauses
from transforms.comparison.differences.story_quotes import StoryQuote
from transforms.comparison.logistic import Logistic, probability
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.similarity import stem

HEDGES: Final = lexica.words("comparison", "hedging_adjectives")

_HEDGED: Final = 0.10
"""The least overlap of two sentences that speak of one thing, the noun itself left out."""
_TOLD: Final = {
    "done": "happened",
    "now": "happens",
    "future": "will happen",
    "planned": "is planned or expected",
    "possible": "may happen",
    "necessary": "should happen",
    "asked": "is asked for",
    "required": "must happen",
    "allowed": "may be done",
    "promised": "is promised or decided",
    "tried": "is tried",
    "told": "is only told",
    "positive": "is so",
    "negative": "is not so",
}
_FACTS: Final = frozenset(("done", "now"))
"""What differs in tense alone: each outlet tells the same event in its own."""

_AHEAD: Final = frozenset(("future", "possible", "planned"))
"""What looks ahead: what one report expects another may not."""
_LIKELY: Final = 0.3
"""How likely two sentences must tell the same thing for a scorer to be asked of two verbs."""
_SAME: Final = 0.55
"""The overlap of two sentences, and of what their verbs are said of, from which only the verb differs."""

Documents = Mapping[str, AnalysedDocument]
Quotes = Mapping[str, Sequence[StoryQuote]]


def certainty_candidates(
    sentences: Sentences, documents: Documents, scorer: Logistic, quotes: Quotes
) -> Iterator[Candidate]:
    """Candidates of the types modality and polarity; `scorer`: do two clauses differ on one event.

    What a source says plainly (`quotes`, by document) stands no firmer than what an outlet calls alleged.
    """
    yield from _hedges(sentences, documents, quotes)
    said = SentenceClauses(documents)
    found = [
        one for pair in sentences.likely_pairs for one in _of_pair(pair, sentences, said, scorer, quotes)
    ]
    for candidate in joined(found):
        if len(candidate.documents) == len(candidate.values):  # no document says both
            yield candidate


def _is_said(verb: Clause, quotes: Quotes) -> bool:
    """Whether somebody is said to have said what a clause tells."""
    return any(quote.holds(verb.start, verb.end) for quote in quotes.get(verb.document_id, ()))


def _is_quoted(document: str, noun: Token, quotes: Quotes) -> bool:
    """Whether a noun is somebody else's word, and not the outlet's."""
    place = noun.idx, noun.idx + len(noun)
    return any(quote.type == "direct" and quote.holds(*place) for quote in quotes.get(document, ()))


def _hedges(sentences: Sentences, documents: Documents, quotes: Quotes) -> Iterator[Candidate]:
    """Nouns of which a document says that they are alleged, and another one does not."""
    texts = [document.text.lower() for document in documents.values()]
    if not any(hedge in text for hedge in HEDGES for text in texts):
        return
    hedged: dict[str, list[tuple[SentenceWords, Token]]] = defaultdict(list)
    plain: dict[str, list[tuple[SentenceWords, Token]]] = defaultdict(list)
    for sentence in sentences.all:
        for token in documents[sentence.document_id].tokens(sentence.span):
            if token.pos_ == "NOUN":
                doubt = any(child.lower_ in HEDGES and child.dep_ == "amod" for child in token.children)
                if doubt:
                    hedged[token.lemma_].append((sentence, token))
                elif not _is_quoted(sentence.document_id, token, quotes):
                    plain[token.lemma_].append((sentence, token))
    for noun, uses in sorted(hedged.items()):
        doubtful = {sentence.document_id for sentence, _ in uses}
        others = [use for use in plain.get(noun, ()) if use[0].document_id not in doubtful]
        pairs = [(sentences.overlap(a[0], b[0], {stem(noun)}), a, b) for a in uses for b in others]
        if pairs:
            score, one, other = max(pairs, key=lambda pair: (pair[0], -pair[1][1].idx, -pair[2][1].idx))
            if score >= _HEDGED:
                found = _hedge(noun, one, other)
                yield replace(found, alike=score, likely=sentences.likely_of(one[0], other[0]))


def _hedge(noun: str, one: tuple[SentenceWords, Token], other: tuple[SentenceWords, Token]) -> Candidate:
    doubt = next(child for child in one[1].children if child.lower_ in HEDGES)
    first, last = sorted((doubt, one[1]), key=lambda token: token.idx)
    bare = other[1]
    values = (
        Value(one[0].document_id, first.idx, last.idx + len(last), "", f"{doubt.lower_} {noun}"),
        Value(other[0].document_id, bare.idx, bare.idx + len(bare), "", noun),
    )
    slot = f"hedge {noun} {one[0].document_id}"
    return Candidate("modality", slot, noun, "unclear", "hedge", ordered(values))


def _of_pair(
    pair: SentencePair, sentences: Sentences, said: SentenceClauses, scorer: Logistic, quotes: Quotes
) -> Iterator[Candidate]:
    """The verbs that both sentences have and put in another way."""
    for one, other in differing_clauses(pair, said):
        plain = one if one.how != "told" else other
        if contrast(one, other) == TOLD_OR_SO and _is_said(plain, quotes):
            continue
        evidence = clause_evidence(one, other, pair, sentences)
        log_odds = scorer(evidence)
        if log_odds >= scorer.least:
            yield _candidate(one, other, probability(log_odds))
        elif min(pair.overlap, evidence["arguments"]) >= _SAME and are_two(one, other):
            yield _candidate(one, other, pair.overlap)


def differing_clauses(pair: SentencePair, said: SentenceClauses) -> Iterator[tuple[Clause, Clause]]:
    """Clauses of two sentences that may be of one act and make it certain in two ways; neither does in both.

    Those of one verb, and what two sentences that are likely to tell one thing tell first of one person or
    thing.
    """
    left, right = said[pair.one], said[pair.other]
    agreed = {
        one.act for one, other in product(left, right) if one.act == other.act and _are_alike(one, other)
    }
    for one, other in product(left, right):
        if _are_alike(one, other) or not _can_differ(one, other):
            continue
        if (one.act == other.act and one.act not in agreed) or _tell_first(one, other, pair):
            yield one, other


def _tell_first(one: Clause, other: Clause, pair: SentencePair) -> bool:
    """Whether clauses of two verbs may be of one act: what their sentences tell, with a noun in common."""
    if one.act == other.act or one.negated != other.negated or pair.likely < _LIKELY:
        return False
    if {one.how, other.how} <= OPEN or not (one.is_last and other.is_last):
        return False
    return one.is_main and other.is_main and bool(one.nouns & other.nouns)


def _can_differ(one: Clause, other: Clause) -> bool:
    """Whether what one says is denied by the other, if denied at all: what will be may not have been."""
    if one.negated == other.negated or one.how == other.how:
        return True
    hows = {one.how, other.how}
    return hows <= _FACTS or hows <= _AHEAD


def _are_alike(one: Clause, other: Clause) -> bool:
    """Whether two clauses make what they tell as certain; what differs in tense alone does."""
    if one.negated != other.negated:
        return False
    return (one.how, one.above) == (other.how, other.above) or {one.how, other.how} <= _FACTS


def _candidate(one: Clause, other: Clause, likely: float) -> Candidate:
    """The candidate of a verb that both sentences have; a contradiction only where one denies a fact."""
    kind = "polarity" if one.negated != other.negated else "modality"
    values = tuple(
        Value(each.document_id, each.start, each.end, "", _form(each, kind, one.how == other.how))
        for each in (one, other)
    )
    shown = (_TOLD.get(value.normalised, value.normalised) for value in values)
    act = " / ".join(dict.fromkeys((one.act, other.act)))
    about = f"{act}: {' / '.join(dict.fromkeys(shown))}"
    verdict = "conflict" if kind == "polarity" and {one.how, other.how} <= _FACTS else "unclear"
    slot = f"{kind} {one.document_id} {one.start}"
    evidence = ", ".join(filter(None, ("clause", contrast(one, other))))
    return Candidate(kind, slot, about, verdict, evidence, ordered(values), likely=likely)


def _form(clause: Clause, kind: str, alike: bool) -> str:
    """What is compared of a clause: so or not so, the word it hangs on, or how certain that makes it."""
    if kind == "polarity":
        return _polarity(clause)
    return clause.above if alike and clause.above else clause.how


def _polarity(clause: Clause) -> str:
    return "negative" if clause.negated else "positive"
