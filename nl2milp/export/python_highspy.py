"""A programme in highspy, HiGHS's own Python interface."""

from __future__ import annotations

from nl2milp.compile.compiler import Compiled
from nl2milp.export.program import Block, Statement, program_of
from nl2milp.export.python_expressions import literal
from nl2milp.export.python_script import Script, bounds_of, needs_several_solves
from nl2milp.export.python_stages import Dialect, add_goals
from nl2milp.formulation import Kind, Sense

__all__ = ["formulation_to_highspy"]

_HEAD = """\
h = highspy.Highs()
h.setOptionValue("output_flag", False)
h.setOptionValue("mip_rel_gap", 0)  # the best answer, not one that is nearly as good
h.setOptionValue("mip_abs_gap", 0)"""

_STATUS = """\
status = h.getModelStatus()
if status != highspy.HighsModelStatus.kOptimal:
    raise SystemExit(f"status: {h.modelStatusToString(status)}")"""


def _aim(sense: Sense, expression: str) -> tuple[str, ...]:
    return (f"h.{'minimize' if sense is Sense.MINIMIZE else 'maximize'}({expression})",)


# minimize and maximize solve at once
_DIALECT = Dialect(
    ("def solve():", *(f"    {line}" for line in _STATUS.splitlines())),
    lambda expression: f"h.expr() + ({expression})",
    _aim,
    lambda name: f"h.val({name})",
    lambda comparison: f"h.addConstr({comparison})",
)


def formulation_to_highspy(compiled: Compiled) -> str:
    """A runnable programme in highspy that builds the model, solves it, and prints the answer.

    Raises
    ------
    InputError
        Too much would have to be written out.
    """
    program = program_of(compiled, lambda name: name, "h.qsum")
    script = Script(program, "highspy", "highspy", ["import highspy"])
    script.heading("Model", *_HEAD.splitlines())
    script.heading("Decision variables")
    for block in program.variables:
        _variable(script, block)
    script.functions()
    script.heading("Constraints")
    for statement in program.statements:
        _statement(script, statement)
    if needs_several_solves(program):
        add_goals(script, program, _DIALECT)
        solving: list[str] = []
    else:
        goal = program.goals[0]
        script.heading("Objective")
        script.add(goal.comment, *_aim(goal.sense, f"h.expr() + {_grouped(goal.expression)}"))
        solving = [*_STATUS.splitlines(), 'print("objective:", h.getObjectiveValue())']
    lines = []
    for block in program.variables:
        if block.is_auxiliary:
            continue
        if block.keys is None:
            lines.append(f'print("{block.name} =", h.val({block.name}))')
        else:
            lines += [
                f"for key in {block.name}:",
                f"    if h.val({block.name}[key]):",
                f'        print("{block.name}", key, "=", h.val({block.name}[key]))',
            ]
    script.heading("Solution", *solving, *lines)
    return script.text()


def _grouped(expression: str) -> str:
    return f"({expression})"


def _variable(script: Script, block: Block) -> None:
    kind = "" if block.kind is Kind.CONTINUOUS else ", type=highspy.HighsVarType.kInteger"

    def ends(lower: str, upper: str) -> str:
        low = "-highspy.kHighsInf" if lower == "None" else lower
        return f"lb={low}, ub={'highspy.kHighsInf' if upper == 'None' else upper}"

    if block.keys is None:
        shown = ends(literal(block.lower[0]), literal(block.upper[0]))
        script.add(block.comment, f"{block.name} = h.addVariable({shown}{kind})")
        return
    keys, lower, upper, lines = bounds_of(block)
    # in a dictionary of bounds, None stands for no bound
    low = f"-highspy.kHighsInf if {lower} is None else {lower}" if "[" in lower and _is_endless(block.lower) else lower
    high = f"highspy.kHighsInf if {upper} is None else {upper}" if "[" in upper and _is_endless(block.upper) else upper
    script.add(
        block.comment, *lines, f"{block.name} = {{",
        f"    key: h.addVariable({ends(low, high)}{kind})",
        f"    for key in {keys}", "}",
    )  # fmt: skip


def _is_endless(values: list[float]) -> bool:
    """Whether any of the bounds is infinite."""
    return any(value in (float("inf"), float("-inf")) for value in values)


def _statement(script: Script, statement: Statement) -> None:
    lines = []
    for one in statement.comparisons:
        # an expression that starts empty, so that a lone variable compares like a sum
        body = f"h.addConstr(h.expr() + {_grouped(one.left)} {one.operator} {one.right})"
        if statement.clauses:
            inside = ", ".join(statement.indices)
            points = inside if len(statement.indices) == 1 else f"({inside})"
            lines += [f"for {inside} in [{points} {statement.clauses}]:", f"    {body}"]
        else:
            lines.append(body)
    script.add(statement.comment, *lines)
