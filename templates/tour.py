"""Round trips: one closed way through all nodes, or several from a depot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Coded, IntArray
from nl2milp.compile.networks import Nodes, gathered, new_indices
from nl2milp.compile.values import Affine, Terms, flat
from nl2milp.compile.walks import followed, followed_either_way
from nl2milp.errors import FormulationError
from nl2milp.templates.base import (
    ClausesSlot,
    ConditionSlot,
    ExampleProblem,
    ExpressionSlot,
    Site,
    Slots,
    Template,
    register,
)

__all__ = ["Tour", "TourSlots"]


class TourSlots(Slots):
    """Slots of `tour`."""

    arcs: ClausesSlot = Field(description="the possible legs, such as (i, j) in roads; the first two indices are ends")
    used: ConditionSlot = Field(description="when a leg is part of the tour, such as go[i, j] == 1")
    directed: bool = Field(
        default=True,
        description="false if each road is listed once and may be taken either way: then three nodes or more",
    )
    start: ExpressionSlot | None = Field(
        default=None, description="the node where it begins and ends, such as depot; null if any will do"
    )
    tours: ExpressionSlot | None = Field(
        default=None, description="how many round trips leave from 'start', a number or a variable; null for one"
    )
    nodes: ClausesSlot | None = Field(
        default=None, description="the nodes, such as n in cities; null for all that occur in 'arcs'"
    )
    visited: ConditionSlot | None = Field(
        default=None, description="when a node is visited, such as visit[n] == 1; null if all must be"
    )
    load: ExpressionSlot | None = Field(default=None, description="what each node adds to a trip's load, by 'nodes'")
    capacity: ExpressionSlot | None = Field(default=None, description="the most that one trip can load")

    @model_validator(mode="after")
    def _complete(self) -> TourSlots:
        if (self.visited or self.load) and not self.nodes:
            raise ValueError("'visited' and 'load' speak of nodes: state 'nodes', such as n in cities")
        if (self.visited or self.tours or self.load) and not self.start:
            raise ValueError("state 'start', the node that every trip leaves from")
        if (self.load is None) != (self.capacity is None):
            raise ValueError("'load' and 'capacity' belong together")
        if self.load and not self.directed:
            raise ValueError("'load' needs legs with a direction: list each road as (i, j) and as (j, i)")
        return self


@register
class Tour(Template):
    """A circuit through all nodes."""

    id = "tour"
    title = "Round trip"
    says = "The legs used form one closed round trip that visits every node once."
    phrases = (
        "visit each city exactly once and return to the starting city",
        "starting and ending at the same city",
        "the shortest round trip",
        "the travelling salesman",
        "the drill moves over all holes and comes back to its origin",
        "the machine must be set up for each product once per cycle",
        "each vehicle leaves the depot and returns to it",
        "every customer is served by exactly one vehicle",
        "a route through some of the sights that ends at the hotel",
        "there must be no subtours",
    )
    maths = (
        r"\sum_j x_{ij} = \sum_j x_{ji} = 1,\quad \sum_j f_{ji} - \sum_j f_{ij} = 1 \;\; \forall i \neq r,"
        r"\quad x_{ij} \le f_{ij} \le (n - 1)\, x_{ij}"
    )
    example = (
        "The van visits each of the six towns exactly once and returns to where it started.",
        {"arcs": "(i, j) in roads", "used": "go[i, j] == 1"},
    )
    hints = (
        "write no rows about arriving and leaving: they are part of the template",
        "a symmetric table of distances still has two legs for each pair, (i, j) and (j, i)",
        "leave out the legs from a node to itself: i in cities, j in cities if i != j",
        "a path that does not return is a tour through one more node at distance 0 from all",
    )
    problem = ExampleProblem(
        "A postwoman starts at the office, brings parcels to four farms, and returns to the office. From the office it "
        "is 7, 4, 9 and 6 km to the farms Birch, Elm, Oak and Pine; it is 5 km from Birch to Elm, 3 to Oak, 8 to Pine, "
        "6 from Elm to Oak and 4 to Pine, and 5 from Oak to Pine. How long is the shortest round trip?",
        {
            "sets": [{"name": "places", "members": ["office", "Birch", "Elm", "Oak", "Pine"]}],
            "tables": [
                {
                    "keys": "i in places",
                    "across": "j in places",
                    "columns": ["km"],
                    "rows": ["office 0 7 4 9 6", "Birch 7 0 5 3 8", "Elm 4 5 0 6 4", "Oak 9 3 6 0 5", "Pine 6 8 4 5 0"],
                }
            ],
            "variables": [{"symbol": "go[i in places, j in places if i != j]", "kind": "binary"}],
            "objective": {"value": "sum(km[i,j]*go[i,j] for i in places, j in places if i != j)"},
            "constraints": [
                {
                    "name": "round trip",
                    "template": "tour",
                    "slots": {
                        "arcs": "i in places, j in places if i != j",
                        "used": "go[i,j] == 1",
                        "start": "office",
                    },
                }
            ],
        },
        23.0,
    )
    Slots = TourSlots

    def rows(self, site: Site) -> None:
        """Degrees, and a flow of one unit to every node visited (Gavish and Graves, 1978), lifted.

        Over a leg out of the root flows what all nodes of its trip receive, over
        any other at most one unit less, and at least the unit of its head. Of
        the compact forms tried (with Desrochers and Laporte's lifted order
        numbers beside it) this one with the rows against two-node circuits had
        the tightest relaxation on 7 to 12 cities, and needs no big-M.
        """
        network = _Network.of(site)
        used = site.logic().literal(site.condition(site.slots.used, network.arcs), network.arcs, both=True).value()
        visits = Affine(1.0, ())
        if site.slots.visited is not None:
            condition = site.condition(site.slots.visited, network.frame)
            visits = site.logic().literal(condition, network.frame, both=True).value()
        _degree_rows(site, network, used, visits)
        _pair_rows(site, network, used)
        _flow_rows(site, network, used, visits)
        if site.slots.load is not None:
            _load_rows(site, network, used, visits)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Follow the legs used from node to node."""
        slots, network = site.slots, _Network.of(site)
        used = flat(site.verdict(slots.used, network.arcs).may_hold, network.arcs)
        visited = np.ones(network.nodes.count, dtype=bool)
        if slots.visited is not None:
            visited = flat(site.verdict(slots.visited, network.frame).may_hold, network.frame)
        tours = flat(site.decision(slots.tours or "1").value, site.frame)
        load, capacity = np.zeros(network.nodes.count), np.full(site.frame.size, np.inf)
        if slots.load is not None:
            load = flat(site.number(slots.load, network.frame), network.frame)
            capacity = flat(site.number(slots.capacity), site.frame) * (1 + 1e-9) + 1e-9
        good = np.ones(site.frame.size, dtype=bool)
        walk = followed if slots.directed else followed_either_way
        for point in range(site.frame.size):
            legs = np.flatnonzero(used & (network.arc_owners == point))
            ends = [(int(network.tails[leg]), int(network.heads[leg])) for leg in legs]
            wanted = {int(node) for node in np.flatnonzero(visited & (network.nodes.owners == point))}
            root = int(network.roots[point])
            trips = walk(root, ends) if root >= 0 else []
            good[point] = (
                trips is not None
                and {node for trip in trips for node in trip} | ({root} - {-1}) == wanted
                and _right_number(slots, trips, tours[point], wanted)
                and all(sum(load[node] for node in trip) <= capacity[point] for trip in trips)
            )
        return good


def _right_number(slots: Any, trips: list[list[int]], tours: float, wanted: set[int]) -> bool:
    if slots.tours is not None:
        return abs(len(trips) - tours) <= 1e-6
    # nobody need leave a place that is the only one to be visited
    return len(trips) == 1 or (not trips and len(wanted) <= 1)


@dataclass(frozen=True, eq=False)
class _Network:
    """Nodes and legs, flat; nodes are numbered over all points of the site's frame."""

    nodes: Nodes
    frame: Frame
    arcs: Frame
    arc_owners: IntArray
    tails: IntArray
    heads: IntArray
    roots: IntArray
    sizes: IntArray

    @classmethod
    def of(cls, site: Site) -> _Network:
        slots = site.slots
        spanned = site.extend(slots.arcs)
        ends = new_indices(spanned)[:2]
        if len(ends) < 2:
            raise FormulationError(f"{site.where}: a leg needs both its ends, such as (i, j) in roads")
        if slots.nodes is not None:
            frame = site.extend(slots.nodes)
            nodes = Nodes.of_frame(frame)
            frame = frame.opened().taken(np.arange(frame.size))
        else:
            nodes = Nodes.of_ends(spanned, ends)
            labels = Coded(nodes.domain.axes[1], nodes.domain.codes()[1])
            frame = site.frame.opened().taken(nodes.owners, {"node": labels})
        arcs = spanned.opened().taken(np.arange(spanned.size))
        tails, heads = nodes.places(spanned, ends[:1]), nodes.places(spanned, ends[1:])
        stray = np.flatnonzero((tails < 0) | (heads < 0))
        if len(stray):
            raise FormulationError(f"{site.where}: a leg leads to no node{spanned.describe(int(stray[0]))}")
        sizes = np.bincount(nodes.owners, minlength=site.frame.size)
        return cls(nodes, frame, arcs, flat(spanned.rows, spanned), tails, heads, _roots(site, nodes), sizes)

    @property
    def is_root(self) -> NDArray[np.bool_]:
        """For each node."""
        found = np.zeros(self.nodes.count, dtype=bool)
        found[self.roots[self.roots >= 0]] = True
        return found


def _roots(site: Site, nodes: Nodes) -> IntArray:
    """The node each point's trips begin at: the one stated, or else the first; -1 where there is no node."""
    points = np.arange(site.frame.size)
    if site.slots.start is None:
        first = np.searchsorted(nodes.owners, points)
        there = np.searchsorted(nodes.owners, points, side="right") > first
        return np.where(there, first, -1)
    start = site.evaluator.at(site.slots.start, site.where).value(site.parse(site.slots.start), site.frame)
    if isinstance(start, Coded):
        start = Coded(start.base, flat(start.codes, site.frame))
    elif not isinstance(start, str):
        start = flat(start, site.frame)
    keys, missing = nodes.domain.lookup([Coded(nodes.points, points), start])
    if np.any(missing):
        raise FormulationError(f"{site.where}: the start '{site.slots.start}' is not one of the nodes")
    return np.broadcast_to(keys, points.shape)


# -- rows


def _degree_rows(site: Site, network: _Network, used: Affine, visits: Affine) -> None:
    """Each node visited is entered and left once; the root as often as there are trips."""
    slots, build, there, count = site.slots, site.build, network.frame, network.nodes.count
    minus_visits = visits.times(-1.0, there)
    out = gathered(used, network.arcs, network.tails, count)
    into = gathered(used, network.arcs, network.heads, count)
    others = np.flatnonzero(~network.is_root)
    inner = _part(out.plus([minus_visits]), others, there), _part(into.plus([minus_visits]), others, there)
    both = _part(out.plus([into, minus_visits, minus_visits]), others, there)
    around = there.opened().taken(others)
    for value in inner if slots.directed else (both,):
        build.add_rows(value, 0.0, 0.0, around)
    known = np.flatnonzero(network.roots >= 0)
    roots = network.roots[known]
    at_root = site.frame.opened().taken(known)
    leaving, entering, is_visited = (_part(value, roots, there) for value in (out, into, visits))
    # with one node there is nowhere to go
    trips = Affine((network.sizes[known] > 1).astype(float), ())
    if slots.tours is not None:
        trips = site.decision(slots.tours).at(known, site.frame, at_root)
    if slots.visited is not None:
        build.add_rows(is_visited, 1.0, np.inf, at_root)
    sides = (leaving, entering) if slots.directed else (leaving.plus([entering]).times(0.5, at_root),)
    if slots.visited is None or slots.tours is not None:
        for value in sides:
            build.add_rows(value.plus([trips.times(-1.0, at_root)]), 0.0, 0.0, at_root)
        return
    # one trip, or none if nothing else is visited
    for value in sides:
        build.add_rows(value, -np.inf, 1.0, at_root)
        out_of_root = value.at(_place_of(network, known)[network.nodes.owners[others]], at_root, around)
        build.add_rows(_part(visits, others, there).plus([out_of_root.times(-1.0, around)]), -np.inf, 0.0, around)
    if slots.directed:
        build.add_rows(leaving.plus([entering.times(-1.0, at_root)]), 0.0, 0.0, at_root)
    else:
        # two ends or none: one end alone would be a trip that does not come back
        whole = build.new_binary(at_root, "the trip is made").value()
        build.add_rows(sides[0].plus([whole.times(-1.0, at_root)]), 0.0, 0.0, at_root)


def _place_of(network: _Network, known: IntArray) -> IntArray:
    place = np.zeros(len(network.roots), dtype=np.int64)
    place[known] = np.arange(len(known))
    return place


def _part(value: Affine, places: IntArray, home: Frame) -> Affine:
    """`value` over `home` at some of its points, flat."""
    return value.at(places, home, Frame((len(places),)))


def _pair_rows(site: Site, network: _Network, used: Affine) -> None:
    """Between two nodes other than the root at most one leg is used; none leads from a node to itself."""
    low, high = np.minimum(network.tails, network.heads), np.maximum(network.tails, network.heads)
    loops = np.flatnonzero(low == high)
    if len(loops):
        site.build.add_rows(_part(used, loops, network.arcs), -np.inf, 0.0, network.arcs.opened().taken(loops))
    is_root = network.is_root
    # two legs between root and another node make a round trip if only some nodes are visited, or if there are two
    all_in_one = site.slots.tours is None and site.slots.visited is None and site.slots.load is None
    apart = ~(is_root[low] | is_root[high]) | (all_in_one & (network.sizes[network.arc_owners] > 2))
    legs = np.flatnonzero((low != high) & apart)
    pairs, group, counts = np.unique(
        low[legs] * network.nodes.count + high[legs], return_inverse=True, return_counts=True
    )
    several = counts > 1
    if several.any():
        number = np.cumsum(several) - 1
        places = np.full(network.arcs.size, -1)
        places[legs] = np.where(several[group], number[group], -1)
        value = gathered(used, network.arcs, places, int(several.sum()))
        owners = network.nodes.owners[pairs[several] // network.nodes.count]
        site.build.add_rows(value, -np.inf, 1.0, site.frame.opened().taken(owners))


def _flow_rows(site: Site, network: _Network, used: Affine, visits: Affine) -> None:
    """One unit flows from the root to each node visited, over legs used only: so all of them hang together."""
    sizes = network.sizes[network.arc_owners].astype(float)
    unit = _carried(site, network, used, sizes - 1.0, np.ones(network.nodes.count), visits, "nodes still to be visited")
    forth, back = unit
    is_root = network.is_root
    from_root, to_root = is_root[network.tails], is_root[network.heads]
    there = network.arcs
    # a trip that goes on carries the unit of the next node
    inner = np.flatnonzero(~to_root & ~(from_root & (not site.slots.directed)) & (network.tails != network.heads))
    total = forth if back is None else forth.plus([back])
    ahead = total.plus([used.times(-1.0, there)])
    site.build.add_rows(_part(ahead, inner, there), 0.0, np.inf, there.opened().taken(inner))


def _carried(
    site: Site, network: _Network, used: Affine, most: Any, amounts: Any, visits: Affine, name: str
) -> tuple[Affine, Affine | None]:
    """Columns for what is carried over each leg (there, and back if legs have no direction), delivered at each visit.

    `most` bounds it on a leg out of the root; on others it is less by what the
    tail has received, and nothing is carried back to the root.
    """
    build, arcs = site.build, network.arcs
    ends = [(network.tails, network.heads)]
    if not site.slots.directed:
        ends.append((network.heads, network.tails))
    is_root, found = network.is_root, []
    net = visits.times(-amounts, network.frame)
    for tails, heads in ends:
        room = np.where(is_root[tails], most, most - amounts[tails])
        room = np.maximum(np.where(is_root[heads] | (tails == heads), 0.0, room), 0.0)
        first = build.add_columns(name, arcs.size, 0.0, room, False, arcs.labels_at)
        carried = Affine(0.0, (Terms(None, first + np.arange(arcs.size), 1.0),))
        build.add_rows(carried.plus([used.times(-room, arcs)]), -np.inf, 0.0, arcs)
        net = net.plus(
            [
                gathered(carried, arcs, heads, network.nodes.count),
                gathered(carried, arcs, tails, network.nodes.count).times(-1.0, network.frame),
            ]
        )
        found.append(carried)
    others = np.flatnonzero(~is_root)
    build.add_rows(_part(net, others, network.frame), 0.0, 0.0, network.frame.opened().taken(others))
    return found[0], found[1] if len(found) > 1 else None


def _load_rows(site: Site, network: _Network, used: Affine, visits: Affine) -> None:
    """What a trip still has to deliver is carried over its legs, within its capacity."""
    load = flat(site.number(site.slots.load, network.frame), network.frame).astype(float)
    if (load < 0).any():
        raise FormulationError(f"{site.where}: a load cannot be negative")
    load = np.where(network.is_root, 0.0, load)
    capacity = flat(site.number(site.slots.capacity), site.frame).astype(float)[network.arc_owners]
    _carried(site, network, used, capacity, load, visits, "load still to be delivered")
