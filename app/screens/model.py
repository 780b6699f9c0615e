"""The page that shows the mathematics, its size and structure, and gives it away in every format."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from nl2milp.app.charts import sparsity_chart
from nl2milp.app.escaping import plain
from nl2milp.app.layout import chart, empty
from nl2milp.app.session import cached, current, settle
from nl2milp.app.workspace import Workspace
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation

__all__ = ["show"]

_NAMES = {"excel": "Excel", "html": "HTML", "json": "JSON", "latex": "LaTeX", "lp": "LP", "markdown": "Markdown",
          "mps": "MPS", "pulp": "PuLP", "pyomo": "Pyomo"}  # fmt: skip
_MOST_STATEMENTS = 60
_VIEWS = ["Indexed", "Written out", "Structure", "Files"]
_MIMES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".html": "text/html",
    ".json": "application/json", ".md": "text/markdown", ".py": "text/x-python",
}  # fmt: skip


def show() -> None:
    """Draw the page."""
    st.title("The model")
    if not settle():
        return
    workspace = current()
    if workspace.formulation is None:
        empty("There is no model yet.", "Describe a problem", "describe")
        return
    compiled = cached("compiled", workspace, lambda: _compiled(workspace))
    _size(compiled)
    view = st.segmented_control("View", _VIEWS, default=_VIEWS[0], key="model-view", label_visibility="collapsed",
                                required=True)  # fmt: skip
    if view == "Indexed":
        from nl2milp.export.latex import formulation_to_latex

        shown, more = _shortened(workspace.stated)
        _math(formulation_to_latex(shown))
        if more:
            st.caption(f"{more:,} more statements are in the files.")
    elif view == "Written out":
        from nl2milp.export.latex_model import model_to_latex

        _math(model_to_latex(compiled))
    elif view == "Structure":
        spec = sparsity_chart(compiled.model)
        chart(spec, "content" if "width" in spec else "stretch")
        st.caption("Each mark is a coefficient; in a large model, a block of them.")
    else:
        _files(workspace, compiled)


def _compiled(workspace: Workspace) -> Any:
    from nl2milp.api import compile_model

    if workspace.result is not None and workspace.result.compiled is not None:
        return workspace.result.compiled
    return compile_model(workspace.stated, tables=workspace.columns)


def _size(compiled: Any) -> None:
    model = compiled.model
    whole = int(model.is_integer.sum())
    added = sum(block.stop - block.start for block in model.columns if block.is_auxiliary)
    with st.grid(4, min_column_width=150, gap="small"):
        st.metric("Variables", f"{model.num_columns:,}", border=True,
                  help=f"{added:,} of them added by templates" if added else None)  # fmt: skip
        st.metric("Whole ones", f"{whole:,}", border=True)
        st.metric("Rows", f"{model.num_rows:,}", border=True)
        st.metric("Coefficients", f"{model.num_nonzeros:,}", border=True)


def _shortened(formulation: Formulation) -> tuple[Formulation, int]:
    """The formulation with as many statements as a page can hold, and how many more there are."""
    more = len(formulation.constraints) - _MOST_STATEMENTS
    if more <= 0:
        return formulation, 0
    return formulation.model_copy(update={"constraints": formulation.constraints[:_MOST_STATEMENTS]}), more


def _math(source: str) -> None:
    with st.container(border=True):
        # two commands of LaTeX that the browser's KaTeX doesn't know, and takes as they are
        st.latex(source.replace("\\textquotesingle{}", "'").replace("\\textasciigrave{}", "`"))
    with st.expander("LaTeX source"):
        st.code(source, language="latex", wrap_lines=True)


def _files(workspace: Workspace, compiled: Any) -> None:
    from nl2milp.export.files import FORMATS

    with st.grid(min_column_width=260, gap="small"):
        for name, one in FORMATS.items():
            with st.container(border=True, gap="xsmall", height="stretch"):
                st.markdown(f"**{plain(_NAMES.get(name, name))}** · {plain(one.suffix)}")
                st.caption(plain(one.title[:1].upper() + one.title[1:]))
                make = partial(_rendered, workspace, compiled, name)
                try:
                    content = cached(f"file-{name}-{workspace.result is None}", workspace, make)
                except Nl2milpError as error:
                    st.caption(f":material/block: {plain(str(error))}")
                    continue
                st.download_button("Download", content, f"model{one.suffix}", _MIMES.get(one.suffix, "text/plain"),
                                   key=f"download-{name}", icon=":material/download:", on_click="ignore",
                                   width="stretch")  # fmt: skip


def _rendered(workspace: Workspace, compiled: Any, to: str) -> bytes:
    from nl2milp.export.files import render

    content = render(compiled, to, workspace.result)
    return content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
