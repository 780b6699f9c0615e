"""The web app's entry script: `streamlit run` starts it for each session and each interaction."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.resources import files

import streamlit as st

from nl2milp.app.border import bordered
from nl2milp.app.layout import set_routes, show_sidebar, style

__all__ = ["main"]

_PAGES = {
    "describe": ("Describe", ":material/edit_note:"),
    "understood": ("What was understood", ":material/fact_check:"),
    "model": ("The model", ":material/function:"),
    "answer": ("The answer", ":material/insights:"),
    "change": ("Change by talking", ":material/forum:"),
    "projects": ("Projects", ":material/folder_open:"),
    "batch": ("Batch", ":material/table_rows:"),
}
_SAVED = ("projects", "batch")


def _screen(name: str) -> Callable[[], None]:
    """The page called `name`, whose file is imported when it is first drawn: the first page is there at once."""

    def show() -> None:
        import_module(f"nl2milp.app.screens.{name}").show()

    return bordered(show)


def main() -> None:
    """Lay out the pages, and draw the one that was chosen."""
    st.set_page_config(page_title="nl2milp", page_icon=str(files("nl2milp.app") / "icon.svg"), layout="wide")
    style()
    pages = {
        name: st.Page(_screen(name), title=title, icon=icon, url_path=name, default=name == "describe")
        for name, (title, icon) in _PAGES.items()
    }
    set_routes(pages)
    chosen = st.navigation(
        {
            "Problem": [page for name, page in pages.items() if name not in _SAVED],
            "Saved work": [pages[name] for name in _SAVED],
        }
    )
    chosen.run()
    bordered(show_sidebar)()


if __name__ == "__main__":
    main()
