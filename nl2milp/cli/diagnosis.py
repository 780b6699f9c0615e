"""The commands about problems without a solution, about what an answer depends on, and about other numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from nl2milp.errors import InputError

if TYPE_CHECKING:
    from nl2milp.formulation import Formulation
    from nl2milp.readers.base import Reading

__all__ = ["run_analysis", "run_diagnosis", "run_whatif"]

NOT_UNDERSTOOD = 3


def _understood(
    source: str, reader: str, tables: Mapping[str, Any]
) -> tuple[Formulation, Reading | None, Mapping[str, Any]]:
    """The formulation, the reading where there is one, and the tables that may be referred to."""
    from nl2milp.api import read
    from nl2milp.cli.inputs import read_formulation, read_text

    text = read_text(source)
    formulation = read_formulation(text, source)
    if formulation is not None:
        return formulation, None, tables
    reading = read(text, reader=reader, tables=tables)
    return reading.formulation, reading, reading.tables


def _finish(reading: Reading | None, data: dict[str, Any], text: str, as_json: bool) -> None:
    """Print, and say so where the reader is not sure of what it read."""
    doubts = () if reading is None or reading.confident else reading.reasons
    click.echo(json.dumps({**data, "reasons": list(doubts)}, ensure_ascii=False) if as_json else text)
    for reason in doubts:
        click.echo(f"nl2milp: {reason}", err=True)
    sys.exit(NOT_UNDERSTOOD if reading is not None and not reading.confident else 0)


def run_diagnosis(
    source: str,
    reader: str,
    tables: Mapping[str, Any],
    seconds: float,
    keep: tuple[str, ...],
    soft: tuple[str, ...],
    weights: tuple[str, ...],
    points: bool,
    as_json: bool,
) -> None:
    """Diagnose the problem in `source`, and print it."""
    from nl2milp.api import compile_model
    from nl2milp.diagnose import diagnose, refine
    from nl2milp.diagnose.unbounded import explain_unbounded
    from nl2milp.optimise import optimise
    from nl2milp.solvers import Options, Status

    formulation, reading, tables = _understood(source, reader, tables)
    compiled = compile_model(formulation, tables=tables)
    wanted = {name: value for one in weights for name, value in _named_numbers(one).items()}
    diagnosis = diagnose(compiled, seconds=seconds, keep=keep, soft=soft, weights=wanted, reading=reading)
    data, text = diagnosis.to_dict(), str(diagnosis)
    if diagnosis.verdict.value == "feasible":
        solution = optimise(compiled, options=Options(time_limit=max(seconds, 1.0)))
        unbounded = explain_unbounded(compiled) if solution.status is Status.UNBOUNDED else None
        if unbounded is not None:
            data, text = {**data, **unbounded.to_dict()}, str(unbounded)
    if points and diagnosis.cores:
        found = [refine(diagnosis, core) for core in diagnosis.cores[:3]]
        data["points"] = [names for names, _ in found]
        text += "\n\nPoint by point\n" + "\n".join(f"  {'; '.join(names)}" for names, _ in found)
    _finish(reading, data, text, as_json)


def run_analysis(source: str, reader: str, tables: Mapping[str, Any], seconds: float, as_json: bool) -> None:
    """Print what limits are worth and what statements cost."""
    from nl2milp.analyse.prices import rule_prices
    from nl2milp.analyse.sensitivity import sensitivity
    from nl2milp.api import compile_model
    from nl2milp.diagnose.phrases import number
    from nl2milp.errors import SolverError
    from nl2milp.solvers import Status

    formulation, reading, tables = _understood(source, reader, tables)
    compiled = compile_model(formulation, tables=tables)
    prices = rule_prices(formulation, tables=tables, seconds=seconds)
    data: dict[str, Any] = {**prices.to_dict(), "sensitivity": None}
    if prices.optimum.status is not Status.OPTIMAL:
        text = f"There is no optimum to analyse: {prices.optimum.status.value}. Try: nl2milp diagnose"
        _finish(reading, data, text, as_json)
    lines = [f"Optimum {number(prices.optimum.objective or 0.0)}", "", "What each statement costs"]
    rows = [["statement", "gain without it", "one step", "higher", "lower"]]
    for one in prices.prices:
        gain = "not known" if one.gain is None else "without end" if one.gain == float("inf") else number(one.gain)
        step = "" if one.stated is None or one.step is None else f"{number(one.stated)} ± {number(one.step)}"
        ends = [
            "" if end is None else end.status.value if end.objective is None else number(end.objective)
            for end in (one.higher, one.lower)
        ]
        rows.append([one.constraint, gain, step, *ends])
    lines += _aligned(rows)
    if not prices.is_complete:
        lines.append("  The time ended before all of them were solved.")
    if compiled.model.is_integer.any() or compiled.stages:
        lines += ["", "Dual values are not shown: they do not hold for whole-number decisions or several objectives."]
    else:
        try:
            found = sensitivity(compiled)
        except SolverError as error:
            lines += ["", str(error)]
        else:
            data["sensitivity"] = found.to_dict()
            lines += ["", str(found)]
    _finish(reading, data, "\n".join(lines), as_json)


def run_whatif(
    source: str,
    reader: str,
    tables: Mapping[str, Any],
    numbers: tuple[str, ...],
    off: tuple[str, ...],
    over: str | None,
    listed: bool,
    as_json: bool,
) -> None:
    """Print scenarios side by side, a sweep, or the names of all numbers."""
    from nl2milp.analyse.numbers import figures
    from nl2milp.analyse.whatif import Scenario, compare, sweep
    from nl2milp.diagnose.phrases import number

    formulation, reading, tables = _understood(source, reader, tables)
    if listed:
        found = [{"name": one.name, "value": one.value} for one in figures(formulation)]
        statements = [one.name for one in formulation.constraints]
        rows = [[str(one["name"]), number(float(str(one["value"])))] for one in found]
        text = "\n".join(["Numbers", *_aligned(rows), "", "Statements", *(f"  {name}" for name in statements)])
        _finish(reading, {"numbers": found, "statements": statements}, text, as_json)
    if over is not None:
        name, values = _range(over)
        curve = sweep(formulation, name, values, tables=tables)
        rows = [[name, "status", "objective", "values that are not 0"]]
        for value, one in zip(curve.values, curve.outcomes, strict=True):
            plan = ", ".join(f"{key} {number(amount)}" for key, amount in one.plan.items() if amount)
            rows.append([number(value), one.status, "-" if one.objective is None else number(one.objective), plan])
        lines = _aligned(rows)
        if curve.breaks:
            lines.append(f"The plan changes at about {', '.join(number(one) for one in curve.breaks)}.")
        _finish(reading, curve.to_dict(), "\n".join(lines), as_json)
    scenarios = [_scenario(one) for one in numbers] + [Scenario(f"without {one}", {}, (one,)) for one in off]
    if not scenarios:
        raise InputError("say what to change: --set NAME=VALUE, --off STATEMENT or --sweep NAME=FROM:TO:POINTS")
    table = compare(formulation, scenarios, tables=tables)
    _finish(reading, table.to_dict(), "\n".join(_aligned(table.rows())), as_json)


def _scenario(text: str) -> Any:
    from nl2milp.analyse.whatif import Scenario

    return Scenario("; ".join(part.strip() for part in text.split(";")), _named_numbers(text))


def _named_numbers(text: str) -> dict[str, float]:
    numbers = {}
    for part in text.split(";"):
        name, equals, value = part.rpartition("=")
        if not equals:
            raise InputError(f"'{text}' is not NAME=VALUE (several changes: NAME=VALUE;NAME=VALUE)")
        numbers[name.strip()] = _value(value)
    return numbers


def _value(text: str) -> float:
    cleaned = text.strip().replace(",", "")
    try:
        return float(cleaned.removesuffix("%")) / 100 if cleaned.endswith("%") else float(cleaned)
    except ValueError:
        raise InputError(f"'{text.strip()}' is not a number") from None


def _range(text: str) -> tuple[str, list[float]]:
    name, equals, ends = text.rpartition("=")
    parts = ends.split(":")
    if not equals or len(parts) not in (2, 3):
        raise InputError(f"'{text}' is not NAME=FROM:TO:POINTS, such as budget=5000:9000:9")
    low, high = _value(parts[0]), _value(parts[1])
    points = round(_value(parts[2])) if len(parts) == 3 else 11
    if not 2 <= points <= 1000:
        raise InputError(f"a sweep has 2 to 1,000 points, not {points}")
    return name.strip(), [low + (high - low) * place / (points - 1) for place in range(points)]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))] if rows else []
    return [
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
