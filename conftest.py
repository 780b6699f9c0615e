"""What holds for every test, those in docstrings too: no network, no model, no deadlines on shared machines."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("nl2milp", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "nl2milp")


class NetworkRefusedError(RuntimeError):
    """A test tried to leave this machine."""


def _stays_here(family: int, host: object) -> bool:
    """Whether `host` is this machine: a Unix socket, a loopback address, or none at all."""
    if family == getattr(socket, "AF_UNIX", None) or host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _refuse(host: object) -> None:
    raise NetworkRefusedError(f"tests reach no network, and this one tried {host!r}; use a fake or a local server")


def _guarded(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of `socket.socket`, whose last argument is an address, kept on this machine."""

    def call(self: socket.socket, *args: Any) -> Any:
        address = args[-1]
        host = address[0] if isinstance(address, tuple) else address
        if not _stays_here(self.family, host):
            _refuse(host)
        return method(self, *args)

    return call


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every address but loopback, and every look-up of a name."""
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not _stays_here(socket.AF_INET, host):
            _refuse(host)
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(scope="session", autouse=True)
def no_model() -> Iterator[None]:
    """Ask no language model by accident: none is set up, calls are refused, and no log or cache is written."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("NL2MILP_") or name.endswith(("_API_KEY", "_API_TOKEN")):
                patch.delenv(name)
        for name, value in {"MODEL_CALLS": "refuse", "LOG": "off", "CACHE": "off"}.items():
            patch.setenv(f"NL2MILP_{name}", value)
        for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
            patch.setenv(name, "false")
        yield


@pytest.fixture
def allow_model_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this test ask a model, which can only be a server on this machine."""
    monkeypatch.setenv("NL2MILP_MODEL_CALLS", "allow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start with the slow packaging tests: the others fill the second worker meanwhile."""
    items.sort(key=lambda item: item.get_closest_marker("packaging") is None)
