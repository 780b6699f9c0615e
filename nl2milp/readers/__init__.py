"""Readers turn a problem in words into a formulation; they are registered by name.

The built-in readers register in the same way as any other, with a factory
that imports them only when they are asked for.

>>> "offline" in names()
True
>>> get("offline").name
'offline'
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module

from nl2milp.errors import InputError
from nl2milp.readers.base import Reader

__all__ = ["choose", "get", "names", "register"]

_FACTORIES: dict[str, Callable[[], Reader]] = {}


def register(name: str, factory: Callable[[], Reader]) -> None:
    """Register a reader; `factory` is called each time one is asked for.

    Raises
    ------
    ValueError
        The name is taken.
    """
    if name in _FACTORIES:
        raise ValueError(f"a reader named '{name}' is already registered")
    _FACTORIES[name] = factory


def get(name: str) -> Reader:
    """A reader of the given name.

    Raises
    ------
    InputError
        No reader of that name is registered.
    """
    if name not in _FACTORIES:
        raise InputError(f"there is no reader named '{name}'; choose from: {', '.join(names())}")
    return _FACTORIES[name]()


def choose(name: str) -> str:
    """The reader that `name` stands for: `auto` is `llm` where `NL2MILP_MODEL` names a model, else `offline`.

    >>> choose("offline")
    'offline'
    """
    if name != "auto":
        return name
    # a key alone is not enough: texts may be private, so the model has to be named
    return "llm" if os.environ.get("NL2MILP_MODEL", "").strip() else "offline"


def names() -> tuple[str, ...]:
    """The names of all registered readers, sorted."""
    return tuple(sorted(_FACTORIES))


def _lazy(path: str, attribute: str) -> Callable[[], Reader]:
    """A factory that imports the reader's module when it is first used."""

    def make() -> Reader:
        reader: Reader = getattr(import_module(path), attribute)()
        return reader

    return make


register("offline", _lazy("nl2milp.readers.offline", "OfflineReader"))
register("llm", _lazy("nl2milp.readers.llm", "LLMReader"))
register("cross_checked", _lazy("nl2milp.readers.cross_checked", "CrossCheckedReader"))
