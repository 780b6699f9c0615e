"""The editors of a formulation's parts: decisions in a table, each statement as a card, the objective, the data."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nl2milp import templates
from nl2milp.app import editing
from nl2milp.app.escaping import plain, shortened
from nl2milp.app.session import current, keep
from nl2milp.app.understanding import Understanding
from nl2milp.app.workspace import Workspace, changed
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Constraint, Formulation, Kind, Sense

__all__ = ["select", "selected", "show_editors"]

_KEY = "part"
_NEW = "new"
_KINDS = {"continuous": "any amount", "integer": "whole number", "binary": "yes or no"}


def select(part: str) -> None:
    """Choose the part to be edited; one that is not a statement opens its own editor."""
    kind, _, _ = part.partition(":")
    st.session_state["editor"] = {"variable": "Decisions", "parameter": "Data", "table": "Data"}.get(kind, "Statements")
    if kind in ("constraint", "objective"):
        st.session_state[_KEY] = part


def selected(found: Understanding) -> str:
    """The part that is being edited; empty for none."""
    known = [one.id for one in found.parts if one.id.partition(":")[0] in ("objective", "constraint")]
    if st.session_state.get(_KEY) not in (*known, _NEW):
        st.session_state[_KEY] = next((one for one in known if one != "objective"), "objective")
    return str(st.session_state[_KEY])


def show_editors(workspace: Workspace, found: Understanding) -> None:
    """Show one of the editors, as chosen."""
    formulation = workspace.formulation
    if formulation is None:
        return
    st.subheader("Correct it")
    options = ["Statements", "Decisions", "Data"] if _has_data(formulation) else ["Statements", "Decisions"]
    if st.session_state.get("editor") not in options:
        st.session_state["editor"] = options[0]
    editor = st.segmented_control("What to correct", options, key="editor", label_visibility="collapsed", required=True)
    if editor == "Decisions":
        _decisions(formulation)
    elif editor == "Data":
        _data(formulation)
    else:
        _statements(formulation, found)


def _has_data(formulation: Formulation) -> bool:
    return bool(formulation.parameters or formulation.tables)


def _change(what: str, formulation: Formulation | None, error: Nl2milpError | None = None) -> None:
    """Take over a change, or say why not."""
    try:
        if error is not None:
            raise error
        if formulation is not None:
            keep(changed(current(), what, formulation))
    except Nl2milpError as found:
        st.error(plain(str(found)), icon=":material/error:")
        return
    st.rerun()


def _version() -> int:
    """Editors begin anew after each change."""
    return len(current().past)


# -- statements


def _statements(formulation: Formulation, found: Understanding) -> None:
    by_id = {one.id: one for one in found.parts if one.id == "objective" or one.id.startswith("constraint:")}
    options = [*by_id, _NEW]

    def named(part: str) -> str:
        if part == _NEW:
            return "＋ A new statement"
        one = by_id[part]
        rule = "; ".join("".join(piece.text for piece in line) for _, line in one.lines)
        return shortened(f"{one.title}: {rule}", 90)

    part = st.selectbox("Statement", options, key=_KEY, format_func=named)
    if part == "objective":
        _objective(formulation)
    elif part == _NEW:
        _statement(formulation, None)
    else:
        name = part.partition(":")[2]
        _statement(formulation, next(one for one in formulation.constraints if one.name == name))


def _objective(formulation: Formulation) -> None:
    aim = formulation.objective
    is_plain = not aim.goals
    with st.container(border=True):
        _quote(aim.quote)
        several = st.toggle("Several goals in order", not is_plain, key=f"goals-{_version()}", disabled=not is_plain)
        if several:
            _goals(formulation)
            return
        words = {Sense.MAXIMIZE: "Maximise", Sense.MINIMIZE: "Minimise"}
        sense = st.segmented_control("Direction", list(words), default=aim.sense, format_func=words.__getitem__,
                                     key=f"sense-{_version()}", required=True)  # fmt: skip
        value = st.text_area("Of", aim.value or "", key=f"aim-{_version()}", height=80)
        _save_table("objective", "changed the objective",
                    lambda: editing.with_objective(formulation, sense or aim.sense, value or ""))  # fmt: skip


def _goals(formulation: Formulation) -> None:
    """Goals of a smaller order come first; within one order their weighted sum counts."""
    import pandas as pd

    words = {
        Sense.MAXIMIZE.value: "maximise",
        Sense.MINIMIZE.value: "minimise",
        editing.MEET: "meet as far as possible",
    }
    rows = [{**row, "aim": words.get(row["aim"], row["aim"])} for row in editing.goal_rows(formulation.objective)]
    text = st.column_config.TextColumn
    edited = st.data_editor(
        pd.DataFrame(rows, columns=["order", "aim", "of", "weight", "each"]),
        key=f"goal-rows-{_version()}", hide_index=True, num_rows="dynamic", width="stretch",
        column_config={
            "order": st.column_config.NumberColumn("Order", min_value=1, step=1, default=1, required=True),
            "aim": st.column_config.SelectboxColumn("Aim", options=list(words.values()), required=True,
                                                    default="maximise"),
            "of": text("Of", required=True), "weight": text("Weight", default="1"), "each": text("For each"),
        },
    )  # fmt: skip
    aims = {shown: aim for aim, shown in words.items()}
    wanted = [{**row, "aim": aims.get(str(row["aim"]), row["aim"])} for row in _records(edited)]
    _save_table("objective", "changed the goals", lambda: editing.with_goals(formulation, wanted))


def _quote(quote: str | None) -> None:
    if quote:
        from nl2milp.app.escaping import safe

        st.html(f'<div class="quote">{safe(" ".join(quote.split()))}</div>')


def _statement(formulation: Formulation, old: Constraint | None) -> None:
    place = _NEW if old is None else str([one.name for one in formulation.constraints].index(old.name))
    key = f"{place}-{_version()}"
    with st.container(border=True):
        _quote(None if old is None else old.quote)
        ids = templates.names()
        titles = {one: templates.get(one).title for one in ids}
        known = "linear" if old is None else old.template
        if known not in ids:
            ids = [known, *ids]
        left, right = st.columns(2)
        name = left.text_input("Name", "" if old is None else old.name, key=f"name-{key}")
        template = right.selectbox("Template", ids, ids.index(known), format_func=lambda one: titles.get(one, one),
                                   key=f"template-{key}")  # fmt: skip
        st.caption(plain(templates.get(template).says))
        given = {
            one.name: _slot(one, None if old is None or old.template != template else old.slots.get(one.name),
                            f"slot-{template}-{one.name}-{key}")
            for one in editing.slot_fields(template)
        }  # fmt: skip
        with st.expander("More"):
            each = st.text_input(
                "Once for each", "" if old is None else old.for_ or "", key=f"for-{key}", placeholder="t in months",
                help="Index clauses; empty for a single statement.",
            )  # fmt: skip
            hard = st.checkbox("Must hold", True if old is None else old.hard, key=f"hard-{key}",
                               help="Otherwise a repair gives it up first.")  # fmt: skip
        with st.container(horizontal=True):
            save = st.button("Add" if old is None else "Save", icon=":material/check:", key=f"save-{key}")
            drop = old is not None and st.button("Remove", type="tertiary", icon=":material/delete:", key=f"drop-{key}")
    if drop and old is not None:
        _change(f"removed {old.name}", editing.without_constraint(formulation, old.name))
    if save:
        try:
            made = _made(old, name or "", template, given, each or "", hard)
            after = editing.with_constraint(formulation, None if old is None else old.name, made)
        except Nl2milpError as error:
            _change("", None, error)
        else:
            if old is None:
                st.session_state["chosen-part"] = f"constraint:{made.name}"
            _change(f"{'added' if old is None else 'changed'} {made.name}", after)


def _made(old: Constraint | None, name: str, template: str, given: dict[str, Any], each: str, hard: bool) -> Constraint:
    from pydantic import ValidationError

    from nl2milp.errors import FormulationError

    slots = editing.slots_from(template, given)
    data: dict[str, Any] = {} if old is None else old.model_dump(by_alias=True)
    data |= {"name": name.strip(), "template": template, "slots": slots, "for": each.strip() or None, "hard": hard}
    try:
        return Constraint.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise FormulationError(f"{field}: {first['msg'].lower()}") from None


def _slot(field: editing.SlotField, value: Any, key: str) -> Any:
    label = field.name.replace("_", " ").capitalize() + ("" if field.is_required else " (optional)")
    about = plain(field.help) or None
    if field.kind == "yes_no":
        return st.checkbox(label, bool(value), key=key, help=about)
    if field.kind == "choice":
        options = list(field.choices)
        place = options.index(value) if value in options else 0
        return st.selectbox(label, options, place, key=key, help=about)
    if field.kind == "list":
        lines = value if isinstance(value, list | tuple) else [value] if value else []
        return st.text_area(f"{label}, one a line", "\n".join(map(str, lines)), key=key, help=about, height=110)
    text = "" if value is None else str(value)
    if len(text) > 80:
        return st.text_area(label, text, key=key, help=about, height=110)
    return st.text_input(label, text, key=key, help=about)


# -- decisions and data


def _decisions(formulation: Formulation) -> None:
    rows = [
        {"symbol": one.symbol, "label": one.label or "", "kind": _KINDS[one.kind.value], "lower": one.lower or "",
         "upper": one.upper or "", "unit": one.unit or ""}
        for one in formulation.variables
    ]  # fmt: skip
    import pandas as pd

    text = st.column_config.TextColumn
    edited = st.data_editor(
        pd.DataFrame(rows, columns=["symbol", "label", "kind", "lower", "upper", "unit"]),
        key=f"decisions-{_version()}", hide_index=True, num_rows="dynamic", width="stretch",
        column_config={
            "symbol": text("Symbol", required=True), "label": text("Name"),
            "kind": st.column_config.SelectboxColumn("Kind", options=list(_KINDS.values()), required=True,
                                                     default=_KINDS["continuous"]),
            "lower": text("At least", default="0"), "upper": text("At most"), "unit": text("Unit"),
        },
    )  # fmt: skip
    kinds = {words: Kind(kind).value for kind, words in _KINDS.items()}
    wanted = [{**row, "kind": kinds.get(str(row["kind"]), row["kind"])} for row in _records(edited)]
    _save_table("decisions", "changed decisions", lambda: editing.with_variables(formulation, wanted))


def _save_table(key: str, what: str, make: Any) -> None:
    if st.button("Save", icon=":material/check:", key=f"save-{key}"):
        try:
            made = make()
        except Nl2milpError as error:
            _change("", None, error)
        else:
            _change(what, made)


def _data(formulation: Formulation) -> None:
    import pandas as pd

    if formulation.parameters:
        rows = [
            {"symbol": one.symbol, "value": one.value or "", "unit": one.unit or "", "meaning": one.meaning or ""}
            for one in formulation.parameters
        ]
        edited = st.data_editor(
            pd.DataFrame(rows), key=f"parameters-{_version()}", hide_index=True, width="stretch", disabled=["symbol"],
            column_config={"symbol": "Symbol", "value": "Value", "unit": "Unit", "meaning": "Meaning"},
        )  # fmt: skip
        wanted = _records(edited)
        _save_table("parameters", "changed numbers", lambda: editing.with_parameters(formulation, wanted))
    for place, table in enumerate(formulation.tables):
        title = ", ".join(table.columns) or f"Table {place + 1}"
        if table.source is not None:
            st.caption(f"{plain(title)}: from the attached table {plain(table.source)}")
            continue
        st.markdown(f"**{plain(title)}**, by {plain(table.keys)}")
        grid = _cells(table.rows)
        edited = st.data_editor(pd.DataFrame(grid), key=f"table-{place}-{_version()}", hide_index=True,
                                num_rows="dynamic", width="stretch")  # fmt: skip
        cells = edited.to_numpy(dtype=object).tolist()
        _save_table(f"table-{place}", f"changed the table {title}",
                    lambda at=place, given=cells: editing.with_cells(formulation, at, given))  # fmt: skip


def _records(frame: Any) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _cells(rows: Any) -> list[list[Any]]:
    from nl2milp.compile.tables import split_row

    grid = []
    for row in rows:
        cells = split_row(row) if isinstance(row, str) else list(row)
        grid.append([_plain_cell(cell) for cell in cells])
    return grid


def _plain_cell(cell: Any) -> Any:
    if isinstance(cell, str):
        try:
            number = float(cell)
        except ValueError:
            return cell
        return int(number) if number.is_integer() else number
    return cell
