"""The public functions for programs with an event loop: many texts at once, none of which blocks it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from nl2milp import api, readers
from nl2milp.errors import NotUnderstoodError
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reading
from nl2milp.result import Result, ResultStatus
from nl2milp.solvers import Options, Solver

__all__ = ["aread", "asolve"]


async def aread(
    problem: str | Problem,
    *,
    reader: str = "auto",
    tables: Mapping[str, Any] | None = None,
    listen: Callable[[Any], object] | None = None,
) -> Reading:
    """Read a problem in words as :func:`nl2milp.read` does.

    A reader with an asynchronous method of its own runs in this event loop;
    any other runs in a thread.

    Examples
    --------
    >>> text = "A van carries 2 tons for $300, a truck 5 tons for $500. The budget is $2000. Maximize the tons carried."
    >>> asyncio.run(aread(text, reader="offline")).reader
    'offline'
    """
    name = readers.choose(reader)
    found = await asyncio.to_thread(readers.get, name)  # importing it may take a second
    given = problem if isinstance(problem, Problem) else Problem(problem, tables or {})
    if not hasattr(found, "aread"):
        return await asyncio.to_thread(partial(api.read, given, reader=name, listen=listen))
    if listen is not None and hasattr(found, "listen"):
        found.listen = listen
    reading: Reading = await found.aread(given)
    return reading


async def asolve(
    problem: str | Problem | Reading | Formulation,
    *,
    reader: str = "auto",
    solver: str | Solver = "highs",
    tables: Mapping[str, Any] | None = None,
    options: Options | None = None,
    listen: Callable[[Any], object] | None = None,
) -> Result:
    """Read and solve a problem as :func:`nl2milp.solve` does, solving in a thread."""
    if isinstance(problem, str | Problem):
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            problem = await aread(problem, reader=reader, tables=tables, listen=listen)
        except NotUnderstoodError as error:
            seconds = {"read": loop.time() - started}
            name = readers.choose(reader)
            return Result(ResultStatus.NEEDS_REVIEW, reader=name, reasons=(str(error),), seconds=seconds)
    return await asyncio.to_thread(partial(api.solve, problem, solver=solver, tables=tables, options=options))
