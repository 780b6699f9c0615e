"""Charts as Vega-Lite specifications: plain data, drawn by the browser.

Colours are those of Okabe and Ito; what a colour says is said by a shape, a
place or a word as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np

from nl2milp.analyse.whatif import Sweep
from nl2milp.app.escaping import shortened
from nl2milp.app.outcome import as_number
from nl2milp.app.region import Region
from nl2milp.app.usage import Use
from nl2milp.linear_model import LinearModel

__all__ = ["inked", "plan_chart", "region_chart", "sparsity_chart", "sweep_chart", "usage_chart"]

Spec: TypeAlias = dict[str, Any]

BLUE, SKY, GREEN, ORANGE, RED, GREY = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#8A8A8A"

_BAR, _STEP, _TALL_STEP = 18, 30, 48
_MOST_BARS = 30
_CELLS, _FEW, _CELL = 120, 30, 22
MOST_BREAKS = 5
"""With whole numbers a plan changes all the time: more lines than this say nothing."""

_LABEL, _LONG_LABEL = 34, 90


def inked(spec: Spec, is_dark: bool | None) -> Spec:
    """The chart with its words in a colour that can be read on the page; grey where nobody knows which it is."""
    ink = {True: "#E6EAEE", False: "#1B1F24", None: "#7A7A7A"}[is_dark]
    return {**spec, "config": {"text": {"color": ink}}}


def _field(name: str, **more: Any) -> Spec:
    return {"field": name, **more}


def _bars(names: Sequence[str]) -> Spec:
    """An axis with one line for each name, in the order given."""
    return _field("name", type="nominal", sort=list(names), title=None,
                  axis={"labelLimit": 230, "ticks": False, "domain": False})  # fmt: skip


def _unique(names: Sequence[str], most: int = _LABEL) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for name in names:
        short = shortened(name, most)
        seen[short] = seen.get(short, 0) + 1
        found.append(short if seen[short] == 1 else f"{short} ({seen[short]})")
    return found


def plan_chart(rows: Sequence[tuple[str, float]]) -> Spec:
    """A bar for each value of the plan; of many the largest."""
    shown = sorted((one for one in rows if abs(one[1]) > 1e-9), key=lambda one: -abs(one[1]))[:_MOST_BARS]
    names = _unique([name for name, _ in shown])
    data = [{"name": short, "full": name, "value": value, "label": as_number(value)}
            for short, (name, value) in zip(names, shown, strict=True)]  # fmt: skip
    y = _bars(names)
    x = _field("value", type="quantitative", title=None, axis={"grid": True, "tickCount": 5})
    tooltip = [_field("full", title="Decision", type="nominal"), _field("label", title="Value", type="nominal")]
    return {
        "data": {"values": data},
        "height": {"step": _STEP},
        "layer": [
            {"mark": {"type": "bar", "color": BLUE, "size": _BAR, "cornerRadiusEnd": 3},
             "encoding": {"y": y, "x": x, "tooltip": tooltip}},
            {"mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600},
             "encoding": {"y": y, "x": x, "text": _field("label", type="nominal")}},
        ],
    }  # fmt: skip


_ROOM = 0.55
"""Up to this share of a limit the words beside a bar end before the line."""
_WORDS = {"<=": "of at most", ">=": "with at least", "==": "exactly"}


def usage_chart(uses: Sequence[Use]) -> Spec:
    """A bar for each limit, as a share of it, with a line where the limit is; tight ones stand out.

    The words of each statement stand over its bar, so that they have room on a narrow page as well.
    """
    shown = [one for one in uses if one.limit][:_MOST_BARS]
    data: list[dict[str, Any]] = []
    for place, one in enumerate(shown):
        unit = f" {one.unit}" if one.unit else ""
        spare = "used up" if one.operator == "<=" else "just met"
        state = spare if one.is_tight else f"{as_number(one.slack)}{unit} to spare"
        share = min(2.0, max(0.0, one.used / one.limit))
        data.append({
            "at": place, "name": shortened(one.title, _LONG_LABEL), "full": one.title,
            "share": share, "start": 0,
            # beside the bar, or beyond the line where the words would cross it
            "end": share if share >= 1 or share <= _ROOM else 1.0,
            "state": state, "kind": "tight" if one.is_tight else "to spare",
            "said": f"{as_number(one.used)} {_WORDS[one.operator]} {as_number(one.limit)}{unit}",
        })  # fmt: skip
    y = _field("at", type="ordinal", axis=None)
    most = max([1.0, *(one["share"] for one in data)])
    x = _field("share", type="quantitative", title=None, scale={"domain": [0, most * 1.35]},
               axis={"format": "%", "values": [0, 0.5, 1.0, 1.5, 2.0]})  # fmt: skip
    color = _field("kind", type="nominal", scale={"domain": ["tight", "to spare"], "range": [RED, SKY]},
                   legend={"title": None, "orient": "top", "symbolType": "square"})  # fmt: skip
    tooltip = [_field("full", title="Statement", type="nominal"), _field("said", title="Used", type="nominal"),
               _field("state", title="Slack", type="nominal")]  # fmt: skip
    return {
        "data": {"values": data},
        "height": {"step": _TALL_STEP},
        "layer": [
            {"mark": {"type": "bar", "size": _BAR, "cornerRadiusEnd": 3, "yOffset": 9},
             "encoding": {"y": y, "x": x, "color": color, "tooltip": tooltip}},
            {"mark": {"type": "rule", "strokeDash": [4, 3], "color": GREY}, "encoding": {"x": {"datum": 1.0}}},
            {"mark": {"type": "text", "align": "left", "dx": 6, "dy": 9, "fontWeight": 600},
             "encoding": {"y": y, "x": _field("end", type="quantitative"), "text": _field("state", type="nominal")}},
            {"mark": {"type": "text", "align": "left", "dy": -11, "fontSize": 12},
             "encoding": {"y": y, "x": _field("start", type="quantitative"), "text": _field("name", type="nominal")}},
        ],
    }  # fmt: skip


def region_chart(region: Region, best: str) -> Spec:
    """The points that satisfy everything, whole ones as dots, the answer, and where the objective gets better.

    Parameters
    ----------
    region : Region
        What to draw.
    best : str
        What to write at the answer.
    """
    x_title, y_title = (shortened(name, 40) for name in region.names)
    x_scale = {"domain": [region.low[0], region.high[0]], "nice": False, "zero": False}
    y_scale = {"domain": [region.low[1], region.high[1]], "nice": False, "zero": False}
    x = _field("x", type="quantitative", title=x_title, scale=x_scale, axis={"grid": False, "tickCount": 6})
    y = _field("y", type="quantitative", title=y_title, scale=y_scale, axis={"grid": False, "tickCount": 6})
    layers: list[Spec] = []
    for polygon in region.polygons:
        layers.append({
            "data": {"values": [{"x": a, "y": b, "at": place} for place, (a, b) in enumerate(polygon)]},
            "mark": {"type": "line", "interpolate": "linear-closed", "fill": SKY, "fillOpacity": 0.22, "stroke": None},
            "encoding": {"x": x, "y": y, "order": _field("at", type="quantitative")},
        })  # fmt: skip
    names = _unique([line.name for line in region.lines], _LONG_LABEL)
    edges = [
        {"x": end[0], "y": end[1], "name": name, "full": line.name}
        for name, line in zip(names, region.lines, strict=True)
        for end in (line.start, line.end)
    ]
    if edges:
        color = _field("name", type="nominal", scale={"range": [BLUE, ORANGE, "#CC79A7", GREY, SKY]},
                       legend={"title": None, "orient": "bottom", "columns": 1, "labelLimit": 420,
                               "symbolSize": 240})  # fmt: skip
        layers.append({
            "data": {"values": edges}, "mark": {"type": "line", "strokeWidth": 1.8, "clip": True},
            "encoding": {"x": x, "y": y, "color": color, "strokeDash": _field("name", type="nominal", legend=None),
                         "tooltip": [_field("full", title="Statement", type="nominal")]},
        })  # fmt: skip
    if region.whole_points:
        size = 12 if len(region.whole_points) > 400 else 26
        layers.append({
            "data": {"values": [{"x": a, "y": b} for a, b in region.whole_points]},
            "mark": {"type": "point", "filled": True, "size": size, "color": BLUE, "opacity": 0.55},
            "encoding": {"x": x, "y": y},
        })  # fmt: skip
    if region.best is not None:
        layers += _best_layers(region, x, y, best)
    return {"height": 420, "layer": layers}


def _best_layers(region: Region, x: Spec, y: Spec, label: str) -> list[Spec]:
    assert region.best is not None  # the caller has looked
    layers: list[Spec] = []
    tip = region.best
    width, height = region.high[0] - region.low[0], region.high[1] - region.low[1]
    if region.direction is not None:
        a, b = region.direction
        # an arrow of a fixed length on the screen; perpendicular to it the points that are as good as the answer
        reach = 0.16 / max(abs(a) / width, abs(b) / height)
        tip = (region.best[0] + a * reach, region.best[1] + b * reach)
        far = max(width, height) * 2
        level = [
            (region.best[0] - b * far, region.best[1] + a * far),
            (region.best[0] + b * far, region.best[1] - a * far),
        ]
        layers.append({
            "data": {"values": [{"x": p, "y": q} for p, q in level]},
            "mark": {"type": "line", "strokeDash": [5, 4], "color": GREEN, "strokeWidth": 1.5, "clip": True},
            "encoding": {"x": x, "y": y},
        })  # fmt: skip
        layers.append({
            "data": {"values": [{"x": region.best[0], "y": region.best[1]}, {"x": tip[0], "y": tip[1]}]},
            "mark": {"type": "line", "color": GREEN, "strokeWidth": 2.5, "clip": True}, "encoding": {"x": x, "y": y},
        })  # fmt: skip
        layers.append({
            "data": {"values": [{"x": tip[0], "y": tip[1]}]},
            "mark": {"type": "point", "shape": "triangle-up", "filled": True, "size": 120, "color": GREEN, "opacity": 1,
                     "clip": True, "angle": float(np.degrees(np.arctan2(a / width * 1.6, b / height)))},
            "encoding": {"x": x, "y": y},
        })  # fmt: skip
    point = {"values": [{"x": region.best[0], "y": region.best[1], "label": label}]}
    layers.append({
        "data": point,
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 190, "color": RED, "opacity": 1},
        "encoding": {"x": x, "y": y, "tooltip": [_field("label", title="Best", type="nominal")]},
    })  # fmt: skip
    # beyond the arrow's tip there is room: no statement's point lies there
    x_end, y_end = tip if region.direction is not None else region.best
    is_right, is_up = x_end > region.low[0] + 0.7 * width, region.direction is None or region.direction[1] >= 0
    layers.append({
        "data": {"values": [{"x": x_end, "y": y_end, "label": label}]},
        "mark": {"type": "text", "align": "right" if is_right else "left", "dx": -8 if is_right else 8,
                 "dy": -12 if is_up else 14, "fontWeight": 600, "fontSize": 13},
        "encoding": {"x": x, "y": y, "text": _field("label", type="nominal")},
    })  # fmt: skip
    return layers


def sweep_chart(found: Sweep, now: float) -> Spec:
    """The objective over a range of one number; where it stands now, and where the plan changes."""
    data = [
        {"x": value, "y": one.objective, "label": as_number(one.objective)}
        for value, one in zip(found.values, found.outcomes, strict=True)
        if one.objective is not None
    ]
    x = _field("x", type="quantitative", title=shortened(found.number.replace("_", " "), 50), scale={"zero": False})
    y = _field("y", type="quantitative", title="objective", scale={"zero": False})
    tooltip = [_field("x", title="Value", type="quantitative"), _field("label", title="Objective", type="nominal")]
    layers: list[Spec] = [
        {"data": {"values": data}, "mark": {"type": "line", "color": BLUE, "point": {"color": BLUE, "size": 40}},
         "encoding": {"x": x, "y": y, "tooltip": tooltip}},
        {"data": {"values": [{"x": now}]}, "mark": {"type": "rule", "color": RED, "strokeDash": [4, 3]},
         "encoding": {"x": x}},
    ]  # fmt: skip
    if 0 < len(found.breaks) <= MOST_BREAKS:
        layers.append({
            "data": {"values": [{"x": one} for one in found.breaks]},
            "mark": {"type": "rule", "color": GREY, "opacity": 0.45}, "encoding": {"x": x},
        })  # fmt: skip
    return {"height": 240, "layer": layers}


def sparsity_chart(model: LinearModel) -> Spec:
    """Where the coefficients are: a cell for each, or for a block of a large model the more the darker."""
    rows = min(_CELLS, max(1, model.num_rows))
    columns = min(_CELLS, max(1, model.num_columns))
    row_of = np.repeat(np.arange(model.num_rows), np.diff(model.starts))
    down = row_of * rows // max(1, model.num_rows)
    across = model.indices.astype(np.int64) * columns // max(1, model.num_columns)
    counts = np.zeros((rows, columns), dtype=np.int64)
    np.add.at(counts, (down, across), 1)
    places = np.argwhere(counts)
    is_exact = rows == model.num_rows and columns == model.num_columns
    data = []
    gap = 0.06 if is_exact and max(rows, columns) <= _FEW else 0.0
    for row, column in places.tolist():
        first_row, first_column = row * model.num_rows // rows, column * model.num_columns // columns
        data.append({
            "r": row + gap, "c": column + gap, "r2": row + 1 - gap, "c2": column + 1 - gap,
            "n": int(counts[row, column]),
            "row": shortened(model.row_name(first_row), 60), "column": shortened(model.column_name(first_column), 60),
        })  # fmt: skip
    axis = {"labels": False, "ticks": False, "grid": False, "domain": True}
    encoding: Spec = {
        "x": _field("c", type="quantitative", scale={"domain": [0, columns], "nice": False},
                    title=f"{model.num_columns:,} variables", axis=axis),
        "x2": _field("c2"),
        "y": _field("r", type="quantitative", scale={"domain": [rows, 0], "nice": False},
                    title=f"{model.num_rows:,} rows", axis=axis),
        "y2": _field("r2"),
        "tooltip": [_field("row", title="Row", type="nominal"), _field("column", title="Variable", type="nominal")],
    }  # fmt: skip
    if not is_exact:
        encoding["opacity"] = _field("n", type="quantitative", scale={"type": "sqrt", "range": [0.35, 1]}, legend=None)
        encoding["tooltip"].append(_field("n", title="Coefficients", type="quantitative"))
    size: Spec = {"height": 460}
    if max(rows, columns) <= _FEW:
        size = {"height": _CELL * rows, "width": min(860, max(200, 2 * _CELL * columns))}
    return {
        "data": {"values": data},
        **size,
        "mark": {"type": "rect", "color": BLUE, "stroke": None},
        "encoding": encoding,
    }
