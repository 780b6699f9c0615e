"""The options about the language model, the same on every command that may ask one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from nl2milp.errors import InputError

__all__ = ["model_options"]

Command = TypeVar("Command", bound=Callable[..., Any])

# Option: the variable behind it, and how it is written. What is given here is a setting of the environment for the
# time of the command, so that worker processes have it as well.
_OPTIONS: dict[str, tuple[str, dict[str, Any]]] = {
    "--model": ("MODEL", {"metavar": "PROVIDER:NAME", "help": "Which language model reads, as openai:gpt-4.1-mini."}),
    "--base-url": ("BASE_URL", {"metavar": "URL", "help": "An OpenAI-compatible endpoint."}),
    "--mode": (
        "MODE",
        {"type": click.Choice(["phases", "one-step"]), "help": "Three checked phases, or all in one reply."},
    ),
    "--samples": ("SAMPLES", {"type": click.IntRange(1, 100), "help": "Readings that vote."}),
    "--temperature": ("TEMPERATURE", {"type": click.FloatRange(0), "help": "Of the model."}),
    "--model-seed": ("SEED", {"type": int, "help": "Of the model, where its provider takes one."}),
    "--call-timeout": ("TIMEOUT", {"type": click.FloatRange(0.1), "help": "Seconds for one call of the model."}),
    "--max-tokens": ("MAX_TOKENS", {"type": click.IntRange(1), "help": "Of one reply."}),
    "--repairs": ("REPAIRS", {"type": click.IntRange(0, 10), "help": "How often a phase is asked again."}),
    "--concurrency": ("CONCURRENCY", {"type": click.IntRange(1), "help": "Calls at the same time."}),
    "--requests-per-minute": ("REQUESTS_PER_MINUTE", {"type": click.FloatRange(0.01), "help": "Calls started."}),
    "--call-log": ("LOG", {"metavar": "FILE|off", "help": "Where calls are logged."}),
    "--reply-cache": ("CACHE", {"metavar": "FILE|off", "help": "Where replies are kept."}),
}
_DEFERRED = click.option(
    "--deferred",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Ask in batches: write requests into DIR, and go on when their answers are there.",
)


def _key(option: str) -> str:
    return option.removeprefix("--").replace("-", "_")


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def model_options(*, deferred: bool = False) -> Callable[[Command], Command]:
    """Options about the model for a command that takes `reader`; with `deferred`, batches too.

    Parameters
    ----------
    deferred : bool
        Whether `--deferred DIR` is offered.
    """

    def decorate(command: Command) -> Command:
        @wraps(command)
        def with_settings(*args: Any, **kwargs: Any) -> Any:
            given = {option: kwargs.pop(_key(option)) for option in _OPTIONS}
            values = {f"NL2MILP_{_OPTIONS[one][0]}": str(value) for one, value in given.items() if value is not None}
            folder = kwargs.get("deferred") if deferred else None
            if folder is not None:
                values["NL2MILP_DEFERRED"] = str(folder)
            if values and kwargs.get("reader") == "offline":
                named = [one for one, value in given.items() if value is not None] + ["--deferred"] * bool(folder)
                raise InputError(f"{named[0]} is for the reader 'llm'; the reader 'offline' asks no model")
            with _environment(values):
                return command(*args, **kwargs)

        decorated: Any = _DEFERRED(with_settings) if deferred else with_settings
        for option, (_, more) in reversed(_OPTIONS.items()):
            decorated = click.option(option, default=None, **more)(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate
