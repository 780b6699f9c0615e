"""The numbers of a text, and which of them a formulation uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nl2milp.compile.tables import split_row
from nl2milp.formulation import Formulation
from nl2milp.readers.llm.issues import Issue
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["Mentioned", "is_label", "mentioned", "unmixed_units", "unused", "used_values"]

# 'product 2' is a name, and so are 'Table 3' and 'S7'
_LABELLED = frozenset(
    """table figure fig operation job machine product project city node facility warehouse customer store plant center
    centre location item type day week month year period stage station task shift group class grade district region
    site route line team worker step phase part chapter problem equation section version level zone area supplier
    factory hub depot port airport aircraft vehicle truck model option scenario number no plan lane room size activity
    process component department school bus asset fund food investment crop field market source mine refinery""".split()
)  # fmt: skip
_SCALES = (1.0, 100.0, 60.0, 1000.0, 1e6, 24.0, 7.0, 12.0, 52.0, 365.0, 3600.0, 1e9)
_LITERAL = re.compile(r"(?<![\w.])(\d[\d,]*(?:\.(?!\.)\d+)?|\.\d+)(?:[eE]([+-]?\d+))?")
_UNITS = {
    "minutes and hours": (re.compile(r"min(ute)?s?"), re.compile(r"h(ou)?rs?|h"), 60.0),
    "grams and kilograms": (re.compile(r"g|grams?"), re.compile(r"kgs?|kilograms?|kilos?"), 1000.0),
    "cents and dollars": (re.compile(r"cents?"), re.compile(r"dollars?|\$"), 100.0),
    "millilitres and litres": (re.compile(r"ml|millilit(er|re)s?"), re.compile(r"l|lit(er|re)s?"), 1000.0),
    "seconds and minutes": (re.compile(r"s|secs?|seconds?"), re.compile(r"min(ute)?s?"), 60.0),
    "metres and kilometres": (re.compile(r"m|met(er|re)s?"), re.compile(r"km|kilomet(er|re)s?"), 1000.0),
}


@dataclass(frozen=True)
class Mentioned:
    """A number of the text, in its sentence, with the words around it."""

    value: float
    sentence: str
    around: str
    unit: str


def _value(text: str) -> float:
    return float(text.replace(",", ""))


def mentioned(text: NumberedText) -> list[Mentioned]:
    """The numbers of the text that say how much, not which."""
    tokens = tokenize(text.text)
    found = []
    for line in text.lines:
        inside = [token for token in tokens if line.start <= token.start < line.end]
        for place, token in enumerate(inside):
            if token.kind != "number":
                continue
            before = inside[place - 1] if place else None
            after = inside[place + 1] if place + 1 < len(inside) else None
            if is_label(before, after, place, token.text):
                continue
            around = text.text[max(line.start, token.start - 25) : min(line.end, token.end + 20)]
            found.append(
                Mentioned(
                    _value(token.text), line.name, " ".join(around.split()), after.low if after is not None else ""
                )
            )
    return found


def is_label(before: Any, after: Any, place: int, written: str) -> bool:
    """Whether the number `written` says which, not how much: `product 2`, a year, an item of a list.

    Parameters
    ----------
    before, after : Token or None
        Its neighbours in the sentence.
    place : int
        Its place in the sentence, from 0.
    written : str
        Its digits.
    """
    if before is not None and (before.lemma in _LABELLED or before.text in {"#", "_", "№"}):
        return True
    if place == 0 and after is not None and after.text in {".", ")", ":", "|"}:
        return True  # numbering of a list, or the head of a table's row
    whole = "." not in written and "," not in written
    if before is not None and before.text == "|" and place == 1 and whole and after is not None and after.text == "|":
        return True
    return whole and 1900 <= int(written) <= 2100 and not (before is not None and before.text in {"$", "€", "£"})


def _strings(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, bool) or part is None:
        return
    elif isinstance(part, int | float):
        yield repr(part)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key not in ("name", "quote", "sentences", "span", "meaning", "title", "label", "unit", "units"):
                yield from _strings(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _strings(one)


def _literals(text: str) -> Iterator[float]:
    for match in _LITERAL.finditer(text.replace("..", " ")):
        scale = int(match.group(2)) if match.group(2) and abs(int(match.group(2))) < 300 else 0
        yield _value(match.group(1)) * 10.0**scale


def used_values(formulation: Formulation) -> set[float]:
    """Every number written anywhere in a formulation's expressions and tables, and the sizes of its lists."""
    parts = formulation.model_dump(mode="json", by_alias=True, exclude={"assumptions", "questions", "title", "tables"})
    found = {value for text in _strings(parts) for value in _literals(text)}
    for table in formulation.tables:
        for row in table.rows:
            for cell in split_row(row) if isinstance(row, str) else map(str, row):
                found |= set(_literals(cell or ""))
        found.add(float(len(table.rows)))
        found |= set(_literals(table.keys + (table.across or "")))
    found |= {float(len(one.members)) for one in formulation.sets}
    found.add(float(len(formulation.variables)))
    return found


def _derived(value: float) -> set[float]:
    forms = {value, 1 - value / 100, 1 + value / 100, 100 - value, 1 - value, 1 + value, value + 1, value - 1}
    for scale in _SCALES:
        forms |= {value * scale, value / scale}
    return {round(form, 9) for form in forms}


def unused(text: NumberedText, formulation: Formulation) -> list[Issue]:
    """A finding for each sentence with numbers that no part of the formulation uses, not even converted."""
    used = {round(value, 9) for value in used_values(formulation)}
    numbers = mentioned(text)
    left: dict[str, list[Mentioned]] = {}
    for one in numbers:
        # 0 to 2 are counts and signs more often than data, and hardly ever lost
        if one.value in (0.0, 1.0, 2.0) or _derived(one.value) & used:
            continue
        together = [
            other.value for other in numbers if other.sentence == one.sentence and other is not one and other.value
        ]
        combined = {
            round(f, 9) for v in together for f in (one.value * v, one.value / v, one.value + v, abs(one.value - v))
        }
        if not combined & used:
            left.setdefault(one.sentence, []).append(one)
    issues = []
    for sentence, several in left.items():
        shown = ", ".join(f"{one.value:g} ('{one.around}')" for one in several[:4])
        issues.append(
            Issue(f"{sentence}: the text gives {shown}, but the model uses no such number", False, sentence=sentence)
        )
    return issues


def unmixed_units(text: NumberedText, formulation: Formulation) -> list[Issue]:
    """A finding where the text mixes two units of one kind and the formulation takes all numbers as they stand."""
    used = {round(value, 9) for value in used_values(formulation)}
    numbers = mentioned(text)
    issues = []
    for name, (small, large, factor) in _UNITS.items():
        lower = [one for one in numbers if small.fullmatch(one.unit)]
        upper = [one for one in numbers if large.fullmatch(one.unit)]
        if not lower or not upper or factor in used or round(1 / factor, 9) in used:
            continue
        converted = {round(one.value * factor, 9) for one in upper} | {round(one.value / factor, 9) for one in lower}
        if not (converted - {0.0}) & used and {round(one.value, 9) for one in (*lower, *upper)} <= used:
            one, other = lower[0], upper[0]
            issues.append(
                Issue(
                    f"{one.sentence} has '{one.around}' and {other.sentence} has '{other.around}': the text mixes "
                    f"{name}, but nothing in the model converts one to the other",
                    False,
                    sentence=one.sentence,
                )
            )
    return issues
