"""From the text of a reply to checked data, past code fences, prose around the JSON, and wrong fields."""

from __future__ import annotations

import json
import re
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

__all__ = ["UnusableReplyError", "find_json", "parsed"]

T = TypeVar("T", bound=BaseModel)
_FENCE = re.compile(r"```(?:json)?\s*\n(.*?)```", re.DOTALL)
_MOST_ERRORS = 8
_DEEPEST = 60


class UnusableReplyError(ValueError):
    """A reply that does not fit its schema; the message is meant for the model."""


def _too_deep(text: str) -> bool:
    depth = deepest = 0
    for mark in re.findall(r"[\[\]{}]", text):
        depth += 1 if mark in "[{" else -1
        deepest = max(deepest, depth)
    return deepest > _DEEPEST


def find_json(text: str) -> Any:
    """The JSON object in a reply.

    Raises
    ------
    UnusableReplyError
        There is none, or it is cut off.

    Examples
    --------
    >>> find_json('Sure! Here it is: {"a": [1, 2]} I hope that helps.')
    {'a': [1, 2]}
    """
    fenced = _FENCE.search(text)
    inside = fenced.group(1) if fenced else text
    start = inside.find("{")
    if start < 0:
        raise UnusableReplyError("the reply holds no JSON object; reply with one JSON object and nothing else")
    if _too_deep(inside):
        raise UnusableReplyError("the reply's JSON is nested too deeply")
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(inside[start:])
    except json.JSONDecodeError as error:
        at = start + error.pos
        if at >= len(inside.rstrip()) - 1:
            raise UnusableReplyError("the reply's JSON is cut off; reply with the whole object, more briefly") from None
        near = inside[max(0, at - 30) : at + 30].replace("\n", " ")
        raise UnusableReplyError(f"the reply's JSON is broken: {error.msg}, near '{near}'") from None
    if not isinstance(found, dict):
        raise UnusableReplyError("the reply is not a JSON object")
    return found


def parsed(text: str, model: type[T]) -> T:
    """The reply as `model`.

    Raises
    ------
    UnusableReplyError
        It does not fit; the message names the fields.
    """
    try:
        return model.model_validate(find_json(text))
    except ValidationError as error:
        found = []
        for one in error.errors()[:_MOST_ERRORS]:
            where = ".".join(str(part) for part in one["loc"]) or "the whole"
            found.append(f"{where}: {one['msg'].lower()}")
        more = error.error_count() - len(found)
        raise UnusableReplyError(
            "fields that do not fit: " + "; ".join(found) + (f"; and {more} more" if more > 0 else "")
        ) from None
    except RecursionError:
        raise UnusableReplyError("the reply's JSON is nested too deeply") from None
