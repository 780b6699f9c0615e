"""The prompts: readable files with places to fill in, under one version."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

__all__ = ["prompt", "prompt_digest", "prompt_names", "prompt_version"]

_PLACE = re.compile(r"\{\{(\w+)\}\}")


@cache
def _read(name: str) -> str:
    return files("nl2milp.readers.llm").joinpath("prompts", name).read_text(encoding="utf-8").strip()


def prompt_version() -> str:
    """The version that results, cache and log name; it goes up with every change of a file."""
    return _read("VERSION")


def prompt_names() -> list[str]:
    """The names of all prompts, sorted."""
    folder = files("nl2milp.readers.llm").joinpath("prompts")
    return sorted(path.name.removesuffix(".md") for path in folder.iterdir() if path.name.endswith(".md"))


def prompt_digest() -> str:
    """A fingerprint of all prompt files, so that a change without a new version is noticed."""
    content = "\n".join(f"{name}\n{_read(f'{name}.md')}" for name in prompt_names())
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def prompt(name: str, **places: str) -> str:
    """The prompt `name` with its places filled; `{{grammar}}` is always there.

    What is put in is text: places within it are not filled again.

    >>> prompt("repair", findings="- S3: 40 is used nowhere", explain="").splitlines()[1]
    '- S3: 40 is used nowhere'
    """

    def fill(match: re.Match[str]) -> str:
        place = match.group(1)
        return _read("grammar.md") if place == "grammar" else places[place]

    return _PLACE.sub(fill, _read(f"{name}.md"))
