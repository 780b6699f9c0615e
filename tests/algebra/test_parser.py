"""Every rule of the grammar, and where an error is said to be."""

from __future__ import annotations

import sys

import pytest

from nl2milp.algebra import (
    parse_clauses,
    parse_each,
    parse_expression,
    parse_head,
    parse_set,
    parse_targets,
    to_text,
)
from nl2milp.algebra import syntax as s
from nl2milp.algebra.syntax import names_in
from nl2milp.errors import ExpressionError

X, Y, Z = s.Name("x"), s.Name("y"), s.Name("z")


def n(value: float) -> s.Number:
    return s.Number(float(value))


@pytest.mark.parametrize(
    ("source", "node"),
    [
        ("x", X),
        ("2.5e3", n(2500)),
        ("'North York'", s.Text("North York")),
        (r"'it\'s'", s.Text("it's")),
        ('"a b"', s.Text("a b")),
        ("ship[x, 'B', t - 1]", s.Index("ship", (X, s.Text("B"), s.Arithmetic((s.Name("t"), n(1)), ("-",))))),
        ("x + y - z", s.Arithmetic((X, Y, Z), ("+", "-"))),
        ("x * y / z", s.Arithmetic((X, Y, Z), ("*", "/"))),
        ("x // y % z", s.Arithmetic((X, Y, Z), ("//", "%"))),
        ("x + y * z", s.Arithmetic((X, s.Arithmetic((Y, Z), ("*",))), ("+",))),
        ("(x + y) * z", s.Arithmetic((s.Arithmetic((X, Y), ("+",)), Z), ("*",))),
        ("-x ^ 2", s.Negative(s.Power(X, n(2)))),
        ("x ^ y ^ z", s.Power(X, s.Power(Y, Z))),
        ("x ^ -2", s.Power(X, n(-2))),
        ("-3", n(-3)),
        ("+x", X),
        ("x <= y", s.Compare((X, Y), ("<=",))),
        ("1 <= x < 5", s.Compare((n(1), X, n(5)), ("<=", "<"))),
        ("x in S", s.Membership(X, s.Name("S"), False)),
        ("(x, y) not in S", s.Membership(s.TupleOf((X, Y)), s.Name("S"), True)),
        ("x in near[y]", s.Membership(X, s.Index("near", (Y,)), False)),
        ("x in {1, y}", s.Membership(X, s.SetLiteral((n(1), Y)), False)),
        ("x in 1..y + 1", s.Membership(X, s.Range(n(1), s.Arithmetic((Y, n(1)), ("+",))), False)),
        ("x and y or z", s.Or((s.And((X, Y)), Z))),
        ("not x and y", s.And((s.Not(X), Y))),
        ("not x <= y", s.Not(s.Compare((X, Y), ("<=",)))),
        ("x or y implies z", s.Implies(s.Or((X, Y)), Z)),
        ("x implies y implies z", s.Implies(X, s.Implies(Y, Z))),
        ("x if y else z", s.IfElse(X, Y, Z)),
        ("x if y else y if z else x", s.IfElse(X, Y, s.IfElse(Y, Z, X))),
        ("min(x, y, 0)", s.Call("min", (X, Y, n(0)))),
        ("sqrt(x)", s.Call("sqrt", (X,))),
        (
            "sum(x[i] for i in A, j in B[i] if i != j for t in 1..3)",
            s.Call(
                "sum",
                (s.Index("x", (s.Name("i"),)),),
                (
                    s.Clause(("i",), s.Name("A")),
                    s.Clause(("j",), s.Index("B", (s.Name("i"),))),
                    s.Filter(s.Compare((s.Name("i"), s.Name("j")), ("!=",))),
                    s.Clause(("t",), s.Range(n(1), n(3))),
                ),
            ),
        ),
        (
            "sum(x if y else z for (i, j) in arcs)",
            s.Call("sum", (s.IfElse(X, Y, Z),), (s.Clause(("i", "j"), s.Name("arcs")),)),
        ),
    ],
)
def test_expressions(source: str, node: s.Node) -> None:
    assert parse_expression(source) == node


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("x = 3", "x == 3"),
        ("x ≤ 3 and y ≥ 2", "x <= 3 and y >= 2"),
        ("x =< 3", "x <= 3"),
        ("x => 3", "x >= 3"),
        ("x ≠ 3", "x != 3"),
        ("x <> 3", "x != 3"),
        ("2×x − 3·y ÷ 4", "2 * x - 3 * y / 4"),
        ("x ** 2", "x^2"),
        ("1,000,000 * x", "1000000 * x"),
        ("20% * x", "0.2 * x"),
        ("x >= 20% and y <= 5%", "x >= 0.2 and y <= 0.05"),
        ("sum(x[t] * 5% for t in T)", "sum(x[t] * 0.05 for t in T)"),
        ("10% if x else 20%", "0.1 if x else 0.2"),
        ("7 % 2", "7 % 2"),
        ("7%2", "7 % 2"),
        ("x ∈ S ∧ y ∉ S", "x in S and y not in S"),
        ("x in 1…5", "x in 1..5"),
        ("x[1,200]", "x[1, 200]"),
        ("min(1,000, 2)", "min(1, 0, 2)"),
        ("3.5..4", None),
    ],
)
def test_spellings_people_use(written: str, plain: str | None) -> None:
    if plain is None:
        with pytest.raises(ExpressionError):
            parse_expression(written)
    else:
        assert to_text(parse_expression(written)) == plain


def test_clauses_heads_sets_and_targets() -> None:
    assert parse_clauses("for p in P, (i, j) in arcs if i != p") == parse_clauses("p in P, (i, j) in arcs if i != p")
    assert parse_head("ship[p in P]") == s.Head("ship", (s.Clause(("p",), s.Name("P")),))
    assert parse_head("x") == s.Head("x", ())
    assert parse_each("x == 1 for x in S").clauses == (s.Clause(("x",), s.Name("S")),)
    assert parse_each("x == 1").clauses == ()
    assert parse_set("1..3") == s.Range(n(1), n(3))
    assert parse_set("{a, 'b c', 3}") == s.SetLiteral((s.Name("a"), s.Text("b c"), n(3)))
    assert parse_targets("(i, j)") == ("i", "j")


@pytest.mark.parametrize(
    ("source", "column", "reason"),
    [
        ("2*x + ", 7, "expected a number, a name or '(', found the end"),
        ("2x", 2, "write '*' between 2 and 'x'"),
        ("x + * y", 5, "expected a number, a name or '(', found '*'"),
        ("(x + y", 7, "expected ',' or ')', found the end"),
        ("x[1", 4, "expected ',' or ']', found the end"),
        ("x[]", 3, "expected an expression before ']'"),
        ("x y", 3, "expected an operator or the end, found 'y'"),
        ("total(x)", 1, "'total' is not a function; the functions are abs, ceil"),
        ("sum(x for 3 in S)", 11, "expected an index name, found '3'"),
        ("sum(x for i of S)", 13, "expected 'in' and a set, found 'of'"),
        ("sum(x for (i, i) in S)", 11, "must differ"),
        ("x if y", 7, "expected 'else' with the other value"),
        ("x <= y in S", 8, "found 'in'"),
        ("x in S <= 3", 8, "found '<='"),
        ("x @ y", 3, "'@' cannot stand here"),
        ("x == 'North", 6, "a quote that is not closed"),
        ("1e400", 1, "'1e400' is too large for a number"),
        ("x + not y", 5, "expected a number, a name or '(', found 'not'"),
        ("", 1, "found the end"),
    ],
)
def test_errors_say_where_and_what_was_expected(source: str, column: int, reason: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(source)
    assert (caught.value.column, caught.value.expression) == (column, source)
    assert reason in caught.value.reason


DEEP = [
    "(" * 500 + "x" + ")" * 500,
    "-" * 500 + "x",
    "not " * 500 + "x",
    "x^" * 500 + "x",
    "x implies " * 500 + "x",
    "x if y else " * 500 + "x",
    "x[" * 500 + "x" + "]" * 500,
    "abs(" * 500,
]


@pytest.mark.parametrize("deep", DEEP)
def test_nesting_is_refused_before_python_refuses_it(deep: str) -> None:
    with pytest.raises(ExpressionError, match="nested more than 60 deep"):
        parse_expression(deep)


def test_permitted_nesting_needs_little_of_the_stack() -> None:
    source = "(" * 58 + "x" + ")" * 58
    limit = sys.getrecursionlimit()
    frame, used = sys._getframe(), 0
    while frame is not None:  # the frames of the test runner itself
        frame, used = frame.f_back, used + 1  # type: ignore[assignment]
    try:
        sys.setrecursionlimit(used + 400)
        assert parse_expression.__wrapped__(source) == X
    finally:
        sys.setrecursionlimit(limit)


def test_long_sums_are_flat() -> None:
    source = " + ".join(f"{k} * x" for k in range(1, 1900))
    assert 19_000 < len(source) < 20_000
    node = parse_expression(source)
    assert hash(node) == hash(parse_expression.__wrapped__(source))
    assert node == parse_expression.__wrapped__(source)
    assert to_text(node) == source
    assert names_in(node) == {"x"}
    assert repr(node)


def test_an_expression_of_more_than_twenty_thousand_characters_is_refused() -> None:
    with pytest.raises(ExpressionError, match="at most 20000 are read"):
        parse_expression("x + " * 5001 + "x")


def test_a_message_about_a_long_expression_shows_the_part_in_question() -> None:
    source = "x + " * 1000 + "2y" + " + x" * 1000
    with pytest.raises(ExpressionError, match=r"column 4002 of '\.\.\..*2y.*\.\.\.'"):
        parse_expression(source)
