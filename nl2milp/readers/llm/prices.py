"""What a call costs, where the price is known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError
from nl2milp.readers.llm.calls import Reply

__all__ = ["cost_of", "load_prices"]


@cache
def load_prices(path: Path | None = None) -> Mapping[str, Any]:
    """The price list: per model US dollars for a million tokens in and out, and the day it was written down.

    Raises
    ------
    InputError
        A list of the user's own that cannot be read.
    """
    if path is None:
        return json.loads(files("nl2milp.readers.llm").joinpath("prices.json").read_text("utf-8"))  # type: ignore[no-any-return]
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        {name: (float(one["input"]), float(one["output"])) for name, one in found["models"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f'{path} is not a price list: expected {{"models": {{"name": {{"input": 1.0, "output": 4.0}}}}}} ({error})'
        ) from None
    return found  # type: ignore[no-any-return]


def cost_of(model: str, reply: Reply, prices: Path | None = None, *, batch: bool = False) -> float | None:
    """US dollars for a reply; None where the price or the count of tokens is unknown.

    >>> cost_of("openai:gpt-4o-mini", Reply("{}", input_tokens=1_000_000, output_tokens=0))
    0.15
    >>> cost_of("my-own-model", Reply("{}", 10, 10)) is None
    True
    """
    models = load_prices(prices)["models"]
    name = model.rpartition(":")[2] if model not in models else model
    if name not in models:
        return None
    if reply.input_tokens is None or reply.output_tokens is None:
        return None
    price = models[name]
    dollars = (reply.input_tokens * price["input"] + reply.output_tokens * price["output"]) / 1e6
    return float(dollars * (price.get("batch", 0.5) if batch else 1.0))
