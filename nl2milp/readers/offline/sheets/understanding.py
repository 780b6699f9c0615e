"""A text with a table read as a linear problem: the table gives the rates, the sentences the rest."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.choices.tables import Table, find_tables
from nl2milp.readers.offline.columns import Column, make_columns, scale_between
from nl2milp.readers.offline.confidence import find_doubts, is_confident
from nl2milp.readers.offline.numberroles import corrected_roles, number_roles
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.rates import find_rates
from nl2milp.readers.offline.repeats import needs_repeats
from nl2milp.readers.offline.senses import find_sense
from nl2milp.readers.offline.sheets.aims import sheet_aim
from nl2milp.readers.offline.sheets.blends import blended
from nl2milp.readers.offline.sheets.divisible import sheet_domain
from nl2milp.readers.offline.sheets.laying import Layout, lay_out
from nl2milp.readers.offline.sheets.lists import read_list
from nl2milp.readers.offline.sheets.merging import read_sheets
from nl2milp.readers.offline.sheets.sheet import Sheet, limit_sign
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.registry import PARSERS

__all__ = ["repeats_rows", "understand_sheet"]

_SURE = 9.0
"""By how much what a table says is surer than what was guessed."""


_LONGEST = 20_000


def understand_sheet(text: str) -> Draft | None:
    """What a text with a table of numbers says; None where it has none, or nothing to optimize."""
    if len(text) > _LONGEST:
        return None
    tables = find_tables(text)
    listed = None if tables else read_list(text)
    sheet = read_sheets(text, tables) if listed is None else listed.sheet
    if sheet is None:
        return None
    layout = lay_out(text, sheet, tables if listed is None else [Table((), (), listed.start, listed.end)])
    prose, scan = layout.prose, layout.scan
    sense = find_sense(prose)
    if sense is None or not prose.sentences:
        return None
    judged = number_roles(prose)
    guessed = corrected_roles(prose, tuple(role for role, _ in judged))
    told = make_columns(prose, find_rates(prose, guessed))
    columns = _joined(layout.columns, told)
    roles = (*guessed, *("rate" for _ in scan.quantities[len(guessed) :]))
    margins = (*(margin for _, margin in judged), *(_SURE for _ in scan.quantities[len(guessed) :]))
    domain = sheet_domain(prose, sheet, columns)
    aim = sheet_aim(sheet, layout, columns, sense, domain.unit)
    symbols = symbols_of(scan.names)
    context = Context(scan, roles, columns, symbols, sense.sense, domain.unit, aim.quantities)
    context.used.update(aim.quantities)
    rows = _table_rows(sheet, layout, columns, sense.sense)
    context.used.update(position for row in rows for position in row.quantities)
    for parser in PARSERS:
        for sentence in range(len(prose.sentences)):
            rows += parser(context, sentence)
    rows = blended(layout, columns, _once(rows), sense.sense)
    bound = {at for column in columns for at in column.quantities if any(_is(column, row) for row in rows)}
    used = context.used | bound | _noughts(sheet, layout) | {at for row in rows for at in row.quantities}
    used |= _idle(layout, used)
    return Draft(
        scan, symbols, domain, aim, columns, tuple(rows), roles, margins, _SURE, frozenset(used),
        frozenset(context.directions_used), is_tabled=listed is None,
    )  # fmt: skip


def repeats_rows(draft: Draft) -> bool:
    """Whether a table's things are read well as amounts, of which a limit speaks that no choice of each could meet."""
    many = any(row.role == "bound" and row.right > 1 and row.sign != "<=" for row in draft.rows)
    return (many or needs_repeats(draft)) and is_confident(draft, find_doubts(draft))


def _joined(tabled: Sequence[Column], told: Sequence[Column]) -> tuple[Column, ...]:
    """The columns of the table and of the sentences; one that is in both is one."""
    found = list(tabled)
    for column in told:
        for at, other in enumerate(found):
            if dict(other.values) == dict(column.values):
                found[at] = replace(
                    other,
                    quantities=tuple(sorted({*other.quantities, *column.quantities})),
                    before=other.before | column.before,
                    after=other.after | column.after,
                    money=other.money or column.money,
                    unit=other.unit or column.unit,
                )
                break
        else:
            found.append(column)
    return tuple(found)


def _is(column: Column, row: Row) -> bool:
    return dict(row.terms) == dict(column.values)


def _table_rows(sheet: Sheet, layout: Layout, columns: Sequence[Column], sense: str) -> list[Row]:
    """The limits that stand in the table itself."""
    rows: list[Row] = []
    scan = layout.scan
    for measure, sign, cell in sheet.limits:
        column, quantity = columns[measure], cell.quantity
        at = layout.places.get(cell.start, -1)
        if quantity is None or at < 0:
            continue
        scale = scale_between(quantity.unit, column.unit) or 1
        place = scan.quantities[at]
        role = "resource limit" if sign == "<=" else "requirement"
        rows.append(
            Row(dict(column.values), sign, quantity.value * scale, role, place.first, place.last, (at,),
                name=_bare(sheet.measures[measure].text))
        )  # fmt: skip
    for heading, cells in sheet.bounds:
        sign = limit_sign(heading.text, own=True)
        sign = ("<=" if sense == "maximize" else ">=") if sign == "demand" else sign
        for item, cell in enumerate(cells):
            at = layout.places.get(cell.start, -1)
            if cell.quantity is None or at < 0 or sign == ">=" and not cell.quantity.value:
                continue
            place = scan.quantities[at]
            rows.append(Row({item: Fraction(1)}, sign, cell.quantity.value, "bound", place.first, place.last, (at,)))
    return rows


def _bare(heading: str) -> str:
    """A heading without its unit: `Labour (hours)` as `Labour`."""
    return re.sub(r"\s*\([^)]*\)", "", heading).strip()


def _noughts(sheet: Sheet, layout: Layout) -> set[int]:
    """Cells that ask for at least nothing."""
    return {
        layout.places[cell.start]
        for _, cells in sheet.bounds
        for cell in cells
        if cell.quantity is not None and not cell.quantity.value and cell.start in layout.places
    }


def _idle(layout: Layout, used: Collection[int]) -> set[int]:
    """The cells of one measure of which no sentence with a number speaks, nor the aim: the text only tells them."""
    prose = layout.prose
    spoken: set[str] = set()
    for sentence in prose.sentences:
        inside = range(sentence.first, sentence.last)
        if any(prose.quantity_at[index] >= 0 for index in inside):
            spoken |= {prose.tokens[index].stem for index in inside}
    left = [column for column in layout.columns if column.quantities and not set(column.quantities) <= set(used)]
    if len(left) != 1 or len(layout.columns) < 2 or left[0].money or left[0].words & spoken:
        return set()
    return set(left[0].quantities)


def _once(rows: Sequence[Row]) -> list[Row]:
    """The rows, each once: what the table says is often said in the text as well."""
    kept: list[Row] = []
    for row in rows:
        if not any((dict(row.terms), row.sign, row.right) == (dict(one.terms), one.sign, one.right) for one in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: (row.first, row.last))
