"""Writing a node and reading it again gives the node."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nl2milp.algebra import parse_clauses, parse_expression, parse_set, to_text
from nl2milp.algebra import syntax as s
from nl2milp.errors import ExpressionError

names = st.sampled_from(["x", "y", "open_", "café", "_t", "in_stock", "sum", "pi", "x1"])
numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(float), st.floats(allow_nan=False, allow_infinity=False), st.just(1e22)
).map(lambda value: s.Number(value + 0.0))
leaves = st.one_of(numbers, names.map(s.Name), st.text(max_size=8).map(s.Text))


def chains(nodes: st.SearchStrategy[s.Node], kind: type, operators: list[str]) -> st.SearchStrategy[s.Node]:
    return st.lists(st.sampled_from(operators), min_size=1, max_size=3).flatmap(
        lambda found: st.lists(nodes, min_size=len(found) + 1, max_size=len(found) + 1).map(
            lambda operands: kind(tuple(operands), tuple(found))
        )
    )


def clause_lists(nodes: st.SearchStrategy[s.Node]) -> st.SearchStrategy[tuple[s.Node, ...]]:
    collections = st.one_of(
        names.map(s.Name),
        st.builds(s.Index, names, st.lists(nodes, min_size=1, max_size=2).map(tuple)),
        st.builds(s.Range, nodes, nodes),
        st.builds(s.SetLiteral, st.lists(nodes, min_size=1, max_size=3).map(tuple)),
    )
    bound = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
    clauses = st.builds(s.Clause, bound, collections)
    parts = st.one_of(clauses, st.builds(s.Filter, nodes))
    return st.builds(lambda first, rest: (first, *rest), clauses, st.lists(parts, max_size=3))


def larger(nodes: st.SearchStrategy[s.Node]) -> st.SearchStrategy[s.Node]:
    several = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    some = st.lists(nodes, min_size=1, max_size=3).map(tuple)
    functions = st.sampled_from(["sum", "min", "max", "prod", "abs", "floor"])
    sets = st.one_of(
        names.map(s.Name),
        st.builds(s.Range, nodes, nodes),
        st.builds(s.SetLiteral, some),
        st.builds(s.Index, names, some),
    )
    return st.one_of(
        chains(nodes, s.Arithmetic, ["+", "-"]),
        chains(nodes, s.Arithmetic, ["*", "/", "//", "%"]),
        chains(nodes, s.Compare, ["<=", ">=", "==", "!=", "<", ">"]),
        st.builds(s.Index, names, some),
        st.builds(s.TupleOf, several),
        nodes.filter(lambda node: not isinstance(node, s.Number)).map(s.Negative),
        st.builds(s.Power, nodes, nodes),
        st.builds(s.Membership, nodes, sets, st.booleans()),
        several.map(s.And),
        several.map(s.Or),
        nodes.map(s.Not),
        st.builds(s.Implies, nodes, nodes),
        st.builds(s.IfElse, nodes, nodes, nodes),
        st.builds(s.Call, functions, some),
        st.builds(s.Call, functions, nodes.map(lambda node: (node,)), clause_lists(nodes)),
    )


nodes = st.recursive(leaves, larger, max_leaves=12)


@given(nodes)
def test_expressions(node: s.Node) -> None:
    assert parse_expression(to_text(node)) == node


@given(clause_lists(nodes))
def test_clauses(clauses: tuple[s.Node, ...]) -> None:
    text = to_text(s.Call("sum", (s.Number(1.0),), clauses))  # type: ignore[arg-type]
    assert parse_clauses(text.removeprefix("sum(1 for ").removesuffix(")")) == clauses


@given(st.builds(s.SetLiteral, st.lists(leaves, min_size=1).map(tuple)))
def test_sets(node: s.SetLiteral) -> None:
    assert parse_set(to_text(node)) == node


@given(st.text(max_size=30))
def test_any_text_parses_or_is_refused_at_a_column_in_it(text: str) -> None:
    found = None
    try:
        parse_expression(text)
    except ExpressionError as error:
        found = error
    if found is not None:
        assert 1 <= found.column <= len(text) + 1
        assert found.expression == text


@given(st.text(alphabet="xyi0123456789.,+-*/%^<>=()[]{}' infored\"", max_size=30))
def test_any_mixture_of_the_grammars_own_characters_parses_or_is_refused(text: str) -> None:
    try:
        node = parse_expression(text)
    except ExpressionError:
        return
    assert parse_expression(to_text(node)) == node
