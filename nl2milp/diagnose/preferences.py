"""What the user would rather not change, and what may be given up first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite

from nl2milp.analyse.numbers import require_statements
from nl2milp.errors import InputError
from nl2milp.formulation import Constraint, Formulation

__all__ = ["preferring"]


def preferring(
    formulation: Formulation,
    keep: Collection[str] = (),
    soft: Collection[str] = (),
    weights: Mapping[str, float] | None = None,
) -> Formulation:
    """The formulation with statements marked as soft and weighted; what it says stays the same.

    Parameters
    ----------
    formulation : Formulation
        The statements.
    keep, soft : collection of str
        Names of statements that no repair may change, and of those to be changed before all others.
    weights : mapping of str to float
        How unwelcome a change of a statement is; 1 for those not named.

    Raises
    ------
    InputError
        There is no statement of such a name, one is both to be kept and soft,
        or a weight is no number above zero.

    Examples
    --------
    >>> one = Formulation.model_validate({
    ...     "variables": [{"symbol": "x"}], "constraints": [{"name": "order", "slots": {"rule": "x >= 40"}}],
    ... })
    >>> preferring(one, soft=["order"]).constraints[0].hard
    False
    """
    weights = weights or {}
    require_statements(formulation, {*keep, *soft, *weights})
    both = sorted(set(keep) & set(soft))
    if both:
        raise InputError(f"'{both[0]}' is to be kept and may be given up as well: name it once")
    for name, weight in weights.items():
        if not (isfinite(weight) and weight > 0):
            raise InputError(f"the weight of '{name}' is {weight:g}: a number above zero is needed")

    def marked(one: Constraint) -> Constraint:
        changes: dict[str, object] = {"weight": float(weights[one.name])} if one.name in weights else {}
        if one.name in soft:
            changes["hard"] = False
        return one.model_copy(update=changes) if changes else one

    return formulation.model_copy(update={"constraints": tuple(marked(one) for one in formulation.constraints)})
