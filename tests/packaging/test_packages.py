"""What is on disk, what pyproject.toml lists, and what a wheel holds are the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAPPED = ("app", "datasets", "solvers", "templates")
NOT_SOURCES = (".*", "__pycache__", "build", "dist", "*.egg-info")


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def files_on_disk() -> set[str]:
    """Files of the package as a wheel names them (`nl2milp/templates/base.py`)."""
    found = set()
    for folder, folders, files in os.walk(ROOT / "nl2milp", followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        found |= {
            (Path(folder) / name).relative_to(ROOT).as_posix()
            for name in files
            if not name.startswith(".") and not name.endswith(".pyc") and (Path(folder) / name).is_file()
        }
    return found


def packages_on_disk() -> set[str]:
    """Dotted names of the directories that hold modules, with or without an `__init__.py`."""
    return {name.rpartition("/")[0].replace("/", ".") for name in files_on_disk() if name.endswith(".py")}


def run(*command: str | Path, cwd: Path, timeout: float = 300) -> str:
    """Standard output of a command, away from this environment's settings; a failure shows all it said."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout,
    )
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution, which is built from a copy: a build leaves nothing behind here."""
    copy = tmp_path_factory.mktemp("sources") / "nl2milp"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*NOT_SOURCES))
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", copy / "dist", copy, cwd=copy.parent)
    (built,) = (copy / "dist").glob("*.whl")
    return built


def test_every_directory_with_modules_is_a_package() -> None:
    files = files_on_disk()
    assert [name for name in packages_on_disk() if f"{name.replace('.', '/')}/__init__.py" not in files] == []


def test_the_list_in_pyproject_names_every_package() -> None:
    listed = project()["tool"]["setuptools"]["packages"]
    assert listed == sorted(packages_on_disk()), "mend `packages` in pyproject.toml, sorted by name"


def test_the_mapped_folders_are_linked_by_relative_symbolic_links() -> None:
    mapping = project()["tool"]["setuptools"]["package-dir"]
    assert mapping == {"nl2milp": "nl2milp", **{f"nl2milp.{name}": name for name in MAPPED}}
    for name in MAPPED:
        assert (ROOT / "nl2milp" / name).readlink() == Path("..", name)


@pytest.mark.packaging
def test_a_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    metadata = {name for name in names if name.partition("/")[0].endswith(".dist-info")}
    assert names - metadata == files_on_disk()
    assert any(name.endswith("/LICENSE") for name in metadata)


@pytest.mark.packaging
def test_the_wheel_solves_a_problem_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    run(
        *(sys.executable, "-m", "pip", "--python", python, "install", "-qq", "--disable-pip-version-check"),
        *("--no-input", wheel),
        cwd=tmp_path,
    )
    where = run(python, "-c", "import nl2milp; print(nl2milp.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(environment)

    shutil.copy(ROOT / "examples" / "production.txt", tmp_path / "problem.txt")
    said = json.loads(run(environment / "bin" / "nl2milp", "solve", "problem.txt", "--json", cwd=tmp_path))
    assert said["status"] == "optimal"
    assert said["objective"] == pytest.approx(4620)
    assert sorted(said["variables"].values()) == pytest.approx([28, 42])
