"""The formats that can be written, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nl2milp.errors import InputError

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled
    from nl2milp.result import Result

__all__ = ["FORMATS", "Format", "render", "write"]


@dataclass(frozen=True)
class Format:
    """A format.

    Attributes
    ----------
    suffix : str
        Of its files.
    title : str
        What it is.
    shows_answer : bool
        Whether a result belongs into it.
    """

    suffix: str
    title: str
    render: Callable[[Compiled, Result | None], str | bytes]
    shows_answer: bool = False


def _made(module: str, function: str, *arguments: Any) -> Any:
    return getattr(import_module(f"nl2milp.export.{module}"), function)(*arguments)


def _model_file(module: str, function: str, compiled: Compiled) -> Any:
    """The one linear model, under a title; of a ratio over continuous decisions, the model of Charnes and Cooper."""
    others = "write it as pyomo, pulp or highspy, which solve it in steps, or as json"
    if compiled.stages:
        raise InputError(
            f"{len(compiled.stages) + 1} objectives in order are more than a file of one linear model holds; {others}"
        )
    model, title = compiled.model, compiled.formulation.title
    if compiled.divisor is not None:
        if model.is_integer.any():
            raise InputError(f"the objective is a ratio over whole-number decisions, no linear model; {others}")
        from nl2milp.fractional import SCALE, charnes_cooper

        model = charnes_cooper(model, compiled.divisor)
        said = f"the objective is a ratio; values are multiplied by {SCALE}, so divide them by it"
        title = f"{title}: {said}" if title else said
    return _made(module, function, model, title)


def _values(result: Result | None) -> Any:
    return None if result is None or result.solution is None else result.solution.values


FORMATS: dict[str, Format] = {
    "excel": Format(
        ".xlsx", "workbook with data, variables and live formulas",
        lambda compiled, result: _made("excel", "model_to_excel", compiled, _values(result)), True,
    ),
    "highspy": Format(
        ".py", "programme in highspy", lambda one, _: _made("python_highspy", "formulation_to_highspy", one)
    ),
    "html": Format(
        ".html", "report in one file",
        lambda compiled, result: _made("html", "formulation_to_html", compiled.formulation, result), True,
    ),
    "json": Format(".json", "formulation", lambda compiled, _: compiled.formulation.to_json() + "\n"),
    "latex": Format(
        ".tex", "mathematics", lambda one, _: _made("latex", "formulation_to_latex", one.formulation) + "\n"
    ),
    "lp": Format(
        ".lp", "linear model in the LP format",
        lambda compiled, _: _model_file("lp", "model_to_lp", compiled),
    ),
    "markdown": Format(
        ".md", "formulation and answer as Markdown",
        lambda compiled, result: _made("markdown", "formulation_to_markdown", compiled.formulation, result), True,
    ),
    "mps": Format(
        ".mps", "linear model in the MPS format",
        lambda compiled, _: _model_file("mps", "model_to_mps", compiled),
    ),
    "pulp": Format(".py", "programme in PuLP", lambda one, _: _made("python_pulp", "formulation_to_pulp", one)),
    "pyomo": Format(".py", "programme in Pyomo", lambda one, _: _made("python_pyomo", "formulation_to_pyomo", one)),
}  # fmt: skip


def render(compiled: Compiled, to: str, result: Result | None = None) -> str | bytes:
    """A formulation in the format `to`, with its answer where the format shows one.

    Raises
    ------
    InputError
        There is no such format, or it cannot hold this formulation.
    MissingExtraError
        It needs a package that is not installed.

    Examples
    --------
    >>> from nl2milp import Formulation, compile_model
    >>> compiled = compile_model(Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "upper": 6}], "objective": {"sense": "maximize", "value": "2*x"}}))
    >>> print(render(compiled, "lp"))
    Maximize
     objective: 2 x
    Subject To
    Bounds
     0 <= x <= 6
    End
    <BLANKLINE>
    """
    if to not in FORMATS:
        raise InputError(f"there is no format '{to}'; the formats are {', '.join(FORMATS)}")
    return FORMATS[to].render(compiled, result)


def write(compiled: Compiled, to: str, path: str | Path, result: Result | None = None) -> None:
    """Write a formulation in the format `to` to a file; see :func:`render`.

    Raises
    ------
    InputError
        As :func:`render`; or the file cannot be written.
    """
    content = render(compiled, to, result)
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    try:
        Path(path).write_bytes(raw)
    except OSError as error:
        raise InputError(f"'{path}' cannot be written: {error.strerror}") from None
