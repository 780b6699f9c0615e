"""Strategies that templates' instances are drawn from: small variables, affine expressions, conditions."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

__all__ = ["affine", "binaries", "comparison", "condition", "continuous", "integers", "whole", "yes_no"]

NAMES = "abcdefgh"


def whole(low: int = -4, high: int = 4) -> st.SearchStrategy[int]:
    """Integer data."""
    return st.integers(low, high)


@st.composite
def integers(draw: Any, count: int = 1, widest: int = 4, prefix: str = "x") -> list[dict[str, Any]]:
    """Integer variables x1, x2, ... within drawn bounds."""
    found = []
    for place in range(count):
        low = draw(st.sampled_from([0, 0, 0, -2, 1]))
        high = low + draw(st.integers(1, widest))
        found.append({"symbol": f"{prefix}{place + 1}", "kind": "integer", "lower": low, "upper": high})
    return found


def binaries(count: int = 2, prefix: str = "b") -> list[dict[str, Any]]:
    """Binary variables b1, b2, ..."""
    return [{"symbol": f"{prefix}{place + 1}", "kind": "binary"} for place in range(count)]


def continuous(name: str = "c1", low: float = 0, high: float = 4) -> dict[str, Any]:
    """A continuous variable; keep its range a multiple of a power of two, so that its quarters are exact."""
    return {"symbol": name, "kind": "continuous", "lower": low, "upper": high}


@st.composite
def affine(draw: Any, variables: list[dict[str, Any]], most: int = 2) -> str:
    """An affine expression in some of the variables, with integer data."""
    names = draw(
        st.lists(st.sampled_from([one["symbol"] for one in variables]), min_size=1, max_size=most, unique=True)
    )
    coefficients = draw(st.lists(st.sampled_from([1, 1, -1, 2, 3, -2]), min_size=len(names), max_size=len(names)))
    return " + ".join(f"{coefficient}*{name}" for coefficient, name in zip(coefficients, names, strict=True))


@st.composite
def comparison(draw: Any, variables: list[dict[str, Any]], operators: str = "<= >= == < > !=") -> str:
    """A comparison of an affine expression with a small number."""
    operator = draw(st.sampled_from(operators.split()))
    return f"{draw(affine(variables))} {operator} {draw(whole(-2, 5))}"


@st.composite
def yes_no(draw: Any, variables: list[dict[str, Any]]) -> str:
    """A condition that is one binary, said in one of the ways people say it."""
    name = draw(st.sampled_from([one["symbol"] for one in variables if one["kind"] == "binary"]))
    return f"{name} {draw(st.sampled_from(['== 1', '== 0', '>= 1', '<= 0', '!= 0', '> 0']))}"


@st.composite
def condition(draw: Any, variables: list[dict[str, Any]], depth: int = 2, operators: str = "<= >= == < > !=") -> str:
    """A condition, nested to `depth`; one in ten parts is a truth of data."""
    kind = draw(st.integers(0, 9)) if depth else 9
    inner = lambda: draw(condition(variables, depth - 1, operators))  # noqa: E731
    if kind <= 1:
        return f"({inner()} and {inner()})"
    if kind <= 3:
        return f"({inner()} or {inner()})"
    if kind == 4:
        return f"not ({inner()})"
    if kind == 5:
        return f"({inner()} implies {inner()})"
    if kind == 6:
        return draw(st.sampled_from(["1 <= 2", "2 <= 1"]))
    if kind <= 8 and any(one["kind"] == "binary" for one in variables):
        return draw(yes_no(variables))
    return draw(comparison(variables, operators))
