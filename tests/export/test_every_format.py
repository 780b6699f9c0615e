"""Every format, over every problem of the project: what is written gives the same optimum when read back or run.

Written programmes are run in a process of their own, here and nowhere in the
package.
"""

from __future__ import annotations

import ast
import html.parser
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nl2milp import templates
from nl2milp.api import compile_model, read, solve
from nl2milp.errors import InputError
from nl2milp.export.files import FORMATS, render, write
from nl2milp.formulation import Formulation
from nl2milp.solvers.highs import HighsSolver
from nl2milp.solvers.highs_files import read_model

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = ["pulp", "pyomo", "highspy"]

RUNNER = """
import contextlib, io, json, re, runpy, sys, warnings
warnings.simplefilter("ignore")
for path in sys.argv[1:]:
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out):
            runpy.run_path(path)
        found = float(re.search(r"^objective: (.*)$", out.getvalue(), re.M)[1])
    except SystemExit as error:
        found = str(error)
    except BaseException as error:
        found = repr(error)
    print(json.dumps([path, found]))
"""


@cache
def problems() -> dict[str, Formulation]:
    """All examples, all templates' problems, and every fifth of the labelled ones."""
    found = {
        path.stem: read(path.read_text(encoding="utf-8"), reader="offline").formulation
        for path in sorted((ROOT / "examples").glob("*.txt"))
    }
    for name in templates.names():
        problem = templates.get(name).problem
        if problem is not None:
            found[f"template {name}"] = Formulation.model_validate(problem.formulation)
    for data in ("quantities", "logic"):
        lines = (ROOT / "datasets" / f"{data}.jsonl").read_text(encoding="utf-8").splitlines()[::5]
        found |= {one["id"]: Formulation.model_validate(one["formulation"]) for one in map(json.loads, lines)}
    return found


@cache
def compiled(name: str) -> Any:
    return compile_model(problems()[name])


@cache
def answer(name: str) -> Any:
    return solve(problems()[name])


def run(paths: list[Path]) -> dict[str, Any]:
    """What each programme printed as its objective, or how it ended."""
    made = subprocess.run(
        [sys.executable, "-c", RUNNER, *map(str, paths)], capture_output=True, text=True, check=True, timeout=600
    )
    # what else stands there is HiGHS's banner
    said = [line for line in made.stdout.splitlines() if line.startswith("[")]
    return {Path(path).name: found for path, found in map(json.loads, said)}


INDEXED = {
    "numerals in quotes": {
        "sets": [{"name": "S", "members": ["1", "2", "a b"]}],
        "variables": [{"symbol": "x[i in S]", "upper": 5}],
        "objective": {"sense": "maximize", "value": "sum(x[i] for i in S if i != '2') + 3*x['2'] - x[1]/2"},
        "constraints": [{"name": "c", "slots": {"rule": "x['1'] + x['a b'] <= 4"}}],
    },
    "names of the library's own": {
        "sets": [{"name": "model", "members": ["pyo", "pulp"]}, {"name": "ship_keys", "members": [1, 2]}],
        "parameters": [{"symbol": "sum_[m in model]", "value": "2 if m == pyo else 7"}],
        "variables": [{"symbol": "h[m in model, k in ship_keys]", "upper": "sum_[m] + k"}, {"symbol": "h_upper"},
                      {"symbol": "highspy", "upper": 1}, {"symbol": "solver", "lower": None, "upper": 3}],
        "objective": {"sense": "maximize", "value": "sum(h[m, k]/k for m in model, k in ship_keys) + highspy + solver"},
        "constraints": [
            {"name": "h", "for": "m in model, k in ship_keys if k >= 2 or m == pulp",
             "slots": {"rule": "h[m, k] <= 4"}},
            {"name": "x 1", "slots": {"rule": "2 <= h_upper + solver <= 3"}},
            {"name": "write", "for": "k in 1..2", "slots": {"rule": "-5 <= -(h[pyo, k] - 2*(1 - highspy)) <= 10"}},
        ],
    },
    "families, tuples, quantities": {
        "sets": [{"name": "days", "members": ["1..4"]},
                 {"name": "arcs", "members": ["(i, j) for i in days, j in days if j == i + 1"]}],
        "parameters": [{"symbol": "gain[(i, j) in arcs]", "value": "10 - 2*i - j // 2"}],
        "quantities": [{"symbol": "left[i in days]", "value": "sum(flow[i, j] for j in days if (i, j) in arcs)"},
                       {"symbol": "all", "value": "sum(left[i] for i in days)"}],
        "variables": [{"symbol": "flow[(i, j) in arcs]", "kind": "integer", "upper": 9}],
        "objective": {"sense": "maximize", "value": "sum(gain[i, j]*flow[i, j] for (i, j) in arcs) + all"},
        "constraints": [{"name": "each", "for": "t in days if t < 4 and not t == 2",
                         "slots": {"rule": "left[t] <= 3 + t ^ 2 / 2"}},
                        {"name": "in total", "slots": {"rule": "all <= 17"}}],
    },
}  # fmt: skip


@pytest.mark.parametrize("library", LIBRARIES)
def test_indexed_programmes_stay_indexed_and_right(library: str, tmp_path: Path) -> None:
    for number, (name, parts) in enumerate(INDEXED.items()):
        formulation = Formulation.model_validate(parts)
        path = tmp_path / f"{number}.py"
        write(compile_model(formulation), library, path)
        assert " for " in path.read_text().partition("Objective\n")[2], name
        expected = solve(formulation)
        assert expected.objective is not None, (name, expected.detail)
        assert run([path])[path.name] == pytest.approx(expected.objective), (name, path.read_text())


def test_there_are_problems() -> None:
    assert len(problems()) > 40


@pytest.mark.parametrize("library", LIBRARIES)
def test_programmes_give_the_same_optimum(library: str, tmp_path: Path) -> None:
    files, refused = {}, dict[str, str]()
    for number, name in enumerate(problems()):
        path = tmp_path / f"{number}.py"
        try:
            write(compiled(name), library, path)
        except InputError as error:
            refused[name] = str(error)
            continue
        files[path.name] = name
    assert refused == {}
    found = run([tmp_path / file for file in files])
    wrong = {}
    for file, name in files.items():
        result = answer(name)
        if result.objective is None:
            assert str(found[file]).startswith("status: "), (name, found[file])
        elif not isinstance(found[file], float) or found[file] != pytest.approx(result.objective, rel=1e-5, abs=1e-5):
            wrong[name] = (found[file], result.objective)
    assert wrong == {}


@pytest.mark.parametrize("kind", ["lp", "mps"])
def test_files_read_back_give_the_same_optimum(kind: str, tmp_path: Path) -> None:
    count, refused = 0, dict[str, str]()
    for number, name in enumerate(problems()):
        path = tmp_path / f"{number}.{kind}"
        try:
            write(compiled(name), kind, path)
        except InputError as error:
            refused[name] = str(error)
            continue
        found, expected = HighsSolver().solve(read_model(path)), answer(name)
        assert found.status.value == expected.status.value, name
        if expected.objective is not None:
            assert found.objective == pytest.approx(expected.objective, rel=1e-6, abs=1e-6), name
        count += 1
    assert count > 0.9 * len(problems())
    assert all(re.search("objectives in order|ratio over whole-number", reason) for reason in refused.values()), refused


STAGED = {
    "in order": {
        "variables": [{"symbol": "x", "kind": "integer", "upper": 9}, {"symbol": "y", "upper": 7}],
        "objective": {
            "goals": [
                {"rule": "x + y >= 12", "priority": 1},
                {"value": "3*x + y", "sense": "minimize", "priority": 2},
                {"value": "y", "sense": "maximize", "priority": 3},
            ]
        },
        "constraints": [{"name": "c", "slots": {"rule": "x + 2*y <= 17"}}],
    },
    "ratio of continuous": {
        "variables": [{"symbol": "x", "upper": 10}, {"symbol": "y", "upper": 10}],
        "objective": {"sense": "maximize", "value": "(3*x + 2*y + 1)/(x + 2*y + 4)"},
        "constraints": [{"name": "c", "slots": {"rule": "x + y <= 12"}}, {"name": "d", "slots": {"rule": "y >= x/2"}}],
    },
    "ratio of whole": {
        "variables": [
            {"symbol": "x", "kind": "integer", "upper": 10},
            {"symbol": "y", "kind": "integer", "upper": 10},
        ],
        "objective": {"sense": "minimize", "value": "(3*x + 2*y + 1)/(x + 2*y + 4)"},
        "constraints": [{"name": "c", "slots": {"rule": "2*x + y >= 7"}}],
    },
    "in order, infeasible": {
        "variables": [{"symbol": "x", "upper": 5}],
        "objective": {
            "goals": [
                {"value": "x", "sense": "minimize", "priority": 1},
                {"value": "x", "sense": "maximize", "priority": 2},
            ]
        },
        "constraints": [{"name": "c", "slots": {"rule": "x >= 6"}}],
    },
}


@pytest.mark.parametrize("library", LIBRARIES)
def test_programmes_solve_objectives_in_order_and_ratios(library: str, tmp_path: Path) -> None:
    for number, (name, parts) in enumerate(STAGED.items()):
        formulation = Formulation.model_validate(parts)
        path = tmp_path / f"{number}.py"
        write(compile_model(formulation), library, path)
        expected, found = solve(formulation), run([path])[path.name]
        if expected.objective is None:
            assert str(found).startswith("status: "), (name, found)
        else:
            assert found == pytest.approx(expected.objective, rel=1e-6), (name, path.read_text())


@pytest.mark.parametrize("kind", ["lp", "mps"])
def test_files_of_a_ratio_hold_the_model_of_charnes_and_cooper(kind: str, tmp_path: Path) -> None:
    formulation = Formulation.model_validate(STAGED["ratio of continuous"])
    path = tmp_path / f"ratio.{kind}"
    write(compile_model(formulation), kind, path)
    assert "divide them by it" in path.read_text()
    found, expected = HighsSolver().solve(read_model(path)), solve(formulation)
    assert found.values is not None
    assert found.objective == pytest.approx(expected.objective)
    assert found.values[:2] / found.values[2] == pytest.approx([expected.variables["x"], expected.variables["y"]])


@pytest.mark.parametrize(("name", "said"), [("in order", "3 objectives in order"), ("ratio of whole", "whole-number")])
def test_what_one_model_does_not_hold_is_said(name: str, said: str) -> None:
    with pytest.raises(InputError, match=f"{said}.*pyomo, pulp or highspy"):
        render(compile_model(Formulation.model_validate(STAGED[name])), "lp")


def test_json_comes_back() -> None:
    for name, formulation in problems().items():
        assert Formulation.model_validate_json(render(compiled(name), "json")) == formulation


@pytest.mark.parametrize("to", ["markdown", "html", "latex"])
def test_documents_hold_every_statement(to: str) -> None:
    for name, formulation in problems().items():
        text = render(compiled(name), to, answer(name))
        assert isinstance(text, str)
        for constraint in formulation.constraints:
            words = re.findall(r"[A-Za-z]{3,}", constraint.name)
            assert all(word in text for word in words), (name, constraint.name)


# -- the workbook


def recomputed(content: bytes, change: dict[str, float]) -> tuple[Any, list[bool]]:
    """The first objective and which rows hold, by the formulas of the workbook, with some values changed."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(content))
    values = {row[0].row: row[1].value for row in book["Variables"].iter_rows(min_row=2)}
    names = {row[0].value: row[0].row for row in book["Variables"].iter_rows(min_row=2)}
    for name, value in change.items():
        values[names[name]] = value
    products = {}
    for row in book["Coefficients"].iter_rows(min_row=2):
        match = re.fullmatch(r"=C(\d+)\*Variables!\$B\$(\d+)", row[3].value)
        assert int(match[1]) == row[0].row
        products[row[0].row] = row[2].value * values[int(match[2])]
    holds = []
    for row in book["Constraints"].iter_rows(min_row=2):
        match = re.fullmatch(r"=SUM\(Coefficients!\$D\$(\d+):\$D\$(\d+)\)", row[1].value)
        left = sum(products[at] for at in range(int(match[1]), int(match[2]) + 1)) if match else 0.0
        low, high = row[2].value, row[3].value
        slack = 1e-6 * max(1, abs(left))
        assert (f">=C{row[0].row}" in row[4].value) == (low is not None)
        assert (f"<=D{row[0].row}" in row[4].value) == (high is not None)
        holds.append((low is None or left >= low - slack) and (high is None or left <= high + slack))
    last = max(values, default=1)
    assert book["Objective"]["B2"].value == f"=SUMPRODUCT(Variables!$B$2:$B${last},Variables!$F$2:$F${last})+$C$2"
    costs = {row[0].row: row[5].value for row in book["Variables"].iter_rows(min_row=2)}
    return sum(costs[at] * values[at] for at in values) + book["Objective"]["C2"].value, holds


def test_the_workbook_recomputes_the_answer() -> None:
    for name in problems():
        if compiled(name).divisor is not None or answer(name).objective is None:
            continue
        content = render(compiled(name), "excel", answer(name))
        assert isinstance(content, bytes)
        objective, holds = recomputed(content, {})
        assert all(holds), name
        if not compiled(name).stages:
            assert objective == pytest.approx(answer(name).objective, rel=1e-6, abs=1e-6), name


def test_a_changed_value_shows_what_it_breaks() -> None:
    content = render(compiled("production"), "excel", answer("production"))
    objective, holds = recomputed(content, {"desks": 1000.0})
    assert objective > 70_000
    assert not all(holds)


# -- texts are texts


HOSTILE = [
    "\nimport os; os._exit(7)\n", "'); import os; os._exit(7) #", '"""\nraise SystemExit(9)\n"""',
    "\r\u2028os._exit(7)",
    "{__import__('os')._exit(7)}", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "+1", "-2", "@SUM(1)", "\\end{x}",
    "# x\\", "lambda", "print", "\x00\x07", "\u202eevil", "| a | b |\n|---|",
]  # fmt: skip


@cache
def hostile() -> Formulation:
    names = [f"{text} {number}" for number, text in enumerate(HOSTILE)]
    clean = [re.sub(r"[\x00-\x1f\u2028]", " ", name) for name in names]
    return Formulation.model_validate({
        "title": "".join(HOSTILE),
        "sets": [{"name": "things", "members": clean, "meaning": HOSTILE[0]}],
        "parameters": [{"symbol": "limit", "value": 3, "unit": HOSTILE[1], "meaning": HOSTILE[2]}],
        "variables": [{"symbol": "model[t in things]", "upper": 2, "label": HOSTILE[3], "meaning": HOSTILE[0],
                       "unit": HOSTILE[7]}, {"symbol": "h", "label": HOSTILE[6]}, {"symbol": "print", "upper": 4}],
        "objective": {"sense": "maximize", "value": "sum(model[t] for t in things) + print - h", "quote": HOSTILE[2]},
        "constraints": [{"name": name, "quote": name, "slots": {"rule": "h + print >= limit - 3"}} for name in names]
        + [{"name": "each", "for": "t in things", "quote": HOSTILE[1], "slots": {"rule": "model[t] <= limit - 2"}}],
        "assumptions": HOSTILE, "questions": HOSTILE,
    })  # fmt: skip


@pytest.mark.parametrize("library", LIBRARIES)
def test_no_text_becomes_code(library: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.py"
    write(compile_model(hostile()), library, path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert len(imports) == 1
    assert imports[0].lineno == 4
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not [name for name in called if "os" in name.split(".") or "import" in name or name in ("eval", "exec")]
    assert run([path])["hostile.py"] == pytest.approx(solve(hostile()).objective)


def test_no_text_becomes_markup() -> None:
    text = render(compile_model(hostile()), "html", solve(hostile()))
    assert isinstance(text, str)
    tags: set[str] = set()

    class Parser(html.parser.HTMLParser):
        def handle_starttag(self, tag: str, attrs: Any) -> None:
            tags.add(tag)
            assert not any(name.startswith("on") or name in ("src", "href") for name, _ in attrs)

    Parser().feed(text)
    assert "script" not in tags
    assert "http" not in text.replace("http-equiv", "")
    markdown = render(compile_model(hostile()), "markdown", solve(hostile()))
    assert isinstance(markdown, str)
    assert "<script>" not in markdown.partition("```math")[0]


def test_no_text_becomes_a_formula() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(render(compile_model(hostile()), "excel", solve(hostile()))))
    formulas = {"Objective": "B", "Constraints": "BE", "Coefficients": "D"}
    for sheet in book:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if cell.data_type == "f":
                    assert cell.column_letter in formulas.get(sheet.title, ""), cell
                elif isinstance(cell.value, str) and cell.value[:1] in "=+-@" and cell.value:
                    assert cell.quotePrefix


def test_pyomos_own_names_are_left_alone() -> None:
    pyo = pytest.importorskip("pyomo.environ")
    from nl2milp.export.python_pyomo import RESERVED

    assert {name for name in dir(pyo.ConcreteModel()) if not name.startswith("_")} <= RESERVED


def test_unknown_formats_and_places() -> None:
    with pytest.raises(InputError, match="there is no format 'word'; the formats are excel"):
        render(compiled("production"), "word")
    with pytest.raises(InputError, match="cannot be written"):
        write(compiled("production"), "lp", "/no/such/folder/x.lp")
    assert np.isfinite(answer("production").objective)
    assert sorted(FORMATS) == list(FORMATS)
