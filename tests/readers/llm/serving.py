"""A small OpenAI-compatible server over real HTTP that misbehaves on demand, and good replies about one problem."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TEXT = (
    "A farm keeps hens and ducks on 120 square metres. A hen needs 2 square metres and earns $4, and a duck "
    "needs 3 square metres and earns $7. At most a third of the birds may be ducks. Maximize the profit."
)
ANSWER = 256.0
"""36 hens and 16 ducks, by enumeration."""


def variable(symbol: str, **more: Any) -> dict[str, Any]:
    return {"symbol": symbol, "label": symbol, "kind": "integer", "why": "counted", "lower": "0", "upper": None} | {
        "outside": None, "unit": None, "meaning": None, "sentences": ["S1"],
    } | more  # fmt: skip


def rule(statement: int, name: str, text: str, **more: Any) -> dict[str, Any]:
    return {"statement": statement, "name": name, "for": None, "rule": text, "role": "bound"} | more


def good_replies() -> dict[str, Any]:
    """What a model would reply about TEXT, by phase."""
    return {
        "identify": {
            "plan": "Decide how many hens and ducks to keep.", "title": "Farm", "sets": [], "tables": [],
            "patterns": [], "parameters": [], "variables": [variable("hens"), variable("ducks")],
            "assumptions": [], "questions": [],
        },
        "classify": {
            "statements": [
                {"sentences": ["S2", "S4"], "says": "maximise 4 hens + 7 ducks", "template": "objective"},
                {"sentences": ["S1", "S2"], "says": "2 hens + 3 ducks at most 120", "template": "linear"},
                {"sentences": ["S3"], "says": "ducks at most a third of the birds", "template": "linear"},
            ]
        },
        "fill": {
            "variables": [], "quantities": [],
            "linear": [rule(2, "area", "2*hens + 3*ducks <= 120"), rule(3, "ducks", "3*ducks <= hens + ducks")],
            "objective": {"sense": "maximize", "value": "4*hens + 7*ducks", "goals": []},
            "asked": None, "explained": [], "assumptions": [], "questions": [],
        },
    }  # fmt: skip


@dataclass
class Served:
    """A response, or the way in which there is none.

    Attributes
    ----------
    text : str or None
        The message; None replies with `body`.
    wait : float
        Seconds before anything is sent.
    cut : bool
        Close the connection in the middle of the body.
    """

    text: str | None = None
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: bool = False
    refusal: str | None = None
    finish: str = "stop"


def failing(status: int, message: str = "it failed", **headers: str) -> Served:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Served(status=status, body={"error": {"message": message, "type": "error", "code": None}}, headers=named)


Answering = Callable[[dict[str, Any]], Served]


class Provider:
    """Answers good replies by phase; `faults` are served first, each once, and `always` instead of everything."""

    def __init__(self, replies: dict[str, Any] | None = None) -> None:
        self.replies = good_replies() if replies is None else replies
        self.faults: list[Served] = []
        self.always: Answering | None = None
        self.requests: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.keys: list[str] = []
        self.running = self.most_running = 0
        self.lock = threading.Lock()

    def __call__(self, request: dict[str, Any]) -> Served:
        with self.lock:
            self.requests.append(request)
            if self.faults:
                return self.faults.pop(0)
        return self.always(request) if self.always else self.good(request)

    def good(self, request: dict[str, Any]) -> Served:
        phase = phase_of(request)
        if phase is None:
            return Served(text="In plain words.")
        reply = self.replies[phase]
        return Served(text=reply if isinstance(reply, str) else json.dumps(reply))

    def asked(self, phase: str) -> list[dict[str, Any]]:
        return [one for one in self.requests if phase_of(one) == phase]


def phase_of(request: dict[str, Any]) -> str | None:
    name: str | None = request.get("response_format", {}).get("json_schema", {}).get("name")
    return name


def completion(served: Served, request: dict[str, Any]) -> Any:
    if served.body is not None:
        return served.body
    message = {"role": "assistant", "content": served.text, "refusal": served.refusal}
    return {
        "id": "chatcmpl-served", "object": "chat.completion", "created": 0, "model": request.get("model"),
        "choices": [{"index": 0, "message": message, "finish_reason": served.finish}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }  # fmt: skip


@contextmanager
def serving(provider: Provider) -> Iterator[str]:
    """The address of a server on this machine that answers with `provider`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.paths.append(self.path)
            provider.keys.append(self.headers.get("Authorization", ""))
            with provider.lock:
                provider.running += 1
                provider.most_running = max(provider.most_running, provider.running)
            try:
                served = provider(request)
                time.sleep(served.wait)
                self.send(served, request)
            finally:
                with provider.lock:
                    provider.running -= 1

        def send(self, served: Served, request: dict[str, Any]) -> None:
            data = json.dumps(completion(served, request)).encode()
            self.send_response(served.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            for name, value in served.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the client went away, which is what some tests are about
                self.wfile.write(data[: len(data) // 2] if served.cut else data)
            self.close_connection = served.cut

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    finally:
        server.shutdown()
        server.server_close()
