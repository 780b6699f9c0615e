"""How the language model is asked: everything that can be set, from the environment or in code."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum, unique
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError

__all__ = ["PREFIX", "Mode", "Settings", "Structured", "is_configured", "state_folder"]

PREFIX = "NL2MILP_"
OFF = ("off", "no", "none", "0", "")


@unique
class Mode(StrEnum):
    """How a text becomes a formulation."""

    PHASES = "phases"
    """Variables, then statements, then slots, each checked."""
    ONE_STEP = "one_step"
    """All in one reply; for comparison."""


@unique
class Structured(StrEnum):
    """How a reply is held to its schema, where the provider offers a choice."""

    JSON_SCHEMA = "json_schema"
    FUNCTION_CALLING = "function_calling"
    JSON_MODE = "json_mode"


def state_folder() -> Path:
    """Where the log and the cache are kept unless told otherwise."""
    home = os.environ.get("XDG_STATE_HOME")
    return (Path(home) if home else Path.home() / ".local" / "state") / "nl2milp"


@dataclass(frozen=True)
class Settings:
    """Settings of the LLM reader; each is read from the variable `NL2MILP_` and its name in capitals.

    Attributes
    ----------
    model : str
        `provider:name`, as LangChain's `init_chat_model` takes it.
    base_url : str or None
        An OpenAI-compatible endpoint; then the model needs no provider.
    api_key : str or None
        Key for it; otherwise the provider's own variable is used.
    mode : Mode
        In phases, or in one step.
    structured : Structured or None
        How replies are held to their schema; None is the provider's default.
    samples : int
        Readings per problem; with more than one they vote.
    repairs : int
        How often a phase is asked again with what the checks found.
    temperature, seed, max_tokens
        Passed on; None leaves them to the provider.
    timeout : float
        Seconds for one call.
    retries : int
        Further attempts after a transient fault.
    concurrency : int
        Calls at the same time, over all readings of this process.
    requests_per_minute : float or None
        Calls started per minute, over all readings of this process.
    chunk : int
        Statements whose slots are asked for in one call.
    reply_limit : int
        Bytes of a reply at which the connection is cut.
    log, cache : Path or None
        SQLite files; None where switched off.
    deferred : Path or None
        Folder for batch requests and their answers.
    prices : Path or None
        A price list instead of the built-in one.
    """

    model: str = ""
    base_url: str | None = None
    api_key: str | None = field(default=None, repr=False)
    mode: Mode = Mode.PHASES
    structured: Structured | None = None
    samples: int = 1
    repairs: int = 2
    temperature: float | None = 0.0
    seed: int | None = None
    max_tokens: int | None = 16_000
    timeout: float = 300.0
    retries: int = 4
    concurrency: int = 8
    requests_per_minute: float | None = None
    chunk: int = 15
    reply_limit: int = 2_000_000
    log: Path | None = field(default_factory=lambda: state_folder() / "calls.sqlite")
    cache: Path | None = field(default_factory=lambda: state_folder() / "replies.sqlite")
    deferred: Path | None = None
    prices: Path | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from the variables `NL2MILP_MODEL`, `NL2MILP_BASE_URL`, ...

        Raises
        ------
        InputError
            A variable's value cannot be used; the message names it.
        """
        source = os.environ if environment is None else environment
        given = {}
        for one in fields(cls):
            variable = PREFIX + one.name.upper()
            if variable in source:
                given[one.name] = _converted(one.name, source[variable].strip(), variable)
        return cls(**given)

    def with_options(self, **options: Any) -> Settings:
        """A copy with those options that are not None."""
        return replace(self, **{name: value for name, value in options.items() if value is not None})

    def deciding(self) -> dict[str, Any]:
        """What decides a reply beside the prompt: the identity under which replies are cached."""
        return {
            "model": self.model,
            "base_url": self.base_url,
            "temperature": self.temperature,
            "seed": self.seed,
            "max_tokens": self.max_tokens,
            "structured": self.structured,
        }


_WHOLE = {"samples", "repairs", "retries", "concurrency", "chunk", "reply_limit"}
_OPTIONAL_WHOLE = {"seed", "max_tokens"}
_OPTIONAL_NUMBER = {"temperature", "requests_per_minute"}
_PATHS = {"log", "cache", "deferred", "prices"}


def _converted(name: str, text: str, variable: str) -> Any:
    try:
        if name in _PATHS:
            return None if text.lower() in OFF else Path(text).expanduser()
        if name in _OPTIONAL_WHOLE | _OPTIONAL_NUMBER and text.lower() in ("none", ""):
            return None
        if name in _WHOLE:
            return _at_least(int(text), 0 if name in ("repairs", "retries") else 1)
        if name in _OPTIONAL_WHOLE:
            return int(text)
        if name in _OPTIONAL_NUMBER or name == "timeout":
            return _at_least(float(text), 0)
        if name == "mode":
            return Mode(text.replace("-", "_"))
        if name == "structured":
            return Structured(text.replace("-", "_")) if text else None
    except ValueError as error:
        raise InputError(f"{variable} is {text!r}, which cannot be used: {error}") from None
    return text or None if name != "model" else text


def _at_least(value: Any, least: float) -> Any:
    if not value >= least:
        raise ValueError(f"expected a number of at least {least:g}")
    return value


def is_configured() -> bool:
    """Whether a model is named in the environment, which is what makes `auto` take this reader."""
    return bool(os.environ.get(f"{PREFIX}MODEL", "").strip())
