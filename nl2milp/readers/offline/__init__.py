"""A grammar- and statistics-based reader of word problems."""

from nl2milp.readers.offline.reader import OfflineReader

__all__ = ["OfflineReader"]
