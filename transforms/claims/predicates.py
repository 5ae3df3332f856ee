"""Which words head a claim of their own: finite verbs of clauses that assert something.

A condition, an indirect question or a relative clause that only says which one is meant is part of the
clause around it. What a quote covers stands alone in its speaker's voice.
"""

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from transforms.claims.voices import Voices
from transforms.language import lexica
from transforms.language.grammar import FINITE, FUTURE, PAST, auxiliaries, tense_of

REASONS: Final = lexica.words("claims", "reasons")
MOMENTS: Final = lexica.words("claims", "moments")
CONDITIONS: Final = lexica.words("claims", "conditions")
SUBJECTS: Final = frozenset(("nsubj", "nsubjpass", "csubj", "expl"))

_VERBS: Final = frozenset(("VERB", "AUX"))
_CLAUSES: Final = frozenset(("ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis", "acl", "pcomp", "dep"))
_LOOSE: Final = frozenset(("ROOT", "parataxis", "dep"))
_RESCUED: Final = frozenset(("ccomp", "conj", "advcl"))
_ASKING_FORMS: Final = frozenset(("VBD", "VBP", "VBZ"))
_ASKING: Final = frozenset(("WP", "WRB", "WDT", "WP$"))
_HOW: Final = frozenset(("how", "why"))  # never relative, as "who" and "when" may be
_BEFORE_A_COMMAND: Final = frozenset(("advmod", "punct", "intj", "neg", "aux", "cc"))


def predicates(sentence: Sentence, voices: Voices) -> frozenset[int]:
    """The places of the words that head a claim; a question has none."""
    if is_question(sentence):
        return frozenset()
    asks = any(token.text == "?" for token in sentence)
    verbs = [token for token in sentence if token.pos_ in _VERBS]
    asked = frozenset(t.i for t in verbs if (asks and _is_inverted(t)) or _opens_as_question(t))
    found = [t for t in verbs if _is_finite_clause(t) and not (_hangs_on(t, asked) or _opens_with_how(t))]
    alone = {token.i for token in found if _stands_alone(token, voices)}
    for token in sorted(found, key=lambda one: sum(1 for _ in one.ancestors)):
        if token.dep_ in _RESCUED and not _is_open(token) and not _has_above(token, alone, voices):
            alone.add(token.i)  # nothing around it claims anything: its proposition would be lost
    return frozenset(alone)


def is_question(sentence: Sentence) -> bool:
    """Whether the sentence ends with a question mark, closing quotation marks aside."""
    return sentence.text.rstrip(" \n\"'”’)").endswith("?")


def _opens_with_how(verb: Token) -> bool:
    """ "How the port was saved", as a headline or in a list; not "how it was saved is unclear"."""
    word = verb.left_edge
    if word.lower_ not in _HOW:
        return False
    while word.head.i != verb.i and word.head.pos_ not in _VERBS:
        word = word.head
    return word.head.i == verb.i


def _opens_as_question(verb: Token) -> bool:
    """ "Did the port close, or was it sold.": a question at a beginning whose mark is lost.

    Its auxiliary, or its "be", is the first word of the sentence or of a quotation, and its subject follows.
    """
    words = [child for child in verb.lefts if not child.is_punct]
    first = words[0] if words else verb
    helps = first.dep_ in ("aux", "auxpass") or (first.i == verb.i and verb.lemma_ == "be")
    if not helps or first.tag_ not in _ASKING_FORMS:
        return False
    before = first.doc[verb.sent.start : first.i]
    opens = all(word.is_punct or word.is_space for word in before) or before[-1].is_quote
    return opens and any(
        child.dep_ in ("nsubj", "nsubjpass") and child.i > first.i for child in verb.children
    )


def _hangs_on(token: Token, above: frozenset[int]) -> bool:
    """Whether the token is one of those, or hangs on one, but for what a relative clause adds."""
    while above and token.i not in above and token.head.i != token.i and not is_loose_relative(token):
        token = token.head
    return token.i in above


def is_imperative(token: Token, helpers: Sequence[Token]) -> bool:
    """A bare verb that opens its clause and that nothing governs but the verb reporting it."""
    leads = token.dep_ == "ROOT" or (token.dep_ == "ccomp" and token.i < token.head.i)
    bare = token.tag_ == "VB" and all(helper.lower_ == "do" for helper in helpers)
    return leads and bare and all(child.dep_ in _BEFORE_A_COMMAND for child in token.lefts)


def has_subject(token: Token) -> bool:
    """Whether a subject hangs on the verb itself."""
    return any(child.dep_ in SUBJECTS for child in token.children)


def is_label(noun: Token) -> bool:
    """ "Mara Ilves: Holm sold the port": what stands before a colon is nobody's subject."""
    return any(child.text == ":" and child.i > noun.i for child in noun.children)


def is_loose_relative(token: Token) -> bool:
    """A relative clause behind a comma or dash adds a claim; one without says which is meant."""
    first = token.left_edge
    return token.dep_ == "relcl" and first.i > token.sent.start and first.nbor(-1).is_punct


def is_set_before(token: Token) -> bool:
    """ "The port will close, they hope": what stands in front of the verb it hangs on."""
    return token.dep_ == "ccomp" and token.i < token.head.i


def _is_finite_clause(token: Token) -> bool:
    if token.pos_ not in _VERBS or token.dep_ not in _CLAUSES:
        return False
    helpers = list(auxiliaries(token))
    if is_imperative(token, helpers):
        return True
    if any(helper.tag_ == "TO" for helper in helpers):
        return False
    finite = token.tag_ in FINITE or any(helper.tag_ in FINITE for helper in helpers)
    if token.dep_ == "ccomp" and not has_subject(token) and not is_imperative(token, helpers):
        return False
    return finite or (token.dep_ == "ROOT" and has_subject(token))


def _stands_alone(token: Token, voices: Voices) -> bool:
    if token.dep_ in _LOOSE:
        return True
    if token.dep_ == "relcl":
        return is_loose_relative(token)
    if _is_open(token):
        return False
    if token.dep_ == "conj":
        return _is_joined(token, voices)
    if token.dep_ == "advcl":
        return has_subject(token)
    return voices.of(token) != voices.of(token.head) or is_set_before(token)


def _is_joined(token: Token, voices: Voices) -> bool:
    """Whether what the verb is coordinated with stands alone, so that it does too, but for an "or"."""
    head = token.head
    if _is_either(token):
        return False
    if not _is_finite_clause(head):
        return has_subject(token)
    return _stands_alone(head, voices) or voices.of(head) != voices.of(token)


def _is_either(token: Token) -> bool:
    """ "was blocked or weakened", "was blocked, stayed or weakened": one of them, no one knows which."""
    middle = any(child.dep_ == "conj" for child in token.children)
    return any(
        child.dep_ == "cc" and child.lower_ == "or"
        for verb in ((token.head, token) if middle else (token.head,))
        for child in verb.children
    )


def _is_open(token: Token) -> bool:
    """Whether the clause leaves open what it tells of: a condition, a question, an "as far as I know".

    What is coordinated with such a clause, or is another choice, is open too.
    """
    if token.dep_ != "ROOT" and any(c.lower_ in _HOW for c in token.lefts):
        return True
    if token.dep_ == "conj":
        return token.head.pos_ in _VERBS and (_is_open(token.head) or _is_either(token))
    openers = [child for child in token.children if child.dep_ == "mark" or child.tag_ in _ASKING]
    if token.dep_ == "advcl":
        return _is_open_adverbial(token, openers)
    if token.dep_ not in ("ccomp", "pcomp"):
        return False
    first = token.left_edge
    asks = first.tag_ in _ASKING or any(child.tag_ in _ASKING for child in openers)
    return asks or any(child.lower_ in CONDITIONS for child in openers)


def _is_open_adverbial(token: Token, openers: Sequence[Token]) -> bool:
    if token.head.pos_ not in _VERBS or _is_inverted(token) or _is_complement(token) or _compares(token):
        return True
    words = {opener.lower_ for opener in openers}
    if words & MOMENTS:
        return tense_of(token) != PAST or _may_lie_ahead(token) or _is_measured(token)
    return "that" in words or (bool(words) and not words & REASONS)


def _is_measured(token: Token) -> bool:
    """ "The ferry sank one day after the port closed": without the second clause, "one day" says nothing."""
    first = token.left_edge
    before = first.nbor(-1) if first.i > token.sent.start else first
    return before.dep_ == "npadvmod" and before.head.i == token.head.i


def _may_lie_ahead(token: Token) -> bool:
    """ "It will take time before they set a date": a form that may be of the present, below a future."""
    return token.lower_ == token.lemma_ and any(tense_of(verb) == FUTURE for verb in token.ancestors)


def _is_complement(token: Token) -> bool:
    """ "The trouble is because the port closed": all that its "is" says."""
    others = (
        child for child in token.head.rights if child.i != token.i and child.dep_ not in ("punct", "neg")
    )
    return token.head.lemma_ == "be" and token.i > token.head.i and next(others, None) is None


def _compares(token: Token) -> bool:
    """ "as much as we need": the second "as"."""
    first = token.left_edge
    before = token.doc[token.sent.start : first.i]
    return first.lower_ == "as" and any(word.lower_ == "as" and word.dep_ == "advmod" for word in before)


def _is_inverted(token: Token) -> bool:
    """ "had I not been there"."""
    first = next(token.lefts, None)
    return first is not None and first.dep_ in ("aux", "auxpass")


def _has_above(token: Token, alone: set[int], voices: Voices) -> bool:
    """Whether a claim of the same voice stands above the token, or the token heads one."""
    voice = voices.of(token)
    while token.i not in alone:
        if token.head.i == token.i or voices.of(token.head) != voice:
            return False
        token = token.head
    return True
