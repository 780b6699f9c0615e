"""The app as its users start it: a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Serving:
    """A running app."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path
    seconds: float
    """From the command to the first answer of the health page."""

    @property
    def cpu_seconds(self) -> float:
        """What it has spent on the processor: its own, whatever else the machine does. Wall time where nobody says."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        except (OSError, ValueError, AttributeError):
            return self.seconds

    def end(self, patience: float = 20) -> int:
        """Ctrl-C; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise


def environment(folder: Path, **more: str) -> dict[str, str]:
    """This one, with all files of the user in `folder`."""
    names = {"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache", "HOME": "home"}
    for name in names.values():
        (folder / name).mkdir(exist_ok=True, parents=True)
    return {**os.environ, **{key: str(folder / name) for key, name in names.items()}, **more}


def serve(folder: Path, patience: float = 60, **more: str) -> Serving:
    """Start the app and wait for its health page."""
    port, log = free_port(), folder / "app.log"
    url = f"http://127.0.0.1:{port}"
    started = time.perf_counter()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "nl2milp", "app", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=environment(folder, **more),
            cwd=folder,
        )
    while process.poll() is None and time.perf_counter() - started < patience:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5) as answer:
                assert answer.read() == b"ok"
                return Serving(process, url, log, time.perf_counter() - started)
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    process.kill()
    raise AssertionError(f"the app did not start: {log.read_text(errors='replace')}")
