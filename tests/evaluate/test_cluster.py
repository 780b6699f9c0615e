"""The runner's work on another of joblib's backends, without a change in the runner."""

from __future__ import annotations

from pathlib import Path

import joblib
import pytest

from nl2milp.datasets.cases import Case
from nl2milp.evaluate.runner import evaluate

TEXT = (
    "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    "There are {hours} hours available. How many of each should be made to maximize profit?"
)


def test_dask_carries_a_run(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    cases = [Case(str(hours), TEXT.format(hours=hours), None) for hours in range(40, 46)]
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster),
        joblib.parallel_config(backend="dask"),
    ):
        rows = evaluate(cases, data="cluster", reader="offline", out=tmp_path, workers=2)
        carried = {key for key, *_ in cluster.scheduler.transition_log}
    assert [row.objective for row in rows] == [140.0, 143.0, 147.0, 150.0, 154.0, 157.0]
    assert carried
