"""Names for files and programmes: what a format allows, each one for one thing only."""

from __future__ import annotations

import keyword
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

__all__ = ["identifiers", "one_line", "plain_names"]

_LONGEST = 60
_LONGEST_IN_FILES = 200
# words of the LP format, in any case, and what its readers take for numbers
_LP_WORDS = frozenset(
    "max maximize maximise maximum min minimize minimise minimum st s.t. subject such that bound bounds free inf "
    "infinity int integer integers gen general generals bin binary binaries semi sos sos1 sos2 end obj nan".split()
)


def one_line(text: object) -> str:
    r"""Any text as one line without control characters, safe behind a comment sign.

    >>> one_line("at most\n40 hours\x0b\x00 \u2028now")
    'at most 40 hours now'
    """
    shown = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in str(text))
    return " ".join(shown.split())


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    # never two underscores in a row: names that are made from others have them
    return re.sub(r"[\W_]+", "_", plain, flags=re.ASCII).strip("_")


def _distinct(names: Iterable[str], made: Callable[[str], str], taken: Collection[str]) -> list[str]:
    used = {one.casefold() for one in taken}
    found = []
    counts: dict[str, int] = {}
    for name in names:
        base = candidate = made(name)
        while candidate.casefold() in used:
            counts[base] = counts.get(base, 1) + 1
            candidate = f"{base}_{counts[base]}"
        used.add(candidate.casefold())
        found.append(candidate)
    return found


def identifiers(names: Iterable[str], reserved: Collection[str] = ()) -> list[str]:
    """A Python identifier for each of `names`, no two alike (whatever their case), none a keyword or reserved.

    >>> identifiers(["ox carts", "ox-carts", "class", "2nd shift", "été", "!"], ["x"])
    ['ox_carts', 'ox_carts_2', 'class_', 'n_2nd_shift', 'ete', 'n_']
    """

    def made(name: str) -> str:
        plain = _ascii(name)[:_LONGEST]
        if not plain or plain[0].isdigit():
            plain = f"n_{plain}"
        return f"{plain}_" if keyword.iskeyword(plain) or keyword.issoftkeyword(plain) else plain

    return _distinct(names, made, reserved)


def plain_names(names: Iterable[str], reserved: Collection[str] = ()) -> list[str]:
    """A name for each of `names` that every reader of LP and MPS files takes, no two alike.

    >>> plain_names(["ship[A, North]", "ship[A,North]", "e9", "free", "3"])
    ['ship_A_North', 'ship_A_North_2', 'n_e9', 'n_free', 'n_3']
    """

    def made(name: str) -> str:
        plain = _ascii(name)[:_LONGEST_IN_FILES]
        is_number = re.match(r"(\d|[eE]\d|[eE]$|$)", plain) is not None
        return f"n_{plain}" if is_number or plain.casefold() in _LP_WORDS else plain

    return _distinct(names, made, reserved)
