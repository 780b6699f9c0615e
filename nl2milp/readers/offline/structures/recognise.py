"""Which structure a text has, if any, and the reading that follows from it."""

from __future__ import annotations

from nl2milp.readers.base import Reading
from nl2milp.readers.offline.structures.allotment import draft_allotment
from nl2milp.readers.offline.structures.assignment import draft_assignment
from nl2milp.readers.offline.structures.covering import draft_covering
from nl2milp.readers.offline.structures.cutting import draft_cutting
from nl2milp.readers.offline.structures.document import read_document
from nl2milp.readers.offline.structures.drafting import Draft
from nl2milp.readers.offline.structures.groups import find_groups
from nl2milp.readers.offline.structures.inventory import draft_inventory
from nl2milp.readers.offline.structures.matrices import read_matrices
from nl2milp.readers.offline.structures.networks import draft_network
from nl2milp.readers.offline.structures.paths import read_arcs
from nl2milp.readers.offline.structures.relations import tabled_relations
from nl2milp.readers.offline.structures.sequencing import draft_sequence
from nl2milp.readers.offline.structures.shipping import draft_shipping
from nl2milp.readers.offline.structures.sourcing import draft_sourcing
from nl2milp.readers.offline.structures.staffing import draft_staffing
from nl2milp.readers.offline.structures.tabulated import read_table
from nl2milp.readers.offline.structures.workforce import draft_workforce

__all__ = ["read_structure"]

_LONGEST = 20_000
_MOST_NUMBERS = 600


def read_structure(text: str, reader: str) -> Reading | None:
    """The reading of a text with a known structure; None where it has none.

    Parameters
    ----------
    reader : str
        The name under which the reading is given.
    """
    draft = _draft(text)
    return draft.reading(reader) if draft is not None and draft.objective is not None else None


def _draft(text: str) -> Draft | None:
    if len(text) > _LONGEST:
        return None
    document = read_document(text)
    if len(document.quantities) > _MOST_NUMBERS:
        return None
    planned = (
        draft_inventory(document) or draft_staffing(document) or draft_workforce(document) or draft_cutting(document)
    )
    if planned is not None:
        return planned
    groups = find_groups(document)
    matrices = read_matrices(document, groups)
    arcs = [read_arcs(table) for table in document.tables]
    tables = [read_table(document, table) for table, found in zip(document.tables, arcs, strict=True) if found is None]
    matrices = [*(matrix for matrix in arcs if matrix is not None), *matrices]
    if None in tables:
        return None
    ordered = draft_sequence(document, [table for table in tables if table is not None], groups)
    if ordered is not None:
        return ordered
    matrices = [*(matrix for table in tables if table for matrix in table.matrices), *matrices]
    vectors = [vector for table in tables if table for vector in table.vectors]
    return (
        draft_network(document, matrices, groups)
        or draft_shipping(document, matrices, vectors)
        or draft_assignment(document, matrices, vectors)
        or draft_sourcing(document, [table for table in tables if table is not None], groups)
        or draft_allotment(document, groups)
        or draft_covering(document, groups, tabled_relations(document, matrices), vectors)
    )
