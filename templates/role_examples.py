"""The classic kinds of constraint that are roles of `linear`, each with phrases and a problem in words.

A role is shown, taught and measured; it never changes the model, so these are
no templates of their own but examples of `linear`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nl2milp.templates.base import ExampleProblem

__all__ = ["ROLE_EXAMPLES", "RoleExample"]


@dataclass(frozen=True)
class RoleExample:
    """A kind of linear constraint.

    Attributes
    ----------
    id : str
        As it stands in the slot `role`.
    says : str
        What it demands.
    phrases : tuple of str
        Ways people say it.
    problem : ExampleProblem
        A problem in words that has one.
    """

    id: str
    says: str
    phrases: tuple[str, ...]
    problem: ExampleProblem


def _rule(name: str, rule: str, role: str, over: str | None = None) -> dict[str, Any]:
    return {"name": name, "for": over, "slots": {"rule": rule, "role": role}}


ASSIGNMENT = RoleExample(
    "assignment",
    "Each of one kind is given exactly one of another.",
    ("each job is done by exactly one worker", "assign every nurse to one ward", "each worker takes one task"),
    ExampleProblem(
        "Three fitters repair three pumps, one each. Ada needs 4, 6 and 9 hours for them, Bo 5, 4 and 7, and Cy 8, 5 "
        "and 6. What is the least number of hours in all?",
        {
            "sets": [{"name": "pumps", "members": ["1..3"]}],
            "tables": [
                {
                    "keys": "f in fitters",
                    "across": "p in pumps",
                    "columns": ["hours"],
                    "rows": ["Ada 4 6 9", "Bo 5 4 7", "Cy 8 5 6"],
                }
            ],
            "variables": [{"symbol": "does[f in fitters, p in pumps]", "kind": "binary"}],
            "objective": {"value": "sum(hours[f,p]*does[f,p] for f in fitters, p in pumps)"},
            "constraints": [
                _rule("one pump", "sum(does[f,p] for p in pumps) == 1", "assignment", "f in fitters"),
                _rule("one fitter", "sum(does[f,p] for f in fitters) == 1", "assignment", "p in pumps"),
            ],
        },
        14.0,
    ),
)

COVERING = RoleExample(
    "covering",
    "Everything is covered by at least one choice.",
    ("every district must have a station within 10 minutes", "each shift needs at least one", "reaches all customers"),
    ExampleProblem(
        "Fire stations can be built in four towns on a line, at kilometres 0, 12, 20 and 33, for 5, 6, 4 and 5 "
        "million. Each town must have a station within 13 kilometres. What is the least that must be spent?",
        {
            "tables": [
                {"keys": "t in towns", "columns": ["km", "cost"], "rows": ["A 0 5", "B 12 6", "C 20 4", "D 33 5"]}
            ],
            "variables": [{"symbol": "build[t in towns]", "kind": "binary"}],
            "objective": {"value": "sum(cost[t]*build[t] for t in towns)"},
            "constraints": [
                _rule("near", "sum(build[s] for s in towns if abs(km[s] - km[t]) <= 13) >= 1", "covering", "t in towns")
            ],
        },
        9.0,
    ),
)

PACKING = RoleExample(
    "packing",
    "What is taken fits, or excludes what it conflicts with.",
    ("the bag holds 10 kg", "no two neighbouring plots may both be used", "at most one of each kind fits"),
    ExampleProblem(
        "A van with room for 10 cubic metres can take crates of 3, 4, 5 and 6 cubic metres worth 30, 50, 60 and 75. "
        "What is the most valuable load?",
        {
            "tables": [
                {"keys": "c in crates", "columns": ["room", "worth"], "rows": ["a 3 30", "b 4 50", "c 5 60", "d 6 75"]}
            ],
            "variables": [{"symbol": "take[c in crates]", "kind": "binary"}],
            "objective": {"sense": "maximize", "value": "sum(worth[c]*take[c] for c in crates)"},
            "constraints": [_rule("room", "sum(room[c]*take[c] for c in crates) <= 10", "packing")],
        },
        125.0,
    ),
)

PARTITION = RoleExample(
    "partition",
    "Everything belongs to exactly one part.",
    ("split the pupils into two teams", "each flight is in exactly one crew's rotation", "divide into groups"),
    ExampleProblem(
        "Five parcels weigh 4, 5, 6, 7 and 8 kg. They are divided between two riders so that the heavier load is as "
        "light as possible. How heavy is it?",
        {
            "sets": [{"name": "riders", "members": ["1..2"]}],
            "tables": [{"keys": "p in parcels", "columns": ["kg"], "rows": ["1 4", "2 5", "3 6", "4 7", "5 8"]}],
            "variables": [{"symbol": "takes[p in parcels, r in riders]", "kind": "binary"}],
            "objective": {"value": "max(sum(kg[p]*takes[p,r] for p in parcels) for r in riders)"},
            "constraints": [_rule("one rider", "sum(takes[p,r] for r in riders) == 1", "partition", "p in parcels")],
        },
        15.0,
    ),
)

PRECEDENCE = RoleExample(
    "precedence",
    "One thing begins only when another has ended.",
    (
        "the walls are built after the foundation",
        "cannot start before",
        "must be finished first",
        "at least 2 days later",
    ),
    ExampleProblem(
        "A shed needs a floor (2 days), walls (3 days, after the floor), a roof (1 day, after the walls) and a path "
        "(4 days, after the floor). How soon can all be done?",
        {
            "tables": [
                {"keys": "w in works", "columns": ["days"], "rows": ["floor 2", "walls 3", "roof 1", "path 4"]},
                {
                    "keys": "a in works, b in works",
                    "set": "orders",
                    "columns": ["gap"],
                    "rows": ["floor walls 0", "walls roof 0", "floor path 0"],
                },
            ],
            "variables": [{"symbol": "start[w in works]"}],
            "objective": {"value": "max(start[w] + days[w] for w in works)"},
            "constraints": [_rule("in order", "start[b] >= start[a] + days[a]", "precedence", "(a, b) in orders")],
        },
        6.0,
    ),
)

LINK = RoleExample(
    "link",
    "Something is used only where it is provided.",
    ("only open warehouses can ship", "a depot can serve at most 50 if it is open", "needs a licence"),
    ExampleProblem(
        "Two depots cost 40 and 55 to open and can each send at most 60 loads. Three shops need 20, 30 and 25 loads; "
        "a load costs 2, 3 and 5 from the first depot and 4, 2 and 1 from the second. What does the cheapest plan "
        "cost?",
        {
            "sets": [{"name": "shops", "members": ["1..3"]}],
            "tables": [
                {"keys": "d in depots", "columns": ["opening"], "rows": ["one 40", "two 55"]},
                {
                    "keys": "d in depots",
                    "across": "s in shops",
                    "columns": ["cost"],
                    "rows": ["one 2 3 5", "two 4 2 1"],
                },
                {"keys": "s in shops", "columns": ["need"], "rows": ["1 20", "2 30", "3 25"]},
            ],
            "variables": [
                {"symbol": "open[d in depots]", "kind": "binary"},
                {"symbol": "send[d in depots, s in shops]", "kind": "integer"},
            ],
            "objective": {"value": "sum(opening[d]*open[d] + sum(cost[d,s]*send[d,s] for s in shops) for d in depots)"},
            "constraints": [
                _rule("needs", "sum(send[d,s] for d in depots) == need[s]", "requirement", "s in shops"),
                _rule("open", "sum(send[d,s] for s in shops) <= 60*open[d]", "link", "d in depots"),
                _rule("open for a shop", "send[d,s] <= need[s]*open[d]", "link", "d in depots, s in shops"),
            ],
        },
        220.0,
    ),
)

BALANCE = RoleExample(
    "balance",
    "What is used is what is there.",
    ("everything that is bought is sold or stored", "the parts of a mix add up to the whole"),
    ExampleProblem(
        "A dairy has 120 litres of milk for cheese and butter; all of it is used. A kilo of cheese takes 8 litres and "
        "earns 5, a kilo of butter takes 20 and earns 9; at least 2 kilos of butter are made. What is the highest "
        "return?",
        {
            "variables": [{"symbol": "cheese"}, {"symbol": "butter", "lower": 2}],
            "objective": {"sense": "maximize", "value": "5*cheese + 9*butter"},
            "constraints": [_rule("milk", "8*cheese + 20*butter == 120", "balance")],
        },
        68.0,
    ),
)

BLENDING = RoleExample(
    "blending",
    "A mix has an average within limits.",
    ("the blend has at least 12% protein", "an octane number of 95 or more", "no more than a third is water"),
    ExampleProblem(
        "Feed is mixed from maize (8% protein, 20 cents a kilo) and soya (44% protein, 50 cents). 90 kilos with at "
        "least 16% protein are needed. How many cents do they cost at least?",
        {
            "variables": [{"symbol": "maize"}, {"symbol": "soya"}],
            "objective": {"value": "20*maize + 50*soya"},
            "constraints": [
                _rule("amount", "maize + soya == 90", "total"),
                _rule("protein", "0.08*maize + 0.44*soya >= 0.16*(maize + soya)", "blending"),
            ],
        },
        2400.0,
    ),
)

ROLE_EXAMPLES: dict[str, RoleExample] = {
    role.id: role for role in (ASSIGNMENT, COVERING, PACKING, PARTITION, PRECEDENCE, LINK, BALANCE, BLENDING)
}
"""The roles that have an example of their own, by name."""
