"""Finish what waited for the whole model: uses of minima and maxima, products, and each row's own big-M."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.assembly import assemble, cost_of
from nl2milp.compile.bounds import as_matrix, largest_activity, least_slack, propagate, tidied
from nl2milp.compile.builder import Conditional, Extreme, ModelBuilder, Origin, Product
from nl2milp.compile.frames import Frame
from nl2milp.compile.shapes import settle_shapes
from nl2milp.compile.values import Affine, Terms, flat
from nl2milp.errors import UnboundedTermError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel

__all__ = ["BoundByRelaxation", "Objective", "finish"]

FloatArray: TypeAlias = NDArray[np.float64]

BoundByRelaxation: TypeAlias = Callable[[LinearModel, FloatArray], float]
"""The largest value of `weights @ x` over a model's relaxation; infinite where there is none."""

Objective: TypeAlias = tuple[Sense, Affine]
"""A direction, and what to take in it, over the single point."""


class _Finisher:
    def __init__(self, builder: ModelBuilder, objectives: list[Objective], relax: BoundByRelaxation | None) -> None:
        self.builder, self.objectives, self.relax = builder, objectives, relax
        self.lower, self.upper = builder.bounds()
        self.relaxation: LinearModel | None = None

    # -- uses

    def hold_extremes(self) -> None:
        """Hold a largest-of column down where something pushes it up; later ones first, they may use earlier ones."""
        pushed = self._pushed_up()
        for extreme in reversed(self.builder.extremes):
            owners = np.arange(extreme.start, extreme.start + extreme.count)
            entries = extreme.members.entries(extreme.frame)
            # the rows that keep the column above its members push those members down, and itself up never
            needed = np.flatnonzero(pushed[owners])
            _, columns, coefficients = entries
            pushed[columns[coefficients < 0]] = True  # member <= column: a negative member wants its column large
            if len(needed):
                self._hold(extreme, needed, entries)
                pushed[columns[coefficients > 0]] = True

    def _pushed_up(self) -> NDArray[np.bool_]:
        """Columns that a row, a product or the objective would like larger than they are."""
        columns = self.builder.num_columns
        pushed = np.zeros(columns, dtype=bool)
        for sense, value in self.objectives:
            sign = 1.0 if sense is Sense.MINIMIZE else -1.0
            pushed |= sign * cost_of(value, columns) < 0
        for part in self.builder.rows:
            low, high = (np.broadcast_to(side, (part.count,)) for side in (part.lower, part.upper))
            up = ((part.coefficients > 0) & np.isfinite(low[part.rows])) | (
                (part.coefficients < 0) & np.isfinite(high[part.rows])
            )
            pushed[part.columns[up]] = True
        for conditional in self.builder.conditionals:
            _, column, coefficient = conditional.difference.entries(conditional.frame)
            pushed[column[coefficient < 0]] = True
        for product in self.builder.products:
            pushed[[product.factor]] = True
        return pushed

    def _hold(self, extreme: Extreme, needed: Any, entries: Any) -> None:
        """Some member reaches the column: column <= member + M (1 - chosen), one chosen."""
        builder = self.builder
        rows, columns, coefficients = entries
        builder.origin = extreme.origin
        chosen_points = np.flatnonzero(np.isin(extreme.owners, needed))
        there = extreme.frame.opened().taken(chosen_points)
        new_place = np.full(extreme.frame.size, -1)
        new_place[chosen_points] = np.arange(len(chosen_points))
        kept = new_place[rows] >= 0
        constant = -flat(extreme.members.constant, extreme.frame)[chosen_points]
        owners = extreme.owners[chosen_points]
        difference = Affine(
            constant,
            (
                Terms(new_place[rows[kept]], columns[kept], -coefficients[kept]),
                Terms(None, extreme.start + owners, 1.0),
            ),
        )
        chosen = builder.new_binary(there, f"{extreme.text} reached by")
        builder.conditionals.append(
            Conditional(extreme.origin, there, difference, (chosen.complement(),), extreme.text)
        )
        _, group = np.unique(owners, return_inverse=True)
        parent = extreme.frame.parent
        assert parent is not None
        one_each = parent.opened().taken(needed)
        value = Affine(0.0, (Terms(group, chosen.columns, 1.0),))
        builder.add_rows(value, 1.0, np.inf, one_each)

    def add_extreme_rows(self) -> None:
        """Every member stays below its column."""
        for extreme in self.builder.extremes:
            self.builder.origin = extreme.origin
            below = Affine(
                extreme.members.constant, (*extreme.members.terms, Terms(None, self._owner_columns(extreme), -1.0))
            )
            self.builder.add_rows(below, -np.inf, 0.0, extreme.frame)

    @staticmethod
    def _owner_columns(extreme: Extreme) -> Any:
        return (extreme.start + extreme.owners).reshape(extreme.frame.shape)

    # -- bounds

    def tighten(self) -> None:
        """Propagate over the unconditional rows, and from the members of extremes and the factors of products."""
        self.lower, self.upper = self.builder.bounds()
        whole = self.builder.is_whole()
        assembled = assemble(self.builder.rows, self.builder.num_columns)
        matrix = assembled.matrix(self.builder.num_columns)
        for _ in range(3):
            before = self.lower.copy(), self.upper.copy()
            self.lower, self.upper = propagate(matrix, assembled.lower, assembled.upper, self.lower, self.upper, whole)
            for definition in self.builder.order:
                if isinstance(definition, Extreme):
                    self._bound_extreme(definition)
                else:
                    self._bound_product(definition)
            if np.array_equal(before[0], self.lower) and np.array_equal(before[1], self.upper):
                break

    def _bound_extreme(self, extreme: Extreme) -> None:
        entries = extreme.members.entries(extreme.frame)
        matrix = as_matrix(entries, extreme.frame.size, self.builder.num_columns)
        constant = flat(extreme.members.constant, extreme.frame)
        highest = constant + largest_activity(matrix, self.lower, self.upper)
        lowest = constant - largest_activity(-matrix, self.lower, self.upper)
        top = np.full(extreme.count, -np.inf)
        bottom = np.full(extreme.count, -np.inf)
        np.maximum.at(top, extreme.owners, highest)
        np.maximum.at(bottom, extreme.owners, lowest)
        span = slice(extreme.start, extreme.start + extreme.count)
        self.upper[span] = np.minimum(self.upper[span], top)
        self.lower[span] = np.maximum(self.lower[span], bottom)

    def _bound_product(self, product: Product) -> None:
        column, factor = product.column, product.factor
        self.lower[column] = max(self.lower[column], min(0.0, self.lower[factor]))
        self.upper[column] = min(self.upper[column], max(0.0, self.upper[factor]))

    def add_products(self) -> None:
        """McCormick's rows, exact with one factor binary."""
        for product in self.builder.products:
            low = self._bound(product.factor, -1.0, product.origin, "a product")
            high = self._bound(product.factor, 1.0, product.origin, "a product")
            z, b, x = product.column, product.binary, product.factor
            rows = [
                ({z: 1.0, b: -high}, 0.0),
                ({z: -1.0, b: low}, 0.0),
                ({z: 1.0, x: -1.0, b: -low}, -low),
                ({z: -1.0, x: 1.0, b: high}, high),
            ]
            self._add_plain(product.origin, rows)

    def _add_plain(self, origin: Origin, rows: list[tuple[dict[int, float], float]]) -> None:
        owner = np.array([row for row, (terms, _) in enumerate(rows) for _ in terms])
        columns = np.array([column for terms, _ in rows for column in terms])
        values = np.array([value for terms, _ in rows for value in terms.values()])
        self.builder.origin = origin
        self.builder.add_rows(
            Affine(0.0, (Terms(owner, columns, values),)),
            -np.inf,
            np.array([side for _, side in rows]),
            Frame((len(rows),)),
        )

    def _bound(self, column: int, direction: float, origin: Origin, what: str) -> float:
        found = float(self.upper[column] if direction > 0 else self.lower[column])
        if not np.isfinite(found):
            weights = np.zeros(self.builder.num_columns)
            weights[column] = direction
            found = direction * self._by_relaxation(weights)
        if not np.isfinite(found):
            raise self._unbounded(np.array([column]), origin, what, "upper" if direction > 0 else "lower")
        return found

    def _by_relaxation(self, weights: FloatArray) -> float:
        """The largest value of `weights @ x` over the rows that hold unconditionally."""
        if self.relax is None:
            return float("inf")
        if self.relaxation is None:
            self.relaxation = self._plain_model()
        return self.relax(self.relaxation, weights)

    def _plain_model(self) -> LinearModel:
        builder = self.builder
        assembled = assemble(builder.rows, builder.num_columns)
        return LinearModel(
            Sense.MAXIMIZE, np.zeros(builder.num_columns), 0.0, self.lower, self.upper,
            np.zeros(builder.num_columns, dtype=bool),
            assembled.starts, assembled.indices, assembled.values, assembled.lower, assembled.upper,
        )  # fmt: skip

    def _unbounded(self, columns: Any, origin: Origin, what: str, side: str) -> UnboundedTermError:
        names = [self.builder.name_of(int(column)) for column in columns[:3]]
        return UnboundedTermError(
            f"{origin.name}: {what} needs a finite bound, and none follows for {', '.join(repr(n) for n in names)}; "
            f"state the {'smallest' if side == 'lower' else 'largest'} value it can take"
        )

    # -- conditional rows

    def add_conditionals(self) -> None:
        """`difference <= M * (number of true escapes)` with the least M that bounds allow, row by row."""
        for conditional in self.builder.conditionals:
            frame = conditional.frame
            rows, columns, coefficients = conditional.difference.entries(frame)
            matrix = as_matrix((rows, columns, coefficients), frame.size, self.builder.num_columns)
            constant = flat(conditional.difference.constant, frame)
            lower, upper = self.lower[: self.builder.num_columns], self.upper[: self.builder.num_columns]
            big = constant + largest_activity(matrix, lower, upper)
            most = np.full(frame.size, np.inf) if conditional.most is None else flat(conditional.most, frame)
            for row in np.flatnonzero(~np.isfinite(big) & ~np.isfinite(most)):
                weights = np.asarray(matrix[[row]].todense()).ravel()
                big[row] = constant[row] + self._by_relaxation(weights)
                if not np.isfinite(big[row]):
                    raise self._unbounded_row(conditional, matrix[[row]], lower, upper)
            needed = np.flatnonzero((big > 1e-9) | (most < big))  # the others hold in any case
            if not len(needed):
                continue
            there = frame.opened().taken(needed)
            place = np.full(frame.size, -1)
            place[needed] = np.arange(len(needed))
            kept = place[rows] >= 0
            terms = [Terms(place[rows[kept]], columns[kept], coefficients[kept])]
            total = constant[needed]
            for escape in conditional.escapes:
                least = least_slack(big, (rows, columns, coefficients), flat(escape.columns, frame),
                                    escape.is_positive, lower, upper)  # fmt: skip
                least = tidied(np.minimum(np.maximum(least, 0.0) if conditional.most is None else least, most))
                relaxed = escape.at(needed, frame).value().times(-least[needed], there)
                terms += relaxed.terms
                total = total + relaxed.constant
            self.builder.origin = conditional.origin
            self.builder.add_rows(Affine(total, tuple(terms)), -np.inf, 0.0, there)

    def _unbounded_row(self, conditional: Conditional, row: Any, lower: Any, upper: Any) -> UnboundedTermError:
        columns = row.indices
        bound = np.where(row.data > 0, upper[columns], lower[columns])
        side = "upper" if (row.data[~np.isfinite(bound)] > 0).any() else "lower"
        return self._unbounded(columns[~np.isfinite(bound)], conditional.origin, f"'{conditional.text}'", side)


def finish(builder: ModelBuilder, objectives: list[Objective], relax: BoundByRelaxation | None = None) -> LinearModel:
    """Turn what was gathered into a linear model.

    Parameters
    ----------
    builder : ModelBuilder
        Columns, rows, and what waits; it is used up.
    objectives : list of (Sense, Affine)
        Over the single point, in order; the first becomes the model's own.
    relax : callable, optional
        Solves a linear relaxation for a bound that propagation does not find.

    Raises
    ------
    UnboundedTermError
        A big-M is needed and no finite bound exists.
    """
    settle_shapes(builder, objectives)
    if builder.conditionals or builder.order:
        finisher = _Finisher(builder, objectives, relax)
        finisher.hold_extremes()
        finisher.add_extreme_rows()
        finisher.tighten()
        finisher.add_products()
        finisher.add_conditionals()
        lower, upper = builder.bounds()
        # definitions may carry their derived bounds; stated variables keep their own
        for definition in builder.order:
            start = definition.start if isinstance(definition, Extreme) else definition.column
            count = definition.count if isinstance(definition, Extreme) else 1
            lower[start : start + count] = finisher.lower[start : start + count]
            upper[start : start + count] = finisher.upper[start : start + count]
    else:
        lower, upper = builder.bounds()
    assembled = assemble(builder.rows, builder.num_columns)
    sense, objective = objectives[0]
    return LinearModel(
        sense=sense,
        cost=cost_of(objective, builder.num_columns),
        offset=float(np.asarray(objective.constant).ravel()[0]),
        column_lower=lower,
        column_upper=upper,
        is_integer=builder.is_whole(),
        starts=assembled.starts,
        indices=assembled.indices,
        values=assembled.values,
        row_lower=assembled.lower,
        row_upper=assembled.upper,
        columns=tuple(builder.blocks),
        rows=assembled.blocks,
    )
