"""Sets of labels, the domains of indexed symbols, and finding a label's place in them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import DataError

__all__ = ["CHUNK", "Coded", "Domain", "Family", "IntArray", "Label", "LabelSet", "as_label", "label_text", "taken"]

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
Label: TypeAlias = str | int | float
"""A member of a set. Labels that look like numbers are numbers: `'3'` and `3` are one label."""

CHUNK = 65_536
"""Entries looked at together: what they need stays in the cache, where arrays of millions would be new memory."""

_DENSE_LOOKUP_CELLS = 200_000
_LARGEST = 2**53
_NUMERAL = re.compile(r"[-+]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")


def as_label(value: Any) -> Label:
    """Bring a cell or a member to a label: numbers and numerals to numbers, all else to stripped text.

    A numeral is written the plain way: `007`, `1e5` and `1_000` stay text, and
    so do whole numbers beyond 2**53, which are names rather than amounts.

    >>> as_label(" 7 "), as_label(2.0), as_label("North York"), as_label("007")
    (7, 2, 'North York', '007')

    Raises
    ------
    DataError
        A number that is not finite.
    """
    if isinstance(value, str):
        text = value.strip()
        if not _NUMERAL.fullmatch(text):
            return text
        value = float(text) if "." in text else int(text)
    if isinstance(value, float | np.floating):
        if not math.isfinite(value):
            raise DataError(f"{value} is not a label; a label is text or a finite number")
        value = int(value) if float(value).is_integer() else float(value)
    if not isinstance(value, float):
        value = int(value)
    return str(value) if abs(value) > _LARGEST else value


def label_text(label: Any) -> str:
    """A label, or a tuple of labels, as people write it."""
    if isinstance(label, tuple):
        return ", ".join(label_text(item) for item in label)
    return str(label)


@dataclass(eq=False)
class LabelSet:
    """An ordered set of distinct labels, or of distinct tuples of them.

    Attributes
    ----------
    name : str
        For messages.
    labels : sequence
        The labels in order; empty for a set of tuples.
    components : tuple of (LabelSet, int array of shape (n,))
        For a set of tuples: per position of the tuple, the set its labels come
        from and their codes there.
    """

    name: str
    labels: Sequence[Label] = ()
    components: tuple[tuple[LabelSet, IntArray], ...] = ()
    _translations: dict[int, tuple[LabelSet, IntArray]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.components[0][1]) if self.components else len(self.labels)

    @property
    def arity(self) -> int:
        """Labels per member."""
        return len(self.components) or 1

    @classmethod
    def of_tuples(cls, name: str, rows: Sequence[tuple[Label, ...]]) -> LabelSet:
        """A set of tuples, each of the same length; repeats count once."""
        distinct = list(dict.fromkeys(rows))
        components = []
        for place in range(len(distinct[0])):
            base = cls(f"{name}, place {place + 1}", tuple(dict.fromkeys(row[place] for row in distinct)))
            components.append((base, np.array([base.position[row[place]] for row in distinct], dtype=np.int64)))
        return cls(name, components=tuple(components))

    @cached_property
    def codes(self) -> IntArray:
        """The places of all members."""
        return np.arange(len(self))

    @cached_property
    def position(self) -> Mapping[Label, int]:
        """Place of each label."""
        return {label: place for place, label in enumerate(self.labels)}

    @cached_property
    def numbers(self) -> FloatArray | None:
        """The labels as numbers, or None if any is text."""
        if self.components:
            return None
        if isinstance(self.labels, range):
            return np.arange(self.labels.start, self.labels.stop, dtype=np.float64)
        if any(isinstance(label, str) for label in self.labels):
            return None
        return np.array(self.labels, dtype=np.float64)

    @cached_property
    def first_of_run(self) -> int | None:
        """The first label, if the labels are consecutive whole numbers going up."""
        if isinstance(self.labels, range):
            return self.labels.start if len(self.labels) else None
        numbers = self.numbers
        if numbers is None or len(numbers) == 0 or numbers[0] != np.floor(numbers[0]):
            return None
        return int(numbers[0]) if bool(np.all(np.diff(numbers) == 1)) else None

    @cached_property
    def _by_number(self) -> tuple[FloatArray, IntArray]:
        """The labels that are numbers, ascending, and their places."""
        found = [(float(label), place) for place, label in enumerate(self.labels) if not isinstance(label, str)]
        found.sort()
        return np.array([label for label, _ in found]), np.array([place for _, place in found], dtype=np.int64)

    @cached_property
    def domain(self) -> Domain:
        """For a set of tuples: the domain of its component codes, to look tuples up in."""
        keys = tuple(codes for _, codes in self.components)
        return Domain(tuple(base for base, _ in self.components), keys=keys)

    def places(self, value: Any) -> Any:
        """Positions in this set of a :class:`Coded`, a label, or numbers; -1 where absent."""
        if isinstance(value, Coded):
            return value.codes if value.base is self else self._translation(value.base)[value.codes]
        if isinstance(value, str):
            return self.position.get(value, -1)
        values = np.asarray(value, dtype=np.float64)
        if values.ndim == 0:
            return self.position.get(as_label(float(values)), -1) if np.isfinite(values) else -1
        return self._places_of_numbers(values)

    def _translation(self, base: LabelSet) -> IntArray:
        """For each label of `base` its place in this set, -1 where absent."""
        known = self._translations.get(id(base))
        if known is None:
            if base.first_of_run is not None and self.first_of_run is not None and base.numbers is not None:
                table = self._places_of_numbers(base.numbers)
            else:
                table = np.array([self.position.get(label, -1) for label in base.labels], dtype=np.int64)
            known = self._translations[id(base)] = (base, table)  # keep the base alive: its id() is the key
        return known[1]

    def _places_of_numbers(self, values: FloatArray) -> IntArray:
        first = self.first_of_run
        if first is not None:
            places = values - first
            good = (places >= 0) & (places < len(self)) & (places == np.floor(places))
            return np.where(good, places, -1).astype(np.int64)
        ordered, where = self._by_number
        if not len(ordered):
            return np.full(values.shape, -1, dtype=np.int64)
        spot = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
        return np.where(ordered[spot] == values, where[spot], -1)

    def member(self, place: int) -> Label | tuple[Label, ...]:
        """The label, or the tuple of labels, at `place`."""
        if self.components:
            return tuple(base.labels[int(codes[place])] for base, codes in self.components)
        return self.labels[place]


@dataclass(frozen=True, eq=False)
class Coded:
    """Labels as codes: `base.labels[codes]`, in any shape."""

    base: LabelSet
    codes: Any

    def take(self, flat: IntArray, shape: tuple[int, ...]) -> Coded:
        """The entries at the flat positions `flat` of this value broadcast to `shape`."""
        return Coded(self.base, taken(self.codes, flat, shape))


def taken(values: Any, flat: Any, shape: tuple[int, ...]) -> Any:
    """The entries at the flat positions `flat` of `values` broadcast to `shape`, which is not built for it."""
    values = np.asarray(values)
    if values.ndim == 0:
        return np.broadcast_to(values, np.shape(flat))
    if values.shape == shape:
        return values.reshape(-1)[flat]
    places = np.unravel_index(flat, shape)[len(shape) - values.ndim :]
    found = values[tuple(place if length != 1 else 0 for place, length in zip(places, values.shape, strict=True))]
    return found if np.shape(found) == np.shape(flat) else np.broadcast_to(found, np.shape(flat))


@dataclass(eq=False)
class Domain:
    """Where an indexed symbol is defined: a product of sets, or listed keys within it.

    Attributes
    ----------
    axes : tuple of LabelSet
        One for each index.
    keys : tuple of int array of shape (n,), or None
        Codes on each axis of the n listed keys; None for the full product.
    """

    axes: tuple[LabelSet, ...]
    keys: tuple[IntArray, ...] | None = None

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Length of each axis."""
        return tuple(len(axis) for axis in self.axes)

    @cached_property
    def size(self) -> int:
        """Number of keys."""
        return math.prod(self.shape) if self.keys is None else len(self.keys[0])

    @cached_property
    def _by_tuple(self) -> dict[tuple[int, ...], int] | None:
        """Key numbers by their codes, where the cells of the full product are too many to number."""
        if self.keys is None or math.prod(self.shape) < 2**62:
            return None
        return {codes: number for number, codes in enumerate(zip(*(part.tolist() for part in self.keys), strict=True))}

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """Steps of each axis in the row-major numbering of the full product."""
        return tuple(math.prod(self.shape[axis + 1 :]) for axis in range(len(self.shape)))

    @cached_property
    def _sorted(self) -> tuple[IntArray, IntArray]:
        assert self.keys is not None
        cells = self.cells(self.keys)
        order = np.argsort(cells, kind="stable")
        return cells[order], order

    @cached_property
    def _inverse(self) -> IntArray | None:
        """Key number of each cell of the product, where that is small enough to tabulate."""
        cells = math.prod(self.shape)
        if self.keys is None or cells > max(_DENSE_LOOKUP_CELLS, 8 * self.size):
            return None
        inverse = np.full(cells, -1, dtype=np.int64)
        inverse[self.cells(self.keys)] = np.arange(self.size)
        return inverse

    def cells(self, codes: tuple[Any, ...]) -> Any:
        """Row-major numbers, in the full product, of codes on each axis."""
        total: Any = 0
        for code, stride in zip(codes, self.strides, strict=True):
            total = total + (code if stride == 1 else code * stride)
        return total

    def lookup(self, values: Sequence[Any]) -> tuple[Any, Any]:
        """Key numbers of index values, broadcast together, and where they are missing.

        Returns
        -------
        keys : int or int array
            0 where missing.
        missing : bool array or bool
            False (the object) if none can be.
        """
        places = [axis.places(value) for axis, value in zip(self.axes, values, strict=True)]
        missing: Any = False
        for position, place in enumerate(places):
            value = values[position]
            if isinstance(value, Coded) and value.base is self.axes[position]:
                continue
            gone = place < 0
            if np.any(gone):
                missing = missing | gone
                places[position] = np.where(gone, 0, place)
        if self._by_tuple is not None:
            found, gone = self._look_up_tuples(places, self._by_tuple)
        elif self.keys is None:
            return self.cells(tuple(places)), missing
        else:
            cells = self.cells(tuple(places))
            if self.size == 0:
                return np.zeros(np.shape(cells), dtype=np.int64), np.ones(np.shape(cells), dtype=bool)
            if self._inverse is not None:
                found = self._inverse[cells]
                gone = found < 0
            else:
                ordered, order = self._sorted
                spot = np.minimum(np.searchsorted(ordered, cells), self.size - 1)
                gone = ordered[spot] != cells
                found = order[spot]
        if np.any(gone):
            return np.where(gone, 0, found), missing | gone
        return found, missing

    @staticmethod
    def _look_up_tuples(places: list[Any], numbers: Mapping[tuple[int, ...], int]) -> tuple[Any, Any]:
        parts = np.broadcast_arrays(*places)
        flat = [numbers.get(codes, -1) for codes in zip(*(part.ravel().tolist() for part in parts), strict=True)]
        found = np.array(flat, dtype=np.int64).reshape(parts[0].shape)
        return found, found < 0

    def key(self, number: int) -> tuple[Label, ...]:
        """The labels of key `number`."""
        if self.keys is not None:
            return tuple(axis.labels[int(codes[number])] for axis, codes in zip(self.axes, self.keys, strict=True))
        return tuple(
            axis.labels[(number // stride) % len(axis)] for axis, stride in zip(self.axes, self.strides, strict=True)
        )

    def codes(self) -> tuple[IntArray, ...]:
        """Codes on each axis of all keys, each of shape (size,)."""
        if self.keys is not None:
            return self.keys
        numbers = np.arange(self.size)
        return tuple((numbers // stride) % len(axis) for axis, stride in zip(self.axes, self.strides, strict=True))


@dataclass(eq=False)
class Family:
    """A set for each key: `suitable[k in kinds]`. Members of key k are `codes[starts[k]:starts[k + 1]]` of `base`."""

    name: str
    domain: Domain
    base: LabelSet
    starts: IntArray
    codes: IntArray

    @cached_property
    def pairs(self) -> Domain:
        """All (key, member) combinations, for membership tests."""
        owner = np.repeat(np.arange(self.domain.size), np.diff(self.starts))
        keys = LabelSet(self.name, labels=range(self.domain.size))
        return Domain((keys, self.base), keys=(owner, self.codes))
