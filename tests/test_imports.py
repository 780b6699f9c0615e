"""The package and its command line start without the heavy optional dependencies."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {"langchain", "langchain_core", "openai", "streamlit", "pyomo", "pulp", "pandas", "sqlalchemy", "dask"}


def modules_after(code: str) -> set[str]:
    """Top-level modules that a new process has imported after `code`."""
    report = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    run = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert modules_after("import nl2milp") & HEAVY == set()


def test_help_imports_nothing_heavy() -> None:
    code = (
        "from nl2milp.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit as end:\n    assert not end.code"
    )
    assert modules_after(code) & HEAVY == set()


def test_help_names_the_commands() -> None:
    code = "import sys; from nl2milp.cli import main; sys.exit(main(['--help']))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    for command in ("solve", "formulate", "evaluate", "templates"):
        assert command in run.stdout
