"""The reader that asks a language model."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections.abc import Coroutine
from dataclasses import asdict, replace
from typing import Any, TypeVar

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.llm.asking import Model
from nl2milp.readers.llm.gathering import finished
from nl2milp.readers.llm.numbering import number
from nl2milp.readers.llm.phases import Task, Understood, read_in_one_step, read_in_phases
from nl2milp.readers.llm.progress import Listener, Progress
from nl2milp.readers.llm.prompts import prompt_version
from nl2milp.readers.llm.provider import check_configured
from nl2milp.readers.llm.readings import as_reading
from nl2milp.readers.llm.settings import Mode, Settings
from nl2milp.readers.llm.voting import elected

__all__ = ["LLMReader", "run"]

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, also where an event loop runs already (a notebook, an app)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    found: list[T] = []
    raised: list[BaseException] = []

    def aside() -> None:
        try:
            found.append(asyncio.run(work))
        except BaseException as error:  # it is raised again where it was called from
            raised.append(error)

    thread = threading.Thread(target=aside, name="nl2milp-llm")
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
    return found[0]


def _ignore(_: Progress) -> None:
    return None


class LLMReader:
    """Reads with a language model: identify, classify, fill, each step checked.

    Parameters
    ----------
    settings : Settings, optional
        By default from the environment, `NL2MILP_MODEL` and its like.
    listen : callable, optional
        Told of every step while a text is read.

    Raises
    ------
    InputError
        No model is named, or its key is not set.
    """

    name = "llm"

    def __init__(self, settings: Settings | None = None, listen: Listener | None = None) -> None:
        self.settings = settings or Settings.from_environment()
        self.listen = listen or _ignore
        check_configured(self.settings)

    def read(self, problem: Problem) -> Reading:
        """Read `problem`; see :meth:`aread`."""
        return run(self.aread(problem))

    async def aread(self, problem: Problem) -> Reading:
        """Read `problem`.

        Raises
        ------
        InputError
            The text is empty or too long.
        NotUnderstoodError
            No reply could be used.
        ProviderError
            The model could not be asked.
        AwaitingRepliesError
            In deferred mode, answers are not there yet.
        """
        text = number(problem)
        reading = hashlib.sha256(problem.text.encode()).hexdigest()[:12]
        count = self.settings.samples
        samples = await finished(*(self._sample(problem, place, reading) for place in range(count)), fewest=1)
        readings = [as_reading(understood, text, self.name, details) for understood, details in samples]
        if count == 1:
            return readings[0]
        winner, votes = elected(readings, problem.tables)
        self.listen(Progress("vote", "done", f"{votes} of {count} readings agree", count, count))
        return _with_votes(winner, votes, readings, count)

    async def _sample(self, problem: Problem, place: int, reading: str) -> tuple[Understood, dict[str, Any]]:
        settings = self.settings
        if place or settings.samples > 1:
            settings = replace(settings, seed=(settings.seed or 0) + place)
        async with Model(settings, reading, prompt_version()) as model:
            task = Task(model, problem, number(problem), self.listen)
            understood = await (read_in_one_step if settings.mode is Mode.ONE_STEP else read_in_phases)(task)
            details = {"model": settings.model, "mode": settings.mode.value, "prompts": prompt_version()}
            return understood, details | asdict(model.usage)


def _with_votes(winner: Reading, votes: int, readings: list[Reading], asked: int) -> Reading:
    totals: dict[str, Any] = dict(winner.details)
    for name in ("calls", "cached", "input_tokens", "output_tokens"):
        totals[name] = sum(reading.details[name] for reading in readings)
    costs = [reading.details["cost"] for reading in readings]
    totals |= {"cost": None if None in costs else sum(costs), "votes": votes, "samples": asked}
    if len(readings) < asked:
        totals["failed"] = asked - len(readings)
    if votes * 2 > asked:
        return replace(winner, details=totals)
    reason = f"only {votes} of {asked} readings by the model agree on this formulation"
    return replace(winner, details=totals, confident=False, reasons=(*winner.reasons, reason))
