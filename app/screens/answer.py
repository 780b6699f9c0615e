"""The page with the answer: the plan, the limits, what they are worth, what if; or why there is none."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nl2milp.app import exploring, no_answer
from nl2milp.app.charts import plan_chart, region_chart, usage_chart
from nl2milp.app.escaping import plain
from nl2milp.app.layout import chart, empty, go
from nl2milp.app.markup import html_table
from nl2milp.app.outcome import as_number, plan_rows, sentence, status_of
from nl2milp.app.region import feasible_region
from nl2milp.app.session import cached, current, keep, settle, start_work
from nl2milp.app.usage import limit_uses
from nl2milp.app.workspace import Workspace, confirmed, solved
from nl2milp.result import Result

__all__ = ["show"]

_MOST_ROWS = 60
_VIEWS = ["Plan", "What limits are worth", "What if"]


def show() -> None:
    """Draw the page."""
    title = st.empty()
    title.title("The answer")
    if not settle():
        return
    workspace = current()
    if workspace.formulation is None:
        empty("There is nothing to solve yet.", "Describe a problem", "describe")
        return
    if workspace.result is None:
        _solve(workspace)
        return
    result = workspace.result
    _reservations(workspace, result)
    status = status_of(result)
    if status in ("infeasible", "unbounded"):
        title.title("No answer" if status == "infeasible" else "No best answer")
    if status == "infeasible":
        no_answer.show_contradiction(workspace, result)
    elif status == "unbounded":
        no_answer.show_unbounded(workspace, result)
    elif result.variables:
        _answer(workspace, result)
    else:
        no_answer.show_failure(result)
        if st.button("Solve again", icon=":material/refresh:", key="again"):
            _start(workspace)
            st.rerun()


def _solve(workspace: Workspace) -> None:
    """Solve at once; where that failed before, only when asked again."""
    failure = st.session_state.get("failed")
    if failure == workspace.stated:
        empty("It could not be solved.", "Look at what was understood", "understood")
        return
    st.session_state["failed"] = workspace.stated
    _start(workspace)
    st.rerun()


def _start(workspace: Workspace) -> None:
    def work(job: Any) -> Workspace:
        from nl2milp.solvers import Options

        return solved(workspace, Options(stop=job.stopping, progress=job.report))

    start_work("Solving", work, workspace)


def _reservations(workspace: Workspace, result: Result) -> None:
    if workspace.needs_review:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(":material/warning: **A proposal:** not everything was understood.", width="stretch")
            if st.button("Look at it", key="review", type="tertiary", icon=":material/fact_check:"):
                go("understood")
            if st.button("It is right", key="confirm-answer", icon=":material/check:"):
                keep(confirmed(workspace))
                st.rerun()
    if result.status.value == "limit" or (result.solution is not None and result.solution.status.value == "limit"):
        gap = None if result.solution is None else result.solution.gap
        words = f" It is at most {100 * gap:.1f} % from the best possible." if gap is not None and gap < 10 else ""
        st.info(f"Stopped before the best plan was proven.{words}", icon=":material/timer:")


# -- an answer


def _answer(workspace: Workspace, result: Result) -> None:
    st.html(f'<p class="sentence">{sentence(result, workspace.stated)}</p>')
    for finding in result.findings:
        st.caption(f":material/info: {plain(finding.message)}")
    view = st.segmented_control("View", _VIEWS, default=_VIEWS[0], key="answer-view", label_visibility="collapsed",
                                required=True)  # fmt: skip
    if view == "What limits are worth":
        exploring.show_worth(workspace, result)
    elif view == "What if":
        exploring.show_what_if(workspace, result)
    else:
        _plan(workspace, result)


def _plan(workspace: Workspace, result: Result) -> None:
    rows = plan_rows(result.variables)
    left, right = st.columns([2, 3], gap="large")
    with left:
        st.subheader("Plan")
        _table(rows)
    with right:
        if any(abs(value) > 1e-9 for _, value in rows):
            st.subheader("Decisions")
            chart(plan_chart(rows))
    uses = limit_uses(result)
    if uses:
        st.subheader("Use of each limit")
        chart(usage_chart(uses))
    _picture(workspace, result)
    if result.compiled is None:
        st.caption("Opened from saved work. Solve again to see limits, prices and what-if.")
        if st.button("Solve again", icon=":material/refresh:", key="again"):
            _start(workspace)
            st.rerun()


def _table(rows: list[tuple[str, float]]) -> None:
    used = [row for row in rows if abs(row[1]) > 1e-9]
    hidden = len(rows) - len(used)
    shown = rows if hidden <= 5 or st.toggle(f"Show the {hidden:,} that are 0", key="zeros") else used
    if len(shown) <= _MOST_ROWS:
        st.html(html_table(["Decision", "Value"], [(name, as_number(value)) for name, value in shown], (1,)))
        return
    import pandas as pd

    st.dataframe(pd.DataFrame(shown, columns=["Decision", "Value"]), hide_index=True, width="stretch", height=420)


def _picture(workspace: Workspace, result: Result) -> None:
    if result.compiled is None or result.solution is None:
        return
    compiled, values = result.compiled, result.solution.values
    region = cached("region", workspace, lambda: feasible_region(compiled, values))
    if region is None or region.best is None or not region.polygons:
        return
    st.subheader("Every plan that fits")
    label = f"best: {as_number(result.objective)}" if result.objective is not None else "the plan"
    chart(region_chart(region, label))
    st.caption(
        "Shaded: all statements hold. Dots: whole numbers. The arrow shows where the objective gets better; "
        "all points on the dashed line through the best one are as good."
    )
