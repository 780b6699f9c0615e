"""Batches: requests in the files that OpenAI's Batch API takes, and answers in the files that it returns.

A folder holds `requests-001.jsonl`, `requests-002.jsonl`, ..., one for each
round, and whatever files with answers are put beside them (any other `.jsonl`).
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass, field
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
        if (row := self._answers().get(request.key)) is not None:
            return _reply(row)
        self._ask(request)
        raise AwaitingRepliesError(f"a request waits in {self.folder} for its answer")

    @property
    def waiting(self) -> int:
        """Requests without an answer."""
        return len(self._requests().keys() - self._answers().keys())

    def _answers(self) -> dict[str, dict[str, Any]]:
        paths = (path for path in sorted(self.folder.glob("*.jsonl")) if not path.name.startswith("requests-"))
        return {str(row.get("custom_id")): row for path in paths for row in _rows(path)}

    def _requests(self) -> dict[str, Path]:
        """The round that each request stands in, by its key."""
        paths = sorted(self.folder.glob("requests-*.jsonl"))
        return {str(row.get("custom_id")): path for path in paths for row in _rows(path)}

    def _ask(self, request: Request) -> None:
        with _LOCK:
            asked = self._requests()
            if request.key in asked:
                return
            with self._open_round(asked).open("a", encoding="utf-8") as sink:
                sink.write(json.dumps(_line(request), ensure_ascii=False) + "\n")
                sink.flush()
                os.fsync(sink.fileno())

    def _open_round(self, asked: dict[str, Path]) -> Path:
        """The round being written: the last one, or a new one once any of the last one's answers are there."""
        rounds = sorted(self.folder.glob("requests-*.jsonl"))
        if not rounds:
            return self.folder / "requests-001.jsonl"
        answered = self._answers()
        if any(path == rounds[-1] and key in answered for key, path in asked.items()):
            return self.folder / f"requests-{len(rounds) + 1:03d}.jsonl"
        return rounds[-1]


@dataclass
class _Known:
    """What has been read of a file: files of a batch only ever grow."""

    size: int = 0
    lines: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)


_KNOWN: dict[Path, _Known] = {}
_READING = threading.Lock()


def _rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file; only what was added since the last time is read."""
    with _READING:
        size = path.stat().st_size
        known = _KNOWN.setdefault(path.absolute(), _Known())
        if size < known.size:
            known = _KNOWN[path.absolute()] = _Known()
        if size > known.size:
            with path.open("rb") as source:
                source.seek(known.size)
                added = source.read()
            for number, line in enumerate(added.splitlines(), start=known.lines + 1):
                if line.strip():
                    known.rows.append(_parsed(line, path, number))
            known.size += len(added)
            known.lines += added.count(b"\n")
        return known.rows


def _parsed(line: bytes, path: Path, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}, line {number}: not JSON ({getattr(error, 'msg', error)})") from None
    if not isinstance(row, dict):
        raise InputError(f"{path}, line {number}: expected an object with custom_id and response")
    # a request is known by its key; its prompt is not kept in memory
    return {"custom_id": row.get("custom_id")} if "body" in row else row


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
