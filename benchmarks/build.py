"""How fast formulations become models: many tiny ones, and two large ones from attached tables.

Run it in an environment where nl2milp is installed::

    python benchmarks/build.py [--runs 5] [--models 1000] [--curve docs]

Tiny: formulations of 2 to 5 whole variables as JSON text, each checked by
pydantic, compiled, solved, and its answer put to every constraint again.

Large: transportation between 1000 and 1000 places, and capacitated facility
location of 100 by 1000 with a link for every pair, from a formulation whose
tables are attached as numpy arrays to a model inside HiGHS. The comparison is
HiGHS's own `passModel` of arrays that are written out by hand.

With `--curve DIR`, transportation from about 1e3 to 1e6 variables as well,
beside linopy, PuLP and Pyomo, which must be installed; the table is printed
and the plot written into DIR.

Every run is a process of its own, and what is reported are medians of CPU
seconds, for machines are shared; peak memory is above what the process had
when its imports and a small first model were done.

A process pays for the clearing of every new page, and on a virtual machine
twenty times as much for one that the machine has never used before. Which of
the runs gets those is chance: memory is therefore used and given back before
each run, and numpy's huge pages, which come from unused memory first, are
switched off, for all ways alike. `--as-is` does without both.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import highspy
import numpy as np

NOUNS = "tables chairs desks lamps sofas beds trucks vans bikes boxes".split()


# -- tiny models


def tiny_texts(count: int) -> list[str]:
    """Formulations as JSON: a product mix of 2 to 5 kinds under 3 to 6 limits."""
    source = random.Random(0)
    texts = []
    for _ in range(count):
        kinds = source.sample(NOUNS, source.randint(2, 5))
        limits = [
            {
                "name": f"limit {number}",
                "slots": {
                    "rule": " + ".join(f"{source.randint(1, 30)}*{kind}" for kind in kinds)
                    + f" <= {source.randint(100, 900)}",
                    "role": "resource limit",
                },
            }
            for number in range(source.randint(3, 6))
        ]
        least = {"name": "least", "slots": {"rule": f"{kinds[0]} >= {source.randint(0, 2)}"}}
        earned = " + ".join(f"{source.randint(5, 99)}*{kind}" for kind in kinds)
        texts.append(
            json.dumps(
                {
                    "variables": [{"symbol": kind, "kind": "integer"} for kind in kinds],
                    "objective": {"sense": "maximize", "value": earned},
                    "constraints": [*limits, least],
                }
            )
        )
    return texts


def tiny(count: int) -> dict[str, float]:
    """CPU seconds of each stage over `count` models."""
    from nl2milp.compile.compiler import compile_formulation
    from nl2milp.formulation import Formulation
    from nl2milp.solvers.highs import HighsSolver

    solver = HighsSolver()
    seconds = dict.fromkeys(("read", "compile", "solve", "verify"), 0.0)

    def one(text: str) -> None:
        marks = [time.process_time()]
        formulation = Formulation.model_validate_json(text)
        marks.append(time.process_time())
        compiled = compile_formulation(formulation)
        marks.append(time.process_time())
        solution = solver.solve(compiled.model)
        marks.append(time.process_time())
        assert solution.values is not None
        assert all(verdict.all() for verdict in compiled.holds(solution.values))
        marks.append(time.process_time())
        for stage, start, end in zip(seconds, marks, marks[1:], strict=False):
            seconds[stage] += end - start

    texts = tiny_texts(count + 1)
    one(texts[0])
    seconds.update(dict.fromkeys(seconds, 0.0))
    for text in texts[1:]:
        one(text)
    return seconds


# -- large models

TABLES: list[dict[str, Any]] = [
    {"keys": "p in plants", "columns": ["supply"], "source": "plants"},
    {"keys": "m in markets", "columns": ["demand"], "source": "markets"},
    {"keys": "p in plants, m in markets", "columns": ["cost"], "source": "costs"},
]
TRANSPORT: dict[str, Any] = {
    "tables": TABLES,
    "variables": [{"symbol": "ship[p in plants, m in markets]"}],
    "objective": {"value": "sum(cost[p, m]*ship[p, m] for p in plants, m in markets)"},
    "constraints": [
        {"name": "supply", "for": "p in plants", "slots": {"rule": "sum(ship[p, m] for m in markets) <= supply[p]"}},
        {"name": "demand", "for": "m in markets", "slots": {"rule": "sum(ship[p, m] for p in plants) >= demand[m]"}},
    ],
}
LOCATION: dict[str, Any] = {
    "tables": TABLES,
    "variables": [{"symbol": "serve[p in plants, m in markets]"}, {"symbol": "use[p in plants]", "kind": "binary"}],
    "objective": {
        "value": "sum(cost[p, m]*serve[p, m] for p in plants, m in markets) + sum(supply[p]*use[p] for p in plants)"
    },
    "constraints": [
        {"name": "served", "for": "m in markets", "slots": {"rule": "sum(serve[p, m] for p in plants) == 1"}},
        {
            "name": "capacity",
            "for": "p in plants",
            "slots": {"rule": "sum(demand[m]*serve[p, m] for m in markets) <= 100*supply[p]*use[p]"},
        },
        {"name": "link", "for": "p in plants, m in markets", "slots": {"rule": "serve[p, m] <= use[p]"}},
    ],
}


def data(plants: int, markets: int) -> dict[str, Any]:
    """Costs of shape (plants, markets), supplies and demands."""
    source = np.random.default_rng(0)
    return {
        "cost": source.integers(1, 100, (plants, markets)).astype(float),
        "supply": source.integers(100, 200, plants).astype(float),
        "demand": source.integers(10, 50, markets).astype(float),
    }


def quiet() -> Any:
    """An instance that prints nothing."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    return highs


def raw_transport(given: dict[str, Any]) -> Any:
    """Arrays by hand."""
    plants, markets = given["cost"].shape
    count = plants * markets
    columns = np.arange(count, dtype=np.int32)
    indices = np.concatenate([columns, columns.reshape(plants, markets).T.ravel()])
    starts = np.concatenate([np.arange(0, count, markets), count + np.arange(0, count + 1, plants)]).astype(np.int32)
    highs = quiet()
    highs.passModel(
        count, plants + markets, 2 * count, int(highspy.MatrixFormat.kRowwise), 1, 0.0, given["cost"].ravel(),
        np.zeros(count), np.full(count, np.inf), np.r_[np.full(plants, -np.inf), given["demand"]],
        np.r_[given["supply"], np.full(markets, np.inf)], starts, indices, np.ones(2 * count),
        np.zeros(count, dtype=np.int32),
    )  # fmt: skip
    return highs


def raw_location(given: dict[str, Any]) -> Any:
    """Arrays by hand."""
    plants, markets = given["cost"].shape
    count = plants * markets
    serve = np.arange(count, dtype=np.int32).reshape(plants, markets)
    use = count + np.arange(plants, dtype=np.int32)
    capacity = np.hstack([np.tile(given["demand"], (plants, 1)), -100 * given["supply"][:, None]]).ravel()
    links = np.stack([serve.ravel(), use.repeat(markets)], 1)
    indices = np.concatenate([serve.T.ravel(), np.hstack([serve, use[:, None]]).ravel(), links.ravel()])
    values = np.concatenate([np.ones(count), capacity, np.tile([1.0, -1.0], count)])
    lengths = np.repeat([plants, markets + 1, 2], [markets, plants, count])
    rows = markets + plants + count
    highs = quiet()
    highs.passModel(
        count + plants, rows, len(values), int(highspy.MatrixFormat.kRowwise), 1, 0.0,
        np.r_[given["cost"].ravel(), given["supply"]], np.zeros(count + plants),
        np.r_[np.full(count, np.inf), np.ones(plants)],
        np.r_[np.ones(markets), np.full(plants + count, -np.inf)], np.r_[np.ones(markets), np.zeros(plants + count)],
        np.r_[0, np.cumsum(lengths)].astype(np.int32), indices, values,
        np.r_[np.zeros(count, dtype=np.int32), np.ones(plants, dtype=np.int32)],
    )  # fmt: skip
    return highs


def ours(parts: dict[str, Any], given: dict[str, Any]) -> Any:
    """From the formulation and attached arrays."""
    from nl2milp.compile.compiler import compile_formulation
    from nl2milp.formulation import Formulation
    from nl2milp.solvers.highs import pass_model

    plants, markets = given["cost"].shape
    attached = {
        "plants": {"p": np.arange(plants), "supply": given["supply"]},
        "markets": {"m": np.arange(markets), "demand": given["demand"]},
        "costs": {
            "p": np.arange(plants).repeat(markets),
            "m": np.tile(np.arange(markets), plants),
            "cost": given["cost"].ravel(),
        },
    }
    highs = quiet()
    pass_model(highs, compile_formulation(Formulation.model_validate(parts), attached).model)
    return highs


LARGE: dict[str, tuple[tuple[int, int], Callable[[dict[str, Any]], Any], dict[str, Any]]] = {
    "transport 1000x1000": ((1000, 1000), raw_transport, TRANSPORT),
    "location 100x1000": ((100, 1000), raw_location, LOCATION),
}


def large(name: str, how: str) -> dict[str, float]:
    """CPU seconds and peak megabytes of one build."""
    sizes, raw, parts = LARGE[name]

    def build(given: dict[str, Any]) -> Any:
        return raw(given) if how == "raw" else ours(parts, given)

    build(data(3, 4))
    given = data(*sizes)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    highs = build(given)
    seconds = time.process_time() - start
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"seconds": seconds, "peak": peak, "rows": highs.getNumRow(), "nonzeros": highs.getNumNz()}


def sized(how: str, side: int) -> dict[str, float]:
    """CPU seconds of transportation between `side` plants and as many markets, in one of the ways."""
    from build_peers import PEERS

    ways: dict[str, Callable[[dict[str, Any]], Any]] = {
        "passModel": raw_transport,
        "nl2milp": lambda given: ours(TRANSPORT, given),
        **PEERS,
    }
    ways[how](data(3, 4))
    given = data(side, side)
    start = time.process_time()
    highs = ways[how](given)
    seconds = time.process_time() - start
    assert (highs.getNumCol(), highs.getNumNz()) == (side**2, 2 * side**2)
    return {"seconds": seconds}


# -- processes


AS_IS = False
USED_BEFORE = 64_000_000
"""Numbers of eight bytes that are written and given back before a run."""


def in_a_process(*arguments: str) -> dict[str, float]:
    """One measurement, in a process of its own."""
    environment = dict(os.environ)
    if not AS_IS:
        # by another process: what this one has held at most would be taken over by the one that is measured
        subprocess.run([sys.executable, "-c", f"import numpy; numpy.ones({USED_BEFORE})"], check=True)
        environment["NUMPY_MADVISE_HUGEPAGE"] = "0"
    command = [sys.executable, __file__, "--one", *arguments]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return found


def medians(runs: int, *arguments: str) -> dict[str, float]:
    """The median of each figure."""
    found = [in_a_process(*arguments) for _ in range(runs)]
    return {key: statistics.median(one[key] for one in found) for key in found[0]}


def main() -> None:
    """Print one table for the tiny models and one for the large ones."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=5, help="processes for each figure")
    parser.add_argument("--models", type=int, default=1000, help="tiny models")
    parser.add_argument("--curve", type=Path, help="folder for the plot of build time against size")
    parser.add_argument("--as-is", action="store_true", help="with memory as the system gives it")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        kind, *rest = options.one
        measured = {
            "tiny": lambda: tiny(int(rest[0])),
            "large": lambda: large(*rest),
            "sized": lambda: sized(rest[0], int(rest[1])),
        }
        print(json.dumps(measured[kind]()))
        return
    global AS_IS
    AS_IS = options.as_is
    found = medians(options.runs, "tiny", str(options.models))
    each = ", ".join(f"{stage} {1e3 * seconds / options.models:.2f}" for stage, seconds in found.items())
    print(f"tiny models: {options.models / sum(found.values()):.0f} per CPU second (ms each: {each})")
    for name in LARGE:
        raw, own = (medians(options.runs, "large", name, how) for how in ("raw", "ours"))
        assert (raw["rows"], raw["nonzeros"]) == (own["rows"], own["nonzeros"])
        print(
            f"{name}: {1e3 * own['seconds']:.0f} ms CPU, {own['seconds'] / raw['seconds']:.1f} x raw "
            f"({1e3 * raw['seconds']:.0f}); peak {own['peak']:.0f} MB, {own['peak'] / raw['peak']:.1f} x raw"
        )
    if options.curve:
        from build_curve import curve

        print(curve(lambda how, side: medians(options.runs, "sized", how, str(side))["seconds"], options.curve))


if __name__ == "__main__":
    main()
