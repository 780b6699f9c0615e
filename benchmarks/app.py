"""The web app under load: start-up, twenty sessions at once, memory over two hundred runs.

python benchmarks/app.py [--sessions 20] [--runs 200] [--think 2]
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.app_session import Session
from tests.app.serving import Serving, serve

FIRST_PAGE = "The problem, in plain words"


@dataclass(frozen=True)
class Problem:
    """A small problem and what its answer must show."""

    text: str
    answer: str


def problem(number: int) -> Problem:
    """One of many different small problems: nobody is served another's answer."""
    hours = 40 + 2 * number
    text = (
        "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
        f"There are {hours} hours available. How many of each should be made to maximize profit?"
    )
    return Problem(text, f"{7 * hours // 2:,}")


async def solved(url: str, number: int, think: float, reactions: dict[str, list[float]]) -> None:
    """One user's way from words to an answer."""
    draw = random.Random(number)
    asked = problem(number)

    async def pause() -> None:
        await asyncio.sleep(think * (0.5 + draw.random()))

    started = time.perf_counter()
    async with Session(url) as session:
        assert session.shows(FIRST_PAGE)
        reactions["first page"].append(time.perf_counter() - started)
        await pause()
        await session.fill(FIRST_PAGE, asked.text)
        reactions["understand"].append(await session.press("Understand", "button: Solve"))
        await pause()
        reactions["solve"].append(await session.press("Solve", asked.answer))
        await pause()
        reactions["model"].append(await session.open("model", "Coefficients"))
        await pause()
        reactions["projects"].append(await session.open("projects", "Import a shared project"))


async def together(url: str, sessions: int, think: float) -> dict[str, list[float]]:
    """All sessions at once."""
    reactions: dict[str, list[float]] = {
        name: [] for name in ("first page", "understand", "solve", "model", "projects")
    }
    await asyncio.gather(*(solved(url, number, think, reactions) for number in range(sessions)))
    return reactions


def megabytes(app: Serving) -> float:
    """What the app's process holds in memory."""
    for line in Path(f"/proc/{app.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1e3
    raise RuntimeError("no VmRSS: the memory is measured on Linux alone")


def starts(times: int) -> None:
    health, first, spent = [], [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            app = serve(Path(folder))
            started = time.perf_counter()
            asyncio.run(_first_page(app.url))
            first.append(time.perf_counter() - started)
            health.append(app.seconds)
            spent.append(app.cpu_seconds)
            app.end()
    print(f"start-up, {times} times: health page after {_range(health)} s, first page in {_range(first)} s more")
    print(f"  {statistics.median(spent):.2f} s of the processor in all")


async def _first_page(url: str) -> None:
    async with Session(url) as session:
        assert session.shows(FIRST_PAGE)


def _range(seconds: list[float]) -> str:
    return f"{min(seconds):.2f} to {max(seconds):.2f} (median {statistics.median(seconds):.2f})"


def load(app: Serving, sessions: int, think: float) -> None:
    started = time.perf_counter()
    reactions = asyncio.run(together(app.url, sessions, think))
    every = [one for times in reactions.values() for one in times]
    print(f"{sessions} sessions at once, {think:g} s to think: all answered in {time.perf_counter() - started:.1f} s")
    for name, times in {**reactions, "all": every}.items():
        late = statistics.quantiles(times, n=20)[-1]
        print(
            f"  {name:<11} median {statistics.median(times):.2f} s, 95 % within {late:.2f} s, worst {max(times):.2f} s"
        )


def memory(app: Serving, runs: int) -> None:
    """Many runs one after the other, each by a new session."""
    taken: dict[str, list[float]] = {name: [] for name in ("first page", "understand", "solve", "model", "projects")}
    held = []
    spent = app.cpu_seconds
    for number in range(runs):
        asyncio.run(solved(app.url, number, 0.0, taken))
        held.append(megabytes(app))
    quarter = max(1, runs // 4)
    steps = ", ".join(f"{held[min(runs, place) - 1]:.0f}" for place in range(quarter, runs + 1, quarter))
    print(f"{runs} runs one after the other: {held[0]:.0f} MB after the first, then {steps} MB each {quarter} runs")
    spent = (app.cpu_seconds - spent) / runs
    each = 1000 * spent / len(taken)
    print(f"  {1000 * spent:.0f} ms of the processor for a run, {each:.0f} ms for each of its actions")
    print(f"  median of a run {sum(statistics.median(times) for times in taken.values()):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=20)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--think", type=float, default=2.0, help="seconds between two actions of a user, on average")
    parser.add_argument("--starts", type=int, default=5)
    chosen = parser.parse_args()
    starts(chosen.starts)
    with tempfile.TemporaryDirectory() as folder:
        app = serve(Path(folder))
        try:
            load(app, chosen.sessions, chosen.think)
            load(app, chosen.sessions, 0.0)
            memory(app, chosen.runs)
        finally:
            app.end()


if __name__ == "__main__":
    main()
