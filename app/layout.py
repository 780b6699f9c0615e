"""What all pages share: their addresses, the look, and the sidebar."""

from __future__ import annotations

from typing import Any

import streamlit as st

from nl2milp.app.escaping import plain, safe, shortened
from nl2milp.app.outcome import headline
from nl2milp.app.session import current, is_busy, undo

__all__ = ["chart", "empty", "go", "set_routes", "show_sidebar", "style"]

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { max-width: 76rem; padding-top: 3.25rem; padding-bottom: 4rem; }
h1 { font-size: 1.9rem !important; letter-spacing: -0.01em; padding-bottom: 0.6rem !important; }
h3 { font-size: 1.15rem !important; }
.quiet { opacity: 0.72; font-size: 0.95rem; }
.sentence { font-size: 1.25rem; line-height: 1.55; max-width: 52rem; margin: 0 0 0.5rem; overflow-wrap: anywhere; }
.sentence b { font-weight: 650; font-variant-numeric: tabular-nums; }
.quote { border-left: 3px solid #0072b2; padding: 0.1rem 0 0.1rem 0.75rem; margin: 0.15rem 0; overflow-wrap: anywhere; }
.plan { border-collapse: collapse; width: 100%; margin: 0.25rem 0; font-size: 0.95rem; }
.plan td { padding: 0.3rem 0.25rem; border: 0; border-bottom: 1px solid rgb(128 128 128 / 25%); }
.plan td:first-child { overflow-wrap: anywhere; }
.plan td:last-child { text-align: right; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
.change { font-size: 0.9rem; line-height: 1.5; margin: 0.15rem 0; overflow-wrap: anywhere; }
.change .what { opacity: 0.7; } .change del { opacity: 0.7; } .change ins { text-decoration: none; font-weight: 600; }
.change ins::before { content: "→ "; font-weight: 400; }
.dot { display: inline-block; width: 0.6rem; height: 0.6rem; border-radius: 50%; margin-right: 0.45rem; }
.dot.good { background: #009e73; } .dot.bad { background: #d55e00; } .dot.open { background: #e69f00; }
.dot.none { background: #9a9a9a; }
.state { font-size: 0.9rem; line-height: 1.5; overflow-wrap: anywhere; }
.state .name { font-weight: 600; display: block; }
[data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
.katex-display { overflow-x: auto; overflow-y: hidden; padding: 0.25rem 0; }
@media (max-width: 640px) {
  [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
  .sentence { font-size: 1.1rem; }
  h1 { font-size: 1.55rem !important; }
}
</style>
"""


def style() -> None:
    """The app's own look, beside its theme."""
    st.html(_STYLE)


def set_routes(routes: dict[str, Any]) -> None:
    """Remember the pages by name, for :func:`go`."""
    st.session_state["routes"] = routes


def go(name: str) -> None:
    """Change to the page called `name`."""
    st.switch_page(st.session_state["routes"][name])


def chart(spec: dict[str, Any], width: Any = "stretch") -> None:
    """Draw a Vega-Lite chart, its words readable on the page as it is, light or dark."""
    from nl2milp.app.charts import inked

    kind = st.context.theme.type
    st.vega_lite_chart(spec=inked(spec, None if kind is None else kind == "dark"), width=width)


def empty(text: str, label: str, to: str, icon: str = ":material/arrow_forward:") -> None:
    """A page that has nothing to show yet, and the way to where that changes."""
    with st.container(border=True, horizontal_alignment="center"):
        st.space("small")
        st.markdown(f"{plain(text)}", width="content")
        if st.button(label, type="primary", icon=icon, key=f"empty-{to}"):
            go(to)
        st.space("small")


def show_sidebar() -> None:
    """What is being worked on and how it stands, and the last change to take back."""
    workspace = current()
    if not workspace.text and workspace.formulation is None:
        return
    with st.sidebar:
        words, kind = ("Working", "open") if is_busy() else headline(workspace)
        name = shortened(workspace.text or "Untitled", 60)
        st.html(
            f'<div class="state"><span class="name">{safe(name)}</span>'
            f'<span class="dot {kind}" aria-hidden="true"></span>{safe(words)}</div>'
        )
        if workspace.past:
            last = shortened(workspace.past[-1].what, 90)
            st.button("Undo", icon=":material/undo:", help=plain(last), on_click=undo, key="undo",
                      disabled=is_busy(), width="stretch")  # fmt: skip
