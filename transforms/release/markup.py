"""Foreign text made harmless where it is shown: in Markdown, on a terminal.

Nothing here changes what a table holds; only what a page or a message prints.
"""

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~<>&$:@])")
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def visible(text: str) -> str:
    """`text` on one line, with white space as spaces and every other character that does not print as U+XXXX.

    That shows control characters, terminal escapes, bidirectional controls and joiners instead of obeying
    them.
    """
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def markdown(text: str) -> str:
    """`text` as Markdown that renders as just these characters, inside a line or a table's cell."""
    return _MARKDOWN.sub(lambda found: f"&#{ord(found[1])};", visible(text))


def _shown(character: str) -> str:
    if character in "\t\n\r\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return f"[U+{ord(character):04X}]"
    return character
