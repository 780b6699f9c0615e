"""Where there is no answer: the sentences that clash, why, and the ways out, each a button."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from nl2milp.app.escaping import plain, safe, shortened
from nl2milp.app.layout import go
from nl2milp.app.linked_text import show_text
from nl2milp.app.session import current, keep
from nl2milp.app.understanding import understanding
from nl2milp.app.workspace import Workspace, applied, changed, repairable
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Constraint
from nl2milp.result import Result

__all__ = ["show_contradiction", "show_failure", "show_unbounded"]

_MOST_CORES, _MOST_REPAIRS = 8, 8


def show_contradiction(workspace: Workspace, result: Result) -> None:
    """Why nothing satisfies every statement, and what would help."""
    from nl2milp.diagnose import Diagnosis

    found = result.diagnosis if result.compiled is not None else _again(workspace)
    if not isinstance(found, Diagnosis) or not found.cores:
        st.html('<p class="sentence">No plan satisfies every statement.</p>')
        st.caption("Which of them clash was not worked out in the time given.")
        return
    place = _core(found)
    core = found.cores[place]
    members = [found.constraint(member) for member in core.members]
    why = found.explanations[place].sentence if place < len(found.explanations) else _in_general(members)
    st.html(f'<p class="sentence">{safe(why)}</p>')
    left, right = st.columns([11, 9], gap="medium")
    with left:
        st.subheader(_title(len(members)))
        clashing = [f"constraint:{one.name}" for one in members]
        stretches = understanding(workspace).stretches
        if any(set(one.parts) & set(clashing) for one in stretches):
            show_text(stretches, "clash-text", clashing)
        else:
            for one in members:
                st.html(f'<div class="quote">{safe(shortened(one.quote or one.name.replace("_", " "), 300))}</div>')
        if not core.is_minimal:
            st.caption("It is not proven that all of these are needed.")
        _proof(found, place)
    with right:
        _misreadings(found)
        st.subheader("Ways out")
        left_alone = _left_alone(found)
        _repairs(_again(workspace, left_alone) if left_alone else found)


def _again(workspace: Workspace, left_alone: Sequence[str] = ()) -> Any:
    """The diagnosis of a result that was saved without its model, or with statements that no way out may change."""
    from nl2milp.app.session import cached
    from nl2milp.diagnose import diagnose
    from nl2milp.result import DIAGNOSIS_SECONDS

    def work() -> Any:
        from nl2milp.api import compile_model

        compiled = compile_model(workspace.stated, tables=workspace.columns)
        return diagnose(compiled, seconds=DIAGNOSIS_SECONDS, keep=left_alone, reading=workspace.reading)

    return cached(" ".join(["diagnosis", *left_alone]), workspace, work, "Looking for other ways out")


def _left_alone(found: Any) -> list[str]:
    """What the user says cannot be changed: names of clashing statements."""
    places = sorted({member for core in found.cores for member in core.members})
    quotes = {found.constraint(place).name: _words(found.constraint(place)) for place in places}
    return st.multiselect(
        "Cannot be changed", list(quotes), key="left-alone", format_func=lambda name: quotes.get(name, name),
        placeholder="Choose what has to stay as it is", label_visibility="collapsed",
    )  # fmt: skip


def _words(constraint: Constraint) -> str:
    return shortened(" ".join((constraint.quote or constraint.name.replace("_", " ")).split()), 60)


def _title(count: int) -> str:
    return "The sentence that cannot hold" if count == 1 else f"The {count} sentences that clash"


def _in_general(members: list[Constraint]) -> str:
    return f"{len(members)} statements can each be met, but not together."


def _core(found: Any) -> int:
    count = min(len(found.cores), _MOST_CORES)
    if count == 1:
        return 0
    chosen = st.segmented_control(
        "Contradictions", list(range(count)), default=0, format_func=lambda place: f"Contradiction {place + 1}",
        key="core", required=True, label_visibility="collapsed",
    )  # fmt: skip
    more = len(found.cores) - count
    if more > 0 or not found.is_complete:
        st.caption(f"{f'{more} more were found. ' if more > 0 else ''}There may be others."
                   if not found.is_complete else f"{more} more were found.")  # fmt: skip
    return int(chosen or 0)


def _proof(found: Any, place: int) -> None:
    if place >= len(found.explanations) or not found.explanations[place].addition:
        return
    with st.expander("Proof by addition"):
        st.code("\n".join(found.explanations[place].addition), language=None, wrap_lines=True)


def _misreadings(found: Any) -> None:
    if not found.misreadings:
        return
    st.subheader("Perhaps it was misread")
    for number, one in enumerate(found.misreadings):
        with st.container(border=True, gap="xsmall"):
            st.markdown(plain(one.text))
            if st.button("It means this", key=f"misread-{number}", icon=":material/check:"):
                _take(lambda one=one: changed(current(), f"reading: {one.text}", one.formulation))


def _repairs(found: Any) -> None:
    from nl2milp.diagnose import repair_to_text

    if not found.repairs:
        st.caption("None was found in the time given. Correct a statement by hand.")
        if st.button("Correct it", icon=":material/fact_check:", key="to-understood"):
            go("understood")
        return
    for number, repair in enumerate(found.repairs[:_MOST_REPAIRS]):
        text = repair_to_text(repair, found.formulation)
        with st.container(border=True, gap="xsmall"):
            st.markdown(plain(text[:1].upper() + text[1:]))
            if not repairable(repair):
                st.caption("This number is in the data: change it there.")
                continue
            if st.button("Apply", key=f"repair-{number}", icon=":material/build:",
                         type="primary" if not number else "secondary"):  # fmt: skip
                _take(lambda one=repair: applied(current(), one))


def _take(make: Any) -> None:
    """Take over a change; the page then solves again."""
    try:
        keep(make())
    except Nl2milpError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.rerun()


def show_unbounded(workspace: Workspace, result: Result) -> None:
    """What grows without end, and a limit for it."""
    st.html('<p class="sentence">The objective can be improved without end: a limit is missing.</p>')
    found = result.diagnosis
    suggestions = tuple(getattr(found, "suggestions", ()))
    for one in suggestions:
        st.markdown(f"- {plain(one)}")
    formulation = workspace.stated
    if formulation is None:
        return
    scalars = {one.label or one.symbol: one for one in formulation.variables if "[" not in one.symbol}
    rays = getattr(found, "rays", ())
    growing = [one.variable for ray in rays for one in ray if one.rate > 0 and one.variable in scalars]
    options = list(dict.fromkeys([*growing, *scalars]))
    if options:
        with st.container(border=True):
            st.markdown("**Add a limit**")
            left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
            name = left.selectbox("Of", options, key="bound-of", format_func=lambda one: shortened(one, 60))
            most = middle.number_input("At most", value=100.0, key="bound-at", format="%g")
            if right.button("Add", icon=":material/add:", key="bound-add", width="stretch"):
                variable = scalars[name].model_copy(update={"upper": f"{most:g}" if most >= 0 else "0"})
                variables = tuple(variable if one.symbol == variable.symbol else one for one in formulation.variables)
                after = formulation.model_copy(update={"variables": variables})
                _take(lambda: changed(current(), f"at most {most:g} {name}", after))
    if st.button("Correct a statement", icon=":material/fact_check:", key="to-understood"):
        go("understood")


def show_failure(result: Result) -> None:
    """What went wrong, in the solver's or the reader's words."""
    st.html('<p class="sentence">There is no plan to show.</p>')
    for one in [result.detail, *result.reasons]:
        if one:
            st.markdown(f"- {plain(one)}")
    if st.button("Look at what was understood", icon=":material/fact_check:", key="to-understood"):
        go("understood")
