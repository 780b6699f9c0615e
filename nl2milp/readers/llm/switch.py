"""Whether models may be asked at all: tests switch it off, and those that mean to ask one switch it on."""

from __future__ import annotations

import os

from nl2milp.errors import ProviderError

__all__ = ["VARIABLE", "refuse_if_switched_off"]

VARIABLE = "NL2MILP_MODEL_CALLS"


def refuse_if_switched_off() -> None:
    """Raise where `NL2MILP_MODEL_CALLS` is `refuse`; the environment reaches worker processes too.

    Raises
    ------
    ProviderError
        Calls are switched off.
    """
    if os.environ.get(VARIABLE, "").lower() == "refuse":
        raise ProviderError(f"no model may be asked here: {VARIABLE} is set to refuse")
