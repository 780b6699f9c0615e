"""Data sets by name: our own, shipped; published ones, fetched by the user's machine or taken from a folder.

No published data is part of this project. A published set is looked for, in
this order, in the folder that the environment variable `NL2MILP_DATA` names
(`<name>.jsonl`), in the cache, and at its public home. What was fetched once
is kept with its SHA-256 and checked against it every time after.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from nl2milp.datasets.cases import Case, load_cases
from nl2milp.datasets.published import parse_published
from nl2milp.errors import DataError, InputError

__all__ = ["DataSet", "get", "load", "names", "register"]

FOLDER_VARIABLE = "NL2MILP_DATA"
_LARGEST_FILE = 100_000_000
_SECONDS = 60


@dataclass(frozen=True)
class DataSet:
    """A named set of problems.

    Attributes
    ----------
    name : str
        What it is called on the command line.
    title : str
        What it is, in a line.
    licence : str
        Of the data.
    home : str
        Where people find it.
    url : str or None
        The published file; None for our own, which is shipped.
    """

    name: str
    title: str
    licence: str
    home: str
    url: str | None = None


_REGISTRY: dict[str, DataSet] = {}


def register(data: DataSet) -> None:
    """Register a data set under its name.

    Raises
    ------
    ValueError
        The name is taken.
    """
    if data.name in _REGISTRY:
        raise ValueError(f"a data set '{data.name}' is registered already")
    _REGISTRY[data.name] = data


def names() -> list[str]:
    """The names of all data sets, sorted."""
    return sorted(_REGISTRY)


def get(name: str) -> DataSet:
    """The data set called `name`.

    Raises
    ------
    InputError
        There is none; the message lists those there are.
    """
    if name not in _REGISTRY:
        raise InputError(f"there is no data set or file '{name}'; the data sets are {', '.join(names())}")
    return _REGISTRY[name]


def load(name: str, fetch: Callable[[str], bytes] | None = None) -> list[Case]:
    """The cases of a registered data set.

    Parameters
    ----------
    name : str
        A registered name.
    fetch : callable, optional
        From an address to its content; by default over HTTPS.

    Raises
    ------
    InputError
        There is no such set, or it cannot be fetched; the message says where
        to put the file instead.
    DataError
        The file is not what is expected, or not what was fetched before.
    """
    data = get(name)
    if data.url is None:
        return load_cases(Path(__file__).with_name(f"{name}.jsonl"))
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder:
        path = Path(folder) / f"{name}.jsonl"
        if path.exists():
            return parse_published(path.read_bytes(), str(path))
    return parse_published(_cached(data, fetch or _fetch), name)


def cache_folder() -> Path:
    """Where fetched files are kept."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "nl2milp" / "datasets"


def _cached(data: DataSet, fetch: Callable[[str], bytes]) -> bytes:
    assert data.url is not None
    path = cache_folder() / f"{data.name}.data"
    record = path.with_suffix(".sha256")
    if path.exists() and record.exists():
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() != record.read_text(encoding="ascii").strip():
            raise DataError(
                f"{path} is not the file that was fetched (its checksum differs); delete it to fetch it again"
            )
        return content
    content = fetch(data.url)
    parse_published(content, data.url)  # what cannot be read is not kept
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_bytes(content)
    record.write_text(hashlib.sha256(content).hexdigest() + "\n", encoding="ascii")
    draft.replace(path)
    return content


def _fetch(url: str) -> bytes:
    import urllib.error
    import urllib.request

    if not url.startswith("https://"):
        raise InputError(f"{url} is not an https address")
    instead = f"download it yourself and name its folder in {FOLDER_VARIABLE}, the file as <name>.jsonl"
    try:
        with urllib.request.urlopen(url, timeout=_SECONDS) as response:  # noqa: S310 - https only, checked above
            content: bytes = response.read(_LARGEST_FILE + 1)
    except (urllib.error.URLError, OSError) as error:
        raise InputError(f"{url} cannot be fetched ({error}); {instead}") from None
    if len(content) > _LARGEST_FILE:
        raise InputError(f"{url} is larger than {_LARGEST_FILE:,} bytes; {instead}")
    return content


_NL4OPT = "https://github.com/nl4opt/nl4opt-competition"
_RAW = "https://raw.githubusercontent.com"

for _data in (
    DataSet("logic", "our problems with logic and selection", "Apache-2.0", "datasets/LOGIC.md"),
    DataSet("quantities", "our problems with batches, tiers, periods, tables", "Apache-2.0", "datasets/QUANTITIES.md"),
    DataSet("infeasible", "our problems without a solution", "Apache-2.0", "datasets/INFEASIBLE.md"),
    DataSet("stories", "our stories in many manners, to develop readers on", "Apache-2.0", "datasets/STORIES.md"),
    DataSet("unseen", "our problems that readers were measured on first", "Apache-2.0", "datasets/UNSEEN.md"),
    DataSet("heldout", "our problems to measure readers on, not to develop them", "Apache-2.0", "datasets/HELDOUT.md"),
    *(
        DataSet(
            f"nl4opt_{part}",
            f"NL4Opt, {part} split",
            "MIT",
            _NL4OPT,
            f"{_RAW}/nl4opt/nl4opt-competition/main/generation_data/{part}.jsonl",
        )
        for part in ("train", "dev", "test")
    ),
    DataSet(
        "mamo_easy",
        "Mamo, easy linear programmes",
        "CC BY-SA 4.0",
        "https://github.com/FreedomIntelligence/Mamo",
        f"{_RAW}/FreedomIntelligence/Mamo/main/data/optimization/Easy_LP/mamo_easy_lp.jsonl",
    ),
    DataSet(
        "mamo_complex",
        "Mamo, complex linear programmes",
        "CC BY-SA 4.0",
        "https://github.com/FreedomIntelligence/Mamo",
        f"{_RAW}/FreedomIntelligence/Mamo/main/data/optimization/Complex_LP/mamo_complex_lp.jsonl",
    ),
    DataSet(
        "industryor",
        "IndustryOR",
        "CC BY-NC 4.0",
        "https://huggingface.co/datasets/CardinalOperations/IndustryOR",
        "https://huggingface.co/datasets/CardinalOperations/IndustryOR/resolve/main/IndustryOR.json",
    ),
    DataSet(
        "optibench",
        "OptiBench",
        "Apache-2.0",
        "https://github.com/yangzhch6/ReSocratic",
        f"{_RAW}/yangzhch6/ReSocratic/main/data/OptiBench.json",
    ),
    DataSet(
        "optmath",
        "OptMATH benchmark",
        "Apache-2.0",
        "https://github.com/optsuite/OptMATH",
        f"{_RAW}/optsuite/OptMATH/main/benchmark/OptMATH_Bench.json",
    ),
    DataSet(
        "complexor",
        "ComplexOR",
        "Apache-2.0",
        "https://github.com/xzymustbexzym/Chain-of-Experts",
        f"{_RAW}/xzymustbexzym/Chain-of-Experts/main/dataset/ComplexOR.json",
    ),
    DataSet(
        "nlp4lp",
        "NLP4LP",
        "MIT",
        "https://huggingface.co/datasets/udell-lab/NLP4LP",
        "https://huggingface.co/datasets/udell-lab/NLP4LP/resolve/main/test.jsonl",
    ),
):
    register(_data)
