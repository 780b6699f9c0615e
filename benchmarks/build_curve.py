"""Build time against the number of variables, as a table and a plot in docs/performance.md."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path

SIDES = (32, 100, 316, 1000)
"""Plants, and markets: about 1e3, 1e4, 1e5 and 1e6 variables."""

COLOURS = {"passModel": "#8c959f", "nl2milp": "#0969da", "linopy": "#1a7f37", "PuLP": "#bf8700", "Pyomo": "#cf222e"}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 640, 400, 70, 50, 20, 110


def curve(measure: Callable[[str, int], float], folder: Path) -> str:
    """Measure every way at every size; write build-time.svg into `folder`, and return the table as Markdown."""
    found = {how: [1e3 * measure(how, side) for side in SIDES] for how in COLOURS}
    (folder / "build-time.svg").write_text(svg(found), encoding="utf-8")
    lines = ["| CPU ms | " + " | ".join(f"{side * side:,}" for side in SIDES) + " |", "|---|" + "---:|" * len(SIDES)]
    for how, times in found.items():
        cells = [f"{ms:,.1f} ({ms / raw:.1f} ×)" for ms, raw in zip(times, found["passModel"], strict=True)]
        lines.append(f"| {how} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def svg(found: dict[str, list[float]]) -> str:
    """Both axes logarithmic."""
    low, high = 0.1, 1e5

    def x(side: int) -> float:
        first, last = math.log(SIDES[0]), math.log(SIDES[-1])
        return LEFT + (math.log(side) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(ms: float) -> float:
        share = (math.log(max(ms, low)) - math.log(low)) / (math.log(high) - math.log(low))
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for power in range(-1, 6):
        at = y(10.0**power)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{at:.1f}" y2="{at:.1f}" stroke="#d0d7de"/>')
        label = f"{10**power:,} ms" if power >= 0 else "0.1 ms"
        parts.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{label}</text>')
    for side in SIDES:
        parts.append(f'<text x="{x(side):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{side * side:,}</text>')
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 10}" text-anchor="middle">variables</text>')
    for how, times in found.items():
        points = " ".join(f"{x(side):.1f},{y(ms):.1f}" for side, ms in zip(SIDES, times, strict=True))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{COLOURS[how]}" stroke-width="2"/>')
        parts.append(f'<text x="{WIDTH - RIGHT + 6}" y="{y(times[-1]) + 4:.1f}" fill="{COLOURS[how]}">{how}</text>')
    return "\n".join([*parts, "</svg>", ""])
