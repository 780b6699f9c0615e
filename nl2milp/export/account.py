"""A formulation and its answer in plain words, from the text's nouns and the templates' own sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.algebra import parse_head
from nl2milp.diagnose.phrases import number, quoted
from nl2milp.errors import Nl2milpError
from nl2milp.export.text import rule_to_text
from nl2milp.formulation import Constraint, Formulation, Kind, Variable

if TYPE_CHECKING:
    from nl2milp.result import Result

__all__ = ["account", "formulation_in_words", "rule_in_words"]

_WORDS = {
    "≤": "is at most",
    "≥": "is at least",
    "=": "equals",
    "≠": "differs from",
    "<": "is less than",
    ">": "is more than",
}
_AIMS = {"maximize": "as much as possible", "minimize": "as little as possible"}
_MOST_VALUES = 25


def _labels(formulation: Formulation) -> dict[str, str]:
    """The text's nouns by symbol."""
    found = {}
    for one in formulation.variables:
        name = parse_head(one.symbol).name
        found[name] = one.label or name.replace("_", " ")
    return found


def rule_in_words(rule: str, labels: Mapping[str, str] | None = None) -> str:
    """A comparison with words for its signs and nouns for its symbols.

    >>> rule_in_words("10*rickshaws + 8*ox_carts <= 200", {"ox_carts": "ox carts"})
    '10 rickshaws + 8 ox carts is at most 200'
    """
    text = re.sub(r"(?<=\s)(≤|≥|=|≠|<|>)(?=\s)", lambda match: _WORDS[match[1]], rule_to_text(rule))
    text = re.sub(r"\bsum\(", "the total of (", text)
    known = labels or {}
    return re.sub(r"[^\W\d]\w*", lambda match: known.get(match[0], match[0]), text)


def _decision(one: Variable, labels: Mapping[str, str]) -> str:
    head = parse_head(one.symbol)
    name = labels[head.name]
    meaning = f" ({one.meaning})" if one.meaning and one.meaning != name else ""
    kind = {
        Kind.BINARY: "yes or no", Kind.INTEGER: "a whole number", Kind.CONTINUOUS: "any amount",
    }[one.kind]  # fmt: skip
    each = one.symbol[len(head.name) :].strip()
    over = f", one for each {each[1:-1]}" if each else ""
    unit = f", in {one.unit}" if one.unit else ""
    return f"{name}{meaning}: {kind}{unit}{over}"


def _demand(one: Constraint, labels: Mapping[str, str]) -> str:
    from nl2milp import templates

    each = f", for each {one.for_}" if one.for_ else ""
    if one.template == "linear":
        said = rule_in_words(str(one.slots.get("rule", "")), labels)
    else:
        try:
            says = templates.get(one.template).says
        except Nl2milpError:
            says = one.template
        slots = "; ".join(f"{key}: {_slot(value, labels)}" for key, value in one.slots.items() if value is not None)
        said = f"{says} Here {slots}"
    words = f" — in the text: {quoted(one)}" if one.quote else ""
    return f"{one.name}: {said}{each}{words}"


def _slot(value: Any, labels: Mapping[str, str]) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(_slot(one, labels) for one in value)
    return rule_in_words(value, labels) if isinstance(value, str) else str(value)


def formulation_in_words(formulation: Formulation) -> str:
    """What is decided, what for, under which demands, and what was assumed."""
    labels = _labels(formulation)
    lines = ["What is decided"]
    lines += [f"- {_decision(one, labels)}" for one in formulation.variables]
    lines += ["", "What for", f"- {_aim(formulation, labels)}"]
    if formulation.constraints:
        lines += ["", "What is demanded", *(f"- {_demand(one, labels)}" for one in formulation.constraints)]
    missing = [f"- {one.symbol} is not given" for one in formulation.parameters if one.value is None]
    taken = [f"- {one}" for one in formulation.assumptions] + missing
    if taken:
        lines += ["", "What was assumed", *taken]
    return "\n".join(lines)


def _aim(formulation: Formulation, labels: Mapping[str, str]) -> str:
    aim = formulation.objective
    if aim.goals:
        shown = []
        for goal in sorted(aim.goals, key=lambda goal: goal.priority):
            sense = f"{_AIMS[goal.sense.value]}: " if goal.sense else ""
            shown.append(f"{goal.priority}. {sense}{rule_in_words(goal.rule or str(goal.value), labels)}")
        return "several aims, the first one first: " + "; ".join(shown)
    if aim.value is None:
        return "any plan that meets the demands"
    words = f" (in the text: “{' '.join(aim.quote.split())}”)" if aim.quote else ""
    return f"{_AIMS[aim.sense.value]} of {rule_in_words(aim.value, labels)}{words}"


def account(result: Result) -> str:
    """The formulation and what came of it, for someone who knows the business and no mathematics.

    Examples
    --------
    >>> from nl2milp import solve
    >>> print(account(solve("A van costs $300 and carries 2 tons, a truck costs $500 and carries 5 tons. The budget "
    ...                     "is $2000. How many of each maximize the tons carried?")).splitlines()[-1])
    - budget: used up
    """
    blocks = [] if result.formulation is None else [formulation_in_words(result.formulation)]
    blocks.append("\n".join(_outcome(result)))
    if result.diagnosis is not None:
        blocks.append(_reasons(result.diagnosis))
    used = list(_used(result))
    if used:
        blocks.append("\n".join(["How far the limits are used", *used]))
    return "\n\n".join(blocks)


def _reasons(found: Any) -> str:
    from nl2milp.diagnose import Diagnosis
    from nl2milp.diagnose.report import diagnosis_to_text

    return diagnosis_to_text(found, proofs=False) if isinstance(found, Diagnosis) else str(found)


_OUTCOMES = {
    "optimal": "What is best",
    "infeasible": "Nothing meets all demands at once",
    "unbounded": "There is no best plan: the aim can be improved without end, so a limit is missing",
    "limit": "The best plan found in the time given; a better one may exist",
    "needs_review": "A proposal only: not everything in the text was understood",
    "error": "No plan: the run failed",
}


def _outcome(result: Result) -> Iterator[str]:
    yield _OUTCOMES[result.status.value]
    for name, value in (result.variables or {}).items():
        if isinstance(value, dict):
            some = {key: one for key, one in value.items() if one}
            for key, one in list(some.items())[:_MOST_VALUES]:
                yield f"- {name}, {key}: {number(one)}"
            if not some:
                yield f"- {name}: none"
            elif len(some) > _MOST_VALUES:
                yield f"- {name}: {len(some) - _MOST_VALUES} more that are not 0"
        else:
            yield f"- {name}: {number(value)}"
    if result.objective is not None:
        yield f"- this gives {number(result.objective)}"
    if result.asked is not None:
        yield f"- what was asked for: {number(result.asked)}"
    for reason in result.reasons:
        yield f"- {reason}"


def _used(result: Result) -> Iterator[str]:
    if result.compiled is None or result.solution is None or result.solution.values is None:
        return
    model, values = result.compiled.model, result.solution.values
    activity = model.activity(values)
    for block in model.rows:
        if block.constraint < 0 or block.stop - block.start != 1:
            continue
        sides = [side for side in (model.row_lower[block.start], model.row_upper[block.start]) if np.isfinite(side)]
        found = float(activity[block.start])
        slack = min((abs(found - float(side)) for side in sides), default=0.0)
        tight = slack <= 1e-6 * max(1.0, abs(found))
        full = "used up" if np.isfinite(model.row_upper[block.start]) else "just met"
        yield f"- {block.name}: {full if tight else f'{number(slack)} to spare'}"
