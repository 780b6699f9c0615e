"""The page that shows what was understood, where in the text, and lets it be corrected."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from nl2milp.app import parts
from nl2milp.app.differing import as_html
from nl2milp.app.effects import effects
from nl2milp.app.escaping import plain, safe
from nl2milp.app.gallery import PREPARED
from nl2milp.app.layout import empty, go
from nl2milp.app.linked_text import MOST_PARTS, show_linked_text
from nl2milp.app.session import cached, current, keep, settle
from nl2milp.app.understanding import Understanding, understanding
from nl2milp.app.workspace import Workspace, chosen, confirmed

__all__ = ["show"]

_KEY = "linked-text"
_READERS = {
    PREPARED: "This example brings its own reading.",
    "offline": "Read offline.",
    "llm": "Read by the language model.",
    "cross_checked": "Read twice and compared.",
}


def show() -> None:
    """Draw the page."""
    st.title("What was understood")
    if not settle():
        return
    workspace = current()
    if workspace.formulation is None:
        empty("Nothing has been read yet.", "Describe a problem", "describe")
        return
    found: Understanding = cached("understanding", workspace, lambda: understanding(workspace))
    _summary(workspace, found)
    _doubts(workspace)
    _questions(workspace)
    selected = parts.selected(found)
    show_linked_text(found, _KEY, selected, _select)
    if len(found.parts) > MOST_PARTS:
        st.caption(f"{len(found.parts) - MOST_PARTS:,} more parts are not shown.")
    st.space("small")
    parts.show_editors(workspace, found)


def _select() -> None:
    chosen_part = getattr(st.session_state.get(_KEY), "part", None)
    if chosen_part:
        parts.select(str(chosen_part))


def _summary(workspace: Workspace, found: Understanding) -> None:
    reader = "" if workspace.reading is None else workspace.reading.reader
    left, right = st.columns([4, 1], vertical_alignment="center")
    unused = len(found.unused)
    facts = [_READERS.get(reader, f"Read by {reader}.")]
    if workspace.is_edited:
        facts.append("Changed since.")
    if unused:
        facts.append(
            f"{unused} number{'s' if unused > 1 else ''} in the text {'are' if unused > 1 else 'is'} not used."
        )
    left.html(f'<div class="quiet">{safe(" ".join(facts))}</div>')
    if right.button("Solve", type="primary", icon=":material/play_arrow:", width="stretch", key="to-answer"):
        go("answer")


def _doubts(workspace: Workspace) -> None:
    reading = workspace.reading
    if reading is None or workspace.is_confirmed or not reading.reasons:
        return
    with st.container(border=True):
        sure = reading.confident
        st.markdown(f"{':material/info:' if sure else ':material/warning:'} **"
                    f"{'To check' if sure else 'Not everything was understood'}**")  # fmt: skip
        st.markdown("\n".join(f"- {plain(reason[:1].upper() + reason[1:])}" for reason in reading.reasons))
        if not sure:
            with st.container(horizontal=True):
                if st.button("It is right as it stands", icon=":material/check:", key="confirm"):
                    keep(confirmed(workspace))
                    st.rerun()
                if st.button("Change the text", type="tertiary", icon=":material/edit_note:", key="to-describe"):
                    go("describe")


def _questions(workspace: Workspace) -> None:
    for place, question in enumerate(workspace.questions):
        with st.container(border=True):
            st.markdown(f":material/help: **{plain(question.text)}**")
            if not question.choices:
                st.caption("The text does not say. Fill it in under Data, or change the text.")
                continue
            with st.grid(min(4, len(question.choices)), min_column_width=240, gap="medium"):
                for number, one in enumerate(
                    cached(f"effects-{place}", workspace, partial(effects, workspace, place), "Solving each reading")
                ):
                    _choice(workspace, place, number, one)


def _choice(workspace: Workspace, question: int, number: int, one: Any) -> None:
    with st.container(border=False, gap="xxsmall"):
        if st.button(plain(one.label), key=f"choice-{question}-{number}", disabled=one.is_taken, width="stretch",
                     icon=":material/check:" if one.is_taken else None):  # fmt: skip
            keep(chosen(workspace, question, number))
            st.rerun()
        st.caption(f"{'Now' if one.is_taken else 'Would give'}: {plain(one.ends)}")
        if one.changes:
            st.html(as_html(one.changes))
