"""From a string to tokens, with the spellings people use brought to one."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from nl2milp.errors import ExpressionError

__all__ = ["MAX_LENGTH", "Token", "tokenize"]

MAX_LENGTH = 20_000
"""Characters in one expression; longer ones are refused before they are read."""

_SPELLINGS = {
    "=": "==",
    "<>": "!=",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "⩽": "<=",
    "⩾": ">=",
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "⋅": "*",
    "÷": "/",
    "**": "^",
    "=<": "<=",
    "=>": ">=",
    "∈": "in",
    "∉": "not in",
    "&&": "and",
    "||": "or",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "…": "..",
}

_TOKEN = re.compile(
    r"""
    \s*(?:
    (?P<number>\d{1,3}(?:,\d{3})+(?![\d,])(?:\.(?!\.)\d+)?(?:[eE][+-]?\d+)?
      | (?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<text>'(?:[^'\\]|\\['\\])*'|"(?:[^"\\]|\\["\\])*")
  | (?P<symbol>\.\.|<=|>=|==|!=|=<|=>|<>|\*\*|//|&&|\|\||[-+*/%^<>=(){}\[\],≤≥≠⩽⩾−–×·⋅÷∈∉∧∨¬…])
  | (?P<end>\Z)
    )
    """,
    re.VERBOSE,
)

_OPERAND = re.compile(r"""\s*(?:(?P<word>[^\W\d]\w*)|[\d('".])""")

_BRACKETING = frozenset(("not in", *"([{)]}"))
"""Symbols that are more than a token of their own."""

KEYWORDS = frozenset({"and", "or", "not", "in", "for", "if", "else", "implies"})


class Token(NamedTuple):
    """One token.

    Attributes
    ----------
    kind : str
        `number`, `name`, `text`, `end`, or, for keywords and symbols, the
        normalised spelling itself.
    text : str
        The name, the label, or the spelling.
    value : float
        Of a number; 0 otherwise.
    at : int
        One-based column.
    """

    kind: str
    text: str
    value: float
    at: int


def _number(written: str, source: str, at: int) -> float:
    value = float(written.replace(",", ""))
    if not math.isfinite(value):
        raise ExpressionError(f"'{written}' is too large for a number; the largest is about 1.8e308", source, at)
    return value


def _percent_follows(source: str, end: int) -> bool:
    """Whether the `%` at `end` belongs to the number before it (`20%`) rather than meaning modulo (`7 % 2`)."""
    match = _OPERAND.match(source, end + 1)
    return match is None or match["word"] in KEYWORDS


def _number_token(source: str, written: str, position: int, bracket: Any) -> tuple[Token, int]:
    """The token of a number, and where it ends: digits in groups may be a list, and a `%` may belong to it."""
    end = position + len(written)
    if bracket and bracket[0] in "[{f":
        # f(1,000) and x[1,000] may be a list of two: take only the digits before the comma
        written = written.split(",", 1)[0]
        end = position + len(written)
    value = _number(written, source, position + 1)
    if source.startswith("%", end) and _percent_follows(source, end):
        value, end = value / 100, end + 1
    return Token("number", source[position:end], value, position + 1), end


def _add_symbol(tokens: list[Token], brackets: list[str], written: str, at: int) -> None:
    spelling = _SPELLINGS.get(written, written)
    if spelling not in _BRACKETING:
        tokens.append(Token(spelling, spelling, 0.0, at))
        return
    if spelling == "not in":
        tokens += [Token("not", "not", 0.0, at), Token("in", "in", 0.0, at)]
        return
    if spelling in "([{":
        called = spelling == "(" and bool(tokens) and tokens[-1].text in ("min", "max", "prod")
        brackets.append("f" if called else spelling)
    elif spelling in ")]}" and brackets:
        brackets.pop()
    tokens.append(Token(spelling, spelling, 0.0, at))


def tokenize(source: str) -> list[Token]:
    """Split `source` into tokens, ending with one of kind `end`.

    Raises
    ------
    ExpressionError
        A character that starts no token, a number beyond double range, an
        unclosed quote, or a source of more than :data:`MAX_LENGTH` characters.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionError(f"an expression of {len(source)} characters; at most {MAX_LENGTH} are read", source, 1)
    tokens: list[Token] = []
    brackets: list[str] = []
    position, length = 0, len(source)
    match_at = _TOKEN.match
    while position < length:
        match = match_at(source, position)
        if match is None:
            position += len(source[position:]) - len(source[position:].lstrip())
            found = source[position]
            hint = "; a quote that is not closed" if found in "'\"" else ""
            raise ExpressionError(f"'{found}' cannot stand here{hint}", source, position + 1)
        kind, end = match.lastgroup, match.end()
        if kind == "word":
            written = match["word"]
            tokens.append(Token(written if written in KEYWORDS else "name", written, 0.0, end - len(written) + 1))
        elif kind == "number":
            written = match["number"]
            is_plain = "," not in written and not source.startswith("%", end)
            if is_plain and (value := float(written)) < math.inf:
                tokens.append(Token("number", written, value, end - len(written) + 1))
            else:
                bracket = "," in written and brackets[-1:]
                token, end = _number_token(source, written, end - len(written), bracket)
                tokens.append(token)
        elif kind == "symbol":
            written = match["symbol"]
            _add_symbol(tokens, brackets, written, end - len(written) + 1)
        elif kind == "text":
            written = match["text"]
            label = re.sub(r"\\(.)", r"\1", written[1:-1])
            tokens.append(Token("text", label, 0.0, end - len(written) + 1))
        position = end
    tokens.append(Token("end", "the end", 0.0, len(source) + 1))
    return tokens
