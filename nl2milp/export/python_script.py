"""What programmes in every modelling library have in common: their head, data, functions and layout."""

from __future__ import annotations

from nl2milp.export.program import Block, Program
from nl2milp.export.python_expressions import literal

__all__ = ["Script", "bounds_of", "needs_several_solves", "points_of"]


class Script:
    """Lines of a programme, section by section.

    Parameters
    ----------
    program : Program
        Whose title and data come first.
    library, package : str
        Its name, and what to install.
    imports : list of str
        Import statements.
    """

    def __init__(self, program: Program, library: str, package: str, imports: list[str]) -> None:
        self.program = program
        self._lines = [f"# {program.title}", f"# A {library} model; needs: pip install {package}", "", *imports]
        if program.data:
            self.heading("Data")
            for name, value, comment in program.data:
                self.add(comment, f"{name} = {value}")

    def heading(self, title: str, *lines: str) -> None:
        """A section."""
        self._lines += ["", f"# {title}", *([""] if not lines else []), *lines]

    def add(self, comment: str, *lines: str) -> None:
        """Lines under a comment of one line."""
        assert "\n" not in comment
        self._lines += [*([f"# {comment}"] if comment else []), *lines]

    def functions(self) -> None:
        """The quantities, as functions."""
        if not self.program.functions:
            return
        self.heading("Defined quantities")
        for one in self.program.functions:
            head = f"def {one.name}({', '.join(one.indices)}):"
            self._lines += ["", head, *([f"    # {one.comment}"] if one.comment else []), f"    return {one.body}", ""]

    def text(self) -> str:
        """The programme."""
        return "\n".join([*self._lines, ""])


def needs_several_solves(program: Program) -> bool:
    """Whether its objectives come in order, or are a ratio."""
    return len(program.goals) > 1 or program.divisor is not None


def bounds_of(block: Block) -> tuple[str, str, str, list[str]]:
    """Of indexed variables: their keys, lower and upper bound at `key`, and lines of data to be written before."""
    assert block.keys is not None
    lines: list[str] = []
    if block.over is not None and len(block.over) == 1:
        keys = block.over[0]
    elif block.over is not None:
        names = [f"k{place}" for place in range(1, len(block.over) + 1)]
        over = " ".join(f"for {name} in {one}" for name, one in zip(names, block.over, strict=True))
        keys = f"[({', '.join(names)}) {over}]"
    else:
        keys = f"{block.name}__keys"
        lines.append(f"{keys} = {_listed([literal(key) for key in block.keys], '[', ']')}")
    sides = []
    for word, values in (("lower", block.lower), ("upper", block.upper)):
        if len(set(values)) <= 1:
            sides.append(literal(values[0]) if values else "None")
        else:
            pairs = [f"{literal(key)}: {literal(value)}" for key, value in zip(block.keys, values, strict=True)]
            lines.append(f"{block.name}__{word} = {_listed(pairs, '{', '}')}")
            sides.append(f"{block.name}__{word}[key]")
    return keys, sides[0], sides[1], lines


def _listed(items: list[str], opening: str, closing: str) -> str:
    short = opening + ", ".join(items) + closing
    if len(short) <= 80:
        return short
    return "\n".join([opening, *(f"    {item}," for item in items), closing])


def points_of(indices: tuple[str, ...], clauses: str) -> str:
    """The list of points that clauses run over."""
    inside = ", ".join(indices)
    return f"[{inside if len(indices) == 1 else f'({inside})'} {clauses}]"
