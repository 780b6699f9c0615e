"""Two plots for reports, as inline SVG: no script, no font, no file beside the page."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

__all__ = ["bars", "histograms"]

# Okabe and Ito's colours, told apart by the colour-blind
COLOURS = ("#009e73", "#e69f00", "#d55e00", "#cc79a7", "#0072b2", "#56b4e9", "#000000", "#999999")
_DARK = ("#0072b2", "#000000")
_WIDTH, _BAR, _LEFT = 720, 26, 130


def bars(counts: Mapping[str, Mapping[str, int]]) -> str:
    """One stacked bar for each run, with a legend."""
    names = list(next(iter(counts.values()))) if counts else []
    used = [name for name in names if any(part[name] for part in counts.values())]
    colour = {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(names)}
    parts = []
    for line, (run, part) in enumerate(counts.items()):
        total, x = sum(part.values()) or 1, float(_LEFT)
        y = line * (_BAR + 10)
        parts.append(f'<text x="0" y="{y + 18}">{html.escape(run[:18])}</text>')
        for name in used:
            width = part[name] / total * (_WIDTH - _LEFT)
            title = f"<title>{html.escape(name)}: {part[name]}</title>"
            parts.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}" fill="{colour[name]}">{title}</rect>'
            )
            if width > 9 * len(str(part[name])):
                middle = f'x="{x + width / 2:.1f}" y="{y + 18}"'
                fill = "#fff" if colour[name] in _DARK else "#111"
                parts.append(f'<text {middle} text-anchor="middle" style="fill: {fill}">{part[name]}</text>')
            x += width
    top = len(counts) * (_BAR + 10) + 8
    for place, name in enumerate(used):
        x, y = (place % 2) * _WIDTH // 2, top + place // 2 * 20
        parts.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{colour[name]}"/>')
        parts.append(f'<text x="{x + 18}" y="{y + 11}">{html.escape(name)}</text>')
    height = top + (len(used) + 1) // 2 * 20
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img" aria-label="outcomes">{"".join(parts)}</svg>'
    )


def histograms(seconds: Mapping[str, Sequence[float]]) -> str:
    """How many problems of each run took how long, on one logarithmic axis with four bins a decade."""
    bins = {run: [math.floor(4 * math.log10(max(value, 1e-6))) for value in part] for run, part in seconds.items()}
    low, high = min(map(min, bins.values())), max(map(max, bins.values())) + 1
    step, parts = (_WIDTH - _LEFT - 20) / (high - low), []
    for line, (run, found) in enumerate(bins.items()):
        base, counts = line * 90 + 80, [found.count(place) for place in range(low, high)]
        tall = max(counts)
        parts.append(f'<text x="0" y="{base - 20}">{html.escape(run[:18])}</text>')
        for place, count in enumerate(counts):
            x, height = _LEFT + place * step, 64 * count / tall
            ends = " to ".join(f"{10 ** (edge / 4):.2g} s" for edge in (low + place, low + place + 1))
            parts.append(
                f'<rect x="{x + 1:.1f}" y="{base - height:.1f}" width="{max(step - 2, 1):.1f}" '
                f'height="{height:.1f}" fill="{COLOURS[4]}"><title>{count} problems in {ends}</title></rect>'
            )
            if count:
                middle = x + step / 2
                parts.append(f'<text x="{middle:.1f}" y="{base - height - 3:.1f}" text-anchor="middle">{count}</text>')
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{base}" y2="{base}" stroke="currentColor"/>')
    bottom = len(bins) * 90
    for edge in range(low, high + 1):
        if edge % 4 == 0 or edge in (low, high):
            x = _LEFT + (edge - low) * step
            parts.append(
                f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{bottom - 10}" y2="{bottom - 4}" stroke="currentColor"/>'
            )
            parts.append(f'<text x="{x:.1f}" y="{bottom + 10}" text-anchor="middle">{10 ** (edge / 4):.2g} s</text>')
    size = f'viewBox="0 0 {_WIDTH} {bottom + 16}" width="{_WIDTH}"'
    return f'<svg {size} role="img" aria-label="seconds per problem">{"".join(parts)}</svg>'
