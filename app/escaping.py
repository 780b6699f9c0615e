"""Texts from users, tables and models as data: no character of them is markup on the page."""

from __future__ import annotations

import re
from html import escape as _escape

__all__ = ["plain", "safe", "shortened"]

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_JOINER = "\u2060"


def plain(text: object) -> str:
    r"""Any text as one line of Streamlit's Markdown.

    All punctuation is escaped; a colon is also kept apart from what follows,
    since names of emoji and icons are looked for after escapes are resolved.

    >>> print(plain("<b>5|6</b> *x*"))
    \<b\>5\|6\<\/b\> \*x\*
    """
    line = " ".join(str(text).split())
    return _PUNCTUATION.sub(r"\\\1", line).replace("\\:", f"\\:{_JOINER}")


def safe(text: object) -> str:
    """Any text as HTML text or an attribute's value.

    >>> safe('<script>alert("x")</script>')
    '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;'
    """
    return _escape(str(text), quote=True)


def shortened(text: object, most: int = 80) -> str:
    """One line of at most `most` characters.

    >>> shortened("a long name", 6)
    'a lon…'
    """
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1] + "…"
