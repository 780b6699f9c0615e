"""Examples to start from: one for each family of problems, and one for each way in which a text can be difficult."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from nl2milp.app.workspace import Workspace, opened
from nl2milp.formulation import Formulation, Span
from nl2milp.readers.base import Reading, Statement

__all__ = ["PREPARED", "Example", "examples", "prepared"]

PREPARED = "example"
"""The name of the reader where an example brings its own reading."""


@dataclass(frozen=True)
class Example:
    """One of the gallery.

    Attributes
    ----------
    title, shows : str
        What it is, and what it is an example of.
    text : str
        The problem.
    tables : tuple of (name, CSV text)
        Attached.
    formulation : Formulation or None
        A reading made by hand, for texts that the offline reader is no match for.
    """

    title: str
    shows: str
    text: str
    tables: tuple[tuple[str, str], ...] = ()
    formulation: Formulation | None = field(default=None, repr=False)


@cache
def examples() -> tuple[Example, ...]:
    """All of them, in the order of the gallery."""
    source = (files("nl2milp.app") / "gallery.toml").read_text(encoding="utf-8")
    return tuple(_example(one) for one in tomllib.loads(source)["example"])


def _example(data: Mapping[str, Any]) -> Example:
    tables = tuple((name, text.lstrip("\n")) for name, text in data.get("tables", {}).items())
    if "case" in data:
        return Example(data["title"], data["shows"], _case(*data["case"].split("/")), tables)
    if "template" in data:
        from nl2milp import templates

        problem = templates.get(data["template"]).problem
        made = Formulation.model_validate(problem.formulation)
        return Example(data["title"], data["shows"], problem.text, tables, made)
    written = data.get("formulation")
    found = None if written is None else Formulation.model_validate_json(written)
    return Example(data["title"], data["shows"], data["text"].strip(), tables, found)


def _case(data_set: str, name: str) -> str:
    from nl2milp import datasets

    return next(one.text for one in datasets.load(data_set) if one.id == name)


def prepared(workspace: Workspace) -> Workspace | None:
    """The workspace read by hand, where its text and tables are an example's that brings its reading."""
    for one in examples():
        if one.formulation is not None and (one.text, one.tables) == (workspace.text.strip(), workspace.tables):
            return opened(workspace, _reading(one.text, one.formulation))
    return None


def _reading(text: str, formulation: Formulation) -> Reading:
    placed = []
    for rule in formulation.constraints:
        start = text.find(rule.quote) if rule.quote else -1
        if start >= 0 and rule.quote:
            rule = rule.model_copy(update={"span": Span(start=start, end=start + len(rule.quote))})
        placed.append(rule)
    formulation = formulation.model_copy(update={"constraints": tuple(placed)})
    statements = tuple(Statement(one.span, one.template, one.name) for one in placed if one.span is not None)
    return Reading(formulation, PREPARED, statements)
