"""Instances of `tour`."""

from __future__ import annotations

import itertools
from random import Random
from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.harness import instances

LETTERS = "ABCDEF"


def built(
    arcs: list[tuple[str, ...]], slots: dict[str, Any], *variables: dict[str, Any], given: Any = None
) -> Formulation:
    count = 1 + max(LETTERS.index(end) for arc in arcs for end in arc)
    rows = [[*arc, 1 + place, int(arc == given)] for place, arc in enumerate(arcs)]
    loads = [[letter, place % 3] for place, letter in enumerate(LETTERS[:count])]
    return Formulation.model_validate(
        {
            "sets": [{"name": "cities", "members": list(LETTERS[:count])}],
            "tables": [
                {"keys": "i in cities, j in cities", "set": "roads", "columns": ["length", "given"], "rows": rows},
                {"keys": "n in cities", "columns": ["parcels"], "rows": loads},
            ],
            "variables": [{"symbol": "go[(i, j) in roads]", "kind": "binary", "lower": "given[i,j]"}, *variables],
            "objective": {"value": "sum(length[i,j]*go[i,j] for (i, j) in roads)"},
            "constraints": [
                {
                    "name": "round trip",
                    "template": "tour",
                    "slots": {"arcs": "(i, j) in roads", "used": "go[i,j] == 1", **slots},
                }
            ],
        }
    )


def seeded(draw: Any) -> Random:
    """Random choices from one seed: drawing each would give the same few small graphs over and over."""
    return Random(repr(draw(st.tuples(*[st.integers(0, 2**32)] * 3))))


def arcs_with_circuit(random: Random, count: int, most: int, is_directed: bool = True) -> list[tuple[str, ...]]:
    """Arcs among the first `count` cities, mostly with a circuit through all of them."""
    cities = random.sample(LETTERS[:count], count)
    circuit = list(zip(cities, cities[1:] + cities[:1], strict=True)) if random.random() < 0.8 else []
    pairs = [(i, j) for i, j in itertools.product(cities, repeat=2) if i != j or random.random() < 0.1]
    chosen = list(dict.fromkeys([*circuit, *random.sample(pairs, min(len(pairs), random.randint(2, most)))]))[:most]
    random.shuffle(chosen)
    if is_directed:
        return chosen
    return list({tuple(sorted(arc)): arc for arc in chosen}.values())


@instances("tour", spare=("row dropped",))
@st.composite
def tour(draw: Any) -> Formulation:
    """Directed circuits through two to five cities."""
    random = seeded(draw)
    arcs = arcs_with_circuit(random, random.randint(2, 5), 6)
    slots: dict[str, Any] = {"used": random.choice(["go[i,j] == 1", "go[i,j] >= 1", "go[i,j] == 0"])}
    if random.random() < 0.5:
        slots["start"] = random.choice(random.choice(arcs))
    if random.random() < 0.3:
        slots["nodes"] = "n in cities"
    return built(arcs, slots)


@instances("tour:apart", spare=("row dropped",))
@st.composite
def apart(draw: Any) -> Formulation:
    """Two triangles, with a way from one to the other and back or without; or one circuit through both."""
    random = seeded(draw)
    is_directed = random.random() < 0.7
    cities = random.sample(LETTERS, 6)
    arcs = [(cities[i], cities[j]) for i, j in ((0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3))]
    # one leg that is part of the triangles and of the circuit is given, so that all points can be looked at
    given = arcs[0]
    others = list(itertools.product(range(3), range(3, 6)))
    arcs += [
        (cities[i], cities[j]) for i, j in ([(2, 3), (5, 0)] if random.random() < 0.7 else random.sample(others, 1))
    ]
    random.shuffle(arcs)
    return built(arcs, {"directed": is_directed}, given=given)


@instances("tour:some", spare=("row dropped",))
@st.composite
def some(draw: Any) -> Formulation:
    """Circuits through those that are visited."""
    random = seeded(draw)
    is_directed = random.random() < 0.5
    arcs = arcs_with_circuit(random, random.randint(3, 5), 5, is_directed)
    start = random.choice(random.choice(arcs))
    slots = {"nodes": "n in cities", "visited": "visit[n] == 1", "start": start, "directed": is_directed}
    return built(arcs, slots, {"symbol": "visit[n in cities]", "kind": "binary"})


@instances("tour:several", spare=("row dropped",))
@st.composite
def several(draw: Any) -> Formulation:
    """Several trips from a depot, with or without a load."""
    random = seeded(draw)
    others = LETTERS[1 : random.randint(3, 4)]
    spokes = [("A", other) for other in others] + [(other, "A") for other in others]
    between = [(i, j) for i, j in itertools.product(others, repeat=2) if i != j]
    arcs = [*spokes, *random.sample(between, random.randint(0, 2))]
    if len(arcs) > 7 or random.random() < 0.2:
        arcs.remove(random.choice(spokes))
    random.shuffle(arcs)
    slots: dict[str, Any] = {"start": "A", "tours": random.choice(["trips", "trips", "1", "2"])}
    if random.random() < 0.5:
        slots |= {"nodes": "n in cities", "load": "parcels[n]", "capacity": random.choice("234")}
    trips = [{"symbol": "trips", "kind": "integer", "upper": 3}] if slots["tours"] == "trips" else []
    return built(arcs, slots, *trips)
