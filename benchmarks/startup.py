"""How long a new process takes to start: `import nl2milp` and `nl2milp --help`.

Run it in an environment where nl2milp is installed::

    python benchmarks/startup.py [--runs 15]

Every run is a process of its own; the first of each kind, which may compile
bytecode, isn't counted. The bare interpreter is shown for comparison.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import nl2milp": [sys.executable, "-c", "import nl2milp"],
    "nl2milp --help": [sys.executable, "-c", "from nl2milp.cli import main; main(['--help'])"],
}


def seconds(command: list[str]) -> float:
    """Wall-clock seconds of one process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Print the median and the range for each command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=15, help="processes for each command")
    runs = parser.parse_args().runs
    print(f"{'':16}{'median':>9}{'least':>9}{'most':>9}   of {runs} processes")
    for name, command in COMMANDS.items():
        try:
            seconds(command)
            times = [seconds(command) for _ in range(runs)]
        except subprocess.CalledProcessError as failure:
            print(f"{name:16}failed with exit code {failure.returncode}")
            continue
        print(f"{name:16}{statistics.median(times):8.3f}s{min(times):8.3f}s{max(times):8.3f}s")


if __name__ == "__main__":
    main()
