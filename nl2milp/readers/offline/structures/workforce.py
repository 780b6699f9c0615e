"""Hiring and laying off over periods, so that there are enough people in each."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.periods import dates_in, find_periods, numbers_of_periods, read_time_table
from nl2milp.readers.offline.structures.scalars import Scalar, find_scalars
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["draft_workforce"]

_HIRE = frozenset("hire hires hired hiring recruit recruits recruited recruiting recruitment train school".split())
_FIRE = frozenset(
    """fire fires fired firing lay laid laying layoff layoffs dismiss dismisses dismissed dismissing dismissal
    dismissals discharge discharged severance redundancy redundancies""".split()
)
_WAGE = frozenset("wage wages earn earns paid pay salary salaries costs cost receives employed".split())
_NOW = frozenset("employ employs employed has have currently now starts begins beginning before end already".split())
_CONDITIONS = frozenset("if unless either neither except whenever".split())


def draft_workforce(document: Document) -> Draft | None:
    """The model of a plan of hiring and laying off; None if the text is none."""
    lows = {token.low for token in document.tokens}
    said = find_sense(document.tokens, document.sentences)
    if not lows & _HIRE or not lows & _FIRE or said is None or said[0] != "minimize" or len(document.tables) > 1:
        return None
    table = read_time_table(document.tables[0]) if document.tables else None
    if document.tables and (table is None or len(table.rows) != 1):
        return None
    dates = dates_in(document)
    for periods in [table.periods] if table is not None else find_periods(document):
        taken = dates | frozenset(numbers_of_periods(document, periods))
        needs = (
            Vector(periods, table.rows[0][2], frozenset())
            if table is not None
            else next((v for v in read_vectors(document, periods, taken) if v.full and not v.money), None)
        )
        if needs is not None:
            return _written(document, periods, needs, taken, said[1])
    return None


def _part_of(scalar: Scalar) -> str:
    words = scalar.words
    if scalar.money:
        if words & _FIRE:
            return "fire"
        return "hire" if words & _HIRE else "wage" if words & _WAGE or scalar.wide & _WAGE else ""
    if scalar.sign == "<=":
        return "most fired" if words & _FIRE else "most hired" if words & _HIRE else ""
    return "start" if scalar.sign in {"", "=="} and words & _NOW and not words & (_HIRE | _FIRE) else ""


def _written(document: Document, periods: Group, needs: Vector, taken: frozenset[int], place: int) -> Draft | None:
    lines = lines_of(document, find_references(document, periods.labels))
    found: dict[str, tuple[Fraction, int]] = {}
    used: set[int] = set()
    for scalar in find_scalars(document, lines, taken | needs.quantities):
        part = _part_of(scalar)
        if part and found.setdefault(part, (scalar.value, scalar.place))[0] == scalar.value:
            used.add(scalar.number)
    if not {"start", "hire", "fire"} <= found.keys():
        return None
    out = Draft(document)
    axis = out.axis(periods, "periods")
    at = f"[{axis.index}]"
    symbols = {name: out.name(name) for name in ("workers", "hired", "laid_off")}
    for name, symbol in symbols.items():
        out.variable(f"{symbol}[{axis.clause}]", Kind.INTEGER, name.replace("_", " "))
    prices = {"wage": "workers", "hire": "hired", "fire": "laid_off"}
    terms = [f"{number(found[part][0])}*{symbols[name]}{at}" for part, name in prices.items() if part in found]
    out.minimise("minimize", f"sum({' + '.join(terms)} for {axis.clause})", place)
    slots = {
        "over": axis.clause,
        "stock": f"{symbols['workers']}{at}",
        "inflow": f"{symbols['hired']}{at}",
        "outflow": f"{symbols['laid_off']}{at}",
        "initial": number(found["start"][0]),
    }
    out.add("workers", "stock", slots, [found["start"][1]])
    rule = f"{symbols['workers']}{at} >= {out.vector(axis, 'needed', needs.values)}{at}"
    out.add("enough workers", "linear", {"rule": rule, "role": "requirement"}, needs.sentences, axis.clause)
    for part, name in (("most hired", "hired"), ("most fired", "laid_off")):
        if part in found:
            rule = f"{symbols[name]}{at} <= {number(found[part][0])}"
            out.add(part, "linear", {"rule": rule, "role": "bound"}, [found[part][1]], axis.clause)
    out.used |= used | taken | needs.quantities
    for where, sentence in enumerate(document.sentences):
        lows = set(document.lows(sentence))
        known = all(
            position in out.used
            for position, quantity in enumerate(document.quantities)
            if sentence.first <= quantity.first < sentence.last
        )
        spoken = any(where == found[part][1] for part in found) or lows & (_HIRE | _FIRE)
        if known and spoken and not lows & _CONDITIONS:
            out.understood.add(where)
    account(out, needs.sentences)
    return out
