"""Conditions in the grammar of formulations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nl2milp.readers.offline.conditional.conditions import Condition, Every, Linear, Made, Not, Rule, Taken
from nl2milp.readers.offline.rules import linear_rule, number

__all__ = ["Writer"]

_COUNTS = {"<=": "at_most", ">=": "at_least", "==": "exactly"}
_LOOSE = {"<": "<=", ">": ">="}


class Writer:
    """Writes conditions with the symbols of a formulation.

    Parameters
    ----------
    symbols : sequence of str
        Of the variables.
    switches : mapping of int to str
        The yes/no decision that says whether a variable may be above zero, where there is one.
    extras : sequence of str
        The symbols of the extras.
    whole : bool
        Whether the variables are whole numbers: only then are strict conclusions written strictly.
    """

    def __init__(self, symbols: Sequence[str], switches: Mapping[int, str], extras: Sequence[str], whole: bool) -> None:
        self.symbols = symbols
        self.switches = switches
        self.extras = extras
        self.whole = whole

    def condition(self, condition: Condition, demanded: bool = False, inner: bool = False) -> str:
        """The condition as text; `demanded` if it is a conclusion, in parentheses if it stands `inner`."""
        if isinstance(condition, Made):
            return self._made(condition)
        if isinstance(condition, Taken):
            return f"{self.extras[condition.extra]} == {1 if condition.positive else 0}"
        if isinstance(condition, Linear):
            if condition.rule:
                return condition.rule
            sign = condition.sign if self.whole or not demanded else _LOOSE.get(condition.sign, condition.sign)
            return linear_rule(dict(condition.terms), sign, condition.right, self.symbols)
        if isinstance(condition, Not):
            return f"not ({self.condition(condition.part)})"
        word = " and " if isinstance(condition, Every) else " or "
        text = word.join(self.condition(part, demanded, True) for part in condition.parts)
        return f"({text})" if inner and len(condition.parts) > 1 else text

    def _made(self, condition: Made) -> str:
        switch = self.switches.get(condition.variable)
        if switch is not None:
            return f"{switch} == {1 if condition.positive else 0}"
        return self.symbols[condition.variable] + (" >= 1" if condition.positive else " == 0")

    def slots(self, rule: Rule) -> dict[str, object]:
        """The slots of the rule's template."""
        parts = rule.parts
        if rule.template == "if_then":
            return {"if": self.condition(parts[0]), "then": self.condition(parts[1], True)}
        if rule.template == "iff":
            return {"first": self.condition(parts[0]), "second": self.condition(parts[1])}
        if rule.template == "either_or":
            options = [self.condition(part, True) for part in parts]
            return {"options": options, "exclusive": True} if rule.exclusive else {"options": options}
        if rule.template == "k_of_n":
            return {"conditions": [self.condition(part) for part in parts], _COUNTS[rule.sign]: str(rule.count)}
        if rule.template == "all_or_none":
            return {"conditions": [self.condition(part) for part in parts]}
        return {"rule": self.condition(parts[0], True), "role": "bound"}

    def on_off(self, variable: int, limits: Sequence[Condition]) -> dict[str, object]:
        """The slots of `on_off` for a variable with limits where any of it is there."""
        slots: dict[str, object] = {"quantity": self.symbols[variable]}
        if variable in self.switches:
            slots["on"] = f"{self.switches[variable]} == 1"
        for limit in limits:
            if isinstance(limit, Linear):
                above = limit.sign in {">=", ">"}
                step = 1 if self.whole and limit.sign == ">" else -1 if self.whole and limit.sign == "<" else 0
                slots["least" if above else "most"] = number(limit.right / limit.terms[0][1] + step)
        return slots
