"""The page 'Projects': saved work, found again, renamed, compared, shared, deleted."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import streamlit as st

from nl2milp.app import jobs
from nl2milp.app.escaping import plain, safe
from nl2milp.app.layout import go
from nl2milp.app.markup import html_table
from nl2milp.app.session import take_up
from nl2milp.app.store import NAME_LIMIT, Project, Store, Version, default_store
from nl2milp.errors import InputError

__all__ = ["show"]

_ON_A_PAGE = 20

_STATUS = {
    "optimal": ("solved", ":material/check_circle:", "green"),
    "infeasible": ("no answer: contradicts itself", ":material/block:", "red"),
    "unbounded": ("no best answer: a limit is missing", ":material/all_inclusive:", "orange"),
    "limit": ("stopped before the end", ":material/timer:", "orange"),
    "needs_review": ("to be looked over", ":material/help:", "orange"),
    "error": ("failed", ":material/error:", "red"),
    None: ("not solved yet", ":material/edit_note:", "gray"),
}


def show() -> None:
    """Draw the page."""
    st.title("Projects")
    store = default_store()
    _told()
    _import(store)
    projects = store.projects()
    if not projects:
        st.info("No projects yet. What you describe is saved here by itself as you go.", icon=":material/folder_open:")
        if st.button("Describe a problem", icon=":material/edit_note:", type="primary"):
            go("describe")
        return
    for project in _chosen(projects):
        _card(store, project)
    st.caption(f"Kept in {plain(store.shown)}")


def _told() -> None:
    """What an action before this run had to say."""
    message = st.session_state.pop("projects_told", None)
    if message:
        st.success(plain(message), icon=":material/check:")


def _tell(message: str) -> None:
    st.session_state["projects_told"] = message


def _import(store: Store) -> None:
    with st.expander("Import a shared project", icon=":material/upload_file:"):
        # a new key empties the box, so that one file is imported once
        count = st.session_state.setdefault("projects_imported", 0)
        file = st.file_uploader(
            "A file shared from this page", type=["json"], key=f"project_file_{count}", max_upload_size=50
        )
        if file is not None:
            project = store.import_(file.getvalue())
            st.session_state["projects_imported"] = count + 1
            _tell(f"Imported as “{store.name(project)}”.")
            st.rerun()


def _chosen(projects: list[Project]) -> list[Project]:
    """The projects to show: those with a word in their name, a page of them."""
    if len(projects) > 5:
        word = st.text_input("Find by name", icon=":material/search:", key="projects_word").casefold().strip()
        projects = [one for one in projects if word in one.name.casefold()]
        if not projects:
            st.info("No project has this in its name.", icon=":material/search_off:")
    pages = -(-len(projects) // _ON_A_PAGE)
    if pages <= 1:
        return projects
    page = st.number_input(f"Page (of {pages})", 1, pages, 1, key="projects_page", width=160)
    return projects[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]


def _card(store: Store, project: Project) -> None:
    is_current = st.session_state.get("project") == project.id
    with st.container(border=True, key=f"project-{project.id}"):
        about, buttons = st.columns([3, 1], vertical_alignment="center")
        with about:
            st.markdown(f"**{plain(project.name)}**" + (" · open now" if is_current else ""))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                label, icon, colour = _STATUS.get(project.status, _STATUS[None])
                if _is_solving(project.id):
                    label, icon, colour = "being worked on", ":material/hourglass_top:", "blue"
                st.badge(label, icon=icon, color=colour)  # type: ignore[arg-type]
                versions = f"{project.versions} version{'' if project.versions == 1 else 's'}"
                st.caption(f"{versions} · changed {_ago(project.changed)}", width="content")
        with buttons, st.container(horizontal=True, horizontal_alignment="right"):
            if st.button("Open", key=f"open-{project.id}", icon=":material/folder_open:", type="primary"):
                _open(store, project.id, None)
            st.toggle("More", key=f"more-{project.id}")
        if st.session_state.get(f"more-{project.id}"):
            _more(store, project)


def _is_solving(project: int) -> bool:
    job = jobs.find(("project", project))
    return job is not None and not job.is_final


def _more(store: Store, project: Project) -> None:
    rename, share, remove = st.columns(3, vertical_alignment="bottom")
    with rename, st.form(f"rename-{project.id}", border=False):
        name = st.text_input("Name", project.name, max_chars=NAME_LIMIT)
        if st.form_submit_button("Rename", icon=":material/edit:"):
            store.rename(project.id, name)
            _tell("Renamed.")
            st.rerun()
    with share:
        st.download_button(
            "Share as a file",
            store.export(project.id),
            file_name=_file_name(project.name),
            mime="application/json",
            icon=":material/download:",
            key=f"share-{project.id}",
            on_click="ignore",
        )
    with remove:
        _delete(store, project)
    _versions(store, project.id)


def _file_name(name: str) -> str:
    """A name that every system takes."""
    return (re.sub(r"[^\w-]+", "-", name).strip("-")[:60] or "project") + ".nl2milp.json"


def _delete(store: Store, project: Project) -> None:
    asked = f"delete-asked-{project.id}"
    if not st.session_state.get(asked):
        if st.button("Delete …", key=f"delete-{project.id}", icon=":material/delete:"):
            st.session_state[asked] = True
            st.rerun()
        return
    st.warning(f"Delete “{plain(project.name)}” with all its versions? It cannot be brought back.")
    with st.container(horizontal=True):
        if st.button("Delete for good", key=f"delete-sure-{project.id}", type="primary"):
            _deleted(store, project)
        if st.button("Keep it", key=f"delete-not-{project.id}"):
            del st.session_state[asked]
            st.rerun()


def _deleted(store: Store, project: Project) -> None:
    job = jobs.find(("project", project.id))
    if job is not None:
        job.stop()
    store.delete(project.id)
    if st.session_state.get("project") == project.id:
        # what is on the screen stays, and becomes a new project with the next change
        st.session_state["project"] = None
    _tell(f"Deleted “{project.name}”.")
    st.rerun()


def _versions(store: Store, project: int) -> None:
    versions = store.versions(project)
    if not versions:
        st.caption("Nothing is saved in it yet.")
        return
    newest = list(reversed(versions))
    st.html(
        html_table(
            ["Version", "Saved", "What led to it", "Outcome", "Objective"],
            [
                (
                    f"{one.number}",
                    one.created,
                    one.note or "described",
                    _STATUS.get(one.status, _STATUS[None])[0],
                    one.objective if one.objective is not None else "",
                )
                for one in newest
            ],
        )
    )
    pick, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = pick.selectbox("Version to go back to", newest, format_func=_titled, key=f"version-{project}")
    if button.button("Open this version", key=f"open-version-{project}", width="stretch"):
        _open(store, project, chosen)
    if len(versions) > 1:
        _comparison(store, project, versions)


def _titled(version: Version) -> str:
    """A version in a list, which shows a text as it is."""
    return f"{version.number}: {version.note or 'described'}"[:100]


def _comparison(store: Store, project: int, versions: list[Version]) -> None:
    st.subheader("Compare two versions")
    left, right = st.columns(2)
    last = len(versions) - 1
    one = left.selectbox("From", versions, last - 1, format_func=_titled, key=f"from-{project}")
    other = right.selectbox("To", versions, last, format_func=_titled, key=f"to-{project}")
    if one.id == other.id:
        st.caption("Choose two versions.")
        return
    from nl2milp.app.comparing import compare

    found = compare(store.load(one.id), store.load(other.id))
    if found.same_text:
        st.caption("The text is the same.")
    else:
        tags = {"": "{}", "+": "<ins>{}</ins>", "-": "<del>{}</del>"}
        merged = "".join(tags[piece.sign].format(safe(piece.text)) for piece in found.text)
        st.html(f'<p style="white-space: pre-wrap; overflow-wrap: anywhere">{merged}</p>')
    if found.tables:
        st.caption("Tables that differ: " + plain(", ".join(found.tables)))
    if found.parts:
        st.html(html_table(["Part of the model", f"Version {one.number}", f"Version {other.number}"], found.parts))
    else:
        st.caption("The model is the same.")
    if found.values:
        st.html(html_table(["Answer", f"Version {one.number}", f"Version {other.number}"], found.values))


def _open(store: Store, project: int, version: Version | None) -> None:
    """Make a version, by default the last, what the session works on, and go to where it has got to."""
    from nl2milp.app.snapshots import from_snapshot

    versions = store.versions(project)
    chosen = version if version is not None else next(reversed(versions), None)
    if chosen is None:
        raise InputError("nothing is saved in this project yet; delete it, or describe a problem")
    workspace = from_snapshot(store.load(chosen.id))
    is_solving = take_up(project, workspace, is_latest=version is None)
    if is_solving or workspace.result is not None:
        go("answer")
    go("understood" if workspace.formulation is not None else "describe")


def _ago(moment: datetime) -> str:
    """How long ago, in words.

    >>> _ago(datetime.now(UTC))
    'just now'
    """
    seconds = (datetime.now(UTC) - moment).total_seconds()
    for size, name in ((86_400, "day"), (3600, "hour"), (60, "minute")):
        count = int(seconds // size)
        if count >= 1:
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    return "just now"
