"""Words that decide whether and how firmly something is asserted."""

from typing import Final

NEGATORS: Final = frozenset(
    "not n't never no neither nor hardly scarcely barely nowhere none without cannot".split()
)
NOTHING: Final = frozenset("no none nothing nobody neither few little".split())
"""As a noun's determiner or as the noun itself, they negate the verb."""

IMPLICATIVE: Final = frozenset(
    """fail refuse decline avert avoid forget neglect reject prevent block bar ban prohibit forbid cancel
    abort deny withhold halt scrap abandon preclude rule
    dissuade unable impossible stop refrain lack miss spare resist
    oppose reluctant unwilling unlikely stave thwart veto drop delay postpone""".split()
)
"""What depends on these does not happen: "failed to reach", "prevented from leaving"."""

IMPLICATIVE_OF_THINGS: Final = frozenset(
    "avoid prevent block cancel abort lack stop thwart scrap abandon ban avert".split()
)
"""Of those, the ones whose object, too, does not come about: "averted a strike"; not "rejected reports"."""

ABSENCE: Final = frozenset("absence lack failure refusal inability".split())
"""Nouns with of or to: "in the absence of an agreement"."""

IN_PLACE_OF: Final = frozenset(("without", "instead", "rather"))

CARRIED_BY: Final = frozenset(
    """manage begin start continue keep happen help make let force cause get go succeed able allow permit
    enable lead bring proceed resume come remain prove turn choose decide""".split()
)
"""What depends on these is as true as they are."""

RAISES_NEGATION: Final = frozenset(
    """think believe expect want appear seem suppose plan intend likely go need wish hope anticipate
    propose see feel aim mean about ready willing suggest indicate show use mandate call require""".split()
)
"""Negated, they negate what depends on them: "is not expected to start"."""

OPEN_BY: Final = frozenset(
    """want wish hope plan intend seek try attempt aim expect propose offer consider urge ask demand call
    believe think suspect fear suppose appear seem suggest predict forecast threaten promise vow pledge agree
    likely possible ready willing prepare need require encourage invite persuade recommend advise authorize
    allow permit enable order tell warn would could doubt wonder whether anticipate due schedule
    set design mean try bid push press work""".split()
)
"""What depends on these is left open."""

HEDGES: Final = frozenset(
    """perhaps maybe possibly probably likely allegedly reportedly presumably apparently supposedly
    potentially conceivably seemingly purportedly arguably""".split()
)
POSSIBLE: Final = frozenset("may might could can".split())
NECESSARY: Final = frozenset("must should ought shall need".split())
NECESSITY_VERBS: Final = frozenset("have need require force oblige".split())
CONDITIONS: Final = frozenset("if unless provided providing lest whether".split())

DEMANDS: Final = frozenset("demand urge call order insist request require press appeal ask".split())
PROMISES: Final = frozenset("promise vow pledge guarantee commit swear undertake assure".split())

LOADED: Final = frozenset(
    """aggressive aggressor arrogant arrogantly brutal brutally chaotic controversial corrupt cowardly
    crippling cruel cynical dangerous defiant defiantly desperate devastating disastrous disgraceful
    draconian extremist failed fanatical frantic furious furiously hardline hateful heroic historic
    hostile humiliating hysterical illegal illegitimate infamous malign massive mere merely
    monstrous murderous notorious obscene outrageous pompous propaganda provocation provocative
    puppet radical reckless regime ruthless savage scandal scandalous senseless shameful shameless
    shocking sinister so-called staggering strictly stunning terrorist thug traitor tyrant
    unconditional unprecedented unprovoked vicious warmonger witch-hunt""".split()
)
"""Words with which a text takes sides; lower case, as they stand in the text or as base forms."""
