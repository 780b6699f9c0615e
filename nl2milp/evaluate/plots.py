"""Two plots for reports, as inline SVG: no script, no font, no file beside the page."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence

__all__ = ["bars", "histogram"]

# Okabe and Ito's colours, told apart by the colour-blind
COLOURS = ("#009e73", "#e69f00", "#d55e00", "#cc79a7", "#0072b2", "#56b4e9", "#000000", "#999999")
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


def histogram(seconds: Sequence[float], title: str) -> str:
    """How many problems took how long, on a logarithmic axis with four bins a decade."""
    bins = [math.floor(4 * math.log10(max(value, 1e-6))) for value in seconds]
    low, high = min(bins), max(bins)
    counts = [bins.count(place) for place in range(low, high + 1)]
    step, tall = (_WIDTH - _LEFT) / len(counts), max(counts)
    parts = [f'<text x="0" y="60">{html.escape(title[:18])}</text>']
    for place, count in enumerate(counts):
        x, height = _LEFT + place * step, 90 * count / tall
        label = f"<title>{count} from {10 ** ((low + place) / 4):.2g} s</title>"
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{100 - height:.1f}" width="{max(step - 2, 1):.1f}" height="{height:.1f}" '
            f'fill="{COLOURS[4]}">{label}</rect>'
        )
    for edge, x in ((low, float(_LEFT)), (high + 1, _WIDTH - 60.0)):
        parts.append(f'<text x="{x:.0f}" y="116">{10 ** (edge / 4):.2g} s</text>')
    return f'<svg viewBox="0 0 {_WIDTH} 120" width="{_WIDTH}" role="img" aria-label="seconds">{"".join(parts)}</svg>'
