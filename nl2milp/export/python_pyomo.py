"""A programme in Pyomo."""

from __future__ import annotations

from nl2milp.compile.compiler import Compiled
from nl2milp.export.program import Block, Statement, program_of
from nl2milp.export.python_expressions import literal
from nl2milp.export.python_script import Script, bounds_of, needs_several_solves, points_of
from nl2milp.export.python_stages import Dialect, add_goals
from nl2milp.formulation import Kind, Sense

__all__ = ["RESERVED", "formulation_to_pyomo"]

RESERVED = frozenset(
    "Skip activate active active_blocks active_component_data active_components add_component all_blocks "
    "all_component_data all_components block_data_objects clear clear_suffix_value clone cname collect_ctypes "
    "component component_data_iterindex component_data_objects component_map component_objects compute_statistics "
    "config construct contains_component create_instance ctype deactivate del_component dim display doc "
    "find_component fix_all_vars get_suffix_value getname id_index_map index index_set is_component_type "
    "is_constructed is_expression_type is_indexed is_logical_type is_named_expression_type is_numeric_type "
    "is_parameter_type is_reference is_variable_type items iteritems iterkeys itervalues keys load local_name "
    "model name nconstraints nobjectives nvariables parent_block parent_component pprint preprocess private_data "
    "reclassify_component_type reconstruct register_private_data_initializer root_block set_suffix_value "
    "set_value solutions statistics to_dense_data transfer_attributes_from type unfix_all_vars "
    "valid_model_component valid_problem_types values write objective held".split()
)
"""Names that a Pyomo model has for itself."""

_KINDS = {Kind.CONTINUOUS: "Reals", Kind.INTEGER: "Integers", Kind.BINARY: "Binary"}

_SOLVER = """\
solver = pyo.SolverFactory("appsi_highs")
solver.options = {"mip_rel_gap": 0, "mip_abs_gap": 0}  # the best answer, not one that is nearly as good"""

_RUN = """\
results = solver.solve(model, load_solutions=False)
status = results.solver.termination_condition
if status != pyo.TerminationCondition.optimal:
    raise SystemExit(f"status: {status}")  # what the variables hold now is no answer
model.solutions.load_from(results)"""


def _aim(sense: Sense, name: str) -> tuple[str, ...]:
    word = "minimize" if sense is Sense.MINIMIZE else "maximize"
    return ('model.del_component("objective")', f"model.objective = pyo.Objective(expr={name}, sense=pyo.{word})")


_DIALECT = Dialect(
    (
        *_SOLVER.splitlines(),
        "model.held = pyo.ConstraintList()",
        "",
        "def solve():",
        *(f"    {line}" for line in _RUN.splitlines()),
    ),
    lambda expression: f"0 + ({expression})",
    _aim,
    lambda name: f"pyo.value({name})",
    lambda comparison: f"model.held.add({comparison})",
)


def formulation_to_pyomo(compiled: Compiled) -> str:
    """A runnable programme in Pyomo that builds the model, solves it by HiGHS, and prints the answer.

    Raises
    ------
    InputError
        Too much would have to be written out.
    """
    program = program_of(compiled, lambda name: f"model.{name}", "sum", RESERVED)
    several = needs_several_solves(program)
    script = Script(program, "Pyomo", "pyomo highspy", ["import pyomo.environ as pyo"])
    script.heading("Model", "model = pyo.ConcreteModel()")
    script.heading("Decision variables")
    for block in program.variables:
        _variable(script, block)
    script.functions()
    if not several:
        goal = program.goals[0]
        script.heading("Objective")
        sense = "minimize" if goal.sense is Sense.MINIMIZE else "maximize"
        script.add(goal.comment, f"model.objective = pyo.Objective(expr={goal.expression}, sense=pyo.{sense})")
    script.heading("Constraints")
    for statement in program.statements:
        _statement(script, statement)
    lines = []
    for block in program.variables:
        if block.is_auxiliary:
            continue
        if block.keys is None:
            lines.append(f'print("{block.name} =", model.{block.name}.value)')
        else:
            lines += [
                f"for key in model.{block.name}:",
                f"    if model.{block.name}[key].value:",
                f'        print("{block.name}", key, "=", model.{block.name}[key].value)',
            ]
    if several:
        add_goals(script, program, _DIALECT)
        script.heading("Solution", *lines)
    else:
        shown = 'print("objective:", pyo.value(model.objective))'
        script.heading("Solution", *_SOLVER.splitlines(), *_RUN.splitlines(), shown, *lines)
    return script.text()


def _variable(script: Script, block: Block) -> None:
    domain = f"domain=pyo.{_KINDS[block.kind]}"
    if block.keys is None:
        ends = f"({literal(block.lower[0])}, {literal(block.upper[0])})"
        script.add(block.comment, f"model.{block.name} = pyo.Var({domain}, bounds={ends})")
        return
    keys, lower, upper, lines = bounds_of(block)
    over = ", ".join(block.over) if block.over is not None else keys
    if "[key]" in lower + upper:
        count = len(block.keys[0]) if block.keys and isinstance(block.keys[0], tuple) else 1
        key = "key[0]" if count == 1 else "key"
        ends = f"({lower.replace('[key]', f'[{key}]')}, {upper.replace('[key]', f'[{key}]')})"
        bounds = f"lambda model, *key: {ends}"
    else:
        bounds = f"({lower}, {upper})"
    script.add(block.comment, *lines, f"model.{block.name} = pyo.Var({over}, {domain}, bounds={bounds})")


def _statement(script: Script, statement: Statement) -> None:
    lines = []
    several = len(statement.comparisons) > 1
    if several and not statement.clauses:
        lines.append(f"model.{statement.name} = pyo.ConstraintList()")
        lines += [f"model.{statement.name}.add({one.left} {one.operator} {one.right})" for one in statement.comparisons]
    for number, one in enumerate(statement.comparisons, start=1):
        name = f"{statement.name}__{number}" if several else statement.name
        body = f"{one.left} {one.operator} {one.right}"
        if statement.clauses:
            indices = ", ".join(statement.indices)
            lines += [
                "", f"def {name}__rule(model, {indices}):", f"    return {body}", "",
                f"model.{name} = pyo.Constraint({points_of(statement.indices, statement.clauses)}, rule={name}__rule)",
            ]  # fmt: skip
        elif not several:
            lines.append(f"model.{name} = pyo.Constraint(expr={body})")
    script.add(statement.comment, *lines)
