"""What the furniture of a news page says: forms, prompts, credits, notices, section names.

Every pattern must match a whole line, in straight quotes and single spaces. The wording is that of news
sites in English at large. Four groups differ in where they hold:

- FURNITURE holds anywhere: no reporter writes a paragraph like it.
- PROMPTS hold anywhere, unless the line reports speech.
- NOTICES hold before and after the report, unless the line quotes somebody.
- section names (`is_label`) hold before and after the report only: inside it they may be subheads.
"""

from __future__ import annotations

import re
from functools import lru_cache

_EDGES = " \t*|>\u00bb\u203a\u2192\u25b6\u25ba\u2022\u00b7:\u2026-\u2013\u2014#[]\u00ab<\u2190\u2191\u2193+"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# From such a line on, the rest of the page belongs to its readers.
COMMENTS = _any_of(
    r"(?:leave|post|add|write|submit) (?:a |your )?(?:comments?|reply|response)(?: below| here)?",
    r"(?:no|\d+|one|view|show|load|hide|view all|show all) (?:comments?|replies|responses)"
    r"(?: ?\(?\d+\)?)?(?: yet\b.{0,60})?",
    r"(?:comments?|replies|responses) ?\(?\d+\)?|comments? (?:yet\b.{0,60}|below|are closed|are off)",
    r"(?:join|start) the (?:conversation|discussion|debate)",
    r"(?:be the )?first to comment.{0,60}",
    r"what do you think\? .{0,40}comments?.{0,40}",
)

# The same, where nobody is quoted below; the words may also head a part of the report.
BARE_COMMENTS = _any_of(r"(?:all |top |latest |user |reader |readers' )?(?:comments?|replies|responses)")

# The titles of other pages follow.
LINKS = _any_of(
    r"(?:related|more|other|similar|recommended|popular|latest|trending|further|suggested)"
    r"(?: (?:articles?|stor(?:y|ies)|news|posts?|content|topics?|reading|coverage|links?|reads?|videos?))?",
    r"(?:more|latest) (?:from|in|on|about) .{2,40}",
    r"most (?:read|popular|viewed|shared|commented)(?: .{0,20})?",
    r"you (?:may|might) (?:also )?(?:like|be interested in|have missed)|editor'?s'? (?:picks?|choice)",
    r"read (?:more|next|also)|see also|what to read next|in this (?:story|article)|top stories|trending now",
)

FURNITURE = _any_of(
    # comment forms
    r"your e-?mail(?: address)? (?:will|won't|is) (?:not |never )?.{0,30}(?:published|shared).{0,80}",
    r"required fields are marked.{0,20}",
    r"save my name, e-?mail.{0,100}",
    r"(?:you must|please) (?:be )?(?:log|logged|sign|signed) in.{0,60}",
    r"(?:log|sign) in to (?:comment|reply|leave|post|continue|your).{0,40}",
    r"(?:notify|e-?mail) me (?:of|when|by|about) .{0,60}",
    r"this site uses akismet.{0,100}",
    r"(?:name|e-?mail|website|comment|message|your name|your e-?mail)\s?\*?",
    r"cancel reply|post comment|reply|report abuse|submit",
    r"(?:proudly )?powered by [\w. ]{2,30}",
    # reading on
    r"(?:also read|read also|see also|also see|read more|read next|related|recommended|more on this"
    r"|don't miss|watch|listen|read|must read|in pictures|in case you missed it|from the archives?)"
    r"\s?[:|\u2013\u2014>\u00bb]\s?.{3,200}",
    r"read (?:more|next|also|(?:the )?(?:rest|full|original|whole))"
    r"(?: (?:here|below|about|on|at|from|in|of|story|article|report|interview|text|review|post)\b.{0,60})?"
    r"[.!\u2026]?",
    r"(?:see|view) (?:also|all|original|full|gallery)\b(?: [\w'-]+){0,4}",
    r"(?:click|tap) (?:here|below|to|on the) .{2,100}|click here",
    r"(?:story|article|report|text) continues (?:below|after).{0,40}|continue reading.{0,60}",
    r"(?:scroll|swipe) (?:down )?(?:to|for) .{2,40}|skip (?:to|past|advert|ad|navigation).{0,40}",
    r"advertisements?(?: ?[(:\u2013\u2014-].{0,40})?|advertising|ad",
    r"sponsored(?: content| by .{0,40})?|promoted(?: content)?",
    r"(?:\d+|an?|one) (?:seconds?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago",
    r"(?:reading time:? )?\d+[ -]?min(?:ute)?s?(?: read)?",
    r"\d[\d,.]*[km]? (?:views?|shares?|likes?|reads?|votes?)",
    r"loading|please wait|play video|listen to (?:this )?(?:article|story).{0,40}|toggle .{2,30}",
    # credits
    r"(?:file )?(?:photo|picture|image|video|graphic|illustration|screenshot)s? ?"
    r"(?:credit|source|caption|copyright|by|via|courtesy of)?\s?[:/|\u00a9]\s?.{2,200}",
    r"image (?:source|caption|copyright),? .{2,200}",
    r".{1,150}\.(?:jpe?g|png|gif|webp|svg|mp4)",
    r"(?:credits?|sources?|via|tags?|tagged|filed under|topics?|categor(?:y|ies)|posted in|keywords?|labels?)"
    r"\s?[:|/]\s?.{2,100}",
    r"sources? [\w./-]*[\d./][\w./-]*",
    r"(?:reporting|additional reporting|writing|editing|translation|translated|compiled|edited|written|posted"
    r"|published|uploaded|submitted|photographs?|photos?) by:? [^.!?]{2,60}(?:[;/,] ?.{2,120})?",
    r"\((?:reporting|additional reporting|writing|editing|photo|photograph|with inputs?|with) [^()]{2,200}\)",
    r"(?:reuters|ap|afp|epa|getty images|shutterstock|istock)(?: ?[/|] ?(?:\w+ ?){1,4})+",
    r"[^\"]{2,120} contributed (?:to|reporting)\b.{0,100}(?:report|story|article|reporting)\b.{0,30}",
    # rights and settings
    r"(?:\u00a9|\(c\)|copyright (?:\u00a9|\(c\)|by|\d{4})).{0,200}",
    r"[^\"]{0,200}\ball rights reserved\b.{0,200}",
    r"(?:we|this (?:web)?site|our (?:web)?site|this page)(?: and our partners)? uses? cookies.{0,300}",
    r"(?:accept|allow|reject|manage)(?: all)?(?: cookies| preferences)?",
    r"cookie (?:settings|preferences|policy|notice)",
    r"(?:privacy (?:policy|notice|settings|statement)|terms (?:of|and|&) (?:use|service|conditions))"
    r"(?: ?(?:&|and|[|,/]).{0,40})?",
    r"about us|contact(?: us)?|advertise(?: with us)?|careers|site ?map|imprint|masthead|help|faqs?",
    r"rss(?: feeds?)?",
    r"(?:back to|go to|scroll to|return to) (?:the )?(?:top|home(?: ?page)?)(?: .{0,20})?|top of page",
    r"(?:main )?menu|search|close|home ?page|(?:next|previous|older|newer) (?:article|post|story|page)s?",
    r"share (?:this|on|via)\b(?: [\w-]+){0,4}|share|print(?: this .{0,20})?|e-?mail this .{0,30}|copy link",
    r"do not sell .{0,60}information.{0,20}",
)

PROMPTS = _any_of(
    r"(?:sign up|subscribe|register|log in|sign in)",
    r"(?:sign up|subscribe|register|log in|sign in)\b.{0,120}\b"
    r"(?:newsletters?|free|account|alerts?|e-?mails?|updates|channel|access|podcast|feed|app|inbox|subscri\w+|here)"
    r"\b.{0,80}",
    r"(?:follow|like|find|join|connect with|support) (?:us|me)\b.{0,120}",
    r"follow .{2,80} on (?:twitter|facebook|instagram|telegram|youtube|linkedin|tiktok|google news|x|threads)"
    r"\b.{0,80}",
    r"(?:download|get|install|try) (?:our|the) .{0,60}(?:app|newsletters?|alerts?|updates?)\b.{0,60}",
    r"(?:get|receive|have) .{0,120}\b(?:in|to|into) your (?:inbox|e-?mail|phone)\b.{0,60}",
    r"thank(?:s| you) for (?:reading|subscribing|signing up|visiting|your interest).{0,120}",
    r"(?:do you )?have (?:a (?:tip|story)|something) .{0,60}(?:\?|e-?mail|contact|let us know).{0,100}",
    r"by (?:continuing|clicking|using|browsing|signing|subscribing|entering|submitting)\b.{0,200}"
    r"\b(?:agree|accept|consent|acknowledge)\b.{0,200}",
    r"(?:for|to read) (?:more|the latest) (?:news|stories|on|from|about)\b.{0,60}"
    r"(?:visit|click|follow|subscribe|see).{0,80}",
    r"(?:for )?(?:media|press|more information|further information)"
    r"(?: (?:contacts?|enquiries|inquiries))?\s?[:,].{0,120}@.{3,60}",
)

_SAID = re.compile(r"\b(?:said|says|told|added|according to|warned|argued)\b", re.IGNORECASE)
_WHOSE = (
    r"(?:authors?|writers?|editors?|editorial|publishers?|site|website|newspaper|outlet|contributors?"
    r"|organi[sz]ation|company|staff)"
)
_DISOWNS = r"(?=.*\b(?:not|necessarily|solely|alone|(?:his|her|their|its) own|those of)\b)"
NOTICES = _any_of(
    _DISOWNS + r".{0,120}\b(?:views?|opinions?|points? of view|statements|positions?)\b.{0,120}"
    r"\b(?:express\w*|reflect\w*|represent\w*|own|solely)\b.{0,150}\b" + _WHOSE + r"\b.{0,250}",
    _DISOWNS + r".{0,150}\b(?:express\w*|reflect\w*|represent\w*)\b.{0,80}"
    r"\b(?:views?|opinions?|points? of view|positions?)\b.{0,100}\b" + _WHOSE + r"\b.{0,250}",
    r"(?:\W*note:? |disclaimer:? )?(?:this (?:report|piece|text|content|news|transcript)"
    r"|(?:this|the) (?:story|article|post|page))\b.{0,80}\b(?:has been|was|is|has not been)\b.{0,40}"
    r"\b(?:translated|updated|corrected|generated|republished|syndicated|automatically|originally published"
    r"|first published|edited)\b.{0,250}",
    r".{0,150}\b(?:machine|automatic(?:ally)?|computer)[ -](?:translat\w+|generated).{0,200}",
    r"(?:this|these|our|the) (?:materials?|articles?|story|stories|content|texts?|photos?|images?)\b"
    r".{0,60}\b(?:may|must|can) not be "
    r"(?:published|reproduced|broadcast|rewritten|redistributed|copied)\b.{0,200}",
    r"disclaimer\s?:.{0,300}",
)

_BYLINE = re.compile(
    r"(?:By|BY|by|Posted by|Written by|Author:?|Text:) (?!The\b)[A-Z][\w.'-]+"
    r"(?: (?:[A-Z]|d[eiu]|v[ao]n|bin|al)[\w.'-]*){1,3}"
    r"(?:(?:,| and| &| \||;| in| -) .{0,80})?"
)

_CACHED = 4096  # pages of one outlet share their furniture
_SHARING = frozenset(
    "share tweet pin email e-mail mail print save bookmark copy link links whatsapp facebook twitter x"
    " telegram reddit linkedin pinterest instagram youtube tiktok viber vk tumblr messenger flipboard"
    " pocket threads bluesky mastodon line sms rss on via this article story and to or more"
    " follow like".split()
)
_SECTIONS = frozenset(
    "home news world politics business economy economics finance markets sport sports opinion opinions"
    " comment analysis editorial culture arts entertainment lifestyle life style travel food health science"
    " technology tech environment climate education society local national international domestic foreign"
    " global regional"
    " latest breaking top trending popular headlines stories features feature video videos photos pictures"
    " gallery podcasts podcast audio live tv radio weather magazine books film films music fashion food"
    " cars auto science space crime law courts elections election europe europa africa asia america americas"
    " australia oceania uk us usa eu middle east north south latin france germany britain italy spain russia"
    " china india japan ukraine canada mexico brazil israel war defense defense defence security military"
    " energy money work property jobs obituaries letters blogs blog columns columnists investigations"
    " explainers explainer fact check data interactive newsletters newsletter events shop store subscribe"
    " login account menu search more all today english edition press agency releases release and & of"
    " the".split()
)
_JOINT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_CRUMBS = re.compile(r"\s*[>\u00bb\u203a|\u2022\u00b7/]\s*")


def core(plain: str) -> str:
    """A line without the bullets, bars and arrows around it."""
    return plain.strip(_EDGES)


@lru_cache(maxsize=_CACHED)
def starts_comments(plain: str) -> bool:
    """Whether the line heads the readers' comments or the form for them."""
    return bool(COMMENTS.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def heads_links(plain: str) -> bool:
    """Whether the line heads a list of links to other pages."""
    return bool(LINKS.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def may_start_comments(plain: str) -> bool:
    """Whether the line may head the readers' comments, or a part of the report."""
    return bool(BARE_COMMENTS.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def is_furniture(plain: str) -> bool:
    """Whether the line belongs to the page wherever it stands."""
    inner = core(plain)
    return bool(FURNITURE.fullmatch(inner)) or _words_in(inner, _SHARING)


@lru_cache(maxsize=_CACHED)
def is_prompt(plain: str) -> bool:
    """Whether the line asks the reader to do something for the outlet."""
    return bool(PROMPTS.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def is_notice(plain: str) -> bool:
    """Whether the line disclaims, or tells how the page was made, and quotes nobody."""
    return '"' not in plain and not _SAID.search(plain) and bool(NOTICES.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def is_byline(plain: str) -> bool:
    """Whether the line names the author and nothing else."""
    return not plain.endswith(("?", "!")) and bool(_BYLINE.fullmatch(core(plain)))


@lru_cache(maxsize=_CACHED)
def is_label(plain: str) -> bool:
    """Whether the line is names of sections: alone, run together, or with marks between them."""
    inner = core(plain)
    if _words_in(inner, _SECTIONS):
        return True
    parts = [part for part in _CRUMBS.split(inner) if part]
    if len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts):
        return True
    pieces = [piece for word in inner.split() for piece in _JOINT.split(word)]
    known = sum(piece.casefold() in _SECTIONS for piece in pieces)
    return len(pieces) >= len(inner.split()) + 2 and known >= 2


def _words_in(inner: str, known: frozenset[str]) -> bool:
    words = [word for word in _CRUMBS.sub(" ", inner.casefold()).replace(",", " ").split() if word]
    return 0 < len(words) <= 20 and all(word in known for word in words)
