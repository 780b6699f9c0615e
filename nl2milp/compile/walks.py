"""Following legs from node to node: the plain meaning of a round trip."""

from __future__ import annotations

__all__ = ["followed", "followed_either_way"]


def followed(root: int, legs: list[tuple[int, int]]) -> list[list[int]] | None:
    """The nodes of each trip from the root; None if the legs are not trips from and to it that meet nowhere else."""
    following: dict[int, list[int]] = {}
    for tail, head in legs:
        following.setdefault(tail, []).append(head)
    trips, seen, walked = [], set(), 0
    for node in following.get(root, []):
        trip, walked = [], walked + 1
        while node != root:
            ahead = following.get(node, [])
            if node in seen or len(ahead) != 1:
                return None
            seen.add(node)
            trip.append(node)
            node, walked = ahead[0], walked + 1
        if not trip:
            return None
        trips.append(trip)
    return trips if walked == len(legs) else None


def followed_either_way(root: int, roads: list[tuple[int, int]]) -> list[list[int]] | None:
    """The same over roads that may be taken either way, each once."""
    left = set(range(len(roads)))
    trips: list[list[int]] = []
    seen: set[int] = set()
    while True:
        leaving = [road for road in left if root in roads[road]]
        if not leaving:
            return trips if not left else None
        node, trip = root, []
        road = leaving[0]
        while True:
            left.discard(road)
            one, other = roads[road]
            node = other if node == one else one
            if node == root:
                break
            if node in seen:
                return None
            seen.add(node)
            trip.append(node)
            ahead = [road for road in left if node in roads[road]]
            if len(ahead) != 1:
                return None
            road = ahead[0]
        if not trip:
            return None
        trips.append(trip)
