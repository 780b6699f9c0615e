"""Start the web app's server in this process."""

from __future__ import annotations

import errno
import gc
import importlib
import importlib.util
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError, MissingExtraError

__all__ = ["launch"]

_NEEDED = ("streamlit", "sqlalchemy", "pandas")

_WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 - compared, not bound

_LISTENING_SECONDS = 20
"""To wait for the server to listen."""

_LARGEST_UPLOAD = 50
"""Megabytes."""

_PATIENCE = 3.0
"""Seconds that a running solve has to stop when the server ends."""


def _settings(port: int, address: str) -> dict[str, Any]:
    """Streamlit's settings; they go before those of the user's own files."""
    return {
        "server_port": port,
        "server_address": address,
        "server_headless": True,  # neither asks for an e-mail address nor opens a browser
        "server_fileWatcherType": "none",
        "server_maxUploadSize": _LARGEST_UPLOAD,
        "browser_gatherUsageStats": False,
        "client_showErrorDetails": "none",  # a traceback never reaches the page
        "client_toolbarMode": "minimal",
        "logger_hideWelcomeMessage": True,  # it would ask a service outside for this machine's address
        "logger_level": "warning",
        "runner_magicEnabled": False,
        "runner_postScriptGC": False,  # a tenth of a second after every click, nine tenths of the time of all of it
    }


def launch(port: int, address: str, ready: Callable[[str], object]) -> None:
    """Serve the web app until Ctrl-C or SIGTERM.

    Parameters
    ----------
    port : int
        From 1 to 65535.
    address : str
        Of this machine: by it others reach the app.
    ready : callable
        Told the app's address in the web just before it is served.

    Raises
    ------
    MissingExtraError
        The `app` extra is not installed.
    InputError
        The port is taken or reserved, the address is not one of this machine's,
        or the database cannot be used.
    """
    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise MissingExtraError(
            f"the web app needs the 'app' extra ({', '.join(missing)} not installed): pip install 'nl2milp[app]'"
        )
    _check_port(port, address)
    from nl2milp.app.store import default_store

    default_store().close()

    from streamlit import config
    from streamlit.web import bootstrap

    settings = _settings(port, address)
    main = str(Path(__file__).resolve().with_name("main.py"))
    config._main_script_path = main  # as `streamlit run` does, for the theme in .streamlit/config.toml beside it
    bootstrap.load_config_options(settings)
    threading.Thread(target=_warm_up, args=(address, port), name="nl2milp-warm-up", daemon=True).start()
    ready(f"http://{_in_url(address)}:{port}")
    bootstrap.run(main, False, [], settings)
    _end()


def _warm_up(address: str, port: int) -> None:
    """Once the server listens, import what the first page needs before somebody asks for it, and no solver."""
    place = address if address not in _WILDCARDS else "localhost"
    for _ in range(int(_LISTENING_SECONDS / 0.1)):
        try:
            socket.create_connection((place, port), 1.0).close()
            break
        except OSError:
            time.sleep(0.1)
    for name in ("nl2milp.app.main", "nl2milp.app.screens.describe", "pandas", "altair"):
        importlib.import_module(name)
    # the collector need not look at a hundred thousand objects of modules again and again
    gc.collect()
    gc.freeze()


def _in_url(address: str) -> str:
    if address in (*_WILDCARDS, "127.0.0.1"):
        return "localhost"
    return f"[{address}]" if ":" in address else address


def _check_port(port: int, address: str) -> None:
    """Raise where nothing can be served at the port."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise InputError(f"there is no address '{address}'; leave out --address to serve this machine alone") from None
    with socket.socket(family, kind, protocol) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        try:
            probe.bind(place)
        except OSError as error:
            raise InputError(_refusal(error, port, address)) from None


def _refusal(error: OSError, port: int, address: str) -> str:
    other = f"choose another: nl2milp app --port {port + 1 if 1024 <= port < 65535 else 8501}"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken by another program; {other}"
    if error.errno == errno.EACCES:
        return f"port {port} is reserved by the system; {other}"
    return f"nothing can be served at {address}, port {port}: {error.strerror}"


def _end() -> None:
    """Stop what still runs in the background.

    A solver's thread that is still deep in its own code when the interpreter
    ends would bring the process down with an error.
    """
    from nl2milp.app.jobs import stop_all

    if not stop_all(_PATIENCE):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)
