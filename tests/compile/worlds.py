"""Random small formulations with the same thing as plain dictionaries, and random expressions over them.

Everything is drawn from one seeded generator: hypothesis chooses the seed only,
for thousands of draws of its own would take a second for each expression.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from nl2milp.formulation import Formulation
from tests.compile.oracle import World

LABELS = ["a", "b", "c"]


@dataclass
class Case:
    """A formulation, its dictionaries, and how many columns it has."""

    formulation: Formulation
    world: World
    columns: int


def make_case(random: Random) -> Case:
    """Labels `A`, numbers `N`, tuples `arcs`, a family `near`; data, decisions and quantities over them."""
    labels = LABELS[: random.choice([0, 1, 2, 3, 3])]
    last = random.choice([0, 1, 2, 3, 3])
    numbers = list(range(1, last + 1))
    arcs = [(i, j) for i in labels for j in labels if random.random() < 0.5]
    near = {i: [j for j in labels if random.random() < 0.5] for i in labels}
    price = {(i,): random.randint(-3, 4) for i in labels}
    level = {(i, t): random.randint(-3, 4) for i in labels for t in numbers}
    toll = {arc: random.randint(-3, 4) for arc in arcs}
    partner = {(i,): random.choice(labels) for i in labels}
    k = random.randint(1, 3)
    world = World(
        sets={"A": labels, "N": numbers, "arcs": arcs},
        families={"near": near},
        data={"price": price, "level": level, "toll": toll, "partner": partner, "k": {(): k}, "n": {(): last}},
        outside={"stock": 5.0},
        quantities={"total": ((), "sum(make[i] for i in A) + k"), "net": (("i",), "make[i] - price[i] + flat")},
    )
    spaces: dict[str, list[tuple[Any, ...]]] = {
        "flat": [()],
        "make": [(i,) for i in labels],
        "stock": [(i, t) for i in labels for t in numbers],
        "ship": list(arcs),
        "early": [(t,) for t in numbers if t <= k],
        "pick": [(i, j) for i in labels for j in near[i]],
    }
    columns = 0
    for name, keys in spaces.items():
        world.columns[name] = {key: columns + place for place, key in enumerate(keys)}
        columns += len(keys)
    formulation = Formulation.model_validate(
        {
            "sets": [
                {"name": "A", "members": labels},
                {"name": "N", "members": [f"1..{last}"]},
                {"name": "near[i in A]", "members": [f"{i}: {', '.join(near[i])}" for i in labels]},
            ],
            "tables": [
                {"keys": "i in A", "columns": ["price", "partner"], "rows": [
                    [i, price[i,], partner[i,]] for i in labels]},
                {"keys": "i in A, t in N", "columns": ["level"], "rows": [[*key, level[key]] for key in level]},
                {"keys": "i in A, j in A", "set": "arcs", "columns": ["toll"], "rows": [
                    [*arc, toll[arc]] for arc in arcs]},
            ],
            "parameters": [{"symbol": "k", "value": k}, {"symbol": "n", "value": last}],
            "variables": [
                {"symbol": "flat", "kind": "integer"},
                {"symbol": "make[i in A]", "kind": "integer"},
                {"symbol": "stock[i in A, t in N]", "kind": "integer", "outside": "5"},
                {"symbol": "ship[(i, j) in arcs]", "kind": "integer"},
                {"symbol": "early[t in N if t <= k]", "kind": "integer"},
                {"symbol": "pick[i in A, j in near[i]]", "kind": "integer"},
            ],
            "quantities": [
                {"symbol": "total", "value": world.quantities["total"][1]},
                {"symbol": "net[i in A]", "value": world.quantities["net"][1]},
            ],
        }
    )  # fmt: skip
    return Case(formulation, world, columns)


class Writer:
    """Writes random expressions; `labels` and `numbers` are the indices in force."""

    def __init__(self, random: Random) -> None:
        self.random, self.count = random, 0

    def pick(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def fresh(self) -> str:
        self.count += 1
        return f"u{self.count}"

    def data(self, labels: list[str], numbers: list[str], depth: int) -> str:
        """A number."""
        leaves = ["k", "n", str(self.random.randint(0, 4)), "2.5", *numbers]
        leaves += [f"price[{i}]" for i in labels] + [f"price[partner[{i}]]" for i in labels]
        leaves += [f"level[{i}, {t}]" for i in labels for t in numbers]
        leaves += [f"level[{i}, {t} - 1]" for i in labels for t in numbers]
        leaves += [f"toll[{i}, {j}]" for i in labels for j in labels]
        if depth <= 0:
            return str(self.pick(*leaves))
        a, b = (self.data(labels, numbers, depth - 1) for _ in range(2))
        kind = self.pick("leaf", "+", "*", "/", "%", "-", "if", "call", "over")
        if kind == "leaf":
            return str(self.pick(*leaves))
        if kind in ("+", "*"):
            return f"({a} {kind} {b})"
        if kind == "/":
            return f"({a} {self.pick('/', '//')} {b})"
        if kind == "%":
            return f"({a} % {b})"
        if kind == "-":
            return f"-({a})" if self.pick(0, 1) else f"({a} - {b})"
        if kind == "if":
            return f"({a} if {self.condition(labels, numbers, depth - 1)} else {b})"
        if kind == "call":
            return self.pick(f"min({a}, {b})", f"max({a}, {b}, 1)", f"abs({a})", f"floor({a})", f"ceil({a})")
        clauses, more_labels, more_numbers = self.clauses(labels, numbers, depth - 1)
        body = self.data(more_labels, more_numbers, depth - 1)
        return f"{self.pick('sum', 'sum', 'min', 'max')}({body} for {clauses})"

    def condition(self, labels: list[str], numbers: list[str], depth: int) -> str:
        """A condition on data."""
        leaves = [
            f"{self.data(labels, numbers, 0)} {self.pick('<=', '<', '==', '!=', '>=')} {self.data(labels, numbers, 0)}"
        ]
        leaves += [f"{i} {self.pick('==', '!=')} {self.pick(*labels)}" for i in labels]
        leaves += [f"partner[{i}] == {i}" for i in labels]
        leaves += [f"({i}, {j}) {self.pick('in', 'not in')} arcs" for i in labels for j in labels]
        leaves += [f"{i} in near[{j}]" for i in labels for j in labels]
        leaves += [f"{t} in {self.pick('1..2', '2..n', '{1, 3}', 'N')}" for t in numbers]
        leaves += [f"{i} in {{a, c}}" for i in labels]
        if depth <= 0 or self.pick(0, 0, 1):
            return str(self.pick(*leaves))
        a, b = (self.condition(labels, numbers, depth - 1) for _ in range(2))
        return str(self.pick(f"({a} and {b})", f"({a} or {b})", f"not ({a})", f"({a} implies {b})"))

    def clauses(self, labels: list[str], numbers: list[str], depth: int) -> tuple[str, list[str], list[str]]:
        """Index clauses, and the indices in force behind them."""
        labels, numbers = list(labels), list(numbers)
        written = ""
        for place in range(self.pick(1, 1, 2)):
            u, v = self.fresh(), self.fresh()
            options = [(f"{u} in A", [u], []), (f"{u} in N", [], [u]), (f"({u}, {v}) in arcs", [u, v], [])]
            options += [(f"{u} in 1..k", [], [u]), (f"{u} in {{2, 3}}", [], [u])]
            options += [(f"{u} in near[{i}]", [u], []) for i in labels]
            options += [(f"{u} in {t}..n", [], [u]) for t in numbers]
            clause, new_labels, new_numbers = self.pick(*options)
            labels, numbers = labels + new_labels, numbers + new_numbers
            written += (", " if place else "") + clause
            if self.pick(0, 0, 1):
                written += f" if {self.condition(labels, numbers, min(depth, 1))}"
        return written, labels, numbers

    def decision(self, labels: list[str], numbers: list[str], depth: int) -> str:
        """An expression that is affine in the decisions."""
        leaves = ["flat", "total", *(f"make[{i}]" for i in labels), *(f"net[{i}]" for i in labels)]
        leaves += [f"make[partner[{i}]]" for i in labels]
        leaves += [f"stock[{i}, {t}{shift}]" for i in labels for t in numbers for shift in ("", " - 1", " + 1")]
        leaves += [f"early[{t}]" for t in numbers]
        leaves += [f"{name}[{i}, {j}]" for name in ("ship", "pick") for i in labels for j in labels]
        if depth <= 0:
            return str(self.pick(*leaves))
        a = self.decision(labels, numbers, depth - 1)
        kind = self.pick("leaf", "+", "*", "/", "neg", "if", "over")
        if kind == "leaf":
            return str(self.pick(*leaves))
        if kind == "+":
            b = self.pick(self.decision, self.data)(labels, numbers, depth - 1)
            return f"({a} {self.pick('+', '-')} {b})"
        if kind == "*":
            b = self.data(labels, numbers, depth - 1)
            return self.pick(f"({a} * {b})", f"({b} * {a})")
        if kind == "/":
            return f"({a} / {self.data(labels, numbers, depth - 1)})"
        if kind == "neg":
            return f"-({a})"
        if kind == "if":
            b = self.pick(self.decision, self.data)(labels, numbers, depth - 1)
            return f"({a} if {self.condition(labels, numbers, depth - 1)} else {b})"
        clauses, more_labels, more_numbers = self.clauses(labels, numbers, depth - 1)
        return f"sum({self.decision(more_labels, more_numbers, depth - 1)} for {clauses})"
