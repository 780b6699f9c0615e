from fractions import Fraction

import pytest

from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import tokenize


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(tokenize(text))
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1,250 nails", 1250, "number"),
        ("$3.75", Fraction(15, 4), "number"),
        ("2.5 million", 2_500_000, "number"),
        ("40%", Fraction(2, 5), "percent"),
        ("12.5 percent", Fraction(1, 8), "percent"),
        ("a third of", Fraction(1, 3), "part"),
        ("two-thirds", Fraction(2, 3), "part"),
        ("half", Fraction(1, 2), "part"),
        ("twice", 2, "times"),
        ("three times", 3, "times"),
        ("four-and-a-half times", Fraction(9, 2), "times"),
        ("twenty-five crates", 25, "number"),
        ("two dozen eggs", 24, "number"),
        ("one hundred thousand dollars", 100_000, "number"),
        ("50 cents", Fraction(1, 2), "number"),
        ("5 times a week", 5, "number"),
    ],
)
def test_value_and_kind(text: str, value: Fraction, kind: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.kind) == (value, kind)


@pytest.mark.parametrize(
    ("text", "unit", "money"),
    [("6 hrs", "hour", False), ("$6", "$", True), ("6 dollars", "$", True), ("6 kg of oats", "kilogram", False)],
)
def test_units(text: str, unit: str, money: bool) -> None:
    quantity = only(text)
    assert (quantity.unit, quantity.money) == (unit, money)


def test_nothing_in_plain_words() -> None:
    assert find_quantities(tokenize("the weather is fine")) == ()
