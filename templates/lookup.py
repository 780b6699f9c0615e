"""A function of one small integer, given by a table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.values import flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import ClausesSlot, ExampleProblem, ExpressionSlot, Site, Slots, Template, register

__all__ = ["Lookup", "LookupSlots"]


class LookupSlots(Slots):
    """Slots of `lookup`."""

    index: ExpressionSlot = Field(description="the whole quantity that is looked up, such as servers")
    output: ExpressionSlot = Field(description="what the table gives for it")
    entries: ClausesSlot = Field(description="index clauses over the table's entries, such as k in 0..4")
    at: ExpressionSlot = Field(description="the index's value of each entry, of data, such as k")
    value: ExpressionSlot = Field(description="the output at each entry, of data, such as 1 - 0.3^k")


@register
class Lookup(Template):
    """A table of values."""

    id = "lookup"
    title = "Lookup"
    says = "The index is at one of the table's entries, and the output is that entry's value."
    phrases = (
        "the waiting time with 1, 2, 3 or 4 counters is 12, 7, 4 and 3 minutes",
        "the chance of success grows with the number of attempts as in the table",
        "depends on the number chosen according to the table",
        "the cost of n machines is given by",
        "each of the sizes has its own price",
    )
    maths = r"(q, g) \in \{(a_1, v_1), \dots, (a_K, v_K)\}"
    example = (
        "With k attempts, the chance of success is 1 - 0.3^k, for up to 4 attempts.",
        {"index": "attempts", "output": "chance", "entries": "k in 0..4", "at": "k", "value": "1 - 0.3^k"},
    )
    hints = ("the index may only be at an entry of the table: list every value that it can take",)
    problem = ExampleProblem(
        "A bank opens one to four counters at 30 euros each. With so many, customers wait 20, 9, 5 and 4 minutes, and "
        "each minute is valued at 8 euros. How many should be opened?",
        {
            "tables": [{"keys": "k in counts", "columns": ["wait"], "rows": ["1 20", "2 9", "3 5", "4 4"]}],
            "variables": [
                {"symbol": "counters", "kind": "integer", "lower": 1, "upper": 4},
                {"symbol": "waiting"},
            ],
            "objective": {"sense": "minimize", "value": "30*counters + 8*waiting"},
            "constraints": [
                {
                    "name": "wait",
                    "template": "lookup",
                    "slots": {
                        "index": "counters",
                        "output": "waiting",
                        "entries": "k in counts",
                        "at": "k",
                        "value": "wait[k]",
                    },
                }
            ],
        },
        130.0,
    )
    Slots = LookupSlots

    def rows(self, site: Site) -> None:
        """One binary for each entry: a convex combination of whole entries, without any big-M."""
        slots, frame, build = site.slots, site.frame, site.build
        inner = site.extend(slots.entries)
        if len(np.unique(flat(inner.rows, inner))) < frame.size:
            raise FormulationError(f"{site.where}: the table has no entries")
        chosen = build.new_binary(inner, f"entry of {slots.index}").value()
        build.add_rows(chosen.summed(inner), 1.0, 1.0, frame)
        for said, listed in ((slots.index, slots.at), (slots.output, slots.value)):
            given = chosen.times(site.number(listed, inner), inner).summed(inner)
            build.add_rows(site.decision(said).plus([given.times(-1.0, frame)]), 0.0, 0.0, frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Some entry has both the index and the output."""
        slots = site.slots
        inner = site.extend(slots.entries)
        is_here = site.judged(slots.index, "==", slots.at, inner).may_hold
        is_given = site.judged(slots.output, "==", slots.value, inner).may_hold
        good = np.zeros(site.frame.size, dtype=bool)
        np.logical_or.at(good, flat(inner.rows, inner), flat(np.logical_and(is_here, is_given), inner))
        return good
