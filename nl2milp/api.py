"""Read, compile, solve: the whole way of a problem in one call each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from nl2milp import readers, solvers
from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.errors import DataError, FormulationError, InputError, NotUnderstoodError, SolverError, UnboundedTermError
from nl2milp.formulation import Formulation
from nl2milp.optimise import feasible_values, optimise
from nl2milp.readers.base import Problem, Question, Reader, Reading
from nl2milp.result import Result, ResultStatus
from nl2milp.solvers import Options, Solution, Solver, Status
from nl2milp.tables import attached
from nl2milp.templates.roles import with_roles
from nl2milp.verify import check_answer
from nl2milp.verify.asking import SECONDS as ASKING_SECONDS
from nl2milp.verify.asking import questions_that_matter
from nl2milp.verify.binding import idle_limits

__all__ = ["compile_model", "read", "solve", "with_questions"]


def _problem(problem: str | Problem, tables: Mapping[str, Any] | None) -> Problem:
    if isinstance(problem, Problem):
        return problem
    if not isinstance(problem, str):
        raise InputError(f"a problem is text, a Problem, a Reading or a Formulation, not {type(problem).__name__}")
    return Problem(problem, attached(tables or {}))


def _reader(name: str, listen: Callable[[Any], object] | None) -> Reader:
    found = readers.get(name)
    if listen is not None and hasattr(found, "listen"):
        found.listen = listen
    return found


def read(
    problem: str | Problem,
    *,
    reader: str = "auto",
    tables: Mapping[str, Any] | None = None,
    listen: Callable[[Any], object] | None = None,
) -> Reading:
    """Read a problem in words.

    Parameters
    ----------
    problem : str or Problem
        The text.
    reader : str
        A registered reader; `auto` takes the best one that is set up.
    tables : mapping, optional
        Attached tables by name, each a data frame or a mapping of column name to values.
    listen : callable, optional
        Told of each step by readers that work in phases, see
        :class:`nl2milp.readers.llm.Progress`.

    Returns
    -------
    Reading
        The formulation, where each part stands in the text, and what was not
        understood.

    Raises
    ------
    InputError
        The text is unusable, or there is no such reader.
    NotUnderstoodError
        No optimisation problem was found in it.

    Examples
    --------
    >>> reading = read(
    ...     "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    ...     "There are 40 hours available. How many of each should be made to maximize profit?"
    ... )
    >>> [variable.label for variable in reading.formulation.variables]
    ['loaves', 'cakes']
    """
    return _read(_problem(problem, tables), readers.choose(reader), listen)


def _read(problem: Problem, name: str, listen: Callable[[Any], object] | None) -> Reading:
    """Read, and hand over the tables that the formulation may refer to with what was decided about them."""
    reading = _reader(name, listen).read(problem)
    wanted = {table.source for table in reading.formulation.tables} - {None} - set(problem.tables)
    try:
        found = problem.text_tables
    except DataError as error:
        if not wanted:
            return replace(reading, tables=problem.tables)
        return replace(reading, tables=problem.tables, confident=False, reasons=(*reading.reasons, str(error)))
    notes = found.notes if wanted else ()
    return replace(reading, tables={**found.tables, **problem.tables}, reasons=(*reading.reasons, *notes))


def compile_model(
    formulation: Formulation, *, tables: Mapping[str, Any] | None = None, memory_limit: float | None = None
) -> Compiled:
    """Compile a formulation to a linear model.

    Parameters
    ----------
    formulation : Formulation
        What a reader understood.
    tables : mapping, optional
        Attached tables by name; of a reading, `reading.tables`.
    memory_limit : float, optional
        Megabytes for the whole process. A model that would need more, or more
        than the machine has left, is refused by its sizes before it is built.

    Raises
    ------
    FormulationError
        A part of it is wrong; the message names the part and the column.
    """
    from nl2milp.solvers.highs import largest_value

    return compile_formulation(formulation, attached(tables or {}), largest_value, feasible_values, memory_limit)


def with_questions(reading: Reading, *, tables: Mapping[str, Any] | None = None) -> Reading:
    """The reading with the questions whose answers would change the result, half a second's worth at most.

    Parameters
    ----------
    reading : Reading
        As a reader gives it.
    tables : mapping, optional
        Attached tables by name.

    Returns
    -------
    Reading
        Itself where its formulation cannot be built or solved: there is nothing to compare.

    Examples
    --------
    >>> reading = read(
    ...     "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    ...     "There are 41 hours available. More than 5 loaves must be made. "
    ...     "How many of each should be made to maximize profit?"
    ... )
    >>> [question.text for question in with_questions(reading).questions]
    ['Does “More than 5 loaves must be made” include 5 itself?']
    """
    attachments = attached(tables or {})
    try:
        compiled = compile_model(reading.formulation, tables=attachments)
        solution = optimise(compiled, options=Options(time_limit=ASKING_SECONDS))
    except (InputError, SolverError):
        return reading
    found = questions_that_matter(compiled, solution, reading.questions, reading.settled, attachments)
    return replace(reading, questions=found)


def solve(
    problem: str | Problem | Reading | Formulation,
    *,
    reader: str = "auto",
    solver: str | Solver = "highs",
    tables: Mapping[str, Any] | None = None,
    options: Options | None = None,
    listen: Callable[[Any], object] | None = None,
    ask: bool = True,
) -> Result:
    """Read a problem in words, build its model, solve it, and check the answer.

    Parameters
    ----------
    problem : str, Problem, Reading or Formulation
        Whatever stage you have it in.
    reader : str
        A registered reader; `auto` takes the best one that is set up.
    solver : str or Solver
        A registered backend, or one of your own.
    tables : mapping, optional
        Attached tables by name, each a data frame or a mapping of column name to values.
    options : Options, optional
        Time limit, gap, threads, seed, stop, progress.
    listen : callable, optional
        Told of each step of the reading, see :func:`read`.
    ask : bool
        Whether other readings of the text are solved as well, so that `questions`
        holds those that would give another answer, half a second at most; and
        whether `findings` notes limits that can never matter.

    Returns
    -------
    Result
        Never a guess: `needs_review` where the reader is not confident.

    Raises
    ------
    InputError
        The text, a table, or a formulation that was handed in is unusable.

    Examples
    --------
    >>> result = solve(
    ...     "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    ...     "There are 41 hours available. How many of each should be made to maximize profit?"
    ... )
    >>> result.status.value, result.objective, result.variables
    ('optimal', 143.0, {'loaves': 1, 'cakes': 20})
    """
    backend = solvers.get(solver) if isinstance(solver, str) else solver
    if isinstance(problem, Formulation):
        return _solved(problem, tables, backend, options or Options())
    started = time.perf_counter()
    if isinstance(problem, Reading):
        reading = problem
    else:
        name = readers.choose(reader)
        try:
            reading = _read(_problem(problem, tables), name, listen)
        except NotUnderstoodError as error:
            seconds = {"read": time.perf_counter() - started}
            return Result(ResultStatus.NEEDS_REVIEW, reader=name, reasons=(str(error),), seconds=seconds)
    tables = {**reading.tables, **attached(tables or {})}
    return _of_reading(reading, tables, backend, options or Options(), time.perf_counter() - started, ask)


def _of_reading(
    reading: Reading,
    tables: Mapping[str, Any],
    backend: Solver,
    options: Options,
    seconds: float,
    ask: bool,
) -> Result:
    try:
        found = _solved(reading.formulation, tables, backend, options)
    except InputError as error:
        if reading.confident and not isinstance(error, FormulationError):
            raise  # the user's own table cannot be used
        # what the reader wrote cannot be built: that is for the author of the text to look at, with the reason
        reasons = (*reading.reasons, str(error))
        found = Result(ResultStatus.NEEDS_REVIEW, formulation=reading.formulation, reasons=reasons)
    reasons = found.reasons or reading.reasons
    if found.status is ResultStatus.OPTIMAL and _does_nothing(found):
        reasons = (*reasons, "the best plan is to do nothing at all: does the model lack something that the text says?")
    is_clear = reading.confident or found.status is ResultStatus.ERROR
    # a contradiction is one whatever the objective
    is_clear |= reading.is_sure_of_limits and found.status is ResultStatus.INFEASIBLE
    status = found.status if is_clear else ResultStatus.NEEDS_REVIEW
    questions = reading.questions
    if ask and found.compiled is not None and found.solution is not None and not found.findings:
        questions = questions_that_matter(found.compiled, found.solution, questions, reading.settled, tables)
        if found.objective is not None:
            found = replace(found, findings=idle_limits(found.compiled))
    return replace(
        found,
        status=status,
        reader=reading.reader,
        questions=(*questions, *found.questions),
        reasons=reasons,
        reading=reading,
        seconds={"read": seconds, **found.seconds},
    )


def _does_nothing(found: Result) -> bool:
    """Whether every decision is 0, and a best objective of 0 comes of it: hardly ever what a text is written for."""
    values = None if found.solution is None else found.solution.values
    return values is not None and not values.any() and found.objective == 0.0


def _solved(formulation: Formulation, tables: Mapping[str, Any] | None, backend: Solver, options: Options) -> Result:
    started = time.perf_counter()
    compiled = _compiled_or_contradictory(formulation, tables, options)
    built = time.perf_counter()
    try:
        solution = optimise(compiled, backend, options)
    except SolverError as error:
        solution = Solution(Status.ERROR, detail=str(error))
    seconds = {"compile": built - started, "solve": time.perf_counter() - built}
    result = Result(
        ResultStatus(solution.status.value),
        formulation=with_roles(formulation, compiled.model),
        questions=tuple(Question(text) for text in formulation.questions),
        detail=solution.detail,
        seconds=seconds,
        compiled=compiled,
        solution=solution,
    )
    if solution.status is Status.INFEASIBLE:
        return _doubted(result, compiled)
    return result if solution.values is None else _checked(result, compiled, solution)


def _compiled_or_contradictory(
    formulation: Formulation, tables: Mapping[str, Any] | None, options: Options
) -> Compiled:
    """The model; where it lacks a bound, within bounds if its statements contradict each other whatever they are."""
    try:
        return compile_model(formulation, tables=tables, memory_limit=options.memory_limit)
    except UnboundedTermError:
        from nl2milp.diagnose import contradiction_of

        found = contradiction_of(formulation, attached(tables or {}))
        if found is None:
            raise
        return found


def _doubted(result: Result, compiled: Compiled) -> Result:
    """An infeasible result, unless a point is found that satisfies every statement."""
    from nl2milp.diagnose import has_point

    if not has_point(compiled):
        return result
    detail = "the solver called the problem infeasible, but a point that satisfies every statement was found"
    return replace(result, status=ResultStatus.ERROR, detail=detail)


def _checked(result: Result, compiled: Compiled, solution: Solution) -> Result:
    """The result with its values, if they stand every check."""
    values = solution.values
    assert values is not None
    findings = check_answer(compiled, values, None if compiled.stages else solution.objective)
    if findings:
        detail = "; ".join(finding.message for finding in findings)
        return replace(result, status=ResultStatus.ERROR, findings=findings, detail=detail)
    asked = None
    if compiled.formulation.asked is not None:
        extra = {} if solution.objective is None else {"objective": solution.objective}
        asked = compiled.value_of(compiled.formulation.asked, values, extra)
    return replace(
        result, objective=_tidy(solution.objective), asked=asked, variables=compiled.named_values(values), findings=()
    )


def _tidy(value: float | None) -> float | None:
    """Without the solver's noise around a whole number."""
    if value is None:
        return None
    nearest = round(value)
    return float(nearest) if abs(value - nearest) <= 1e-9 * max(1.0, abs(value)) else value
