"""Flow through a network: what leaves a node is what enters it and what it supplies."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.frames import Frame
from nl2milp.compile.networks import Nodes, gathered, new_indices
from nl2milp.compile.values import flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import ClausesSlot, ExampleProblem, ExpressionSlot, Site, Slots, Template, register

__all__ = ["Flow", "FlowSlots"]


class FlowSlots(Slots):
    """Slots of `flow`."""

    nodes: ClausesSlot = Field(description="the nodes that balance, such as n in cities; leave out those that need not")
    arcs: ClausesSlot = Field(
        description="the arcs, such as (i, j) in roads; they lead from the first index to the second"
    )
    flow: ExpressionSlot = Field(description="what is sent along each arc, such as ship[i, j]")
    supply: ExpressionSlot = Field(
        description="what leaves each node less what enters it: positive where there is supply, negative for demand"
    )
    sense: Literal["==", "<=", ">="] = Field(
        default="==", description="<= if a node need not give all of its supply; == otherwise"
    )
    yields: ExpressionSlot | None = Field(
        default=None, description="what arrives for each unit sent along an arc, such as 0.95; null if all of it"
    )


@register
class Flow(Template):
    """Conservation of flow at nodes."""

    id = "flow"
    title = "Flow through a network"
    says = "At every node, what leaves is what enters plus what the node supplies."
    phrases = (
        "what enters a junction must leave it",
        "flow conservation",
        "the total shipped into the city plus its own supply equals the total shipped out plus its demand",
        "goods may be transshipped through the depots",
        "inflow minus outflow must equal the demand",
        "each pipe carries at most 30 units per hour from the wells to the towns",
        "find the maximum flow from the source to the sink",
        "find the shortest path from A to B",
        "every vehicle that arrives also departs",
        "no goods are stored at intermediate points",
        "node 3 has a net demand of 40",
    )
    maths = r"\sum_{(n,j)} f_{nj} - \sum_{(i,n)} f_{in} = s_n \quad \forall n"
    example = (
        "Whatever arrives at a depot is sent on.",
        {"nodes": "n in depots", "arcs": "(i, j) in routes", "flow": "ship[i, j]", "supply": "0"},
    )
    hints = (
        "supply is what leaves less what enters: a demand of 40 is a supply of -40",
        "'inflow minus outflow equals b' means a supply of -b",
        "capacities of arcs are upper bounds of the flow, not part of this",
        "for the largest flow or a path leave source and sink out of 'nodes', or give them their supply",
    )
    problem = ExampleProblem(
        "Two wells give 50 and 40 units of water an hour, which two towns need, Alda 35 and Brin 55. Pipes lead from "
        "the first well to the pumping station (at 2 a unit) and to Alda (5), from the second well to the station (3) "
        "and to Brin (7), and from the station to Alda (2) and to Brin (3); none carries more than 45. What is the "
        "least cost an hour?",
        {
            "tables": [
                {
                    "keys": "n in places",
                    "columns": ["net"],
                    "rows": ["well1 50", "well2 40", "station 0", "Alda -35", "Brin -55"],
                },
                {
                    "keys": "i in places, j in places",
                    "set": "pipes",
                    "columns": ["cost"],
                    "rows": [
                        "well1 station 2",
                        "well1 Alda 5",
                        "well2 station 3",
                        "well2 Brin 7",
                        "station Alda 2",
                        "station Brin 3",
                    ],
                },
            ],
            "variables": [{"symbol": "water[(i, j) in pipes]", "upper": 45}],
            "objective": {"value": "sum(cost[i,j]*water[i,j] for (i, j) in pipes)"},
            "constraints": [
                {
                    "name": "balance",
                    "template": "flow",
                    "slots": {
                        "nodes": "n in places",
                        "arcs": "(i, j) in pipes",
                        "flow": "water[i,j]",
                        "supply": "net[n]",
                    },
                }
            ],
        },
        470.0,
    )
    Slots = FlowSlots

    def rows(self, site: Site) -> None:
        """One row for each node, with the entries of its own arcs."""
        slots = site.slots
        arcs, frame, tail, head = _network(site)
        nodes = Nodes.of_frame(frame)
        sent = site.decision(slots.flow, arcs)
        arrived = sent if slots.yields is None else sent.times(site.number(slots.yields, arcs), arcs)
        out = gathered(sent, arcs, nodes.places(arcs, tail), nodes.count)
        into = gathered(arrived, arcs, nodes.places(arcs, head), nodes.count)
        there = frame.opened().taken(np.arange(frame.size))  # flat, as the sums are
        supply = site.decision(slots.supply, there)
        net = out.plus([into.times(-1.0, there), supply.times(-1.0, there)])
        low = -np.inf if slots.sense == "<=" else 0.0
        high = np.inf if slots.sense == ">=" else 0.0
        site.build.add_rows(net, low, high, there)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Walk over the arcs, and add up what leaves and what enters each node."""
        slots = site.slots
        arcs, frame, tail, head = _network(site)
        sent = site.decision(slots.flow, arcs)
        yields = flat(1.0 if slots.yields is None else site.number(slots.yields, arcs), arcs).tolist()
        balance: dict[Any, float] = defaultdict(float)
        scale: dict[Any, float] = defaultdict(float)
        amounts = zip(flat(sent.value, arcs).tolist(), flat(sent.scale, arcs).tolist(), yields, strict=True)
        ends = zip(_labels(arcs, tail), _labels(arcs, head), strict=True)
        for (leaves, enters), (amount, size, gain) in zip(ends, amounts, strict=True):
            balance[leaves] += amount
            balance[enters] -= amount * gain
            scale[leaves] += size
            scale[enters] += size * abs(gain)
        good = np.ones(site.frame.size, dtype=bool)
        supply = site.decision(slots.supply, frame)
        is_exact = sent.is_exact and supply.is_exact
        slack = 1e-9 if is_exact else max(1e-9, site.evaluator.decisions.tolerance)  # type: ignore[union-attr]
        supplies = zip(flat(supply.value, frame).tolist(), flat(supply.scale, frame).tolist(), strict=True)
        for node, (wanted, size) in zip(_labels(frame, new_indices(frame)), supplies, strict=True):
            excess = balance[node] - wanted
            allowed = slack * max(1.0, scale[node], size)
            if (slots.sense != "<=" and excess < -allowed) or (slots.sense != ">=" and excess > allowed):
                good[node[0]] = False
        return good


def _network(site: Site) -> tuple[Frame, Frame, list[str], list[str]]:
    """The frames of arcs and nodes, and the indices of each arc that name its two ends."""
    arcs, nodes = site.extend(site.slots.arcs), site.extend(site.slots.nodes)
    ends, width = new_indices(arcs), len(new_indices(nodes))
    if len(ends) < 2 * width:
        raise FormulationError(
            f"{site.where}: an arc needs the indices of both its ends, such as (i, j) in roads; "
            f"'{site.slots.arcs}' has {len(ends)} and a node has {width}"
        )
    return arcs, nodes, ends[:width], ends[width : 2 * width]


def _labels(frame: Frame, names: list[str]) -> list[tuple[Any, ...]]:
    """(point of the outer frame, label, ...) at each point of `frame`."""
    columns = [flat(frame.rows, frame).tolist()]
    for name in names:
        coded = frame.indices[name]
        columns.append([coded.base.labels[code] for code in flat(coded.codes, frame).tolist()])
    return list(zip(*columns, strict=True))
