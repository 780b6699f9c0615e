"""Batches: requests in the files that OpenAI's Batch API takes, and answers in the files that it returns.

A folder holds `requests-001.jsonl`, `requests-002.jsonl`, ..., one for each
round, and whatever files with answers are put beside them (any other `.jsonl`).
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any

from nl2milp.errors import AwaitingRepliesError, InputError, ProviderError
from nl2milp.readers.llm.calls import Reply, Request

__all__ = ["Batch"]

_LOCK = threading.Lock()


class Batch:
    """The requests and answers of a folder.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder} cannot be written: {error.strerror}") from None

    def answer(self, request: Request) -> Reply:
        """The answer to `request`.

        Raises
        ------
        AwaitingRepliesError
            It is not there; the request is now written down.
        ProviderError
            It is there, and says that the request failed.
        """
        for row in self._rows("answers"):
            if row.get("custom_id") == request.key:
                return _reply(row)
        self._ask(request)
        raise AwaitingRepliesError(f"a request waits in {self.folder} for its answer")

    @property
    def waiting(self) -> int:
        """Requests without an answer."""
        answered = {row.get("custom_id") for row in self._rows("answers")}
        return len({row.get("custom_id") for row in self._rows("requests")} - answered)

    def _rows(self, kind: str) -> list[dict[str, Any]]:
        rows = []
        for path in sorted(self.folder.glob("*.jsonl")):
            if path.name.startswith("requests-") != (kind == "requests"):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if line.strip():
                    try:
                        row = json.loads(line)
                    except json.JSONDecodeError as error:
                        raise InputError(f"{path}, line {number}: not JSON ({error.msg})") from None
                    if isinstance(row, dict):
                        rows.append(row)
        return rows

    def _ask(self, request: Request) -> None:
        with _LOCK:
            if any(row.get("custom_id") == request.key for row in self._rows("requests")):
                return
            with self._open_round().open("a", encoding="utf-8") as sink:
                sink.write(json.dumps(_line(request), ensure_ascii=False) + "\n")
                sink.flush()
                os.fsync(sink.fileno())

    def _open_round(self) -> Path:
        """The round being written: the last one, or a new one once any of the last one's answers are there."""
        rounds = sorted(self.folder.glob("requests-*.jsonl"))
        if not rounds:
            return self.folder / "requests-001.jsonl"
        answered = {row.get("custom_id") for row in self._rows("answers")}
        last = [json.loads(line) for line in rounds[-1].read_text(encoding="utf-8").splitlines() if line.strip()]
        if any(row["custom_id"] in answered for row in last):
            return self.folder / f"requests-{len(rounds) + 1:03d}.jsonl"
        return rounds[-1]


def _line(request: Request) -> dict[str, Any]:
    settings = request.settings
    body: dict[str, Any] = {
        "model": str(settings.get("model")).rpartition(":")[2],
        "messages": [{"role": message.role, "content": message.text} for message in request.messages],
    }
    if request.schema is not None:
        schema = {"name": request.schema.get("title", "reply"), "strict": True, "schema": dict(request.schema)}
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    body |= {name: settings[name] for name in ("temperature", "seed") if settings.get(name) is not None}
    if settings.get("max_tokens") is not None:
        body["max_completion_tokens"] = settings["max_tokens"]
    return {"custom_id": request.key, "method": "POST", "url": "/v1/chat/completions", "body": body}


def _reply(row: dict[str, Any]) -> Reply:
    response = row.get("response") or {}
    body = response.get("body") or {}
    failed = row.get("error") or body.get("error")
    if failed or not body.get("choices"):
        words = failed.get("message", failed) if isinstance(failed, dict) else failed or "it holds no reply"
        raise ProviderError(f"the batch's answer {row.get('custom_id')} is a failure: {words}")
    choice, usage = body["choices"][0], body.get("usage") or {}
    message = choice.get("message") or {}
    return Reply(
        message.get("content") or "", usage.get("prompt_tokens"), usage.get("completion_tokens"),
        choice.get("finish_reason") or "", message.get("refusal") or "", cached=False,
    )  # fmt: skip
