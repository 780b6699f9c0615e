"""No test can leave this machine by accident; a local server is allowed."""

from __future__ import annotations

import asyncio
import socket
import urllib.request

import pytest

OUTSIDE = "192.0.2.1"  # reserved for documentation: answers nowhere


@pytest.mark.parametrize("method", ["connect", "connect_ex"])
def test_an_address_outside_is_refused(method: str) -> None:
    with socket.socket() as connection, pytest.raises(RuntimeError, match="tests reach no network"):
        getattr(connection, method)((OUTSIDE, 443))


def test_a_version_6_address_outside_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET6) as connection,
        pytest.raises(RuntimeError, match="tests reach no network"),
    ):
        connection.connect(("2001:db8::1", 443, 0, 0))


def test_a_datagram_to_the_outside_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as connection,
        pytest.raises(RuntimeError, match="tests reach no network"),
    ):
        connection.sendto(b"", (OUTSIDE, 53))


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(RuntimeError, match=r"model\.example"):
        urllib.request.urlopen("http://model.example/")


def test_asynchronous_connections_are_refused_too() -> None:
    async def connect() -> None:
        await asyncio.open_connection(OUTSIDE, 443)

    with pytest.raises(RuntimeError, match="tests reach no network"):
        asyncio.run(connect())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_local_server_can_be_reached(host: str) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection((host, server.getsockname()[1]), timeout=10) as connection,
    ):
        assert connection.getpeername() == server.getsockname()
