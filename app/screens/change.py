"""The page where a problem is changed by talking: with a language model where one is set up, else by our own code."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from nl2milp.app.differing import as_html, changes_between
from nl2milp.app.escaping import plain
from nl2milp.app.layout import empty, go
from nl2milp.app.outcome import headline
from nl2milp.app.session import access, current, is_busy, keep, settle, start_work, undo
from nl2milp.app.talking import heard, suggestions
from nl2milp.app.workspace import Said, Workspace, changed, solved
from nl2milp.errors import Nl2milpError

__all__ = ["show"]


def show() -> None:
    """Draw the page."""
    st.title("Change by talking")
    if not settle():
        return
    workspace = current()
    if workspace.formulation is None:
        empty("There is nothing to change yet.", "Describe a problem", "describe")
        return
    if not access().is_set:
        st.caption("Without a language model: other numbers, statements off and on, simple limits.")
    if not workspace.said:
        _start(workspace)
    for one in workspace.said:
        with st.chat_message("user" if one.who == "you" else "assistant",
                             avatar=":material/person:" if one.who == "you" else ":material/functions:"):  # fmt: skip
            st.markdown(plain(one.text))
            if one.differences:
                st.html(as_html(one.differences))
    if workspace.said:
        _state(workspace)
    said = st.chat_input("Make the budget 9,000 …", key="chat", max_chars=4_000, disabled=is_busy())
    if said:
        _hear(workspace, said)


def _start(workspace: Workspace) -> None:
    st.markdown("Say what should be different, for example:")
    with st.container(horizontal=True):
        for number, one in enumerate(suggestions(workspace.stated)):
            st.button(plain(one), key=f"suggest-{number}", on_click=_hear, args=(workspace, one, False))


def _state(workspace: Workspace) -> None:
    words, _ = headline(workspace)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(words)}**", width="content")
        if workspace.past:
            st.button("Undo", icon=":material/undo:", key="undo-change", on_click=undo)
        if st.button("The answer", icon=":material/insights:", key="to-answer", type="tertiary"):
            go("answer")


def _hear(workspace: Workspace, said: str, rerun: bool = True) -> None:
    if said.strip().casefold().rstrip(".!") in ("undo", "undo that", "take it back"):
        undo()
        if rerun:
            st.rerun()
        return
    if access().is_set:
        _ask_model(workspace, said)
    else:
        keep(_answered(workspace, said))
    if rerun:
        st.rerun()


def _spoken(workspace: Workspace, *lines: Said) -> Workspace:
    return replace(workspace, said=(*workspace.said, *lines)[-200:])


def _answered(workspace: Workspace, said: str) -> Workspace:
    """The workspace after an instruction that our own code understands, or after it says that it does not."""
    earlier = [step.before.stated for step in workspace.past if step.before.formulation is not None]
    try:
        found = heard(said, workspace.stated, earlier)
        after = changed(workspace, found.what, found.formulation)
    except Nl2milpError as error:
        more = "" if access().is_set else " A language model can be set under Describe, Reader."
        return _spoken(workspace, Said("you", said), Said("app", f"{str(error).rstrip('.')}.{more}"))
    return _done(workspace, after, said, found.what, ())


def _done(before: Workspace, after: Workspace, said: str, what: str, notes: tuple[str, ...]) -> Workspace:
    """Solved, and with what was said and done."""
    from nl2milp.solvers import Options

    changes = changes_between(before.stated, after.stated)
    try:
        after = solved(after, Options(time_limit=10.0))
        ends = headline(after)[0]
    except Nl2milpError as error:
        ends = f"Not solved: {error}"
    parts = [one[:1].upper() + one[1:].rstrip(".") for one in (what, ends, *notes) if one]
    return _spoken(after, Said("you", said), Said("app", f"{'. '.join(parts)}.", changes))


def _ask_model(workspace: Workspace, said: str) -> None:
    reached = access()

    def work(job: Any) -> Workspace:
        from nl2milp.readers.llm.changing import change

        try:
            made = change(workspace.stated, said, settings=reached.settings(), tables=workspace.columns,
                          listen=job.report)  # fmt: skip
            after = changed(workspace, said, made.after)
        except Nl2milpError as error:
            return _spoken(workspace, Said("you", said), Said("app", str(error)))
        if after is workspace:
            return _spoken(workspace, Said("you", said), Said("app", "Nothing changed."))
        return _done(workspace, after, said, "", (*made.questions, *made.notes))

    start_work("Changing the model", work, workspace)
