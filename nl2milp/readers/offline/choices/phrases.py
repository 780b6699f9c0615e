"""Lists of fixed expressions, written with bars between them."""

from __future__ import annotations

__all__ = ["phrases"]


def phrases(text: str) -> tuple[str, ...]:
    """The expressions of a text such as `only if | only when`, each once.

    >>> phrases("only if | only when")
    ('only if', 'only when')
    """
    return tuple(dict.fromkeys(" ".join(part.split()) for part in text.split("|") if part.strip()))
