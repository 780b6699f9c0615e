"""Projects and versions as lists show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from nl2milp.errors import InputError

__all__ = ["NAME_LIMIT", "Project", "Version", "checked_name", "moment", "short_name"]

NAME_LIMIT = 200
"""Characters of a project's name."""


@dataclass(frozen=True)
class Project:
    """A project as a list shows it.

    Attributes
    ----------
    id : int
        For :meth:`Store.save` and the others.
    name : str
        No other project has it.
    created, changed : datetime
        In UTC.
    versions : int
        How many.
    status : str or None
        Of the last version's result.
    """

    id: int
    name: str
    created: datetime
    changed: datetime
    versions: int
    status: str | None


@dataclass(frozen=True)
class Version:
    """A version as a list shows it.

    Attributes
    ----------
    id : int
        For :meth:`Store.load`.
    number : int
        1, 2, ... within the project.
    created : datetime
        In UTC.
    status : str or None
        Of its result.
    objective : float or None
        Of its result.
    note : str
        What led to it.
    """

    id: int
    number: int
    created: datetime
    status: str | None
    objective: float | None
    note: str


def short_name(text: str, limit: int = 60) -> str:
    """A name for a project, from the first words of its text.

    >>> short_name("A joinery builds desks and bookcases. Each desk takes 3 hours.")
    'A joinery builds desks and bookcases'
    >>> short_name("   ")
    'Untitled'
    """
    words = " ".join(text[: 10 * limit].split())
    first = words.split(". ")[0].rstrip(".")
    if len(first) <= limit:
        return first or "Untitled"
    return (
        first[: limit - 1].rpartition(" ")[0][: limit - 1] + "…"
        if " " in first[: limit - 1]
        else first[: limit - 1] + "…"
    )


def moment(seconds: float) -> datetime:
    """Seconds since 1970 as a point in time."""
    return datetime.fromtimestamp(seconds, UTC)


def checked_name(name: str) -> str:
    """The name on one line, without what cannot be shown or kept.

    Raises
    ------
    InputError
        It is empty or too long.
    """
    shown = " ".join("".join(one if one.isprintable() else " " for one in name).split())
    if not shown:
        raise InputError("a project needs a name")
    if len(shown) > NAME_LIMIT:
        raise InputError(f"a project's name has at most {NAME_LIMIT} characters, this one {len(shown):,}")
    return shown
