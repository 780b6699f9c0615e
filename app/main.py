"""The web app's entry script: `streamlit run` starts it for each session and each interaction."""

from __future__ import annotations

import streamlit as st

from nl2milp.app.border import bordered
from nl2milp.app.pages import answer, batch, change, describe, model, projects, understood

__all__ = ["main"]


def main() -> None:
    """Lay out the pages, and draw the one that was chosen."""
    st.set_page_config(page_title="nl2milp", page_icon=":material/functions:", layout="wide")
    sections = {
        "Problem": [
            st.Page(bordered(describe.show), title="Describe", icon=":material/edit_note:", url_path="describe",
                    default=True),
            st.Page(bordered(understood.show), title="What was understood", icon=":material/fact_check:",
                    url_path="understood"),
            st.Page(bordered(model.show), title="The model", icon=":material/function:", url_path="model"),
            st.Page(bordered(answer.show), title="The answer", icon=":material/insights:", url_path="answer"),
            st.Page(bordered(change.show), title="Change by talking", icon=":material/forum:", url_path="change"),
        ],
        "Saved work": [
            st.Page(bordered(projects.show), title="Projects", icon=":material/folder_open:", url_path="projects"),
            st.Page(bordered(batch.show), title="Batch", icon=":material/table_rows:", url_path="batch"),
        ],
    }  # fmt: skip
    st.navigation(sections).run()


if __name__ == "__main__":
    main()
