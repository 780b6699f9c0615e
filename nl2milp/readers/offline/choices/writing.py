"""Conditions, sums and rules in the grammar of formulations."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from nl2milp.readers.offline.choices.conditions import (
    All,
    Among,
    Any,
    Compare,
    Condition,
    Count,
    Is,
    Never,
    Relative,
    negated,
)
from nl2milp.readers.offline.rules import linear_sum

__all__ = ["Writer"]

_NAMES = {"<=": "at_most", ">=": "at_least", "==": "exactly"}


class Writer:
    """Writes conditions with the symbols of the items.

    Parameters
    ----------
    symbols : sequence of str
        The symbol of each item.
    is_quantity : callable, optional
        Whether an item is counted in whole numbers; by default all are yes/no decisions.
    """

    def __init__(self, symbols: Sequence[str], is_quantity: Callable[[int], bool] = lambda item: False) -> None:
        self.symbols = symbols
        self.is_quantity = is_quantity

    def condition(self, condition: Condition, inner: bool = False) -> str:
        """The condition as text; in parentheses where it stands inside another."""
        if isinstance(condition, Is):
            if self.is_quantity(condition.item):
                return self.symbols[condition.item] + (" >= 1" if condition.positive else " == 0")
            return f"{self.symbols[condition.item]} == {1 if condition.positive else 0}"
        if isinstance(condition, Compare):
            return f"{' + '.join(self.symbols[i] for i in condition.items)} {condition.sign} {_number(condition.value)}"
        if isinstance(condition, Count):
            return self._count(condition, inner)
        if isinstance(condition, Among):
            return self._among(condition, inner)
        if isinstance(condition, Relative):
            return self._relative(condition)
        if isinstance(condition, Never):
            return f"not ({self.condition(condition.part)})"
        word = " and " if isinstance(condition, All) else " or "
        text = word.join(self.condition(part, True) for part in condition.parts)
        return f"({text})" if inner and len(condition.parts) > 1 else text

    def _count(self, condition: Count, inner: bool) -> str:
        if not any(self.is_quantity(item) for item in condition.items):
            return f"{' + '.join(self.symbols[i] for i in condition.items)} {condition.sign} {condition.value}"
        size, sign, value = len(condition.items), condition.sign, condition.value
        parts: list[str] = []
        if sign in {">=", "=="}:
            parts.append(self._some(condition.items, value, True))
        if sign in {"<=", "=="}:
            parts.append(self._some(condition.items, size - value, False))
        text = " and ".join(f"({part})" for part in parts)
        return f"({text})" if inner else text

    def _among(self, condition: Among, inner: bool) -> str:
        """A number of conditions, by the ways in which so many of them hold, or so many don't."""
        size, options = len(condition.parts), []
        if condition.sign in {">=", "=="}:
            options.append(Any(tuple(All(some) for some in combinations(condition.parts, condition.value))))
        if condition.sign in {"<=", "=="}:
            failing = tuple(negated(part) for part in condition.parts)
            options.append(Any(tuple(All(some) for some in combinations(failing, size - condition.value))))
        return self.condition(All(tuple(options)), inner)

    def _relative(self, condition: Relative) -> str:
        left = " + ".join(self.symbols[item] for item in condition.items)
        right = " + ".join(self.symbols[item] for item in condition.others)
        if condition.part != 1:
            right = f"({condition.part.numerator}/{condition.part.denominator})*({right})"
        more = f" {'+' if condition.plus > 0 else '-'} {abs(condition.plus)}" if condition.plus else ""
        return f"{left} {condition.sign} {right}{more}"

    def _some(self, items: tuple[int, ...], count: int, positive: bool) -> str:
        chosen = combinations(items, max(0, min(count, len(items))))
        options = [" and ".join(self.condition(Is(i, positive)) for i in some) for some in chosen]
        return " or ".join(f"({option})" if option else "1 == 1" for option in options)

    def slots(self, template: str, parts: Sequence[Condition], exclusive: bool) -> tuple[str, dict[str, object]]:
        """The template and its slots for a rule.

        Raises
        ------
        ValueError
            The template has slots that are no conditions, as `on_off` has.
        """
        if template == "k_of_n" and isinstance(parts[0], Count):
            count = parts[0]
            return template, {
                "conditions": [self.condition(Is(item)) for item in count.items],
                _NAMES[count.sign]: str(count.value),
            }
        if template == "k_of_n" and isinstance(parts[0], Among):
            among = parts[0]
            return template, {
                "conditions": [self.condition(part) for part in among.parts],
                _NAMES[among.sign]: str(among.value),
            }
        if template == "if_then":
            return template, {"if": self.condition(parts[0]), "then": self.condition(parts[1])}
        if template == "iff":
            return template, {"first": self.condition(parts[0]), "second": self.condition(parts[1])}
        if template == "all_or_none":
            return template, {"conditions": [self.condition(part) for part in parts]}
        if template == "either_or":
            return template, {"options": [self.condition(part) for part in parts], "exclusive": exclusive}
        if template not in {"logic", "linear"}:
            raise ValueError(f"a rule of template {template!r} has no conditions that could be written here")
        part = parts[0]
        if isinstance(part, Is | Compare | Relative):
            role = "fixed value" if isinstance(part, Is) else "comparison" if isinstance(part, Relative) else "bound"
            return "linear", {"rule": self.condition(part), "role": role}
        return "logic", {"condition": self.condition(part)}

    def total(self, terms: Mapping[int, Fraction]) -> str:
        """A weighted sum of the items."""
        return linear_sum(dict(terms), self.symbols)


def _number(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else repr(float(value))
