"""The page 'Batch': a reader tried on a whole data set, in the background."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from nl2milp.app import batches, jobs
from nl2milp.app.batches import Batch, Done
from nl2milp.app.escaping import plain
from nl2milp.app.layout import go
from nl2milp.app.markup import html_table
from nl2milp.app.session import take_up
from nl2milp.app.store import data_folder, default_store
from nl2milp.errors import InputError, Nl2milpError

if TYPE_CHECKING:
    from nl2milp.datasets.cases import Case
    from nl2milp.evaluate.rows import Row

__all__ = ["show"]

_JOB = "batch"
"""One run at a time, whoever started it."""

_UPLOAD = "a file of your own"

_FILTERS: Mapping[str, Callable[[Row], bool]] = {
    "All": lambda row: True,
    "Wrong": lambda row: row.correct is False,
    "Wrong and confident": lambda row: row.correct is False and row.confident,
    "Needs review": lambda row: row.status == "needs_review",
    "Errors": lambda row: bool(row.status == "error" or row.error),
    "Right": lambda row: row.correct is True,
}


def show() -> None:
    """Draw the page."""
    st.title("Batch")
    st.caption("Tries a reader on a data set with known answers. It goes on when this page is closed.")
    job = jobs.find(_JOB)
    if job is not None and not job.is_final:
        _progress(job)
    else:
        if job is not None and job.error is not None:
            _failure(job.error)
        _new()
    found = batches.batches(_root())
    if not found:
        st.info("No runs yet.", icon=":material/table_rows:")
        return
    st.subheader("Runs")
    chosen = st.selectbox("Run", found, format_func=_titled, key="batch_run")
    if chosen is not None:
        _results(chosen, job is not None and not job.is_final)


def _root() -> Path:
    return data_folder() / "batches"


def _titled(batch: Batch) -> str:
    return f"{batch.moment.astimezone():%Y-%m-%d %H:%M:%S} · {batch.data} · {batch.reader} · {batch.total} problems"


def _failure(error: Exception) -> None:
    if isinstance(error, Nl2milpError):
        st.error(plain(str(error)), icon=":material/error:")
    else:
        st.error("The last run failed on our side; what was done is kept.", icon=":material/error:")


# -- a new run


def _new() -> None:
    from nl2milp import datasets

    st.subheader("New run")
    choices = [_UPLOAD, *sorted(datasets.names(), key=lambda name: datasets.get(name).url is not None)]
    left, middle, right, last = st.columns([6, 3, 2, 3], vertical_alignment="bottom")
    data = left.selectbox("Data set", choices, 1, format_func=_described, key="batch_data")
    reader = middle.selectbox("Reader", _readers(), key="batch_reader")
    most = right.number_input(
        "At most", 1, 100_000, 1000, help="Problems; the first ones of the set.", key="batch_most"
    )
    limit = last.number_input("Solver's seconds", 0.1, 3600.0, 20.0, help="For each problem.", key="batch_limit")
    file = None
    if data == _UPLOAD:
        file = st.file_uploader(
            'JSON lines of {"id", "text", "answer"}; the answer is a number, or a text where there is none',
            type=["jsonl", "json"],
            key="batch_file",
        )
    elif datasets.get(data).url is not None:
        about = datasets.get(data)
        st.caption(f"Fetched once from its home, {plain(about.home)}; licence {plain(about.licence)}.")
    ready = data != _UPLOAD or file is not None
    if st.button("Start", type="primary", icon=":material/play_arrow:", disabled=not ready, key="batch_start"):
        content = None if file is None else (file.name, file.getvalue())
        _started(data, content, reader, float(limit), int(most))


def _described(name: str) -> str:
    from nl2milp import datasets

    return name if name == _UPLOAD else f"{name}: {datasets.get(name).title}"


def _readers() -> list[str]:
    """Those that a process of its own can use: what was typed for this session does not reach it."""
    import os

    return ["offline", "llm", "cross_checked"] if os.environ.get("NL2MILP_MODEL", "").strip() else ["offline"]


def _started(data: str, content: tuple[str, bytes] | None, reader: str, limit: float, most: int) -> None:
    root = _root()
    name = data if content is None else content[0]

    def run(job: jobs.Job[Batch]) -> Batch:
        cases = _loaded(data, content)[:most]
        return batches.work(batches.begun(root, name, cases, reader, limit), job)

    if content is not None:
        _loaded(data, content)  # a bad file is told at once
    jobs.submit(run, name=_JOB)
    st.session_state.pop("batch_run", None)
    st.rerun()


def _loaded(data: str, content: tuple[str, bytes] | None) -> list[Case]:
    from nl2milp import datasets
    from nl2milp.datasets.cases import load_cases

    if content is None:
        return datasets.load(data)
    name, uploaded = content
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.jsonl"
        path.write_bytes(uploaded)
        try:
            return load_cases(path)
        except InputError as error:
            raise InputError(str(error).replace(str(path), f"'{name}'")) from None


@st.fragment(run_every=1.0)
def _progress(job: jobs.Job[Batch]) -> None:
    if job.is_final:
        st.rerun()
    done = job.progress if isinstance(job.progress, Done) else None
    with st.container(border=True):
        left, right = st.columns([4, 1], vertical_alignment="center")
        if done is None:
            left.progress(0.0, text="Fetching the data")
        else:
            right_share = f", {100 * done.right / done.done:.0f} % right so far" if done.done else ""
            left.progress(done.done / done.total, text=f"{done.done} of {done.total} problems{right_share}")
        right.button("Stop", icon=":material/stop_circle:", on_click=job.stop, width="stretch", key="batch_stop")
        if job.stopping.is_set():
            left.caption("Stopping; what is done is kept.")


# -- results


def _results(batch: Batch, is_busy: bool) -> None:
    rows = batches.rows_of(batch)
    _actions(batch, len(rows), is_busy)
    if not rows:
        st.info("Nothing is done yet in this run.", icon=":material/hourglass_empty:")
        return
    _figures(batches.summary_of(rows))
    counts = {name: sum(map(holds, rows)) for name, holds in _FILTERS.items()}
    kind = st.segmented_control(
        "Show", list(_FILTERS), default="All", format_func=lambda name: f"{name} ({counts[name]})", key="batch_filter"
    )
    shown = [row for row in rows if _FILTERS[kind or "All"](row)]
    if not shown:
        st.caption("There is none of this kind.")
        return
    _table(shown)
    _one(batch, shown)


def _actions(batch: Batch, done: int, is_busy: bool) -> None:
    with st.container(horizontal=True):
        if done < batch.total and not is_busy and st.button("Go on", icon=":material/play_arrow:", key="batch_go_on"):
            jobs.submit(lambda job: batches.work(batch, job), name=_JOB)
            st.rerun()
        if not is_busy:
            asked = st.session_state.get("batch_delete") == batch.folder.name
            label = "Delete this run for good" if asked else "Delete this run …"
            if st.button(label, icon=":material/delete:", key="batch_delete_button"):
                if asked:
                    batches.delete(batch)
                    st.session_state.pop("batch_run", None)
                st.session_state["batch_delete"] = None if asked else batch.folder.name
                st.rerun()


def _figures(summary: Mapping[str, Any]) -> None:
    figures = [("Done", f"{summary['problems']}")]
    if summary["scored"]:
        low, high = summary["accuracy_interval_95"]
        figures += [
            ("Right", f"{100 * summary['accuracy']:.1f} %"),
            ("95 % interval", f"{100 * low:.0f} to {100 * high:.0f} %"),
            ("Confident", f"{100 * summary['confident_share']:.0f} %"),
            ("Right among these", _percent(summary["accuracy_among_confident"])),
        ]
    figures += [("Failed", f"{summary['crashes']}"), ("Median time", f"{1000 * summary['median_seconds']:.0f} ms")]
    with st.container(horizontal=True):
        for label, value in figures:
            st.metric(label, value, width="content")


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.1f} %"


def _outcome(row: Row) -> str:
    if row.correct is None:
        return "not scored"
    return "right" if row.correct else "wrong"


def _table(rows: Sequence[Row]) -> None:
    import pandas as pd

    st.dataframe(
        pd.DataFrame(
            {
                "problem": [row.id for row in rows],
                "outcome": [_outcome(row) for row in rows],
                "status": [row.status.replace("_", " ") for row in rows],
                "answer": [_value(row.objective) for row in rows],
                "expected": [_value(row.answer) for row in rows],
                "confident": [row.confident for row in rows],
                "ms": [round(1000 * row.seconds) for row in rows],
            }
        ),
        hide_index=True,
        width="stretch",
        height=min(400, 38 + 35 * len(rows)),
    )


def _value(value: float | str | None) -> str:
    return f"{value:,.8g}" if isinstance(value, int | float) else value or ""


def _one(batch: Batch, rows: Sequence[Row]) -> None:
    row = st.selectbox("Problem", rows, format_func=lambda one: f"{one.id}: {_outcome(one)}", key="batch_problem")
    if row is None:
        return
    case = batches.cases_of(batch).get(row.id)
    with st.container(border=True):
        st.markdown(plain("The text is not there any more." if case is None else case.text))
        facts: list[tuple[str, object]] = [
            ("Status", row.status.replace("_", " ")),
            ("Answer", _value(row.objective) or "none"),
            ("Expected", _value(row.answer) or "not stated"),
            *(("Doubt", reason) for reason in row.reasons),
        ]
        facts += [("Error", row.error)] if row.error else []
        st.html(html_table(["", row.id], facts))
        if case is not None and st.button("Open as a project", icon=":material/folder_open:", key="batch_open"):
            _opened(batch, row, case)


def _opened(batch: Batch, row: Row, case: Case) -> None:
    """Save the problem as a project with what was understood of it, and go there."""
    from nl2milp.app.snapshots import from_snapshot, to_snapshot
    from nl2milp.app.store import NAME_LIMIT, Snapshot
    from nl2milp.app.workspace import Workspace, read

    workspace = from_snapshot(
        Snapshot(case.text, reader=batch.reader, formulation=row.formulation, note="from a batch")
    )
    if batch.reader == "offline" and row.formulation is not None:
        workspace = read(Workspace(case.text, reader=batch.reader))  # again, for the marks in the text
    store = default_store()
    project = store.create(f"{batch.data} {row.id}"[:NAME_LIMIT])
    store.save(project, to_snapshot(workspace))
    take_up(project, workspace)
    go("understood" if workspace.formulation is not None else "describe")
