"""One question to the model: from the cache or a batch, else asked within the limits, tried again, and logged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nl2milp.errors import Nl2milpError, ProviderError
from nl2milp.readers.llm import limits
from nl2milp.readers.llm.calls import Message, Reply, Request, Usage
from nl2milp.readers.llm.deferred import Batch
from nl2milp.readers.llm.faults import translated
from nl2milp.readers.llm.prices import cost_of
from nl2milp.readers.llm.provider import Provider, check_configured
from nl2milp.readers.llm.settings import Settings
from nl2milp.readers.llm.store import CallLog, ReplyCache
from nl2milp.readers.llm.switch import refuse_if_switched_off

__all__ = ["Model"]


@dataclass
class Model:
    """The model under its settings, for one reading and one event loop.

    Attributes
    ----------
    settings : Settings
        How it is asked.
    reading : str
        Groups calls in the log.
    prompts : str
        The version of the prompts, for the log.
    usage : Usage
        Counts so far.
    """

    settings: Settings
    reading: str = ""
    prompts: str = ""
    usage: Usage = field(default_factory=Usage)

    def __post_init__(self) -> None:
        check_configured(self.settings)
        self._log = CallLog(self.settings.log, self.settings.api_key)
        self._cache = ReplyCache(self.settings.cache)
        self._limits = limits.shared(self.settings.concurrency, self.settings.requests_per_minute)
        self._batch = Batch(self.settings.deferred) if self.settings.deferred else None
        self._provider: Provider | None = None

    async def __aenter__(self) -> Model:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._provider is not None:
            await self._provider.close()

    async def ask(self, phase: str, messages: tuple[Message, ...], schema: Mapping[str, Any] | None = None) -> Reply:
        """The reply to a conversation.

        Raises
        ------
        ProviderError
            It could not be had, after all attempts.
        AwaitingRepliesError
            In deferred mode, it is not there yet.
        """
        request = Request(phase, messages, schema, self.settings.deciding())
        started = time.perf_counter()
        if (kept := self._cache.get(request)) is not None:
            self._count(request, kept, time.perf_counter() - started, 0)
            return kept
        if self._batch is not None:
            reply, attempts = self._batch.answer(request), 1
        else:
            reply, attempts = await self._asked(request, started)
        self._cache.put(request, reply)
        self._count(request, reply, time.perf_counter() - started, attempts)
        return reply

    def _count(self, request: Request, reply: Reply, seconds: float, attempts: int) -> None:
        cost = cost_of(self.settings.model, reply, self.settings.prices, batch=self._batch is not None)
        self.usage.add(reply, cost)
        self._write(request, reply, seconds, attempts, 0.0 if reply.cached else cost)

    def _write(
        self, request: Request, reply: Reply | None, seconds: float, attempts: int, cost: float | None, error: str = ""
    ) -> None:
        self._log.write(
            request, reply, reading=self.reading, prompts=self.prompts,
            seconds=seconds, attempts=attempts, cost=cost, error=error,
        )  # fmt: skip

    async def _asked(self, request: Request, started: float) -> tuple[Reply, int]:
        refuse_if_switched_off()
        attempt = 0
        while True:
            attempt += 1
            try:
                return await self._attempt(request), attempt
            except Exception as raised:  # the border: whatever a provider raises becomes one of our errors
                error = translated(raised, self.settings.model, self.settings.api_key)
            self._write(request, None, time.perf_counter() - started, attempt, None, str(error))
            if not (isinstance(error, ProviderError) and error.transient) or attempt > self.settings.retries:
                raise _after(error, attempt) from None
            await asyncio.sleep(limits.backoff(attempt, error.retry_after))

    async def _attempt(self, request: Request) -> Reply:
        async with self._limits.place():
            if self._provider is None:
                self._provider = Provider(self.settings)
            # the client's own timeout is for each read; a reply that trickles in is stopped here
            call = self._provider.call(request.messages, request.schema)
            reply = await asyncio.wait_for(call, self.settings.timeout)
        if reply.refusal:
            raise ProviderError(f"the model '{self.settings.model}' refused to answer: {reply.refusal[:200]}")
        if not reply.text.strip():
            raise ProviderError(f"the model '{self.settings.model}' returned an empty reply", transient=True)
        return reply


def _after(error: Nl2milpError, attempts: int) -> Nl2milpError:
    """The last error, saying how often it was tried."""
    if attempts == 1 or not isinstance(error, ProviderError):
        return error
    return ProviderError(
        f"{error} (tried {attempts} times)",
        transient=error.transient, status=error.status, retry_after=error.retry_after,
    )  # fmt: skip
