"""How large and how tight each template's rows are, against the textbook's big-M form; writes a Markdown report.

    python benchmarks/templates.py docs/templates-strength.md

For each case one problem is compiled twice: as the templates make it, and with what a textbook writes by hand: one M,
the largest that any row of the problem needs, for all rows, and on/off as two implications. The gap closed
is the part of the distance between the textbook's relaxation and the integer optimum that the templates' relaxation
takes off.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from nl2milp.compile import finish
from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.optimise import feasible_values
from nl2milp.solvers.highs import HighsSolver, largest_value
from nl2milp.templates import get, names
from nl2milp.templates.on_off import OnOff

HEAD = """# Size and strength of the templates' rows

Written by `python benchmarks/templates.py docs/templates-strength.md`. Each line is one problem: as the templates make
it, and in the textbook's big-M form (for all rows the one M that the worst of them needs, and on/off as two
implications). *Bound* is the optimum of the linear relaxation; *closed* is the part of the textbook's gap to the
integer optimum that the templates' relaxation takes off.

| problem | optimum | rows | integers | bound | textbook: rows | integers | bound | closed |
|---|---|---|---|---|---|---|---|---|
"""


@contextmanager
def textbook(worst: list[float]) -> Iterator[None]:
    """Compile as by hand: one M for all rows."""
    least, tidied, on_off = finish.least_slack, finish.tidied, OnOff.rows

    def one_for_all(*given: Any) -> Any:
        found = least(*given)
        worst.extend(float(one) for one in found)
        return np.full_like(found, max(worst))

    def by_conditions(self: OnOff, site: Any) -> None:
        slots = site.slots
        logic_ = site.logic(slots.tolerance)
        on = OnOff._on(site)
        logic_.require(site.compared(slots.quantity, "==", "0"), site.frame, (on,))
        for limit, operator in ((slots.least, ">="), (slots.most, "<=")):
            if limit is not None:
                logic_.require(site.compared(slots.quantity, operator, limit), site.frame, (on.complement(),))

    finish.least_slack, finish.tidied, OnOff.rows = one_for_all, lambda values: values, by_conditions  # type: ignore[method-assign]
    try:
        yield
    finally:
        finish.least_slack, finish.tidied, OnOff.rows = least, tidied, on_off  # type: ignore[method-assign]


def compiled(fields: dict[str, Any]) -> LinearModel:
    return compile_formulation(Formulation.model_validate(fields), relax=largest_value, find=feasible_values).model


def relaxed(model: LinearModel) -> float:
    found = HighsSolver().solve(replace(model, is_integer=np.zeros(model.num_columns, dtype=bool)))
    return float("nan") if found.objective is None else found.objective


def line(name: str, fields: dict[str, Any]) -> str:
    model = compiled(fields)
    worst: list[float] = []
    with textbook(worst):
        compiled(fields)  # finds the worst M
        by_hand = compiled(fields)
    best = HighsSolver().solve(model).objective
    assert best is not None
    bounds = relaxed(model), relaxed(by_hand)
    gap = abs(best - bounds[1])
    closed = f"{100 * (1 - abs(best - bounds[0]) / gap):.0f} %" if gap > 1e-9 else "no gap"
    sizes = [
        f"{one.num_rows} | {int(one.is_integer.sum())} | {bound:.5g}"
        for one, bound in zip((model, by_hand), bounds, strict=True)
    ]
    return f"| {name} | {best:.5g} | {sizes[0]} | {sizes[1]} | {closed} |"


def drawn() -> Iterator[tuple[str, dict[str, Any]]]:
    """Larger problems with random data, one for each of the templates that need a decision."""
    random = np.random.default_rng(7)
    items = [f"i{n} {random.integers(5, 30)} {random.integers(20, 80)} {random.integers(50, 300)}" for n in range(12)]
    base: dict[str, Any] = {
        "tables": [{"keys": "i in items", "columns": ["cost", "most", "fixed"], "rows": items}],
        "variables": [
            {"symbol": "x[i in items]", "upper": "most[i]"},
            {"symbol": "y[i in items]", "kind": "binary"},
        ],
        "objective": {"value": "sum(cost[i]*x[i] + fixed[i]*y[i] for i in items)"},
    }
    need = {"name": "need", "slots": {"rule": "sum(x[i] for i in items) >= 200"}}

    def problem(name: str, template: str, slots: dict[str, Any], **more: Any) -> tuple[str, dict[str, Any]]:
        return name, {**base, "constraints": [need, {"name": "rule", "template": template, "slots": slots, **more}]}

    each = {"for": "i in items"}
    yield problem(
        "fixed charge, 12 items", "on_off", {"quantity": "x[i]", "on": "y[i] == 1", "most": "most[i]"}, **each
    )
    batch = {"quantity": "x[i]", "on": "y[i] == 1", "least": "most[i]/2", "most": "most[i]"}
    yield problem("minimum batch, 12 items", "on_off", batch, **each)
    yield problem("if any then more, 12 items", "if_then", {"if": "y[i] == 0", "then": "x[i] <= most[i]/4"}, **each)
    options = {"options": ["x[i] <= most[i]/4", "x[i] >= most[i]/2 and y[i] == 1"]}
    yield problem("low or high, 12 items", "either_or", options, **each)
    counts = {"conditions": ["x[i] >= most[i]/2 for i in items"], "at_least": "8"}
    yield problem("at least 8 of 12 are half full", "k_of_n", counts)


def main(path: str) -> None:
    lines = [line(f"`{name}`: its example", get(name).problem.formulation) for name in names()]
    lines += [line(name, fields) for name, fields in drawn()]
    Path(path).write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
