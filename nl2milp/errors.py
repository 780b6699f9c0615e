"""Every error nl2milp raises on purpose.

The tree is split by who must act::

    Nl2milpError
    ├── InputError            the user: the text, file, table or option is unusable
    │   ├── FormulationError  the author of a formulation: one of its parts is wrong
    │   │   ├── ExpressionError    a string in the grammar does not parse or type
    │   │   ├── NonlinearError     a term that no template linearises
    │   │   └── UnboundedTermError a big-M is needed and no finite bound exists
    │   └── DataError         the owner of the data: a table's cell, row or column
    ├── NotUnderstoodError    nobody in particular: the reader found no model in the text
    │   └── NoObjectiveError  the author of the text: it does not say what is to be best
    ├── MissingExtraError     the installer: an optional dependency is absent
    ├── ProviderError         the model's provider, or the way to it: a call failed
    ├── AwaitingRepliesError  whoever runs the batch: its answers are not there yet
    └── SolverError           the developer or the solver's vendor: the run failed

A message says what was wrong, where, and what to do.
"""

from __future__ import annotations

__all__ = [
    "AwaitingRepliesError",
    "DataError",
    "ExpressionError",
    "FormulationError",
    "InputError",
    "MissingExtraError",
    "Nl2milpError",
    "NoObjectiveError",
    "NonlinearError",
    "NotUnderstoodError",
    "ProviderError",
    "SolverError",
    "UnboundedTermError",
]


class Nl2milpError(Exception):
    """Base class of all errors that nl2milp raises on purpose."""


class InputError(Nl2milpError):
    """What the user handed in cannot be used as it is."""


class FormulationError(InputError):
    """A part of a formulation is wrong; the message names the part."""


class ExpressionError(FormulationError):
    """An expression does not parse or does not type.

    Attributes
    ----------
    expression : str
        The whole expression as written.
    column : int
        One-based position in `expression` where the trouble was noticed.
    reason : str
        What was found and what was expected.
    where : str
        The part of the formulation that holds the expression; empty if unknown.
    """

    def __init__(self, reason: str, expression: str, column: int, where: str = "") -> None:
        self.reason, self.expression, self.column, self.where = reason, expression, column, where
        shown, start = expression, max(0, column - 60)
        if len(expression) > 160:
            end = start + 120
            shown = ("..." if start else "") + expression[start:end] + ("..." if end < len(expression) else "")
        prefix = f"{where}: " if where else ""
        super().__init__(f"{prefix}{reason} (column {column} of '{shown}')")

    def within(self, where: str) -> ExpressionError:
        """The same error, placed in the part of the formulation called `where`."""
        if self.where:
            return self
        return type(self)(self.reason, self.expression, self.column, where)


class NonlinearError(ExpressionError):
    """A term is nonlinear in the decisions and no template linearises it."""


class UnboundedTermError(FormulationError):
    """A linearisation needs a finite bound that cannot be derived."""


class DataError(InputError):
    """A table holds something unusable; the message names row and column."""


class NotUnderstoodError(Nl2milpError):
    """The reader could not find an optimisation problem in the text."""


class NoObjectiveError(NotUnderstoodError):
    """The text does not say what is to be maximized or minimized."""

    def __init__(self) -> None:
        super().__init__("no objective was found: say what is to be maximized or minimized")


class MissingExtraError(Nl2milpError):
    """An optional dependency is not installed; the message has the command."""


class ProviderError(Nl2milpError):
    """A language model could not be asked, or its provider failed.

    Attributes
    ----------
    transient : bool
        Whether the same call may work later.
    status : int or None
        The HTTP status, where there was one.
    retry_after : float or None
        Seconds that the provider asks to wait.
    """

    def __init__(
        self, message: str, *, transient: bool = False, status: int | None = None, retry_after: float | None = None
    ) -> None:
        self.transient, self.status, self.retry_after = transient, status, retry_after
        super().__init__(message)


class AwaitingRepliesError(Nl2milpError):
    """Requests were written for a batch, and the reading goes on when their answers are in place."""


class SolverError(Nl2milpError):
    """The solver failed or returned something that contradicts itself."""
