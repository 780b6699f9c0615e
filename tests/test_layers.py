"""Dependencies point inward: which file may import what.

Read from the source, so that an import inside a function counts as well.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "nl2milp"

# Third-party library: the files, relative to nl2milp/, that may import it.
BORDERS = {
    "highspy": ["solvers/highs*.py", "solvers/highs/*"],
    "pyomo": ["solvers/pyomo*.py"],
    "pulp": ["solvers/pulp*.py"],
    "streamlit": ["app/*"],
    "sqlalchemy": ["app/*"],
    "langchain": ["readers/llm/*"],
    "langchain_core": ["readers/llm/*"],
    "langchain_openai": ["readers/llm/*"],
    "openai": ["readers/llm/*"],
}

# Our own sub-package: the files that may import it.
OWN_BORDERS = {
    "nl2milp.app": ["app/*", "cli/*"],
    "nl2milp.cli": ["cli/*", "__main__.py"],
    "nl2milp.evaluate": ["evaluate/*", "cli/*", "app/*", "__init__.py"],
}

# The data types, from the inside out: each may import those before it and no other part of the package.
CORE = ["errors", "formulation", "linear_model", "algebra"]


def sources() -> Iterator[tuple[str, Path]]:
    """Every module as its name relative to nl2milp/, and its path; the mapped folders included."""
    for folder, folders, files in os.walk(PACKAGE, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__"]
        for name in files:
            if name.endswith(".py"):
                path = Path(folder) / name
                yield path.relative_to(PACKAGE).as_posix(), path


def imported(source: str, module: str) -> set[str]:
    """Dotted names that the source of `module` (`solvers/highs.py`) imports, wherever in the file.

    >>> sorted(imported("import a.b\\ndef f():\\n    from c import d", "x.py"))
    ['a.b', 'c', 'c.d']
    >>> sorted(imported("from .base import Solver", "solvers/highs.py"))
    ['nl2milp.solvers.base', 'nl2milp.solvers.base.Solver']
    """
    package = ["nl2milp", *module.split("/")[:-1]]
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*start, *([node.module] if node.module else [])])
            names |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    return names


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def intruders(library: str, allowed: list[str]) -> list[str]:
    return [
        module
        for module, path in sources()
        if not any(fnmatch(module, pattern) for pattern in allowed)
        and any(within(name, library) for name in imported(path.read_text(encoding="utf-8"), module))
    ]


def test_the_mapped_folders_are_looked_at() -> None:
    assert {"app/__init__.py", "datasets/__init__.py"} <= {module for module, _ in sources()}


@pytest.mark.parametrize("library", BORDERS)
def test_a_library_is_imported_behind_its_border_only(library: str) -> None:
    assert intruders(library, BORDERS[library]) == []


@pytest.mark.parametrize("package", OWN_BORDERS)
def test_an_outer_package_is_imported_from_outside_only(package: str) -> None:
    assert intruders(package, OWN_BORDERS[package]) == []


@pytest.mark.parametrize("part", CORE)
def test_the_data_types_know_nothing_of_what_uses_them(part: str) -> None:
    known = [f"nl2milp.{name}" for name in CORE[: CORE.index(part) + 1]]
    strangers = {
        f"{module} imports {name}"
        for module, path in sources()
        if module == f"{part}.py" or module.startswith(f"{part}/")
        for name in imported(path.read_text(encoding="utf-8"), module)
        if name.startswith("nl2milp.") and not any(within(name, package) for package in known)
    }
    assert strangers == set()
