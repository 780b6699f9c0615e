"""The page where a problem is typed, pasted, uploaded or picked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from nl2milp.app import uploads
from nl2milp.app.escaping import plain, shortened
from nl2milp.app.gallery import Example, examples, prepared
from nl2milp.app.layout import go
from nl2milp.app.session import access, current, keep, settle, start_work
from nl2milp.app.workspace import ModelAccess, Workspace, described, read
from nl2milp.errors import Nl2milpError

__all__ = ["show"]

_READERS = {"auto": "Automatic", "offline": "Offline", "llm": "Language model", "cross_checked": "Both, compared"}
_HELP = {
    "auto": "A language model where one is set up, else offline.",
    "offline": "Nothing leaves this machine.",
    "llm": "The text goes to the model's provider.",
    "cross_checked": "Reads twice, and shows where the two differ.",
}
_PLACEHOLDER = "A bakery makes loaves and cakes. Each loaf takes …"


def show() -> None:
    """Draw the page."""
    st.title("Describe your problem")
    if not settle():
        return
    draft = _draft()
    left, right = st.columns([13, 7], gap="medium")
    with left:
        draft["text"] = st.text_area(
            "The problem, in plain words", draft["text"], height=300, placeholder=_PLACEHOLDER,
            key=f"describe-text-{draft['version']}",
        ) or ""  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="center"):
            ready = st.button("Understand", type="primary", icon=":material/auto_awesome:", key="understand")
            if draft["text"] or draft["tables"]:
                st.button("Clear", type="tertiary", on_click=_clear, key="clear")
    with right:
        _files(draft)
        _reader(draft)
    if ready:
        _understand(draft)
    _gallery()


def _draft() -> dict[str, Any]:
    """What is typed and attached and not read yet."""
    workspace = current()
    draft: dict[str, Any] | None = st.session_state.get("draft")
    if draft is None or draft["from"] != (workspace.text, workspace.tables):
        # another problem was opened: what was typed before belongs to the one before
        version = 0 if draft is None else draft["version"] + 1
        draft = {"text": workspace.text, "tables": workspace.tables, "reader": _known(workspace.reader),
                 "version": version, "notes": (), "from": (workspace.text, workspace.tables)}  # fmt: skip
        st.session_state["draft"] = draft
    return draft


def _known(reader: str) -> str:
    return reader if reader in _READERS else "auto"


def _replaced(draft: dict[str, Any], **parts: Any) -> None:
    """The draft with other contents: its text box starts anew."""
    draft |= parts
    draft["version"] += 1


def _clear() -> None:
    st.session_state["project"] = None
    st.session_state["workspace"] = Workspace()
    st.session_state.pop("draft", None)


# -- files


def _files(draft: dict[str, Any]) -> None:
    files = st.file_uploader(
        "Files: text, Word, CSV, Excel", type=[*uploads.TEXTS, *uploads.TABLES], accept_multiple_files=True,
        key=f"files-{draft['version']}",
    )  # fmt: skip
    decimal = None
    if any(uploads.is_table(one.name) for one in files or ()):
        marks = {"Decide by the cells": None, "Point": ".", "Comma": ","}
        decimal = marks[st.selectbox("Decimals are marked by", list(marks), key="decimal")]
    if files and st.button("Use these files", icon=":material/attach_file:", key="attach", width="stretch"):
        try:
            texts = [uploads.read_text(one.name, one.getvalue()) for one in files if not uploads.is_table(one.name)]
            given = {one.name: one.getvalue() for one in files if uploads.is_table(one.name)}
            tables, notes = uploads.tables_of(given, decimal) if given else ((), ())
        except Nl2milpError as error:
            st.error(plain(str(error)), icon=":material/error:")
        else:
            merged = {**dict(draft["tables"]), **dict(tables)}
            text = "\n\n".join([*filter(None, [draft["text"].strip()]), *texts])
            _replaced(draft, text=text, tables=tuple(merged.items()), notes=notes)
            st.rerun()
    for place, (name, text) in enumerate(draft["tables"]):
        lines = text.splitlines()
        with st.container(border=True, gap="xsmall"):
            left, right = st.columns([5, 1], vertical_alignment="center", wrap=False)
            left.markdown(f":material/table: **{plain(name)}**  \n{plain(shortened(lines[0] if lines else '', 60))}, "
                          f"{max(0, len(lines) - 1):,} rows")  # fmt: skip
            if right.button("", key=f"remove-{place}", type="tertiary", icon=":material/close:", help="Remove"):
                kept = tuple(one for one in draft["tables"] if one[0] != name)
                _replaced(draft, tables=kept)
                st.rerun()
    for note in draft["notes"]:
        st.caption(plain(note))


# -- the reader


def _reader(draft: dict[str, Any]) -> None:
    with st.expander(f"Reader: {_READERS[draft['reader']]}", icon=":material/menu_book:"):
        chosen = st.radio("Who reads the text", list(_READERS), format_func=_READERS.__getitem__, key="reader",
                          index=list(_READERS).index(draft["reader"]), captions=list(_HELP.values()))  # fmt: skip
        draft["reader"] = chosen
        known = access()
        if chosen == "offline":
            return
        st.caption("Keys stay in this session: they are not saved and not logged.")
        model = st.text_input("Model", known.model, placeholder="openai:gpt-4.1-mini", key="model",
                              help="Provider and name. Left empty, NL2MILP\\_MODEL is used.")  # fmt: skip
        url = st.text_input("Endpoint", known.base_url, placeholder="https://…/v1", key="base-url",
                            help="For an OpenAI-compatible server of your own.")  # fmt: skip
        key = st.text_input("Key", known.api_key, type="password", key="api-key", autocomplete="off",
                            help="Left empty, the environment's is used.")  # fmt: skip
        st.session_state["access"] = ModelAccess(model.strip(), url.strip(), key.strip())


def _understand(draft: dict[str, Any]) -> None:
    if not draft["text"].strip():
        st.warning("Describe a problem first, or pick an example.", icon=":material/edit_note:")
        return
    workspace = described(Workspace(), draft["text"], draft["tables"], draft["reader"])
    made = prepared(workspace) if draft["reader"] in ("auto", "offline") and not access().is_set else None
    if made is not None:
        keep(replace(made, note="opened an example"))
        go("understood")
        return
    reached = access()

    def work(job: Any) -> Workspace:
        def listen(progress: Any) -> None:
            job.report(progress)
            job.check()

        return read(workspace, reached, listen)

    start_work("Reading", work, workspace)
    if not isinstance(st.session_state.get("failure"), Nl2milpError):
        go("understood")
    st.rerun()


# -- examples


def _gallery() -> None:
    st.subheader("Examples")
    with st.grid(min_column_width=170, gap="small", row_height="content"):
        for place, one in enumerate(examples()):
            st.button(f"**{one.title}**  \n{one.shows}", key=f"example-{place}", width="stretch", wrap=True,
                      on_click=_pick, args=(one,))  # fmt: skip


def _pick(one: Example) -> None:
    version = st.session_state.get("draft", {}).get("version", 0) + 1
    _clear()
    st.session_state["draft"] = {
        "text": one.text, "tables": one.tables, "reader": "auto", "version": version, "notes": (), "from": ("", ()),
    }  # fmt: skip
