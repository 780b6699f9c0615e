"""What this browser's session works on, kept between interactions, saved as it changes, worked on in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import streamlit as st

from nl2milp.app import jobs
from nl2milp.app.escaping import plain
from nl2milp.app.workspace import ModelAccess, Workspace, undone
from nl2milp.errors import Nl2milpError, NotUnderstoodError

__all__ = ["access", "cached", "current", "is_busy", "keep", "notice", "settle", "start_work", "take_up", "undo"]

_AT_ONCE = 0.8
"""Seconds that a page waits for work before it shows its progress."""

_MOST_KEPT = 24

_PHASES = {
    "identify": "Looking for decisions and data",
    "classify": "Sorting the statements",
    "fill": "Writing the rules",
    "one_step": "Reading",
    "vote": "Comparing readings",
}


def current() -> Workspace:
    """The session's workspace; an empty one at first."""
    return cast(Workspace, st.session_state.setdefault("workspace", Workspace()))


def access() -> ModelAccess:
    """How this session reaches a language model."""
    return cast(ModelAccess, st.session_state.setdefault("access", ModelAccess()))


def keep(workspace: Workspace) -> None:
    """Make `workspace` the session's, and save it."""
    if workspace is st.session_state.get("workspace"):
        return
    st.session_state["workspace"] = workspace
    _save(workspace)


def undo() -> None:
    """Take the last change back."""
    keep(undone(current()))


def cached(name: str, workspace: Workspace, work: Callable[[], Any], busy: str = "") -> Any:
    """What `work` gives for the workspace's formulation, worked out once; `busy` is shown if that takes long."""
    kept = st.session_state.setdefault("cache", {})
    key = (name, "" if workspace.formulation is None else workspace.formulation.to_json(), workspace.tables)
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.pop(next(iter(kept)))
        if busy:
            with st.spinner(busy):
                kept[key] = work()
        else:
            kept[key] = work()
    return kept[key]


def notice(message: str) -> None:
    """A sentence to be shown once, on whichever page comes next."""
    st.session_state["notice"] = message


# -- saving


def _project(workspace: Workspace) -> int | None:
    """The project that this session saves into, made when there is something worth keeping."""
    from nl2milp.app.store import default_store, short_name

    known = cast("int | None", st.session_state.get("project"))
    if known is None and workspace.text.strip():
        known = default_store().create(short_name(workspace.text))
        st.session_state["project"] = known
    return known


def _save(workspace: Workspace) -> None:
    from nl2milp.app.snapshots import to_snapshot
    from nl2milp.app.store import default_store

    try:
        project = _project(workspace)
        if project is not None:
            default_store().save(project, to_snapshot(workspace))
    except Nl2milpError as error:
        notice(f"This is not saved: {error}")


# -- work in the background


def is_busy() -> bool:
    """Whether something is being worked on."""
    return "job" in st.session_state


def start_work(what: str, work: Callable[[jobs.Job[Workspace]], Workspace], before: Workspace) -> None:
    """Do `work` in the background; what it gives becomes the session's workspace, and is saved without the browser.

    Parameters
    ----------
    what : str
        For the screen: "Solving".
    work : callable
        Given the job, for its stop and its progress; touches no widget.
    before : Workspace
        What is worked on; kept first, so that it is there if the browser closes.
    """
    from nl2milp.app.snapshots import to_snapshot
    from nl2milp.app.store import default_store

    keep(before)
    project = st.session_state.get("project")

    def store(job: jobs.Job[Workspace]) -> None:
        if project is not None and job.result is not None:
            default_store().save(project, to_snapshot(job.result))

    name = ("project", project) if project is not None else ("session", id(st.session_state))
    job = jobs.submit(work, on_done=store, name=name)
    st.session_state["job"] = (what, job, before)
    if job.wait(_AT_ONCE):
        _take(job, before)


def take_up(project: int, workspace: Workspace, *, is_latest: bool = True) -> bool:
    """Work on a saved project from now on; whether it is being worked on in the background.

    Parameters
    ----------
    project : int
        Where it is saved.
    workspace : Workspace
        A version of it.
    is_latest : bool
        Whether that is the last one: its progress in the background is shown.
    """
    for key in ("job", "failure", "failed", "cache", "scenarios"):
        st.session_state.pop(key, None)
    st.session_state["workspace"], st.session_state["project"] = workspace, project
    job = jobs.find(("project", project))
    if job is None or job.is_final or not is_latest:
        return False
    st.session_state["job"] = ("Solving", job, workspace)
    return True


def settle() -> bool:
    """Show what is due before a page's own content; whether the page may go on."""
    found = st.session_state.get("job")
    if found is not None and (found[1].is_final or found[2] is not current()):
        # where another problem was opened meanwhile, what was worked on is saved with its own project
        _take(*found[1:])
        found = None
    message = st.session_state.pop("notice", None)
    if message:
        st.warning(plain(message), icon=":material/info:")
    if found is None:
        return True
    _show_progress(*found[:2])
    return False


def _take(job: jobs.Job[Workspace], before: Workspace) -> None:
    st.session_state.pop("job", None)
    if before is not current():
        return
    if job.error is not None:
        if isinstance(job.error, Nl2milpError):
            st.session_state["failure"] = job.error
            notice(_sentence(job.error))
        else:
            notice("Something went wrong on our side; your work is kept. Try again.")
    elif job.result is not None:
        st.session_state.pop("failure", None)
        st.session_state.pop("failed", None)
        st.session_state["workspace"] = job.result
        if job.unsaved is not None:
            notice("The result is here, but it could not be saved.")


def _sentence(error: Nl2milpError) -> str:
    text = str(error)
    prefix = "No model was found in the text: " if isinstance(error, NotUnderstoodError) else ""
    return f"{prefix}{text[:1].upper() if not prefix else text[:1]}{text[1:]}"


@st.fragment(run_every=0.7)
def _show_progress(what: str, job: jobs.Job[Workspace]) -> None:
    if job.is_final:
        st.rerun()
    with st.container(border=True):
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.markdown(f"**{plain(what)}** · {job.seconds:.0f} s")
        left.progress(_share(job.progress), text=plain(_detail(job.progress)))
        right.button("Stop", icon=":material/stop_circle:", on_click=job.stop, width="stretch", key="stop-job")
        if job.stopping.is_set():
            left.caption("Stopping; the best answer so far is kept.")


def _share(progress: Any) -> float:
    """How much is done, as far as anybody knows."""
    if progress is None:
        return 0.0
    if hasattr(progress, "phase"):
        order = list(_PHASES)
        place = order.index(progress.phase) if progress.phase in order else 0
        return float(min(1.0, (place + progress.done / max(1, progress.total)) / 3))
    gap = float(progress.gap)
    return 0.0 if gap != gap or gap > 1 else max(0.0, 1.0 - gap)


def _detail(progress: Any) -> str:
    from nl2milp.diagnose.phrases import number

    if progress is None:
        return "Starting"
    if hasattr(progress, "phase"):
        detail = f": {progress.detail}" if progress.detail else ""
        return f"{_PHASES.get(progress.phase, progress.phase)}{detail}"
    if progress.incumbent != progress.incumbent:
        return f"No plan yet; {progress.nodes:,} cases looked at"
    far = f", at most {100 * progress.gap:.1f} % from the best possible" if progress.gap < 1 else ""
    return f"Best so far {number(progress.incumbent)}{far}"
