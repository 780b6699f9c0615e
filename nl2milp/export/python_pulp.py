"""A programme in PuLP."""

from __future__ import annotations

from nl2milp.compile.compiler import Compiled
from nl2milp.export.program import Block, Program, Statement, program_of
from nl2milp.export.python_expressions import literal
from nl2milp.export.python_script import Script, bounds_of, needs_several_solves
from nl2milp.export.python_stages import Dialect, add_goals
from nl2milp.formulation import Kind, Sense

__all__ = ["formulation_to_pulp"]

_KINDS = {Kind.CONTINUOUS: "Continuous", Kind.INTEGER: "Integer", Kind.BINARY: "Binary"}


def formulation_to_pulp(compiled: Compiled) -> str:
    """A runnable programme in PuLP that builds the model, solves it by HiGHS or CBC, and prints the answer.

    Raises
    ------
    InputError
        Too much would have to be written out.
    """
    program = program_of(compiled, lambda name: name, "pulp.lpSum")
    goal = program.goals[0]
    script = Script(program, "PuLP", "pulp highspy", ["import pulp"])
    sense = "LpMinimize" if goal.sense is Sense.MINIMIZE else "LpMaximize"
    script.heading("Model", f'problem = pulp.LpProblem("model", pulp.{sense})')
    script.heading("Decision variables")
    for block in program.variables:
        _variable(script, block)
    script.functions()
    several = needs_several_solves(program)
    if not several:
        script.heading("Objective")
        script.add(goal.comment, f"problem.setObjective(pulp.lpSum([{goal.expression}]))")
    script.heading("Constraints")
    for statement in program.statements:
        _statement(script, statement)
    if several:
        add_goals(script, program, _DIALECT)
        script.heading("Solution", *_shown(program))
    else:
        shown = 'print("objective:", pulp.value(problem.objective))'
        script.heading("Solution", *_SOLVER.splitlines(), *_RUN.splitlines(), shown, *_shown(program))
    return script.text()


_SOLVER = """\
# the gap is 0: the best answer, not one that is nearly as good
if pulp.HiGHS().available():
    solver = pulp.HiGHS(msg=False, gapRel=0, gapAbs=0)
else:
    solver = pulp.PULP_CBC_CMD(msg=False, gapRel=0)"""

_RUN = """\
problem.solve(solver)
if problem.sol_status != pulp.LpSolutionOptimal:
    raise SystemExit(f"status: {pulp.LpStatus[problem.status]} (PuLP says Infeasible of unbounded models as well)")"""


def _aim(sense: Sense, name: str) -> tuple[str, ...]:
    word = "LpMinimize" if sense is Sense.MINIMIZE else "LpMaximize"
    return (f"problem.sense = pulp.{word}", f"problem.setObjective({name})")


_DIALECT = Dialect(
    (*_SOLVER.splitlines(), "", "def solve():", *(f"    {line}" for line in _RUN.splitlines())),
    lambda expression: f"pulp.lpSum([{expression}])",
    _aim,
    lambda name: f"pulp.value({name})",
    lambda comparison: f"problem += {comparison}",
)


def _shown(program: Program) -> list[str]:
    lines = []
    for block in program.variables:
        if block.is_auxiliary:
            continue
        if block.keys is None:
            lines.append(f'print("{block.name} =", {block.name}.value())')
        else:
            lines += [
                f"for key in {block.name}:",
                f"    if {block.name}[key].value():",
                f'        print("{block.name}", key, "=", {block.name}[key].value())',
            ]
    return lines


def _variable(script: Script, block: Block) -> None:
    kind = f'cat="{_KINDS[block.kind]}"'
    if block.keys is None:
        ends = f"lowBound={literal(block.lower[0])}, upBound={literal(block.upper[0])}"
        script.add(block.comment, f'{block.name} = pulp.LpVariable("{block.name}", {ends}, {kind})')
        return
    keys, lower, upper, lines = bounds_of(block)
    name = f'f"{block.name}_{{number}}"'
    script.add(
        block.comment, *lines, f"{block.name} = {{",
        f"    key: pulp.LpVariable({name}, lowBound={lower}, upBound={upper}, {kind})",
        f"    for number, key in enumerate({keys})", "}",
    )  # fmt: skip


def _statement(script: Script, statement: Statement) -> None:
    several = len(statement.comparisons) > 1
    lines = []
    for number, one in enumerate(statement.comparisons, start=1):
        name = f"{statement.name}__{number}" if several else statement.name
        # lpSum makes an expression of either side, whatever it holds
        body = f"pulp.lpSum([{one.left}]) {one.operator} {one.right}"
        if statement.clauses:
            point = f"number, point in enumerate([{_points(statement)}])"
            unpacked = f"    {', '.join(statement.indices)} = point"
            lines += [f"for {point}:", unpacked, f'    problem += {body}, f"{name}_{{number}}"']
        else:
            lines.append(f'problem += {body}, "{name}"')
    script.add(statement.comment, *lines)


def _points(statement: Statement) -> str:
    inside = ", ".join(statement.indices)
    return f"{inside if len(statement.indices) == 1 else f'({inside})'} {statement.clauses}"
