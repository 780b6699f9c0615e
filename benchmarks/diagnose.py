"""Conflicts in large and in known infeasible models: how long they take, against plain deletion and HiGHS's own search.

Run it in an environment where nl2milp is installed::

    python benchmarks/diagnose.py [--shared ../shared] [--seconds 60] [--page docs/diagnosis.md]

The 29 infeasible linear programmes of Netlib are read from
`SHARED/infeasible_lp/*.mps.gz`; where that folder is absent, they are skipped
by name. HiGHS's own search runs in a process of its own, because it cannot be
interrupted; only what it calls irreducible, and what is confirmed to be so
here, counts. With `--page` the figures are written between the page's marks.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp

from nl2milp.compile.compiler import compile_formulation
from nl2milp.diagnose import Budget, Outcome, RowProbe, System, diagnose, enumerate_all, find_core
from nl2milp.diagnose.farkas import prove
from nl2milp.formulation import Formulation, Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.highs import largest_value

NETLIB = """bgdbg1 bgetam bgindy bgprtr box1 ceria3d chemcom cplex1 cplex2 ex72a ex73a forest6 galenet gosh gran
greenbea itest2 itest6 klein1 klein2 klein3 mondou2 pang pilot4i qual reactor refinery vol1 woodinfe""".split()


def table(headers: list[str], rows: list[list[str]]) -> list[str]:
    """A table in Markdown."""
    return [f"| {' | '.join(line)} |" for line in (headers, ["---"] * len(headers), *rows)]


def seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"


# -- models


def transport(draw: np.random.Generator, plants: int, markets: int) -> tuple[LinearModel, str]:
    """Supply, demand and lane capacities; one market needs more than its lanes can bring."""
    lanes = [(plant, market) for plant in range(plants) for market in range(markets)]
    capacity = draw.integers(20, 60, len(lanes)).astype(float)
    demand = np.array([capacity[market::markets].sum() * 0.5 for market in range(markets)])
    demand[int(draw.integers(markets))] *= 2.3
    supply = np.array([capacity[plant * markets : (plant + 1) * markets].sum() for plant in range(plants)])
    by_plant = sp.kron(sp.eye_array(plants), np.ones((1, markets)))
    by_market = sp.kron(np.ones((1, plants)), sp.eye_array(markets))
    matrix = sp.vstack([by_plant, by_market, sp.eye_array(len(lanes))])
    lower = np.concatenate([np.full(plants, -np.inf), demand, np.full(len(lanes), -np.inf)])
    upper = np.concatenate([supply, np.full(markets, np.inf), capacity])
    return model(matrix, lower, upper, np.full(len(lanes), np.inf), 0.0, draw), "transport, LP"


def periods(draw: np.random.Generator, count: int, products: int) -> tuple[LinearModel, str]:
    """Stock balances over many periods with a shared capacity; one stretch of demand is too much for it."""
    made, kept = count * products, count * products
    rows, columns, values, lower, upper = [], [], [], [], []
    demand = draw.integers(1, 10, (count, products)).astype(float)
    capacity = demand.sum(axis=1).mean() * 1.4
    late = int(draw.integers(count // 2, count - 3))
    demand[late] += capacity * late * 0.1
    row = 0
    for period in range(count):
        for product in range(products):
            place = period * products + product
            entries = [(place, 1.0), (made + place, -1.0)]
            if period:
                entries.append((made + place - products, 1.0))
            for column, value in entries:
                rows.append(row)
                columns.append(column)
                values.append(value)
            lower.append(demand[period, product])
            upper.append(demand[period, product])
            row += 1
        for product in range(products):
            rows.append(row)
            columns.append(period * products + product)
            values.append(1.0)
        lower.append(-np.inf)
        upper.append(capacity * 0.6)
        row += 1
    matrix = sp.csr_array((values, (rows, columns)), shape=(row, made + kept))
    return model(matrix, np.array(lower), np.array(upper), np.full(made + kept, np.inf), 0.0, draw), "periods, LP"


def hidden(
    draw: np.random.Generator, rows: int, columns: int, whole: float, only_whole: bool
) -> tuple[LinearModel, str]:
    """Loose rows over a common point, and a small conflict among them."""
    count = rows * 6
    matrix = sp.csr_array(
        (
            draw.integers(1, 10, count).astype(float) * draw.choice([-1.0, 1.0], count),
            (np.repeat(np.arange(rows), 6), draw.integers(0, columns, count)),
        ),
        shape=(rows, columns),
    ).tolil()
    activity = sp.csr_array(matrix) @ draw.integers(0, 10, columns)
    lower, upper = np.full(rows, -np.inf), activity + draw.integers(50, 200, rows)
    places = draw.choice(rows, 4, replace=False)
    mine = draw.choice(columns, 5, replace=False)
    if only_whole:
        odd = 2 * int(draw.integers(8, 30)) + 1
        for place, size in zip(places[:2], (1.0, -1.0), strict=True):
            matrix[place] = 0
            for column in mine:
                matrix[place, column] = 2.0 * size
            upper[place] = (odd + 0.5) if size > 0 else -(odd - 0.5)
    else:
        weights = draw.integers(1, 6, (3, 5)).astype(float)
        for place, line in zip(places[:3], weights, strict=True):
            matrix[place] = 0
            for column, weight in zip(mine, line, strict=True):
                matrix[place, column] = -weight
            upper[place] = -200.0
        matrix[places[3]] = 0
        for column, weight in zip(mine, weights.sum(axis=0), strict=True):
            matrix[places[3], column] = weight
        upper[places[3]] = 590.0
    kind = "hidden, only in whole numbers" if only_whole else f"hidden, {'MILP' if whole else 'LP'}"
    return model(sp.csr_array(matrix), lower, upper, np.full(columns, 200.0), whole, draw), kind


def model(matrix: Any, lower: Any, upper: Any, most: Any, whole: float, draw: np.random.Generator) -> LinearModel:
    rows = sp.csr_array(matrix)
    rows.sum_duplicates()
    rows.eliminate_zeros()
    n = rows.shape[1]
    return LinearModel(
        Sense.MINIMIZE, np.zeros(n), 0.0, np.zeros(n), most.astype(float), draw.random(n) < whole,
        rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data.astype(float),
        np.asarray(lower, dtype=float), np.asarray(upper, dtype=float),
    )  # fmt: skip


# -- searches


def ours(system: System, limit: float) -> tuple[float, Any, int]:
    probe = RowProbe(system)
    started = time.perf_counter()
    _, core = find_core(probe, Budget(limit))
    return time.perf_counter() - started, core, probe.asked


def plain_deletion(system: System, limit: float) -> tuple[float, bool]:
    """Chinneck and Dravnieks's filter with rows freed in place, its best case: seconds, and whether it was done."""
    probe, budget = RowProbe(system), Budget(limit)
    started = time.perf_counter()
    core = set(range(len(system.members)))
    for place, member in enumerate(sorted(core)):
        if budget.is_spent:
            # what the rest would take at the same pace
            spent = time.perf_counter() - started
            return spent * len(system.members) / max(1, place), False
        if probe.check(core - {member}, budget).outcome is Outcome.INFEASIBLE:
            core.discard(member)
    return time.perf_counter() - started, True


def _own_search(linear: LinearModel, limit: float, answers: Any) -> None:
    from nl2milp.solvers.highs_iis import irreducible_rows

    started = time.perf_counter()
    rows = irreducible_rows(linear, limit)
    answers.put((time.perf_counter() - started, rows))


def solvers_own(linear: LinearModel, limit: float) -> tuple[float, list[int] | None]:
    """HiGHS's own search in a process that can be ended."""
    context = mp.get_context("spawn")
    answers = context.Queue()
    linear = replace(linear, columns=(), rows=())  # names don't travel between processes
    process = context.Process(target=_own_search, args=(linear, limit, answers))
    process.start()
    try:
        return answers.get(timeout=limit + 15)
    except Exception:
        return float("inf"), None
    finally:
        process.terminate()
        process.join()


def confirmed(system: System, members: Any, most: int = 60) -> bool:
    """Whether a set is infeasible and feasible without any one of its members, by runs of their own."""
    chosen = list(members)
    part = system.narrowed(chosen)
    probe = RowProbe(part)
    if probe.check(chosen, Budget(60.0)).outcome is not Outcome.INFEASIBLE:
        return False
    sample = chosen if len(chosen) <= most else np.random.default_rng(0).choice(chosen, most, replace=False).tolist()
    whole = set(chosen)
    return all(RowProbe(part).check(whole - {one}, Budget(60.0)).outcome is Outcome.FEASIBLE for one in sample)


# -- parts of the page


def netlib(folder: Path, limit: float) -> list[str]:
    from nl2milp.solvers.highs_files import read_model

    rows, times, small, proofs = [], [], 0, 0
    for name in NETLIB:
        path = folder / f"{name}.mps.gz"
        if not path.exists():
            print(f"skipped: {name} ({path} is absent)")
            continue
        linear = read_model(str(path))
        system = System.of_rows(linear)
        spent, core, solves = ours(system, limit)
        members = () if core is None else core.members
        is_right = core is not None and core.is_minimal and confirmed(system, members)
        proof = prove(system, members) is not None if core is not None else False
        own, found = solvers_own(linear, limit)
        theirs = "none" if found is None else f"{len(found)} rows"
        times.append(spent)
        small += is_right
        proofs += proof
        rows.append(
            [name, f"{linear.num_rows} × {linear.num_columns}", str(len(members)), "yes" if is_right else "no",
             "yes" if proof else "no", seconds(spent), str(solves), f"{theirs}, {seconds(own)}"]
        )  # fmt: skip
        print(" ".join(rows[-1]), flush=True)
    if not rows:
        return [f"Skipped, for the files are absent: {', '.join(NETLIB)}."]
    headers = ["model", "rows × columns", "core", "minimal, confirmed", "exact proof", "time", "solves", "HiGHS's own"]
    return [
        f"{small} of {len(rows)} cores are minimal and confirmed so, {proofs} proven in fractions; the median takes "
        f"{seconds(statistics.median(times))}, the longest {seconds(max(times))}.",
        "",
        *table(headers, rows),
    ]


def large(limit: float) -> list[str]:
    draw = np.random.default_rng(7)
    cases: list[Callable[[], tuple[LinearModel, str]]] = [
        lambda: transport(draw, 45, 100),
        lambda: periods(draw, 830, 5),
        lambda: hidden(draw, 5000, 1500, 0.0, False),
        lambda: hidden(draw, 5000, 1500, 0.5, False),
        lambda: hidden(draw, 5000, 1500, 1.0, True),
    ]
    rows, ratios = [], []
    for case in cases:
        linear, kind = case()
        system = System.of_rows(linear)
        spent, core, solves = ours(system, limit)
        deleted, done = plain_deletion(system, limit)
        own, found = solvers_own(linear, limit)
        ratios.append(deleted / spent)
        right = core is not None and core.is_minimal and confirmed(system, core.members)
        rows.append(
            [kind, f"{linear.num_rows}", str(len(core.members) if core else 0), "yes" if right else "no",
             seconds(spent), str(solves), f"{'' if done else 'about '}{seconds(deleted)}",
             f"{deleted / spent:.0f} ×", "none" if found is None else f"{len(found)} rows, {seconds(own)}"]
        )  # fmt: skip
        print(" ".join(rows[-1]), flush=True)
    headers = [
        "model",
        "rows",
        "core",
        "minimal, confirmed",
        "time",
        "solves",
        "plain deletion",
        "faster",
        "HiGHS's own",
    ]
    note = "'about': ended after the limit, and extended at the same pace."
    return [
        f"Median {statistics.median(ratios):.0f} times faster than plain deletion. {note}",
        "",
        *table(headers, rows),
    ]


def thirty_rows() -> list[str]:
    first, whole, complete = [], [], 0
    count = 24
    for seed in range(count):
        draw = np.random.default_rng(seed)
        matrix = np.where(draw.random((30, 12)) < 0.25, draw.integers(-9, 10, (30, 12)), 0).astype(float)
        activity = matrix @ draw.integers(0, 10, 12)
        upper = activity + draw.integers(-9, 6, 30)
        linear = model(matrix, np.full(30, -np.inf), upper, np.full(12, 20.0), (0.0, 0.5, 1.0)[seed % 3], draw)
        system = System.of_rows(linear)
        started = time.perf_counter()
        three = enumerate_all(RowProbe(system), Budget(20.0), most_cores=3)
        if not three.cores:
            continue
        first.append(time.perf_counter() - started)
        started = time.perf_counter()
        complete += enumerate_all(RowProbe(system), Budget(2.0)).is_complete
        whole.append(time.perf_counter() - started)
    return [
        f"{len(first)} infeasible models of 30 rows: the first three cores take {seconds(statistics.median(first))} "
        f"(median) and {seconds(max(first))} at most. All cores and correction sets within 2 s: {complete} of "
        f"{len(whole)}; the others say that they are not complete.",
    ]


def own_problems(folder: Path) -> list[str]:
    """Given the formulations, and from the words alone; the latter on the other sets of our own as well."""
    equal = 0
    times = []
    problems = marked_problems(folder / "infeasible.jsonl")
    for problem in problems:
        formulation = Formulation.model_validate(problem["formulation"])
        compiled = compile_formulation(formulation, None, largest_value)
        started = time.perf_counter()
        diagnosis = diagnose(compiled, seconds=10.0)
        times.append(time.perf_counter() - started)
        marked = {frozenset(one) for one in problem["conflicts"]}
        mine = {frozenset(formulation.constraints[at].quote or "" for at in one.members) for one in diagnosis.cores}
        equal += mine == marked
    lines, missed = from_words(problems)
    others = [from_words(marked_problems(folder / f"{name}.jsonl"))[0] for name in ("stories", "unseen", "heldout")]
    return [
        f"{len(problems)} problems with their contradicting sentences marked. Given the formulation, the cores are "
        f"exactly the marked ones in {equal} of {len(problems)}, with repairs in {seconds(statistics.median(times))} "
        f"(median; {seconds(max(times))} at most).",
        "",
        f"From the words alone, with the offline reader: {lines}. Not found: {', '.join(missed) or 'none'}.",
        "",
        f"In the same way on `stories`, which the reader is developed on as well: {others[0]}. "
        f"On `unseen`, which it was first only measured on: {others[1]}. "
        f"On `heldout`, which it is only measured on: {others[2]}.",
    ]


def marked_problems(path: Path) -> list[dict[str, Any]]:
    """The problems of a set whose contradicting sentences are marked."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row.get("conflicts")]


def from_words(problems: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """How often the marked sentences are found without a formulation, and the ids where they are not."""
    import nl2milp

    answered = found = wrong = 0
    shares, missed = 0.0, []
    for problem in problems:
        result = nl2milp.solve(problem["text"], reader="offline")
        cores = result.to_dict()["cores"]
        answered += bool(cores)
        wrong += result.status.value == "optimal"
        hit = any(_same(core, conflict, problem["text"]) for core in cores for conflict in problem["conflicts"])
        found += hit
        if not hit:
            missed.append(problem["id"])
        wanted = {quote for conflict in problem["conflicts"] for quote in conflict}
        covered = [
            quote
            for quote in wanted
            if any(_overlap(member, quote, problem["text"]) for core in cores for member in core)
        ]
        shares += len(covered) / len(wanted)
    count = len(problems)
    return (
        f"a contradiction is found in {answered} of {count}, exactly a marked set of sentences in {found} "
        f"({found / count:.0%}), of all marked sentences {shares / count:.0%}; "
        f"{wrong} are answered as if there were none"
    ), missed


def _overlap(member: dict[str, Any], quote: str, text: str) -> bool:
    start = text.find(quote)
    if start < 0 or member["start"] is None:
        return False
    shared = min(member["end"], start + len(quote)) - max(member["start"], start)
    return bool(shared > 0)


def _same(core: list[dict[str, Any]], conflict: list[str], text: str) -> bool:
    """Whether every member lies in a marked sentence and every marked sentence has a member."""
    return all(any(_overlap(member, quote, text) for quote in conflict) for member in core) and all(
        any(_overlap(member, quote, text) for member in core) for quote in conflict
    )


def write(page: Path, parts: dict[str, list[str]]) -> None:
    """Replace what stands between the marks of the page."""
    text = page.read_text(encoding="utf-8")
    for name, lines in parts.items():
        start, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = before + start + "\n" + "\n".join(lines) + "\n" + end + after
    page.write_text(text, encoding="utf-8")


def main() -> None:
    """Run all parts and print them; with `--page`, write them down."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with infeasible_lp/")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each search")
    parser.add_argument("--problems", type=Path, default=Path("datasets"), help="folder with our own sets")
    parser.add_argument("--parts", default="own thirty large netlib", help="which parts")
    parser.add_argument("--page", type=Path, help="write the figures into this page")
    chosen = parser.parse_args()
    makers: dict[str, Callable[[], list[str]]] = {
        "own": lambda: own_problems(chosen.problems),
        "thirty": thirty_rows,
        "large": lambda: large(chosen.seconds),
        "netlib": lambda: netlib(chosen.shared / "infeasible_lp", chosen.seconds),
    }
    parts = {name: makers[name]() for name in chosen.parts.split()}
    for name, lines in parts.items():
        print(f"\n{name}\n" + "\n".join(lines))
    if chosen.page:
        write(chosen.page, parts)


if __name__ == "__main__":
    main()
