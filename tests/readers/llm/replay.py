"""A small OpenAI-compatible server that answers from recorded replies.

A recording is found by what was asked: the schema's name and the conversation
without its system message. So a template that gets a better hint does not make
recordings useless, while any change of what a phase is told about a problem does.
"""

from __future__ import annotations

import hashlib
import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def phase_of(request: dict[str, Any]) -> str:
    """The name of the reply's schema."""
    return str(request.get("response_format", {}).get("json_schema", {}).get("name"))


def key_of(request: dict[str, Any]) -> str:
    """The identity of a request, under which its reply is recorded."""
    schema = request.get("response_format", {}).get("json_schema", {}).get("name")
    asked = [[one["role"], one["content"]] for one in request["messages"] if one["role"] != "system"]
    return hashlib.sha256(json.dumps([schema, asked], ensure_ascii=False).encode()).hexdigest()[:16]


def completion(text: str, request: dict[str, Any]) -> dict[str, Any]:
    """A reply as the provider's interface wraps it; tokens are estimated at four characters each."""
    read = sum(len(one["content"]) for one in request["messages"]) // 4
    written = max(1, len(text) // 4)
    return {
        "id": "chatcmpl-replayed",
        "object": "chat.completion",
        "created": 0,
        "model": request.get("model", "replayed"),
        "choices": [{"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }


def load(path: Path) -> dict[str, str]:
    """The replies of a file of recordings, one JSON object a line, by key."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()
    return {row["key"]: row["reply"] for row in rows}


class Replayer:
    """Replies by key; what is missing is asked of `upstream` and recorded, or refused where there is none."""

    def __init__(self, path: Path, upstream: str | None = None) -> None:
        self.path, self.upstream = path, upstream
        self.replies = load(path)
        self.asked: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def answer(self, request: dict[str, Any]) -> str | None:
        self.asked.append(request)
        key = key_of(request)
        if key not in self.replies and self.upstream:
            reply = self._forward(request)
            with self._lock, self.path.open("a", encoding="utf-8") as sink:
                self.replies[key] = reply
                sink.write(json.dumps({"key": key, "reply": reply}, ensure_ascii=False) + "\n")
        return self.replies.get(key)

    def _forward(self, request: dict[str, Any]) -> str:
        question = urllib.request.Request(
            f"{self.upstream}/chat/completions",
            json.dumps(request).encode(),
            {"Content-Type": "application/json", "Authorization": "Bearer none"},
        )
        with urllib.request.urlopen(question, timeout=7200) as answer:
            return str(json.load(answer)["choices"][0]["message"]["content"])


@contextmanager
def serving(replayer: Replayer) -> Iterator[str]:
    """The address of a server on this machine that answers with `replayer`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            reply = replayer.answer(request)
            if reply is None:
                self.send(404, {"error": {"message": f"no recorded reply {key_of(request)}"}})
            else:
                self.send(200, completion(reply, request))

        def send(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
