"""Shortest ways and greatest flows, in words and from a table of arcs; answers by hand, all ways listed."""

from __future__ import annotations

import pytest

import nl2milp
from nl2milp.tables import read_tables

WAYS = {
    ("A", "B"): 4,
    ("A", "C"): 2,
    ("C", "B"): 1,
    ("B", "D"): 5,
    ("C", "D"): 8,
    ("D", "E"): 2,
    ("D", "F"): 6,
    ("E", "F"): 3,
}


def table(ways: dict[tuple[str, str], int], header: str) -> dict[str, object]:
    rows = "".join(f"{one},{two},{number}\n" for (one, two), number in ways.items())
    return dict(read_tables({"ways.csv": f"{header}\n{rows}".encode()}).tables)


@pytest.mark.parametrize(
    "text",
    [
        "Find the shortest route from A to F in the network of the attached table.",
        "A van goes from A to F. The table gives the length of every road in km. Which way is the shortest?",
        "The attached roads are one-way. Determine the path of minimum length from A to F.",
    ],
)
def test_a_shortest_way_from_a_table(text: str) -> None:
    result = nl2milp.solve(text, tables=table(WAYS, "from,to,length"))
    # ABDEF 14, ABDF 15, ACBDEF 13, ACBDF 14, ACDEF 15, ACDF 16
    assert (result.status.value, result.objective) == ("optimal", 13.0)
    assumed = [one for one in result.formulation.assumptions if "not back" in str(one)]  # type: ignore[union-attr]
    assert bool(assumed) != ("one-way" in text)


def test_a_shortest_way_in_words() -> None:
    lines = {}
    for (one, two), length in WAYS.items():
        lines.setdefault(one, []).append(f"{length} km to town {two}")  # type: ignore[var-annotated]
    said = " ".join(f"From town {one} it is {' and '.join(ahead)}." for one, ahead in lines.items())
    result = nl2milp.solve(
        f"A courier drives from town A to town F on the shortest route. {said} Which route is shortest?"
    )
    assert (result.status.value, result.objective) == ("optimal", 13.0)


def test_ways_in_both_directions() -> None:
    roads = {("Lyon", "Valence"): 100, ("Valence", "Nice"): 385, ("Gap", "Valence"): 160, ("Gap", "Nice"): 190}
    text = "We drive from Lyon to Nice. The roads of the table {both}. What is the shortest way, in kilometres?"
    both = nl2milp.solve(text.format(both="can be used in both directions"), tables=table(roads, "from,to,length"))
    assert (both.status.value, both.objective) == ("optimal", 450.0)  # by Gap, against its arc from Gap to Valence
    one = nl2milp.solve(text.format(both="are all one-way"), tables=table(roads, "from,to,length"))
    assert (one.status.value, one.objective) == ("optimal", 485.0)


def test_no_way_at_all() -> None:
    ways = {pair: length for pair, length in WAYS.items() if pair[0] != "D"}
    result = nl2milp.solve("Find the shortest route from A to F in the attached network, E lies behind F.",
                           tables=table({**ways, ("F", "E"): 1}, "from,to,length"))  # fmt: skip
    assert result.status.value in ("infeasible", "needs_review")
    assert result.objective is None


def test_the_greatest_flow_from_a_table() -> None:
    pipes = {("R", "A"): 10, ("R", "B"): 5, ("A", "B"): 4, ("A", "T"): 6, ("B", "T"): 8}
    result = nl2milp.solve(
        "Water flows from the reservoir R to the town T through the pipes in the attached table, each of which can "
        "carry at most its capacity per hour. What is the greatest flow from R to T?",
        tables=table(pipes, "from,to,capacity"),
    )
    assert (result.status.value, result.objective) == ("optimal", 14.0)  # the cut of the two pipes into T
