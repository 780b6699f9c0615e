"""A workbook with the data, the variables, and formulas that recompute each left side and the objective.

Whoever changes a value on the sheet of variables sees at once what it does to
the objective and which constraints it breaks.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.compile.definitions import Computed
from nl2milp.compile.labels import Coded
from nl2milp.errors import InputError, MissingExtraError
from nl2milp.export.names import one_line
from nl2milp.formulation import Sense

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled

__all__ = ["model_to_excel"]

_MOST_ROWS = 1_000_000
_LONGEST = 32_000


def model_to_excel(compiled: Compiled, values: Any = None) -> bytes:
    """The workbook as bytes of an .xlsx file.

    Parameters
    ----------
    compiled : Compiled
        The formulation with its model.
    values : float array of shape (n,), optional
        An answer; zeros without one.

    Raises
    ------
    InputError
        It has more coefficients than a sheet has rows, or an objective that is a ratio.
    MissingExtraError
        openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError(f"Excel files need openpyxl: pip install 'nl2milp[tables]' ({error})") from None
    model = compiled.model
    if model.num_nonzeros > _MOST_ROWS or model.num_columns > _MOST_ROWS:
        raise InputError(f"{model.num_nonzeros:,} coefficients do not fit on a sheet of {_MOST_ROWS:,} rows")
    if compiled.divisor is not None:
        raise InputError("the objective is a ratio, which the workbook does not hold; write it as json or latex")
    numbers = np.zeros(model.num_columns) if values is None else values
    book = Workbook()
    sheet = book.active
    sheet.title = "Variables"
    _head(sheet, "Variable", "Value", "Lower", "Upper", "Whole", "Objective coefficient")
    for at in range(model.num_columns):
        row = [model.column_name(at), float(numbers[at]), _side(model.column_lower[at]), _side(model.column_upper[at]),
               "yes" if model.is_integer[at] else "no", float(model.cost[at])]  # fmt: skip
        _append(sheet, row)
    _constraints(book.create_sheet("Constraints"), compiled)
    last = model.num_columns + 1
    goal = book.create_sheet("Objective", 0)
    _head(goal, "Sense", "Value", "Constant")
    _append(goal, ["minimise" if model.sense is Sense.MINIMIZE else "maximise", None, model.offset])
    products = f"SUMPRODUCT(Variables!$B$2:$B${last},Variables!$F$2:$F${last})"
    goal["B2"] = f"={products}+$C$2" if model.num_columns else "=$C$2"
    for place, stage in enumerate(compiled.stages, start=3):
        terms = [f"{float(stage.cost[at])!r}*Variables!$B${at + 2}" for at in np.flatnonzero(stage.cost).tolist()]
        _append(goal, ["minimise" if stage.sense is Sense.MINIMIZE else "maximise", None, stage.offset])
        text = "=" + "+".join([*terms, f"$C${place}"])
        if len(text) > 8_000:
            raise InputError(f"objective {place - 1} has too many terms for one formula")
        goal[f"B{place}"] = text
    _data(book.create_sheet("Data"), compiled)
    for one in book.worksheets:
        one.freeze_panes = "A2"
        one.column_dimensions["A"].width = 32
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _constraints(sheet: Any, compiled: Compiled) -> None:
    """A row of the sheet for each row of the model, and its coefficients on a sheet of their own."""
    model = compiled.model
    entries = sheet.parent.create_sheet("Coefficients")
    _head(sheet, "Constraint", "Left side", "At least", "At most", "Holds", "Words")
    _head(entries, "Row", "Variable", "Coefficient", "Product")
    quotes = [one.quote or "" for one in compiled.formulation.constraints]
    owner = model.row_constraint.tolist()
    place = 2
    for row in range(model.num_rows):
        first = place
        for at in range(model.starts[row], model.starts[row + 1]):
            column = int(model.indices[at])
            _append(entries, [row + 2, model.column_name(column), float(model.values[at]), None])
            entries[f"D{place}"] = f"=C{place}*Variables!$B${column + 2}"
            place += 1
        low, high = _side(model.row_lower[row]), _side(model.row_upper[row])
        quote = quotes[owner[row]] if owner[row] >= 0 else "what an auxiliary variable stands for"
        _append(sheet, [model.row_name(row), None, low, high, None, quote])
        at = row + 2
        sheet[f"B{at}"] = f"=SUM(Coefficients!$D${first}:$D${place - 1})" if place > first else "=0"
        scale = f"0.000001*MAX(1,ABS(B{at}))"
        tests = [f"B{at}>=C{at}-{scale}"] * (low is not None) + [f"B{at}<=D{at}+{scale}"] * (high is not None)
        sheet[f"E{at}"] = f"=AND({','.join(tests) or 'TRUE'})"


def _data(sheet: Any, compiled: Compiled) -> None:
    _head(sheet, "Parameter", "Index", "Value", "Unit", "Meaning")
    scope = compiled.scope
    declared = {one.symbol.partition("[")[0].strip(): one for one in compiled.formulation.parameters}
    count = 0
    for name in sorted(scope.names - scope.set_names):
        found = scope.definition(name)
        if not isinstance(found, Computed):
            continue
        count += found.domain.size
        if count > _MOST_ROWS:
            raise InputError(f"the data have more than {_MOST_ROWS:,} numbers, which do not fit on a sheet")
        one = declared.get(name)
        for at in range(found.domain.size):
            key = ", ".join(map(str, found.domain.key(at))) if found.domain.axes else ""
            shown = [name, key, _value(found, at), (one.unit or "") if one else "", (one.meaning or "") if one else ""]
            _append(sheet, shown)


def _value(found: Computed, at: int) -> Any:
    if isinstance(found.values, Coded):
        code = int(np.broadcast_to(found.values.codes, (found.domain.size,))[at])
        return found.values.base.labels[code] if code >= 0 else None
    value = float(np.broadcast_to(found.values, (found.domain.size,))[at])
    return _side(value)


def _side(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _head(sheet: Any, *titles: str) -> None:
    from openpyxl.styles import Font

    sheet.append(list(titles))
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def _append(sheet: Any, row: list[Any]) -> None:
    """A row of numbers and texts, none of which becomes a formula."""
    sheet.append([None if isinstance(one, str) else one for one in row])
    number = sheet.max_row if any(one is not None and not isinstance(one, str) for one in row) else sheet._current_row
    for place, one in enumerate(row, start=1):
        if isinstance(one, str) and one:
            cell = sheet.cell(number, place)
            cell.value = one_line(one)[:_LONGEST]
            cell.data_type = "s"  # openpyxl takes what begins with = for a formula
            if cell.value and cell.value[0] in "=+-@":
                cell.quotePrefix = True  # and Excel, when the cell is edited
