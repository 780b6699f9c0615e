from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nl2milp.readers.offline.rules import compare_rule, linear_rule, number, share_rule


@given(st.fractions(max_denominator=5000))
def test_numbers_are_exact(value: Fraction) -> None:
    written = number(value)
    if "/" in written:
        sign = -1 if written.startswith("-") else 1
        top, bottom = written.strip("-()").split("/")
        assert sign * Fraction(int(top), int(bottom)) == value
    else:
        assert Fraction(written) == value


def test_a_sum_reads_as_people_write_it() -> None:
    terms = {0: Fraction(2), 1: Fraction(-1), 2: Fraction(0)}
    assert linear_rule(terms, "<=", Fraction(7), ("hens", "ducks", "geese")) == "2*hens - ducks <= 7"


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        (compare_rule("a", ">=", Fraction(3), "b"), "a >= 3*b"),
        (compare_rule("a", "<=", Fraction(1), "b"), "a <= b"),
        (share_rule(["a"], ">=", Fraction(2, 5), ["a", "b"]), "a >= 0.4*(a + b)"),
    ],
)
def test_rules(rule: str, wanted: str) -> None:
    assert rule == wanted
