"""Several calls at once, all of which are waited for: what one failure leaves unharmed is not thrown away."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from nl2milp.errors import AwaitingRepliesError

__all__ = ["finished"]

T = TypeVar("T")


async def finished(*work: Coroutine[Any, Any, T], fewest: int | None = None) -> list[T]:
    """The results of all, in order, once every one has ended.

    A gather that raises at the first failure would cancel the calls beside it,
    whose replies are paid for and belong into the cache; and in a batch every
    request has to be written, not only the first.

    Parameters
    ----------
    *work : coroutine
        What runs at the same time.
    fewest : int, optional
        So many successes are enough; by default all.

    Raises
    ------
    AwaitingRepliesError
        One of them waits for a batch.
    Exception
        What the first failure raised, where too few succeeded.
    """
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    results = [one for one in outcomes if not isinstance(one, BaseException)]
    failures = [one for one in outcomes if isinstance(one, BaseException)]
    waiting = [one for one in failures if isinstance(one, AwaitingRepliesError)]
    if waiting:
        raise waiting[0]
    if failures and len(results) < (len(outcomes) if fewest is None else fewest):
        raise failures[0]
    return results
