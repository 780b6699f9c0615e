"""Equivalence: blind to names, order and scaling, and to nothing else."""

from __future__ import annotations

import itertools
import random

import pytest

from nl2milp.api import compile_model
from nl2milp.formulation import Formulation
from nl2milp.verify.equivalence import Verdict, equivalent

Rows = list[tuple[list[int], str, int]]


class Model:
    """A small integer programme as plain lists, to be written down in many ways."""

    def __init__(self, rng: random.Random) -> None:
        self.size = rng.randint(2, 5)
        self.kinds = [rng.choice(["integer", "continuous", "binary"]) for _ in range(self.size)]
        self.cost = [rng.randint(-9, 9) for _ in range(self.size)]
        self.rows: Rows = []
        for _ in range(rng.randint(2, 6)):
            coefficients = [rng.choice([0, *range(-7, 8)]) for _ in range(self.size)]
            if sum(map(bool, coefficients)) < 2:
                coefficients[0], coefficients[1] = 3, 5
            self.rows.append((coefficients, rng.choice(["<=", ">=", "=="]), rng.randint(-20, 40)))

    def written(self, rng: random.Random, *, plain: bool) -> Formulation:
        """As a formulation; unless `plain`, with other names, another order and scaled rows."""
        order = list(range(self.size))
        rows = list(self.rows)
        names = [f"x{place}" for place in order]
        if not plain:
            rng.shuffle(order)
            rng.shuffle(rows)
            names = [f"v{rng.randint(0, 10**6)}_{place}" for place in order]

        def total(coefficients: list[int], scale: float) -> str:
            return " + ".join(f"{coefficients[place] * scale!r}*{names[place]}" for place in order)

        constraints = []
        for number, (coefficients, operator, side) in enumerate(rows):
            scale = 1 if plain else rng.choice([1, 2, 0.5, 10, 0.1, -1, -3])
            turned = {"<=": ">=", ">=": "<=", "==": "=="}[operator] if scale < 0 else operator
            rule = f"{total(coefficients, scale)} {turned} {side * scale!r}"
            constraints.append({"name": f"c{number}", "slots": {"rule": rule}})
        return Formulation.model_validate(
            {
                "variables": [{"symbol": names[place], "kind": self.kinds[place]} for place in order],
                "objective": {"sense": "minimize", "value": total(self.cost, 1)},
                "constraints": constraints,
            }
        )


@pytest.mark.parametrize("block", range(10))
def test_shuffled_renamed_and_scaled_is_the_same(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        rng = random.Random(seed)
        model = Model(rng)
        found = equivalent(model.written(rng, plain=True), model.written(rng, plain=False), by_meaning=False)
        assert found.verdict is Verdict.IDENTICAL, seed


@pytest.mark.parametrize("block", range(10))
def test_one_changed_coefficient_is_never_the_same(block: int) -> None:
    for seed in range(50 * block, 50 * block + 50):
        rng = random.Random(seed)
        model = Model(rng)
        original = model.written(rng, plain=True)
        changed_row = rng.randrange(len(model.rows))
        coefficients, operator, side = model.rows[changed_row]
        column = rng.randrange(model.size)
        coefficients = [*coefficients]
        coefficients[column] += 1 if coefficients[column] != -1 else 2
        if rng.random() < 0.3:
            model.cost[column] += 1
        model.rows[changed_row] = (coefficients, operator, side)
        changed = model.written(rng, plain=False)
        assert equivalent(original, changed, by_meaning=False).verdict is not Verdict.IDENTICAL or same_by_chance(
            original, changed
        ), seed


def same_by_chance(first: Formulation, second: Formulation) -> bool:
    """Whether a permutation of whole columns makes the dense rows of the two equal: then they really are the same."""
    one, other = compile_model(first).model, compile_model(second).model

    def rows(model: object, order: tuple[int, ...]) -> set[tuple[float, ...]]:
        matrix = model.matrix.toarray()[:, list(order)]  # type: ignore[attr-defined]
        found = set()
        for row, low, high in zip(matrix, model.row_lower, model.row_upper, strict=True):  # type: ignore[attr-defined]
            for sign, side in ((1, high), (-1, -low)):
                if abs(side) < 1e100:
                    scale = max(abs(row)) or 1.0
                    found.add((*(round(sign * value / scale, 9) + 0.0 for value in row), round(side / scale, 9) + 0.0))
        return found

    plain = tuple(range(one.num_columns))
    return any(
        rows(one, plain) == rows(other, order) and list(one.cost) == [other.cost[column] for column in order]
        for order in itertools.permutations(plain)
    )


def formulation(*rules: str, value: str = "3*x + 2*y", sense: str = "maximize", kind: str = "integer") -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [{"symbol": "x", "kind": kind}, {"symbol": "y", "kind": kind}],
            "objective": {"sense": sense, "value": value},
            "constraints": [{"name": f"c{place}", "slots": {"rule": rule}} for place, rule in enumerate(rules)],
        }
    )


def test_a_row_on_one_variable_is_a_bound() -> None:
    bounded = Formulation.model_validate(
        {
            "variables": [{"symbol": "a", "kind": "integer", "upper": "5"}, {"symbol": "b", "kind": "integer"}],
            "objective": {"sense": "maximize", "value": "3*a + 2*b"},
            "constraints": [{"name": "total", "slots": {"rule": "a + b <= 7"}}],
        }
    )
    assert equivalent(formulation("x <= 5.5", "x + y <= 7.2"), bounded).verdict is Verdict.IDENTICAL


def test_a_redundant_row_changes_the_form_but_not_the_meaning() -> None:
    found = equivalent(formulation("x + y <= 7"), formulation("x + y <= 7", "x + y <= 9"))
    assert found.verdict is Verdict.EQUIVALENT


def test_a_share_of_the_total_in_two_ways() -> None:
    one = formulation("x + y <= 100", "x >= 40%*(x + y)", kind="continuous")
    other = formulation("x + y <= 100", "0.6*x >= 0.4*y", kind="continuous")
    assert equivalent(one, other).verdict is Verdict.IDENTICAL


def test_the_same_optimum_does_not_make_them_the_same() -> None:
    found = equivalent(formulation("x + y <= 7", "y <= 3"), formulation("x + y <= 7", "y <= 2"))
    assert found.verdict is Verdict.DIFFERENT
    assert "points" in found.reason


def test_another_direction_of_one_row_is_told_by_the_optima() -> None:
    found = equivalent(formulation("x + y <= 7", "x <= 4"), formulation("x + y <= 7", "x >= 4"))
    assert found.verdict is Verdict.DIFFERENT
    assert "optima differ" in found.reason


def test_integrality_counts() -> None:
    assert not equivalent(formulation("2*x + 2*y <= 7"), formulation("2*x + 2*y <= 7", kind="continuous"))


def test_minimising_the_negative_is_maximising() -> None:
    found = equivalent(formulation("x + y <= 7"), formulation("x + y <= 7", value="-3*x - 2*y", sense="minimize"))
    assert found.verdict is Verdict.IDENTICAL


def test_two_infeasible_formulations_in_different_words_stay_open() -> None:
    found = equivalent(formulation("x + y <= -1"), formulation("x + y <= -2"))
    assert found.verdict is Verdict.UNKNOWN
