"""What colour and word a statement has on the screen: families of templates, told apart by the colour-blind as well."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FAMILIES", "Family", "family_of"]


@dataclass(frozen=True)
class Family:
    """Statements that look alike.

    Attributes
    ----------
    key : str
        For styles.
    title : str
        For legends.
    light, dark : str
        The colour of its line and, thinned, of its ground, on light and on dark pages. From the palette of Okabe
        and Ito, whose colours differ for every kind of colour vision.
    """

    key: str
    title: str
    light: str
    dark: str


FAMILIES: dict[str, Family] = {
    one.key: one
    for one in (
        Family("objective", "Objective", "#009E73", "#2BC79A"),
        Family("variable", "Decision", "#0072B2", "#8FB8FF"),
        Family("limit", "Limit", "#3B9BD6", "#56B4E9"),
        Family("relation", "Relation", "#B8A200", "#F0E442"),
        Family("logic", "Logic", "#B8608F", "#CC79A7"),
        Family("structure", "Structure", "#D55E00", "#F08A3C"),
        Family("data", "Data", "#8A8A8A", "#9A9A9A"),
        Family("doubt", "Not understood", "#C2410C", "#FB8B5A"),
    )
}

_LOGIC = frozenset({"all_or_none", "either_or", "if_then", "iff", "k_of_n", "logic"})
_RELATIONS = frozenset({"share", "ratio", "comparison", "difference", "balance", "blending", "link", "precedence"})
_OTHERS = {
    "objective": "objective",
    "variable": "variable",
    "data": "data",
    "background": "data",
    "not understood": "doubt",
}


def family_of(template: str, role: str | None = None) -> Family:
    """The family of a statement, by its template and, for a comparison, by its role.

    >>> family_of("linear", "resource limit").title, family_of("linear", "ratio").title, family_of("if_then").title
    ('Limit', 'Relation', 'Logic')
    """
    if template in _OTHERS:
        return FAMILIES[_OTHERS[template]]
    if template == "linear":
        return FAMILIES["relation" if role in _RELATIONS else "limit"]
    if template in _LOGIC:
        return FAMILIES["logic"]
    return FAMILIES["relation" if template in _RELATIONS else "structure"]
