"""The formats that data sets are published in, brought to cases.

Each row is a JSON object, one a line or in one array. The text and the answer
stand under different names; NL4Opt has declarations in place of an answer,
which become labels.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from nl2milp.datasets.cases import NO_SOLUTION, Case
from nl2milp.errors import DataError

__all__ = ["nl4opt_labels", "parse_published"]

_TEXTS = ("text", "en_question", "question", "Question", "description", "document")
_ANSWERS = ("answer", "en_answer", "Answer", "ground_truth", "optimal_value", "solution")
_IDS = ("id", "ID", "index", "name")
_OPERATORS = {"LESS_OR_EQUAL": "<=", "GREATER_OR_EQUAL": ">=", "EQUAL": "="}
_WORDS = {
    "half": 0.5,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "twice": 2.0,
    "double": 2.0,
    "thrice": 3.0,
    "triple": 3.0,
    **{
        word: float(value) for value, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
    },
}


def parse_published(content: bytes, where: str) -> list[Case]:
    """The cases of a published file: JSON lines, or one JSON array or object of rows.

    Raises
    ------
    DataError
        It is not JSON, or a row has no text; the message names the row.
    """
    rows = _rows(content, where)
    cases = [_case(row, number, where) for number, row in enumerate(rows, start=1)]
    if not cases:
        raise DataError(f"{where} holds no problems")
    return cases


def _rows(content: bytes, where: str) -> list[Mapping[str, Any]]:
    try:
        text = content.decode("utf-8-sig")
        try:
            whole = json.loads(text)
            rows = whole if isinstance(whole, list) else [whole]
        except json.JSONDecodeError:
            rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise DataError(f"{where} is not JSON: {error}") from None
    flat: list[Mapping[str, Any]] = []
    for row in rows:
        if not isinstance(row, dict):
            raise DataError(f"{where}: expected objects, found {type(row).__name__}")
        keyed = [(key, value) for key, value in row.items() if isinstance(value, dict) and "document" in value]
        flat += [{"id": key, **value} for key, value in keyed] if keyed else [row]
    return flat


def _first(row: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((row[key] for key in keys if key in row), None)


def _case(row: Mapping[str, Any], number: int, where: str) -> Case:
    text = _first(row, _TEXTS)
    if not isinstance(text, str):
        raise DataError(f"{where}, row {number}: no text under any of {', '.join(_TEXTS)}")
    name = _first(row, _IDS)
    extra = dict(row)
    if "obj_declaration" in row:
        extra |= nl4opt_labels(row, f"{where}, row {number}")
    return Case(str(number if name is None else name), text, _answer(row), extra)


def _answer(row: Mapping[str, Any]) -> float | str | None:
    found = _first(row, _ANSWERS)
    if found is None:
        return NO_SOLUTION if row.get("status") in ("infeasible", "unbounded", "unbounded_or_infeasible") else None
    if isinstance(found, str):
        try:
            return float(found.replace(",", "").strip())
        except ValueError:
            return found
    return float(found) if isinstance(found, int | float) else None


def _number(written: Any) -> float:
    """A limit or coefficient as NL4Opt writes it: `70 %`, `$1,200`, `twice`, `1/3`."""
    text = str(written).strip().lower().replace(",", "").lstrip("$").strip()
    if text in _WORDS:
        return _WORDS[text]
    scale = 1.0
    if text.endswith("%"):
        text, scale = text[:-1].strip(), 0.01
    fraction = re.fullmatch(r"(\d+)\s*/\s*(\d+)", text)
    if fraction:
        return int(fraction[1]) / int(fraction[2])
    times = re.fullmatch(r"([\w. ]+?)\s*(?:times|x)?", text)
    inner = times[1].strip() if times else text
    return _WORDS[inner] if inner in _WORDS else float(inner) * scale


def nl4opt_labels(row: Mapping[str, Any], where: str) -> dict[str, Any]:
    """NL4Opt's declarations as labels: variables, objective, and constraints as flat rows.

    Raises
    ------
    DataError
        A declaration that is none of the seven kinds, or holds no number where one belongs.
    """
    names = [str(name) for name in row["vars"]]
    declared = row["obj_declaration"]
    try:
        if "terms" in declared:
            terms = {name: _number(value) for name, value in declared["terms"].items()}
        else:
            terms = dict.fromkeys(declared.get("vars", names), 1.0)
        sense = "max" if str(declared.get("direction", "")).lower().startswith("max") else "min"
        constraints = [_constraint(one, names) for one in row["const_declarations"]]
    except (KeyError, ValueError, TypeError) as error:
        raise DataError(f"{where}: a declaration cannot be read ({error!r})") from None
    return {"variables": names, "objective": {"sense": sense, "terms": terms}, "constraints": constraints}


def _constraint(one: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    kind, operator = one["type"], _OPERATORS[one["operator"]]
    if kind in ("xy", "xby"):
        factor = _number(one["param"]) if kind == "xby" else 1.0
        return {"terms": {one["x_var"]: 1.0, one["y_var"]: -factor}, "op": operator, "rhs": 0.0}
    limit = _number(one["limit"])
    if kind in ("lowerbound", "upperbound"):
        return {"terms": {one["var"]: 1.0}, "op": operator, "rhs": limit}
    if kind == "sum":
        return {"terms": dict.fromkeys(names, 1.0), "op": operator, "rhs": limit}
    if kind == "ratio":
        terms = {name: (1.0 if name == one["var"] else 0.0) - limit for name in names}
        return {"terms": terms, "op": operator, "rhs": 0.0}
    if kind == "linear":
        return {"terms": {name: _number(value) for name, value in one["terms"].items()}, "op": operator, "rhs": limit}
    raise ValueError(f"unknown kind {kind}")
