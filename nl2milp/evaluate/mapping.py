"""How declarations that were written agree with labelled ones, and the published figures that come of it.

- The declaration-level mapping accuracy of the NL4Opt competition,
  `1 - sum_i min(FP_i + FN_i, D_i) / sum_i D_i` with the D_i labelled
  declarations of problem i, FP_i written ones without a partner and FN_i
  labelled ones without (Ramamonjison et al. 2022, *NL4Opt Competition*,
  section 3.2).
- The accuracy of objectives, of constraints, and of whole models of Li, Zhang
  and Mak-Hau 2023 (arXiv 2311.15271, section 5).

Kept apart from the comparison itself, so that figures can be made of rows
without importing a compiler.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Comparison", "mapping_accuracy"]


@dataclass(frozen=True)
class Comparison:
    """How the declarations that were written agree with the labelled ones.

    Attributes
    ----------
    declarations : int
        Labelled ones, the objective included.
    missing, surplus : int
        Labelled ones without a partner, and written ones without.
    objective : bool
        Whether the objective agrees.
    constraints, labelled_constraints : int
        Constraints with a partner, of how many.
    variables : bool
        Whether there are as many variables as labelled ones.
    """

    declarations: int
    missing: int
    surplus: int
    objective: bool
    constraints: int
    labelled_constraints: int
    variables: bool

    @property
    def whole(self) -> bool:
        """Whether everything agrees."""
        return self.variables and not self.missing and not self.surplus


def mapping_accuracy(comparisons: Sequence[Comparison]) -> float:
    """NL4Opt's declaration-level mapping accuracy over problems.

    Examples
    --------
    >>> perfect = Comparison(3, 0, 0, True, 2, 2, True)
    >>> one_wrong = Comparison(4, 1, 1, True, 2, 3, True)
    >>> mapping_accuracy([perfect, one_wrong])  # 1 - (0 + 2) / 7
    0.7142857142857143
    """
    errors = sum(min(one.surplus + one.missing, one.declarations) for one in comparisons)
    return 1 - errors / sum(one.declarations for one in comparisons)
