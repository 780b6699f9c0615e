"""What surrounds an answer: what limits are worth, other numbers, scenarios side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from nl2milp.analyse.numbers import Figure, figures
from nl2milp.analyse.whatif import Scenario
from nl2milp.app.charts import MOST_BREAKS, sweep_chart
from nl2milp.app.escaping import plain, safe, shortened
from nl2milp.app.layout import chart
from nl2milp.app.markup import html_table
from nl2milp.app.outcome import as_number, plan_rows
from nl2milp.app.session import cached, current, keep
from nl2milp.app.workspace import Workspace, changed
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation
from nl2milp.result import Result

__all__ = ["figure_title", "show_what_if", "show_worth"]

_PRICE_SECONDS = 6.0
_SWEEP_SECONDS = 4.0
_SWEEP_POINTS = 13
_SLIDERS = 4
_MOST_SCENARIOS = 6
_MOST_LISTED = 10
_MOST_ROWS = 100


# -- what limits are worth


def show_worth(workspace: Workspace, result: Result) -> None:
    """Shadow prices where they hold; else what each statement costs, found by solving again."""
    compiled = result.compiled
    if compiled is None:
        st.caption("Solve again to see what limits are worth.")
        return
    prices = cached("prices", workspace, lambda: _prices(workspace), "Solving without each statement")
    if not compiled.model.is_integer.any() and not compiled.stages and compiled.divisor is None:
        found = cached("sensitivity", workspace, lambda: _sensitivity(compiled))
        if found is not None:
            _shadow_prices(found)
    else:
        st.caption("With whole numbers there are no shadow prices: each figure below was found by solving again.")
    _rule_prices(prices)


def _prices(workspace: Workspace) -> Any:
    from nl2milp.analyse.prices import rule_prices

    return rule_prices(workspace.stated, workspace.columns, seconds=_PRICE_SECONDS)


def _sensitivity(compiled: Any) -> Any:
    from nl2milp.analyse.sensitivity import sensitivity

    try:
        return sensitivity(compiled)
    except Nl2milpError:
        return None


def _shadow_prices(found: Any) -> None:
    st.subheader("Shadow prices")
    rows = [
        {
            "Limit": one.name, "Stated": as_number(one.stated), "To spare": as_number(one.slack) if one.slack else "–",
            "One more": _signed(one.more), "Holds from": _end(one.low), "to": _end(one.high),
        }
        for one in found.limits
    ]  # fmt: skip
    if rows:
        _table(rows)
    if found.is_degenerate:
        st.caption(
            "More limits meet in the best plan than are needed: one more and one less may be worth different amounts."
        )
    if found.has_alternatives:
        st.caption("Other plans are as good.")
    costs = [
        {"Decision": one.variable, "In the plan": as_number(one.value), "Objective": as_number(one.cost),
         "Same plan from": _end(one.low), "to": _end(one.high)}
        for one in found.costs
    ]  # fmt: skip
    if costs:
        st.subheader("How far the objective may change")
        _table(costs)


def _signed(value: float) -> str:
    if value != value or abs(value) == float("inf"):
        return "no plan fits"
    return "0" if abs(value) < 1e-9 else f"{'+' if value > 0 else '−'}{as_number(abs(value))}"


def _end(value: float) -> str:
    return "any" if abs(value) == float("inf") else as_number(value)


def _rule_prices(prices: Any) -> None:
    st.subheader("What each statement costs")
    base = prices.optimum.objective
    rows = []
    for one in prices.prices:
        step = "" if one.step is None else f"{as_number(one.stated)} ± {as_number(one.step)}"
        rows.append({
            "Statement": " ".join((one.quote or one.constraint.replace("_", " ")).split()),
            "Gain without it": _gain(one.gain), "Limit": step,
            "A step more": _against(base, one.higher), "A step less": _against(base, one.lower),
        })  # fmt: skip
    if rows:
        _table(rows)
    if not prices.is_complete:
        st.caption("The time ended before all of them were solved.")


def _gain(gain: float | None) -> str:
    if gain is None:
        return "not known"
    return "without end" if gain == float("inf") else as_number(gain)


def _against(base: float | None, end: Any) -> str:
    if end is None:
        return ""
    if end.objective is None or base is None:
        return {"infeasible": "no plan fits", "unbounded": "without end"}.get(
            str(end.status.value), str(end.status.value)
        )
    return _signed(end.objective - base)


def _table(rows: list[dict[str, str]]) -> None:
    """Rows under their heads; all but the first column stand on the right."""
    head = list(rows[0])
    st.html(html_table(head, [list(row.values()) for row in rows[:_MOST_ROWS]], range(1, len(head))))
    if len(rows) > _MOST_ROWS:
        st.caption(f"and {len(rows) - _MOST_ROWS:,} more")


# -- what if


def figure_title(formulation: Formulation, figure: Figure) -> str:
    """A number's name for people: the words of its statement, or the symbols beside it."""
    if figure.constraint >= 0:
        constraint = formulation.constraints[figure.constraint]
        quote = " ".join((constraint.quote or "").split())
        place = figure.name.partition("#")[2]
        title = quote or constraint.name.replace("_", " ")
        return f"{shortened(title, 60)}{f' (number {place})' if place else ''}"
    kind, _, rest = figure.name.partition("#")
    return f"objective, number {rest}" if kind == "objective" and rest else figure.name.replace("_", " ")


def _choices(formulation: Formulation) -> dict[str, Figure]:
    """The numbers worth changing, by title: limits first."""
    every = [one for one in figures(formulation) if one.value or one.constraint >= 0]
    every = [one for one in every if not (one.name.endswith(".lower") and one.value == 0)]
    order = sorted(every, key=lambda one: (not (one.constraint >= 0 and "#" not in one.name), one.constraint < 0))
    titles: dict[str, Figure] = {}
    names = [one.name for one in every]
    for one in order:
        if names.count(one.name) == 1:
            title = figure_title(formulation, one)
            titles[title if title not in titles else f"{title} · {one.name}"] = one
    return titles


def show_what_if(workspace: Workspace, result: Result) -> None:
    """Sliders for numbers, switches for statements; the outcome at once, and scenarios side by side."""
    formulation = workspace.stated
    if formulation is None:
        return
    titles = _choices(formulation)
    version = f"{len(workspace.past)}-{hash(formulation.to_json())}"
    left, right = st.columns([1, 1], gap="large")
    with left:
        sliders = st.container()
        limits = [title for title, one in titles.items() if one.constraint >= 0 and "#" not in one.name]
        with st.expander("Other numbers"):
            picked = st.multiselect("Numbers", list(titles), limits[:_SLIDERS] or list(titles)[:_SLIDERS],
                                    key=f"numbers-{version}", placeholder="Choose numbers to change",
                                    label_visibility="collapsed")  # fmt: skip
        with sliders:
            numbers = {titles[title].name: _slider(title, titles[title], version) for title in picked}
        moved = {name: value for name, value in numbers.items() if value != _by_name(titles, name).value}
        names = [one.name for one in formulation.constraints]
        off = st.multiselect("Switched off", names, key=f"off-{version}", placeholder="No statement",
                             format_func=lambda name: _statement(formulation, name))  # fmt: skip
    scenario = Scenario(_scenario_name(formulation, titles, moved, off), moved, tuple(off))
    with right:
        _outcome(workspace, result, scenario, bool(moved or off))
    _scenarios(workspace, formulation)
    if picked:
        _sweep(workspace, titles, picked)


def _by_name(titles: Mapping[str, Figure], name: str) -> Figure:
    return next(one for one in titles.values() if one.name == name)


def _statement(formulation: Formulation, name: str) -> str:
    quote = next((one.quote for one in formulation.constraints if one.name == name), None)
    return shortened(quote or name.replace("_", " "), 60)


def _slider(title: str, figure: Figure, version: str) -> float:
    from nl2milp.analyse.prices import step_of

    value = figure.value
    step = step_of(value)
    reach = max(abs(value), 10 * step)
    low, high = (0.0, value + reach) if value >= 0 else (value - reach, 0.0)
    while (high - low) / step > 400:
        step *= 10 if (high - low) / step > 4000 else 5 if (high - low) / step > 800 else 2
    whole = all(one == int(one) for one in (low, high, step, value))
    label = plain(title)
    if whole:
        return float(
            st.slider(label, int(low), int(high), int(value), max(1, int(step)), key=f"n-{figure.name}-{version}")
        )
    return float(st.slider(label, low, high, value, step, key=f"n-{figure.name}-{version}"))


def _scenario_name(formulation: Formulation, titles: Mapping[str, Figure], moved: Mapping[str, float], off: Any) -> str:
    parts = [f"{shortened(figure_title(formulation, _by_name(titles, name)), 30)}: {as_number(value)}"
             for name, value in moved.items()]  # fmt: skip
    parts += [f"without {_statement(formulation, name)}" for name in off]
    return "; ".join(parts) or "as stated"


def _compared(workspace: Workspace, scenarios: tuple[Scenario, ...]) -> Any:
    from nl2milp.analyse.whatif import compare
    from nl2milp.solvers import Options

    return compare(workspace.stated, scenarios, workspace.columns, Options(time_limit=10.0))


def _outcome(workspace: Workspace, result: Result, scenario: Scenario, is_other: bool) -> None:
    if not is_other:
        st.metric("Objective", "–" if result.objective is None else as_number(result.objective), border=True)
        _listed_plan([(name, as_number(value)) for name, value in plan_rows(result.variables) if abs(value) > 1e-9])
        st.caption("Move a number or switch a statement off.")
        return
    key = f"whatif-{sorted(scenario.numbers.items())}-{scenario.off}"
    found = cached(key, workspace, lambda: _compared(workspace, (scenario,)), "Solving")
    before, after = found.outcomes
    if after.objective is None:
        words = {"infeasible": "No plan fits", "unbounded": "Without end"}.get(after.status, "No answer")
        st.metric("Objective", words, border=True)
    else:
        change = None if before.objective is None else after.objective - before.objective
        st.metric("Objective", as_number(after.objective), None if change is None else _signed(change), border=True,
                  delta_color="off")  # fmt: skip
        _plan_change(before, after)
    with st.container(horizontal=True):
        if st.button("Keep as a scenario", icon=":material/bookmark_add:", key="keep-scenario"):
            kept = [one for one in st.session_state.get("scenarios", []) if one.name != scenario.name]
            st.session_state["scenarios"] = [*kept, scenario][-_MOST_SCENARIOS:]
        if st.button("Make it the problem", icon=":material/check:", key="adopt-scenario"):
            keep(changed(current(), scenario.name, scenario.of(workspace.stated)))
            st.rerun()


def _plan_change(before: Any, after: Any) -> None:
    rows = []
    for name in dict.fromkeys([*before.plan, *after.plan]):
        old, new = before.plan.get(name, 0.0), after.plan.get(name, 0.0)
        if abs(old - new) > 1e-9:
            rows.append((name, f"{as_number(old)} → {as_number(new)}"))
    if not rows:
        st.caption("The plan stays the same.")
    _listed_plan(rows)


def _listed_plan(rows: list[tuple[str, str]]) -> None:
    shown = "".join(
        f"<tr><td>{safe(shortened(name, 60))}</td><td>{safe(value)}</td></tr>" for name, value in rows[:_MOST_LISTED]
    )
    more = f"<tr><td>and {len(rows) - _MOST_LISTED} more</td><td></td></tr>" if len(rows) > _MOST_LISTED else ""
    st.html(f'<table class="plan">{shown}{more}</table>')


def _scenarios(workspace: Workspace, formulation: Formulation) -> None:
    import pandas as pd

    kept: list[Scenario] = []
    for one in st.session_state.get("scenarios", []):
        try:
            one.of(formulation)
        except Nl2milpError:
            continue  # of a problem that is no longer this one
        kept.append(one)
    if not kept:
        return
    st.subheader("Scenarios side by side")
    key = "scenarios-" + repr([(one.name, sorted(one.numbers.items()), one.off) for one in kept])
    found = cached(key, workspace, lambda: _compared(workspace, tuple(kept)), "Solving")
    head, *rows = found.rows()
    names = _distinct([shortened(one, 60) for one in head[1:]])
    frame = pd.DataFrame([row[1:] for row in rows], index=[row[0] for row in rows], columns=names)
    st.dataframe(frame, width="stretch")
    if st.button("Clear scenarios", type="tertiary", icon=":material/delete:", key="clear-scenarios"):
        st.session_state["scenarios"] = []
        st.rerun()


def _distinct(names: list[str]) -> list[str]:
    return [name if names.index(name) == place else f"{name} ({place})" for place, name in enumerate(names)]


def _sweep(workspace: Workspace, titles: Mapping[str, Figure], picked: list[str]) -> None:
    from nl2milp.analyse.whatif import sweep
    from nl2milp.solvers import Options

    st.subheader("One number over a range")
    title = st.selectbox("Number", picked, key="sweep-of", label_visibility="collapsed")
    figure = titles[title]
    reach = max(abs(figure.value), 1.0)
    values = [figure.value - reach + 2 * reach * place / (_SWEEP_POINTS - 1) for place in range(_SWEEP_POINTS)]
    formulation = workspace.stated
    found = cached(f"sweep-{figure.name}", workspace, lambda: sweep(
        formulation, figure.name, values, workspace.columns, Options(time_limit=2.0), _SWEEP_SECONDS))  # fmt: skip
    if not any(one.objective is not None for one in found.outcomes):
        st.caption("No plan fits at any of these values.")
        return
    chart(sweep_chart(found, figure.value))
    has_breaks = 0 < len(found.breaks) <= MOST_BREAKS
    st.caption("Red: where it stands. Grey: where the plan changes." if has_breaks else "Red: where it stands.")
