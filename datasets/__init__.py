"""Problems with known answers: our own, and loaders for published ones."""

from nl2milp.datasets.registry import DataSet, get, load, names, register

__all__ = ["DataSet", "get", "load", "names", "register"]
