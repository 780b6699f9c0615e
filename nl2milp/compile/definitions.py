"""What the symbols of a formulation are once their heads are resolved: variables, parameters, quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeAlias

import numpy as np

from nl2milp.algebra import parse_head
from nl2milp.algebra.syntax import Clause, Head
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Domain, Family, Label, LabelSet
from nl2milp.formulation import Kind, Variable

__all__ = ["Computed", "Definition", "Quantities", "Symbols", "VariableDefinition", "domain_of", "head_arity"]


@dataclass(eq=False)
class VariableDefinition:
    """A decision variable over its domain.

    Attributes
    ----------
    offset : int
        Column of its first key; the others follow in the order of the domain.
    home : Frame
        The frame of its head's clauses.
    lower, upper : float or array broadcastable to `home.shape`
        Bounds, infinite where there is none.
    """

    name: str
    declared: Variable
    domain: Domain
    home: Frame
    index_names: tuple[str, ...]
    offset: int
    lower: Any
    upper: Any

    @property
    def arity(self) -> int:
        """Number of indices."""
        return len(self.index_names)

    @property
    def kind(self) -> Kind:
        """Its domain of values."""
        return self.declared.kind

    @property
    def outside(self) -> str | None:
        """The expression for its value just outside the domain."""
        return self.declared.outside

    @property
    def size(self) -> int:
        """Number of columns."""
        return self.home.size


@dataclass(eq=False)
class Computed:
    """A parameter with its values.

    Attributes
    ----------
    values : float, float array of shape (domain.size,), or Coded
        NaN where there is no value, and codes of -1 where there is no label.
    has_gaps : bool
        Whether any value may be missing.
    """

    name: str
    domain: Domain
    values: Any
    has_gaps: bool = False
    arity: int = 0


@dataclass(eq=False)
class Quantities:
    """A quantity's definition; its value depends on who evaluates it."""

    name: str
    symbol: str
    source: str

    @cached_property
    def head(self) -> Head:
        """Its name and index clauses."""
        return parse_head(self.symbol)

    @cached_property
    def arity(self) -> int:
        """Number of indices."""
        return head_arity(self.head)


Definition: TypeAlias = VariableDefinition | Computed | Quantities


def head_arity(head: Head) -> int:
    """Number of indices of a declared symbol."""
    return sum(len(clause.names) for clause in head.clauses if isinstance(clause, Clause))


def domain_of(frame: Frame) -> Domain:
    """The domain whose keys are the points of `frame`, in order."""
    axes = tuple(coded.base for coded in frame.indices.values())
    if frame.is_product:
        return Domain(axes)
    return Domain(axes, tuple(np.broadcast_to(coded.codes, frame.shape).ravel() for coded in frame.indices.values()))


class Symbols(Protocol):
    """What an evaluator must know of the symbols; :class:`~nl2milp.compile.scope.Scope` does."""

    @property
    def names(self) -> set[str]:
        """Every declared name."""
        ...

    @property
    def set_names(self) -> set[str]:
        """Those of sets and families of sets."""
        ...

    def is_variable(self, name: str) -> bool:
        """Whether `name` is a decision variable."""
        ...

    def is_label(self, name: str) -> bool:
        """Whether any set has the member `name`."""
        ...

    def definition(self, name: str) -> Definition:
        """The variable, parameter or quantity called `name`."""
        ...

    def find_set(self, name: str) -> LabelSet | Family | None:
        """The set, or family of sets, called `name`."""
        ...

    def interned(self, name: str, labels: Sequence[Label]) -> LabelSet:
        """The one set of these labels."""
        ...

    def interned_range(self, low: int, high: int) -> LabelSet:
        """The one set of the whole numbers from `low` to `high`."""
        ...

    def suggestion(self, name: str) -> str:
        """A hint at a known name near `name`."""
        ...
