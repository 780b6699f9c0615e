"""LP and MPS files, read by HiGHS into linear models."""

from __future__ import annotations

from pathlib import Path

import highspy
import numpy as np
import scipy.sparse as sp

from nl2milp.errors import InputError
from nl2milp.formulation import Sense
from nl2milp.linear_model import ColumnBlock, LinearModel, RowBlock
from nl2milp.solvers.highs_instance import silent_instance

__all__ = ["SUFFIXES", "read_model"]

SUFFIXES = (".lp", ".mps", ".lp.gz", ".mps.gz")
"""Endings of the files that :func:`read_model` takes."""

_HIGHS_INFINITY = 1e20


def read_model(path: str | Path) -> LinearModel:
    """Read an LP or MPS file.

    Parameters
    ----------
    path : str or Path
        A file that ends in one of :data:`SUFFIXES`.

    Returns
    -------
    LinearModel
        Each column and row is a block of its own, under the file's own name;
        the constraint of row i is i.

    Raises
    ------
    InputError
        There is no such file, HiGHS cannot read it, or it holds what is not
        linear: quadratic terms, semi-continuous variables.
    """
    path = Path(path)
    if not path.is_file():
        raise InputError(f"there is no file '{path}'")
    if not path.name.casefold().endswith(SUFFIXES):
        raise InputError(f"'{path}' is neither an LP nor an MPS file by its name ({', '.join(SUFFIXES)})")
    highs = silent_instance()
    if highs.readModel(str(path)) == highspy.HighsStatus.kError:
        raise InputError(f"HiGHS cannot read '{path}'; is it a complete {path.suffix.lstrip('.').upper()} file?")
    if highs.getHessianNumNz():
        raise InputError(f"'{path}' has quadratic terms in its objective; only linear models can be read")
    lp = highs.getLp()
    count, rows = lp.num_col_, lp.num_row_
    if not count:
        raise InputError(f"'{path}' holds no variables; is it an LP or MPS file?")  # HiGHS takes prose for an empty LP
    kinds = list(lp.integrality_) or [highspy.HighsVarType.kContinuous] * count
    whole = np.array([kind == highspy.HighsVarType.kInteger for kind in kinds], dtype=bool)
    odd = [
        at
        for at, kind in enumerate(kinds)
        if kind not in (highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous)
    ]
    if odd:
        name = lp.col_names_[odd[0]] if lp.col_names_ else f"column {odd[0]}"
        raise InputError(f"'{path}': {name} is semi-continuous; state it by a binary variable instead")
    parts = np.array(lp.a_matrix_.value_), np.array(lp.a_matrix_.index_), np.array(lp.a_matrix_.start_)
    if lp.a_matrix_.format_ == highspy.MatrixFormat.kColwise:
        matrix = sp.csr_array(sp.csc_array(parts, shape=(rows, count)))
    else:
        matrix = sp.csr_array(parts, shape=(rows, count))
    matrix.sum_duplicates()
    matrix.sort_indices()
    names = [lp.col_names_[at] if lp.col_names_ else f"c{at}" for at in range(count)]
    row_names = [lp.row_names_[at] if lp.row_names_ else f"r{at}" for at in range(rows)]
    return LinearModel(
        Sense.MINIMIZE if lp.sense_ == highspy.ObjSense.kMinimize else Sense.MAXIMIZE,
        np.array(lp.col_cost_, dtype=np.float64),
        float(lp.offset_),
        _endless(np.array(lp.col_lower_, dtype=np.float64)),
        _endless(np.array(lp.col_upper_, dtype=np.float64)),
        whole,
        matrix.indptr.astype(np.int32),
        matrix.indices.astype(np.int32),
        matrix.data.astype(np.float64),
        _endless(np.array(lp.row_lower_, dtype=np.float64)),
        _endless(np.array(lp.row_upper_, dtype=np.float64)),
        tuple(ColumnBlock(name, at, at + 1) for at, name in enumerate(names)),
        tuple(RowBlock(name, at, at, at + 1) for at, name in enumerate(row_names)),
    )


def _endless(sides: np.ndarray) -> np.ndarray:
    """What HiGHS takes for infinite, as infinite."""
    return np.where(np.abs(sides) < _HIGHS_INFINITY, sides, np.copysign(np.inf, sides))
