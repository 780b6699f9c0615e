"""Data sets by name: from a folder, from the cache, or fetched once and checked ever after."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2milp import datasets
from nl2milp.datasets.cases import NO_SOLUTION
from nl2milp.datasets.published import parse_published
from nl2milp.errors import DataError, InputError

ROWS = [
    {"id": 1, "en_question": "How many?", "en_answer": "1,200"},
    {"id": 2, "en_question": "Which?", "en_answer": "No Best Solution"},
]
NL4OPT = {
    "-42": {
        "document": "A shop sells boats and kites ...",
        "vars": ["boats", "kites"],
        "obj_declaration": {
            "type": "objective",
            "direction": "maximize",
            "name": "profit",
            "terms": {"boats": "$1,200", "kites": "3"},
        },
        "const_declarations": [
            {"type": "linear", "direction": "at most", "limit": "60", "terms": {"boats": "2", "kites": "half"},
             "operator": "LESS_OR_EQUAL"},
            {"type": "ratio", "limit": "40 %", "var": "boats", "operator": "GREATER_OR_EQUAL"},
            {"type": "xby", "x_var": "boats", "param": "three times", "y_var": "kites", "operator": "LESS_OR_EQUAL"},
            {"type": "xy", "x_var": "boats", "y_var": "kites", "operator": "GREATER_OR_EQUAL"},
            {"type": "sum", "limit": "1/2", "operator": "LESS_OR_EQUAL"},
            {"type": "lowerbound", "limit": "5", "var": "kites", "operator": "GREATER_OR_EQUAL"},
            {"type": "upperbound", "limit": "ten", "var": "kites", "operator": "LESS_OR_EQUAL"},
        ],
    }
}  # fmt: skip


def lines(rows: list[dict[str, object]]) -> bytes:
    return "\n".join(json.dumps(row) for row in rows).encode()


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("NL2MILP_DATA", raising=False)
    return tmp_path / "cache"


def test_our_own_data_is_shipped() -> None:
    for name in ("logic", "quantities", "infeasible", "stories", "unseen", "heldout"):
        assert datasets.get(name).licence == "Apache-2.0"
        assert len(datasets.load(name)) > 20


def test_fetched_once_then_taken_from_the_cache(own_cache: Path) -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return lines(ROWS)

    for _ in range(2):
        cases = datasets.load("industryor", fetch)
        assert [case.answer for case in cases] == [1200.0, NO_SOLUTION]
    assert asked == [datasets.get("industryor").url]


def test_a_changed_file_in_the_cache_is_refused(own_cache: Path) -> None:
    datasets.load("industryor", lambda url: lines(ROWS))
    (file,) = own_cache.rglob("*.data")
    file.write_bytes(lines(ROWS[:1]))
    with pytest.raises(DataError, match="checksum differs"):
        datasets.load("industryor", lambda url: lines(ROWS))


def test_what_cannot_be_read_is_not_kept(own_cache: Path) -> None:
    with pytest.raises(DataError, match="not JSON"):
        datasets.load("industryor", lambda url: b"<html>moved</html>")
    assert not list(own_cache.rglob("*.data"))


def test_a_folder_of_ones_own_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mamo_easy.jsonl").write_bytes(lines([{"id": "a", "Question": "?", "Answer": 3}]))
    monkeypatch.setenv("NL2MILP_DATA", str(tmp_path))

    def never(url: str) -> bytes:
        raise AssertionError(url)

    (case,) = datasets.load("mamo_easy", never)
    assert (case.id, case.answer) == ("a", 3.0)


def test_unknown_names_list_the_known() -> None:
    with pytest.raises(InputError, match="the data sets are complexor, heldout, industryor"):
        datasets.load("imaginary")


def test_nl4opt_declarations_become_labels() -> None:
    (case,) = parse_published(json.dumps(NL4OPT).encode(), "test")
    assert (case.id, case.answer) == ("-42", None)
    assert case.extra["objective"] == {"sense": "max", "terms": {"boats": 1200.0, "kites": 3.0}}
    rows = [(row["terms"], row["op"], row["rhs"]) for row in case.extra["constraints"]]
    assert rows == [
        ({"boats": 2.0, "kites": 0.5}, "<=", 60.0),
        ({"boats": 0.6, "kites": -0.4}, ">=", 0.0),
        ({"boats": 1.0, "kites": -3.0}, "<=", 0.0),
        ({"boats": 1.0, "kites": -1.0}, ">=", 0.0),
        ({"boats": 1.0, "kites": 1.0}, "<=", 0.5),
        ({"kites": 1.0}, ">=", 5.0),
        ({"kites": 1.0}, "<=", 10.0),
    ]


@pytest.mark.parametrize("content", [b"\xff", b"", b"[1, 2]", b'[{"id": 1}]', b"[" * 100_000])
def test_odd_files_end_in_one_error(content: bytes) -> None:
    with pytest.raises(DataError):
        parse_published(content, "test")


def test_a_name_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="registered already"):
        datasets.register(datasets.get("logic"))
