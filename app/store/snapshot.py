"""What one version of a project holds."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass, field
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from nl2milp.errors import InputError
from nl2milp.formulation import Formulation
from nl2milp.result import ResultStatus

__all__ = ["Snapshot"]

_TEXT_LIMIT = 10_000_000
"""Characters of a text or a table: far above what is read, far below what fills a memory."""

_Text = Annotated[str, Field(max_length=_TEXT_LIMIT)]
_Table = Annotated[tuple[_Text, _Text], Field(strict=False)]  # JSON has lists only
_Number = Annotated[float, Field(allow_inf_nan=False)]


@dataclass(frozen=True)
class Snapshot:
    """One state of the work on a problem, as plain data.

    Attributes
    ----------
    text : str
        The problem in words.
    tables : tuple of (str, str)
        Attached tables: name and CSV text.
    reader : str
        Who read it, or is to read it.
    formulation : dict or None
        The formulation as JSON data; None before a reading.
    marks : list of dict
        Where each statement stands in the text and what became of it.
    questions : list of dict
        Open points.
    result : dict or None
        :meth:`nl2milp.Result.to_dict`; None before a solve.
    note : str
        What led to this version, in words.
    """

    text: str = ""
    tables: tuple[tuple[str, str], ...] = ()
    reader: str = "auto"
    formulation: dict[str, Any] | None = None
    marks: list[dict[str, Any]] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    result: dict[str, Any] | None = None
    note: str = ""

    @property
    def status(self) -> str | None:
        """How the solve ended; None before one."""
        return None if self.result is None else str(self.result.get("status"))

    @property
    def objective(self) -> float | None:
        """The objective's value in the result; None where there is none."""
        found = (self.result or {}).get("objective")
        return float(found) if isinstance(found, int | float) and math.isfinite(found) else None

    def to_data(self) -> dict[str, Any]:
        """As JSON-ready data."""
        return asdict(self)

    def to_json(self) -> str:
        """As one line without control characters; what is no character (half a surrogate pair) becomes `?`."""
        return json.dumps(self.to_data(), ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")

    @classmethod
    def from_data(cls, data: Any, where: str) -> Snapshot:
        """Check data that comes from a file or a database.

        Raises
        ------
        InputError
            It is no such data; the message names the part, after `where`.
        """
        try:
            checked = _Incoming.model_validate(data)
        except (ValidationError, RecursionError) as error:
            raise InputError(f"{where}: {_first(error)}") from None
        return cls(**dict(checked))

    def completes(self, earlier: Snapshot) -> bool:
        """Whether this is `earlier` with the reading or the result that it still lacked.

        Examples
        --------
        >>> Snapshot("Maximize x.", result={"status": "optimal"}).completes(Snapshot("Maximize x."))
        True
        >>> Snapshot("Maximize y.").completes(Snapshot("Maximize x."))
        False
        """
        if (self.text, self.tables) != (earlier.text, earlier.tables) or earlier.result is not None:
            return False
        # who reads may have been left open before the reading
        return earlier.formulation is None or (earlier.formulation, earlier.reader) == (self.formulation, self.reader)


class _Incoming(BaseModel):
    """A snapshot from outside."""

    model_config = ConfigDict(extra="forbid", strict=True)

    text: _Text = ""
    tables: tuple[_Table, ...] = Field(default=(), strict=False)
    reader: str = Field(default="auto", max_length=100)
    formulation: dict[str, Any] | None = None
    marks: list[dict[str, Any]] = Field(default_factory=list)
    questions: list[dict[str, Any]] = Field(default_factory=list)
    result: dict[str, Any] | None = None
    note: _Text = ""

    @field_validator("formulation")
    @classmethod
    def _is_a_formulation(cls, found: dict[str, Any] | None) -> dict[str, Any] | None:
        if found is not None:
            Formulation.model_validate(found)
        return found

    @field_validator("result")
    @classmethod
    def _is_a_result(cls, found: dict[str, Any] | None) -> dict[str, Any] | None:
        if found is not None:
            _Result.model_validate(found)
        return found

    @field_validator("questions")
    @classmethod
    def _are_questions(cls, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        for question in found:
            _Question.model_validate(question)
        return found


class _Result(BaseModel):
    """What pages rely on of a result; the rest of it is only kept."""

    model_config = ConfigDict(strict=True)

    status: Annotated[ResultStatus, Field(strict=False)]
    objective: _Number | None = None
    asked: _Number | None = None
    variables: dict[str, _Number | dict[str, _Number]] = Field(default_factory=dict)
    reasons: list[str] = Field(default_factory=list)
    detail: str = ""


class _Choice(BaseModel):
    model_config = ConfigDict(strict=True)

    label: str
    formulation: dict[str, Any]


class _Question(BaseModel):
    """What pages rely on of a question."""

    model_config = ConfigDict(strict=True)

    text: str
    choices: list[_Choice] = Field(default_factory=list)
    chosen: int = 0


def _first(error: ValidationError | RecursionError) -> str:
    """The first trouble, in words."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    found = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, found["loc"]))
    return f"{place or 'content'}: {found['msg']}"
