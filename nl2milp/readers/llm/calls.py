"""What a call is: a request that decides its reply, and the reply."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Message", "Reply", "Request", "Usage"]


@dataclass(frozen=True)
class Message:
    """One message; `role` is `system`, `user` or `assistant`."""

    role: str
    text: str


@dataclass(frozen=True)
class Request:
    """One question to the model.

    Attributes
    ----------
    phase : str
        For the log: `identify`, `classify`, ...
    messages : tuple of Message
        The conversation.
    schema : mapping or None
        JSON schema of the reply; None for plain text.
    settings : mapping
        What else decides the reply: model, temperature, seed, ...
    """

    phase: str
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its identity: what decides its reply, and nothing else."""
        deciding = {
            "messages": [[message.role, message.text] for message in self.messages],
            "schema": self.schema,
            "settings": dict(self.settings),
        }
        canonical = json.dumps(deciding, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(canonical.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Reply:
    """What came back.

    Attributes
    ----------
    text : str
        The message, or the arguments of the forced tool, as JSON text.
    input_tokens, output_tokens : int or None
        As the provider counts them.
    finish : str
        Why it ended; `length` where it was cut off.
    refusal : str
        The provider's words, where it refused.
    cached : bool
        Whether it came from the cache or a batch's answers.
    """

    text: str
    input_tokens: int | None = None
    output_tokens: int | None = None
    finish: str = ""
    refusal: str = ""
    cached: bool = False


@dataclass
class Usage:
    """Counts over the calls of one reading; `cost` is None as soon as one price is unknown."""

    calls: int = 0
    cached: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0

    def add(self, reply: Reply, cost: float | None) -> None:
        """Count one reply."""
        self.calls += 1
        self.cached += reply.cached
        self.input_tokens += reply.input_tokens or 0
        self.output_tokens += reply.output_tokens or 0
        if not reply.cached:
            self.cost = None if cost is None or self.cost is None else self.cost + cost
