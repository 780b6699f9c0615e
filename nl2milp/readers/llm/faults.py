"""The border: what a provider, LangChain or the network raises becomes one of our errors here.

Providers have exceptions of their own, but nearly all carry an HTTP status or
name the cause in their class, so one translation serves them all.
"""

from __future__ import annotations

import email.utils
import json
import os
import re
import time
from dataclasses import dataclass
from typing import Any

from nl2milp.errors import Nl2milpError, ProviderError

__all__ = ["ReplyTooLargeError", "redacted", "translated"]

_TRANSIENT = {408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529}
_MOST = 300
_KEY_SHAPED = re.compile(r"\b(?:sk|pk|key|gsk|xai|AIza)[-_][A-Za-z0-9_\-]{12,}|\bAIza[\w\-]{20,}|Bearer\s+[\w.\-]{8,}")


class ReplyTooLargeError(Exception):
    """A reply was cut off because it is larger than any formulation could be."""


@dataclass(frozen=True)
class _Meaning:
    words: str
    transient: bool


def redacted(text: str, *secrets: str | None) -> str:
    """`text` without keys: the given ones, those in the environment, and whatever looks like one.

    >>> redacted("Incorrect API key: sk-abcdefghijklmnop")
    'Incorrect API key: ***'
    """
    known = [value for name, value in os.environ.items() if re.search(r"(API_?KEY|TOKEN|SECRET)$", name)]
    for secret in sorted({one for one in [*secrets, *known] if one and len(one) >= 6}, key=len, reverse=True):
        text = text.replace(secret, "***")
    return _KEY_SHAPED.sub("***", text)


def translated(error: BaseException, model: str, secret: str | None = None) -> Nl2milpError:
    """One of our errors for whatever a call raised; `transient` where trying again may help."""
    if isinstance(error, Nl2milpError):
        return error
    status = _status(error)
    meaning = _by_status(status) if status is not None else _by_kind(error)
    detail = redacted(_detail(error), secret)
    message = f"the model '{model}' could not be asked: {meaning.words}"
    return ProviderError(
        f"{message} ({detail})" if detail else message,
        transient=meaning.transient, status=status, retry_after=_retry_after(error),
    )  # fmt: skip


def _status(error: BaseException) -> int | None:
    for holder in (error, getattr(error, "response", None)):
        for name in ("status_code", "code", "status", "http_status"):
            value = getattr(holder, name, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return None


def _by_status(status: int) -> _Meaning:
    transient = status in _TRANSIENT or status >= 500
    words = {
        400: "it refused the request",
        401: "its key was not accepted; check the variable that holds it",
        402: "the account has no credit",
        403: "the key does not permit this model",
        404: "there is no such model or address",
        408: "it took too long",
        413: "the request is too large",
        422: "it refused the request",
        429: "its rate limit was reached",
    }.get(status, "the provider failed" if status >= 500 else "it refused the request")
    return _Meaning(f"{words} (HTTP {status})", transient)


def _by_kind(error: BaseException) -> _Meaning:
    chain = list(_causes(error))
    if any(isinstance(one, ReplyTooLargeError) for one in chain):
        return _Meaning("its reply is larger than any formulation could be", False)
    names = " ".join(type(one).__name__.lower() for one in chain)
    if "lengthfinish" in names:
        return _Meaning("its reply was cut off at the limit of tokens; raise NL2MILP_MAX_TOKENS", False)
    if "contentfilter" in names:
        return _Meaning("its content filter stopped the reply", False)
    if "timeout" in names:
        return _Meaning("no reply in time", True)
    if any(isinstance(one, json.JSONDecodeError) for one in chain):
        return _Meaning("its answer was not complete", True)
    if any(isinstance(one, OSError) for one in chain) or re.search("connect|protocol|network|readerror", names):
        return _Meaning("the connection failed", True)
    return _Meaning(f"{type(error).__name__}", False)


def _causes(error: BaseException | None) -> Any:
    seen = 0
    while error is not None and seen < 10:
        yield error
        error = error.__cause__ or error.__context__
        seen += 1


def _detail(error: BaseException) -> str:
    text = " ".join(str(error).split())
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error")
        text = str((inner if isinstance(inner, dict) else body).get("message") or text)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _retry_after(error: BaseException) -> float | None:
    """Seconds that the provider asks to wait, from `Retry-After` (a number or a date) or `retry-after-ms`."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    if headers is None:
        return None
    try:
        if headers.get("retry-after-ms"):
            return max(0.0, float(headers["retry-after-ms"]) / 1000)
        written = headers.get("retry-after")
        if not written:
            return None
        try:
            return max(0.0, float(written))
        except ValueError:
            return max(0.0, email.utils.parsedate_to_datetime(written).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
