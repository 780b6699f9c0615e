"""The problem's text as the prompts show it: sentences numbered, long tables described instead of copied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from nl2milp.errors import InputError
from nl2milp.formulation import Span
from nl2milp.readers.base import Problem
from nl2milp.readers.llm.tables import Described, cut_out, described
from nl2milp.readers.offline.tokens import split_sentences, tokenize

__all__ = ["MAX_CHARACTERS", "Line", "NumberedText", "number"]

MAX_CHARACTERS = 200_000
"""A longer text is refused; tables belong into attachments."""


@dataclass(frozen=True)
class Line:
    """A numbered sentence: `name` is how it is cited, `start:end` where it stands in the problem's text."""

    name: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(start=self.start, end=self.end)


@dataclass(frozen=True)
class NumberedText:
    """A problem's sentences, and its tables.

    Attributes
    ----------
    text : str
        As the user wrote it.
    lines : tuple of Line
        In order.
    tables : tuple of Described
        Attached tables, and long ones that stood in the text.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Described, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Line]:
        """Sentences by `S1`, `S2`, ..."""
        return {line.name: line for line in self.lines}

    def shown(self, names: set[str] | None = None) -> str:
        """The text for a prompt; with `names`, only these sentences and the ones beside them."""
        kept = self.lines
        if names is not None:
            near = {place + step for place, line in enumerate(self.lines) if line.name in names for step in (-1, 0, 1)}
            kept = tuple(line for place, line in enumerate(self.lines) if place in near)
        shown = "\n".join(f"{line.name}: {line.text}" for line in kept)
        tables = "\n\n".join(table.shown() for table in self.tables)
        return f"{shown}\n\nAttached tables (refer to them by `source`):\n\n{tables}" if tables else shown

    def span_of(self, names: tuple[str, ...]) -> Span | None:
        """From the first to the last of the cited sentences, if they stand together; else the first."""
        cited = sorted((self.by_name[name] for name in names if name in self.by_name), key=lambda line: line.start)
        if not cited:
            return None
        places = [self.lines.index(line) for line in cited]
        last = cited[-1] if places[-1] - places[0] == len(places) - 1 else cited[0]
        return Span(start=cited[0].start, end=last.end)


def number(problem: Problem) -> NumberedText:
    """Number the sentences of `problem`.

    Raises
    ------
    InputError
        The text is empty or too long.

    Examples
    --------
    >>> print(number(Problem("A van costs 300. At most 2 can be bought.")).shown())
    S1: A van costs 300.
    S2: At most 2 can be bought.
    """
    text = problem.text
    if not text.strip():
        raise InputError("the text is empty; expected a problem in words")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"the text has {len(text):,} characters, more than {MAX_CHARACTERS:,}; attach its tables")
    found, hidden = cut_out(text)
    lines: list[Line] = []
    for first, end in _sentences(text):
        # a sentence starts at its first word: the sign before it belongs to it as well
        start = _with_opening(text, first, lines[-1].end if lines else 0)
        if any(span.start <= start < span.end for span in hidden):
            continue
        written = " ".join(text[start:end].replace("\\n", " ").split())
        lines.append(Line(f"S{len(lines) + 1}", written, start, end))
    return NumberedText(text, tuple(lines), (*described(problem.tables), *found))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Whole sentences: what follows a semicolon on the same line still belongs to what stands before it."""
    begun: int | None = None
    end = 0
    for sentence in split_sentences(tokenize(text)):
        start = sentence.start if begun is None else begun
        end = sentence.end
        more = text[end:]
        if text[start:end].endswith(";") and more.strip() and "\n" not in _gap(more):
            begun = start
        else:
            begun = None
            yield start, end
    if begun is not None:
        yield begun, end


def _gap(text: str) -> str:
    """The blanks that `text` starts with."""
    return text[: len(text) - len(text.lstrip())]


def _with_opening(text: str, start: int, after: int) -> int:
    match = re.search(r"[$€£(\[{|\"'“\-−+*#.]*\Z", text[after:start])
    return start - len(match.group()) if match else start
