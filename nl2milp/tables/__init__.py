"""Tables from CSV and Excel files, data frames and Markdown, as columns that a formulation's `source` names.

Nothing is guessed in silence: what has two readings is an error that names
sheet, row and column, and what was decided is said in a note.
"""

from nl2milp.tables.attach import attached, load_tables, markdown_tables, read_tables
from nl2milp.tables.grid import Grid, Loaded

__all__ = ["Grid", "Loaded", "attached", "load_tables", "markdown_tables", "read_tables"]
