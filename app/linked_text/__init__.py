"""The problem's text with its marks, beside the parts they became; a number lights up on both sides.

What is shown goes to the browser as data, and is set there as text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from nl2milp.app.escaping import shortened
from nl2milp.app.families import FAMILIES
from nl2milp.app.understanding import Part, Stretch, Understanding

__all__ = ["MOST_PARTS", "as_data", "show_linked_text", "show_text"]

_HTML = (
    '<div class="linked"><div class="legend"></div>'
    '<div class="columns"><div class="text"></div><div class="cards"></div></div></div>'
)
MOST_PARTS = 200
"""Cards beyond them are not shown."""

_LONGEST_TITLE = 120
_GROUPS = {"variable": "Decide", "objective": "So that", "constraint": "Rules", "parameter": "Data", "table": "Data"}


def _palette() -> str:
    """The colours of families as style sheet: `--c` within an element of one, and each by its name."""
    light = " ".join(f"--{one.key}: {one.light};" for one in FAMILIES.values())
    dark = " ".join(f"--{one.key}: {one.dark};" for one in FAMILIES.values())
    own = "\n".join(f".f-{key} {{ --c: var(--{key}); }}" for key in FAMILIES)
    return f".linked {{ {light} }}\n.linked.dark {{ {dark} }}\n{own}\n"


@cache
def _component() -> Any:
    import streamlit as st

    here = files(__package__ or "nl2milp.app.linked_text")
    return st.components.v2.component(
        "nl2milp_linked_text",
        html=_HTML,
        css=_palette() + (here / "linked.css").read_text(encoding="utf-8"),
        js=(here / "linked.js").read_text(encoding="utf-8"),
    )


def show_linked_text(found: Understanding, key: str, selected: str, on_select: Callable[[], None]) -> Any:
    """Show the text and its parts; `on_select` is called when a part is chosen, its id is the result's `part`."""
    return _component()(key=key, data=as_data(found, selected), on_part_change=on_select)


def show_text(stretches: Sequence[Stretch], key: str, clashing: Sequence[str] = ()) -> None:
    """Show the text alone, the words of the parts called `clashing` brought out."""
    wanted = set(clashing)
    data = [_stretch(one, bool(wanted & set(one.parts))) for one in stretches]
    for one in data:
        # only the clash has a colour here
        one["f"], one["u"], one["d"], one["n"] = "", False, False, -1
    _component()(key=key, data={"stretches": data, "numbers": [], "parts": [], "legend": [], "selected": ""})


def _stretch(one: Stretch, clashes: bool = False) -> dict[str, Any]:
    return {
        "t": one.text,
        "p": list(one.parts),
        "f": one.family,
        "n": one.number,
        "u": one.is_unused,
        "d": one.is_doubtful,
        "h": clashes,
    }


def as_data(found: Understanding, selected: str) -> dict[str, Any]:
    """What the browser gets."""
    titles = {one.id: one.title for one in found.parts}
    return {
        "stretches": [_stretch(one) for one in found.stretches],
        "numbers": [
            [
                {"part": place.part, "figure": place.figure, "title": shortened(titles.get(place.part, place.part))}
                for place in number.places
            ]
            for number in found.numbers
        ],
        "parts": [_part(one) for one in found.parts[:MOST_PARTS]],
        "legend": [[key, title] for key, title in {one.family.key: one.family.title for one in found.parts}.items()],
        "selected": selected,
    }


def _part(one: Part) -> dict[str, Any]:
    return {
        "id": one.id,
        "f": one.family.key,
        "group": _GROUPS[one.id.partition(":")[0]],
        "kind": shortened(one.kind, 40),
        "title": shortened(one.title, _LONGEST_TITLE),
        "lines": [
            [shortened(label), [{"t": piece.text, "g": piece.figure} for piece in line]] for label, line in one.lines
        ],
    }
