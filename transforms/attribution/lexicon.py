"""Reporting words by what they do, and how English inflects them.

Not a list to find attributions with (the hundred commonest cues cover half of them): the tagger finds
the cue, this only names it.
"""

from types import MappingProxyType
from typing import Final

from transforms.attribution.inflection import IRREGULAR, guess, inflected

_BY_CLASS: Final = {
    "neutral": """say tell speak talk state report write read add note mention describe explain quote cite
        comment remark reply answer respond respond announce reveal show indicate detail outline recall
        recount relate relay inform brief post tweet retweet blog release publish issue continue conclude
        discuss summarize summarise testify observe air broadcast narrate sing sign name call dub label term
        refer address present list define characterize characterise portray depict express voice disclose
        mutter murmur whisper interject joke quip introduce open begin start finish communicate
        message text email e-mail telegraph interview document record chronicle cover account statement
        remark speech word according interview tweet post message note letter article story headline memo
        testimony description mean suggest hint imply signal point find estimate calculate project rate
        poll survey confirm clarify elaborate phrase depict translate share mark tout cast frame paint
        recite repeat reiterate echo retort attribute credit notice see hear learn""",
    "assert": """insist assert claim maintain stress emphasize emphasise declare affirm argue contend
        underline underscore swear boast brag proclaim pronounce reaffirm allege profess posit
        assure avow attest certify vouch highlight exclaim shout yell scream cry defend justify
        praise laud hail applaud commend celebrate endorse back support compliment claim assertion allegation
        argument contention declaration insistence assurance agree tout counter rejoin thunder trumpet
        advocate champion uphold vow""",
    "deny": """deny reject dismiss refute rebut disavow disclaim repudiate disagree dispute contradict
        downplay decline refuse denial rejection dismissal disprove debunk oppose object discount retract
        contest protest rebuff disown walk recant renounce""",
    "accuse": """accuse blame criticize criticise condemn denounce slam blast attack charge rip decry deride
        mock lambaste lambast chide rebuke ridicule fault assail castigate chastise berate scold disparage
        deplore vilify bash insult lament complain rail rant fume accusation criticism condemnation charge
        attack rebuke complaint hammer knock trash pan indict impugn smear belittle demean malign scoff
        sneer taunt tease skewer excoriate admonish reprimand upbraid pillory slander bemoan criticise hit
        lash""",
    "demand": """demand urge order ask-for appeal command instruct request implore plead beg exhort press
        require direct petition insist-on call-for encourage advise recommend propose invite prod push seek
        lobby beseech entreat summon demand appeal request order recommendation proposal plea advice
        counsel suggest-that dare challenge compel tell-to bid""",
    "warn": """warn caution threaten alert warning threat caution predict forecast foresee foretell
        prophesy prediction forecast""",
    "admit": """admit acknowledge concede confess recognize recognise accept apologize apologise grant
        admission acknowledgment acknowledgement confession concession apology own allow regret""",
    "promise": """promise pledge vow commit guarantee offer undertake promise pledge commitment guarantee
        volunteer threaten-to""",
    "question": """ask question wonder inquire enquire query ask question pose doubt interrogate quiz
        grill""",
    "think": """think believe feel hope fear expect consider know want wish hold suspect assume suppose
        imagine understand worry view regard like love hate prefer intend plan decide judge deem reckon guess
        anticipate favor favour dislike desire realize realise remember forget dream mind conclude belief
        opinion view hope fear feeling thought concern expectation sense find-it envision envisage dread
        trust speculate presume figure contemplate doubt-that ponder care concerned convinced confident
        worried sure certain optimistic skeptical sceptical afraid aware glad happy proud disappointed
        surprised interested determined ready willing believer mull aim""",
}
_PHRASES: Final = {
    "according to": "neutral",
    "point out": "neutral",
    "call for": "demand",
    "call on": "demand",
    "call upon": "demand",
    "insist on": "demand",
    "push for": "demand",
    "press for": "demand",
    "ask for": "demand",
    "lash out": "accuse",
    "hit back": "accuse",
    "hit out": "accuse",
    "go after": "accuse",
    "take aim": "accuse",
    "speak out": "assert",
    "push back": "deny",
    "walk back": "deny",
    "own up": "admit",
    "make clear": "assert",
    "go on": "neutral",
    "weigh in": "neutral",
    "sum up": "neutral",
    "chime in": "neutral",
    "lay out": "neutral",
    "set out": "neutral",
    "spell out": "neutral",
    "bring up": "neutral",
    "put it": "neutral",
    "shoot back": "deny",
    "fire back": "deny",
    "strike back": "deny",
    "look forward": "think",
    "think of": "think",
    "call out": "accuse",
    "rule out": "deny",
    "turn down": "deny",
    "sign off": "neutral",
    "cast doubt": "question",
    "raise questions": "question",
    "double down": "assert",
    "make fun": "accuse",
    "take issue": "deny",
    "speak of": "neutral",
    "swear off": "promise",
}
AUXILIARIES: Final = frozenset("be have do will would can could may might must shall should to not".split())
NEGATIONS: Final = frozenset("not n't n’t never no nor neither without hardly cannot nobody none".split())
# Colouring words that do not end in -ly, and -ly words that are no adverbs of manner.
_COLOURING: Final = frozenset(
    """alleged supposed so-called purported falsely again even also often once still
    now simply just""".split()
)
COLOURING: Final = _COLOURING - frozenset("now just also still even once again often simply".split())
NO_ADVERBS: Final = frozenset(
    """only early family reply apply supply july italy ally rally imply comply rely
    daily weekly monthly friendly likely unlikely elderly lovely nearly really actually recently previously
    finally currently immediately simply directly earlier early newly initially eventually originally
    fly bully ugly holy silly assembly anomaly monopoly multiply""".split()
)
FUNCTION_WORDS: Final = frozenset(
    """a an the of in on at by for from to with as about into over under and or but
    so that this it its his her their he she they we you i more most one all some then than re ll ve s also
    still even just now there here not""".split()
)


def _class_of_lemma() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, words in _BY_CLASS.items():
        for word in words.split():
            if "-" not in word or word in ("e-mail", "ask-for"):
                found.setdefault(word, kind)
    return {**found, "threat": "warn", "vow": "promise", "doubt": "question", "predict": "warn"}


CLASS_OF_LEMMA: Final = MappingProxyType(_class_of_lemma())
CLASS_OF_PHRASE: Final = MappingProxyType(_PHRASES)
_KNOWN: Final = MappingProxyType(
    {
        **{
            form: lemma
            for lemma in sorted({*CLASS_OF_LEMMA, *(p.split()[0] for p in _PHRASES)})
            for form in inflected(lemma)
        },
        **{lemma: lemma for lemma in CLASS_OF_LEMMA},
        **IRREGULAR,
    }
)


def lemma(word: str) -> str:
    """The dictionary form of a word as it stands in a cue; lower case."""
    lowered = word.lower()
    return _KNOWN.get(lowered) or guess(lowered)
