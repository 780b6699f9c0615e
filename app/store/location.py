"""Where saved work is kept."""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path

from nl2milp.app.store.projects import Store
from nl2milp.errors import InputError

__all__ = ["VARIABLE", "data_folder", "default_store", "default_url"]

VARIABLE = "NL2MILP_DATABASE"
"""The environment variable that names another database, as an SQLAlchemy URL."""


def default_store() -> Store:
    """The store that `NL2MILP_DATABASE` names, or an SQLite file in the user's data folder.

    The same one for all sessions and threads of this process.

    Raises
    ------
    InputError
        It cannot be opened; the message says why and what to do.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        return _opened(default_url())
    try:
        return _opened(named)
    except InputError as error:
        raise InputError(f"{VARIABLE}: {error}") from None


@lru_cache(maxsize=8)
def _opened(url: str) -> Store:
    return Store(url)


def default_url() -> str:
    """The address of the SQLite file in the user's data folder, which is made if it is not there."""
    path = data_folder() / "projects.sqlite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InputError(
            f"the folder {path.parent} for saved work cannot be made ({error.strerror}); name a database in {VARIABLE}"
        ) from None
    return f"sqlite:///{path}"


def data_folder() -> Path:
    """The user's own folder for data of this program, by the habits of the platform."""
    base = os.environ.get("XDG_DATA_HOME")
    if base:
        return Path(base) / "nl2milp"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "nl2milp"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "nl2milp"
    return Path.home() / ".local" / "share" / "nl2milp"
