"""A project as one file: JSON, checked in every part when it comes in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from nl2milp.app.store.snapshot import Snapshot
from nl2milp.errors import InputError

__all__ = ["from_file", "to_file"]

FORMAT = "nl2milp project"
_FORMAT_VERSION = 1
_LARGEST_FILE = 50_000_000
_MOST_VERSIONS = 10_000


def to_file(name: str, snapshots: Sequence[Snapshot]) -> bytes:
    """A project's name and versions, the oldest first, as a file."""
    data = {
        "format": FORMAT,
        "format_version": _FORMAT_VERSION,
        "name": name,
        "versions": [snapshot.to_data() for snapshot in snapshots],
    }
    return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def from_file(content: bytes) -> tuple[str, list[Snapshot]]:
    """Name and versions from a file of :func:`to_file`.

    Raises
    ------
    InputError
        It is no such file; the message says what is wrong, and where.
    """
    data = _parsed(content)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError("the file is no project of nl2milp; choose one that was shared from the page Projects")
    if data.get("format_version") != _FORMAT_VERSION:
        raise InputError("the file is of another version of nl2milp; update, or ask for it to be shared again")
    unknown = set(data) - {"format", "format_version", "name", "versions"}
    if unknown:
        raise InputError(f"the file holds '{sorted(unknown)[0][:100]}', which a project does not have")
    name, versions = data.get("name"), data.get("versions")
    if not isinstance(name, str) or not name.strip():
        raise InputError("the file gives the project no name")
    if not isinstance(versions, list) or len(versions) > _MOST_VERSIONS:
        raise InputError(f"the file's versions must be a list of at most {_MOST_VERSIONS:,}")
    return name, [Snapshot.from_data(one, f"version {number} of the file") for number, one in enumerate(versions, 1)]


def _parsed(content: bytes) -> Any:
    if len(content) > _LARGEST_FILE:
        raise InputError(f"the file has {len(content):,} bytes; a project has at most {_LARGEST_FILE:,}")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"the file is not UTF-8 (byte {error.start}); choose a file shared from nl2milp") from None
    except json.JSONDecodeError as error:
        raise InputError(f"the file is not JSON (line {error.lineno}: {error.msg}); it may be cut off") from None
    except ValueError:  # a number of thousands of digits
        raise InputError("the file holds a number that is too long to be read") from None
    except RecursionError:
        raise InputError("the file is nested too deeply for a project") from None
