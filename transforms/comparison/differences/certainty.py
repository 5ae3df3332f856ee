"""How certain documents make one thing: alleged or not, done or planned or possible, so or not so.

Words are compared where two sentences overlap enough to tell of one event and have the same verb, or where
a noun that one document only allegedly names is named without doubt by another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from spacy.tokens import Token

from transforms.comparison.differences.candidates import Candidate, Value, joined, ordered
from transforms.comparison.differences.predicate_frames import LIGHT_VERBS
from transforms.comparison.sentence_words import SentencePair, Sentences, SentenceWords
from transforms.language import lexica
from transforms.language.analysis import AnalysedDocument
from transforms.language.similarity import is_negation, stem

HEDGES: Final = lexica.words("comparison", "hedging_adjectives")
PLANS: Final = lexica.words("comparison", "planning_verbs")
PLANNED: Final = lexica.words("comparison", "planning_adjectives")
REFUSED: Final = lexica.words("comparison", "refusing_verbs")
POSSIBLE: Final = lexica.words("comparison", "possible_modals")
FUTURE: Final = lexica.words("comparison", "future_modals")
NECESSARY: Final = lexica.words("comparison", "necessary_modals")

_HEDGED: Final = 0.10
"""The least overlap of two sentences that speak of one thing, the noun itself left out."""
_ONE_EVENT: Final = 0.40
"""The least overlap of two sentences whose equal verbs are of one event whatever their arguments are."""
_ONE_ARGUMENT: Final = 0.20
"""The same where they share an argument."""
_TOLD: Final = {
    "done": "happened",
    "now": "happens",
    "future": "will happen",
    "planned": "is planned or expected",
    "possible": "may happen",
    "necessary": "should happen",
    "positive": "is so",
    "negative": "is not so",
}
_TENSES: Final = frozenset(("done", "now"))
"""What differs in tense alone: each outlet tells the same event in its own."""
_GOVERNING: Final = ("VERB", "AUX", "ADJ")
_SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj"))

Documents = Mapping[str, AnalysedDocument]


@dataclass(frozen=True, slots=True)
class Certainty:
    """A verb in its sentence: how certain it makes what it tells of, and whether it is negated.

    `plan`: the base form of the verb that plans or expects it, or nothing.
    """

    document_id: str
    verb: Token
    how: str
    negated: bool
    plan: str
    arguments: frozenset[str]
    start: int
    end: int


def certainty_candidates(sentences: Sentences, documents: Documents) -> Iterator[Candidate]:
    """Candidates of the types modality and polarity."""
    yield from _hedges(sentences, documents)
    likely = sentences.likely_pairs
    for found in joined([found for pair in likely for found in _verbs(pair, documents)]):
        if len(found.documents) == len(found.values):  # no document says both
            yield found


def _hedges(sentences: Sentences, documents: Documents) -> Iterator[Candidate]:
    """Nouns of which a document says that they are alleged, and another one does not."""
    hedged: dict[str, list[tuple[SentenceWords, Token]]] = defaultdict(list)
    plain: dict[str, list[tuple[SentenceWords, Token]]] = defaultdict(list)
    for sentence in sentences.all:
        for token in documents[sentence.document_id].tokens(sentence.span):
            if token.pos_ == "NOUN":
                doubt = any(child.lower_ in HEDGES and child.dep_ == "amod" for child in token.children)
                (hedged if doubt else plain)[token.lemma_].append((sentence, token))
    for noun, uses in sorted(hedged.items()):
        doubtful = {sentence.document_id for sentence, _ in uses}
        others = [use for use in plain.get(noun, ()) if use[0].document_id not in doubtful]
        pairs = [(sentences.overlap(a[0], b[0], {stem(noun)}), a, b) for a in uses for b in others]
        if pairs:
            score, one, other = max(pairs, key=lambda pair: (pair[0], -pair[1][1].idx, -pair[2][1].idx))
            if score >= _HEDGED:
                yield _hedge(noun, one, other)


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


def _verbs(pair: SentencePair, documents: Documents) -> Iterator[Candidate]:
    """The verbs that both sentences have and put in another way."""
    left = list(_certainties(pair.one, documents))
    right = list(_certainties(pair.other, documents))
    for one, other in product(left, right):
        forms = _differing(one, other)
        if forms and one.verb.lemma_ == other.verb.lemma_ and _of_one_event(one, other, pair):
            kind = "polarity" if one.negated != other.negated else "modality"
            yield _candidate(kind, one, other, forms, pair)


def _differing(one: Certainty, other: Certainty) -> tuple[str, str] | None:
    """How each puts what it tells of, where that differs."""
    if one.negated != other.negated:
        return (_polarity(one), _polarity(other)) if one.how == other.how else None
    if one.plan != other.plan and one.how == other.how == "planned":
        return one.plan, other.plan
    return (one.how, other.how) if one.how != other.how and {one.how, other.how} != _TENSES else None


def _of_one_event(one: Certainty, other: Certainty, pair: SentencePair) -> bool:
    """Whether equal verbs are of one event: the less the sentences overlap, the more arguments they share."""
    shared = len(one.arguments & other.arguments)
    return shared > 1 or (shared == 1 and pair.overlap >= _ONE_ARGUMENT) or pair.overlap >= _ONE_EVENT


def _polarity(one: Certainty) -> str:
    return "negative" if one.negated else "positive"


def _certainties(sentence: SentenceWords, documents: Documents) -> Iterator[Certainty]:
    tokens = documents[sentence.document_id].tokens(sentence.span)
    for verb in tokens:
        if verb.pos_ != "VERB" or verb.lemma_ in LIGHT_VERBS:
            continue
        governor = verb.head if verb.dep_ == "xcomp" and verb.head.pos_ in _GOVERNING else None
        above = [governor] if governor is not None and governor.lemma_ in PLANS | PLANNED | REFUSED else []
        helpers = [
            t for v in (verb, *above) for t in v.children if t.dep_ in ("aux", "auxpass", "neg", "advmod")
        ]
        how = _how(verb, above, {t.lower_ for t in helpers})
        if how is None:
            continue
        group = sorted((verb, *above, *(t for t in helpers if t.i < verb.i)), key=lambda t: t.i)
        refused = any(t.lemma_ in REFUSED for t in above)
        negated = refused != any(t.dep_ == "neg" or is_negation(t.lower_) for t in helpers)
        how = "done" if refused and above[0].tag_ in ("VBD", "VBN") else how
        yield Certainty(
            sentence.document_id,
            verb,
            how,
            negated,
            above[0].lemma_ if above and not refused else "",
            frozenset(_arguments(verb, governor)),
            group[0].idx,
            group[-1].idx + len(group[-1]),
        )


def _how(verb: Token, above: Sequence[Token], helpers: set[str]) -> str | None:
    """How certain the verb is made; None where neither tense nor helper tells."""
    if helpers & POSSIBLE:
        return "possible"
    if helpers & NECESSARY:
        return "necessary"
    if above:
        return "planned"
    if helpers & FUTURE:
        return "future"
    has = helpers & {"has", "have", "had", "'ve", "was", "were"}
    if verb.tag_ == "VBD" or (verb.tag_ == "VBN" and has):
        return "done"
    return "now" if verb.tag_ in ("VBZ", "VBP") else None


def _arguments(verb: Token, governor: Token | None) -> Iterator[str]:
    """Stems of the verb's subject, its object and what its prepositions lead to."""
    for token in (verb, *([governor] if governor is not None else [])):
        for child in token.children:
            if child.dep_ in (*_SUBJECTS, "dobj", "attr") and child.pos_ in ("NOUN", "PROPN"):
                yield stem(child.lower_)
            if child.dep_ in ("prep", "agent"):
                yield from (stem(t.lower_) for t in child.children if t.pos_ in ("NOUN", "PROPN"))


def _candidate(
    kind: str, one: Certainty, other: Certainty, forms: tuple[str, str], pair: SentencePair
) -> Candidate:
    """The candidate of a verb that both sentences have; a contradiction only where one denies it."""
    values = tuple(
        Value(each.document_id, each.start, each.end, "", form)
        for each, form in zip((one, other), forms, strict=True)
    )
    about = f"{one.verb.lemma_}: {' / '.join(_TOLD.get(form, form) for form in dict.fromkeys(forms))}"
    verdict = "conflict" if kind == "polarity" else "unclear"
    slot = f"{kind} {one.document_id} {one.start}"
    return Candidate(
        kind, slot, about, verdict, "verb", ordered(values), alike=pair.overlap, likely=pair.likely
    )
