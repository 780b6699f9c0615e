"""Problems a second, from text to verified solution, and what a second worker brings.

    python benchmarks/throughput.py [--problems 1000]

The problems are written by this script: two to four products with limits,
requirements, shares and comparisons, in varied sentences. Reported are CPU
milliseconds on one core by stage (reading; compiling, solving and checking),
and `nl2milp evaluate` with one and with two workers, medians of fresh
processes, as ratios within one run: of the wall time of whole commands, whose
start both pay, and of the throughput once running (the rows beyond the first
tenth, by the difference of two commands).

Wall time says nothing where other work shares the cores. Therefore the CPU
seconds of all processes are taken as well: what the first process does before
its workers start is serial, all else is shared by two cores, and from both
follows the wall time on cores that are free. The load is printed with it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NOUNS = "desks lamps chairs shelves boats kites drums vases scarves candles stools clocks".split()


def problem(rng: random.Random) -> str:
    """A word problem with an objective, a resource, and two or three further statements."""
    names = rng.sample(NOUNS, rng.randint(2, 4))
    sentences = [f"A workshop makes {', '.join(names[:-1])} and {names[-1]}."]
    hours = [rng.randint(2, 9) for _ in names]
    for name, hour in zip(names, hours, strict=True):
        sentences.append(f"Each of the {name} takes {hour} hours and earns a profit of ${rng.randint(10, 90)}.")
    sentences.append(f"There are {rng.randint(100, 400)} hours available.")
    extra = [
        f"At least {rng.randint(1, 5)} {names[0]} must be made.",
        f"No more than {rng.randint(20, 60)} {names[1]} can be sold.",
        f"The number of {names[0]} must not exceed the number of {names[1]}.",
        f"At least {rng.randint(10, 40)}% of all pieces must be {names[1]}.",
    ]
    sentences += rng.sample(extra, rng.randint(2, 3))
    sentences.append("How many of each should be made to maximize the profit?")
    return " ".join(sentences)


def one_core(texts: list[str]) -> dict[str, float]:
    """CPU milliseconds a problem by stage, after a warm-up."""
    import nl2milp

    for text in texts[:20]:
        nl2milp.solve(text, reader="offline")
    started = time.process_time()
    readings = [nl2milp.read(text, reader="offline") for text in texts]
    read = time.process_time() - started
    started = time.process_time()
    results = [nl2milp.solve(reading) for reading in readings]
    solved = time.process_time() - started
    good = sum(result.objective is not None for result in results)
    return {
        "answered": good / len(texts),
        "read_ms": 1000 * read / len(texts),
        "compile_solve_check_ms": 1000 * solved / len(texts),
        "problems_per_second": len(texts) / (read + solved),
    }


COMMAND = """
import json, os, resource, sys, time
forks = []
os.register_at_fork(before=lambda: forks.append(time.process_time()))
from nl2milp.cli import main
main(sys.argv[1:], standalone_mode=False)
mine, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
cpu = [one.ru_utime + one.ru_stime for one in (mine, theirs)]
print(json.dumps({"serial": forks[0] if forks else cpu[0], "all": sum(cpu)}), file=sys.stderr)
"""


def evaluated(data: Path, workers: int) -> tuple[float, float]:
    """Wall seconds of one evaluation in a fresh process, its start included, as measured and as on free cores."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-c", COMMAND, "evaluate", str(data), "--reader", "offline"]
        started = time.perf_counter()
        run = subprocess.run(
            [*command, "--out", out, "--workers", str(workers)], check=True, capture_output=True, text=True
        )
        wall = time.perf_counter() - started
    cpu = json.loads(run.stderr.splitlines()[-1])
    return wall, cpu["serial"] + (cpu["all"] - cpu["serial"]) / workers


def main() -> None:
    """Measure and print as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", type=int, default=1000)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    rng = random.Random(0)
    texts = [problem(rng) for _ in range(arguments.problems)]
    figures = one_core(texts)
    with tempfile.TemporaryDirectory() as folder:
        data, start = Path(folder) / "data.jsonl", Path(folder) / "start.jsonl"
        rows = [json.dumps({"id": str(number), "text": text, "answer": 0}) for number, text in enumerate(texts)]
        data.write_text("\n".join(rows) + "\n", encoding="utf-8")
        start.write_text("\n".join(rows[: len(rows) // 10]) + "\n", encoding="utf-8")
        runs = [
            [evaluated(file, workers) for workers in (1, 2) for file in (data, start)] for _ in range(arguments.repeats)
        ]
    walls, free = ([statistics.median(run[place][at] for run in runs) for place in range(4)] for at in range(2))
    one, one_start, two, two_start = walls
    figures |= {"evaluate_1_worker_s": one, "evaluate_2_workers_s": two, "speed_up_of_commands": one / two}
    figures["throughput_ratio_once_running"] = (one - one_start) / (two - two_start)
    figures |= {"speed_up_on_free_cores": free[0] / free[2], "load": os.getloadavg()[0]}
    figures["throughput_ratio_once_running_on_free_cores"] = (free[0] - free[1]) / (free[2] - free[3])
    print(json.dumps({key: round(value, 3) for key, value in figures.items()}, indent=1))


if __name__ == "__main__":
    main()
