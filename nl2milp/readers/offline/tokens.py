"""From characters to tokens and sentences, every one with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nl2milp.readers.offline.words import lemma, stem

__all__ = ["Sentence", "Token", "split_sentences", "tokenize"]

# `2-piece` is a word: the number belongs to the name of a kind of thing.
# Every alternative starts with a different character class or is bounded, so the scan is linear.
_TOKEN = re.compile(
    r"(?P<kind>\d{1,3}(?:st|nd|rd|th)\b|\d{1,3}-(?!year|month|week|day|thousand|million|billion)[^\W\d_]{2,})"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+\.\d+|\.\d+|\d+)"
    r"|(?P<word>[^\W\d_](?:[^\W_]|_\{?(?=\w)|(?<=\d)\}|['’\-‑](?=[^\W\d_]))*)"
    r"|(?P<break>\\n|\n)"
    r"|(?P<space>(?:[^\S\n]|\\(?!n))+)"
    r"|(?P<mark><=|>=|==|≤|≥|[^\w\s])"
    r"|(?P<other>.)",
    re.DOTALL,
)

_ABBREVIATIONS = frozenset(
    "sq ft lbs lb oz hrs hr mins min approx e.g i.e etc vs mr mrs ms dr st inc co ltd no dept avg max".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark.

    Attributes
    ----------
    text, low, lemma, stem : str
        As written; in lower case; singular; without ending.
    start, end : int
        Half-open range of characters in the problem's text.
    kind : str
        `number`, `word` or `mark`; `break` for a line's end.
    """

    text: str
    low: str
    lemma: str
    stem: str
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a range of tokens, `tokens[first:last]`, numbered from 1."""

    number: int
    first: int
    last: int
    start: int
    end: int
    question: bool

    @property
    def name(self) -> str:
        """How parts of the formulation cite it."""
        return f"S{self.number}"


def tokenize(text: str) -> tuple[Token, ...]:
    """Split `text` into tokens; each slices back to the text by its offsets, but for the numbers of a list's lines.

    Those become dashes: `1. At most ...` is the line of a list like `- At most ...`.

    >>> [t.text for t in tokenize("At most $1,200 (or 40%).")]
    ['At', 'most', '$', '1,200', '(', 'or', '40', '%', ')', '.']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "space" or (kind == "break" and _is_wrapped(text, match.start())):
            continue
        if kind == "other":
            kind = "mark"
        if kind == "kind":
            kind = "word"
        written = match.group()
        low = written.lower() if kind == "word" else written
        single = lemma(low) if kind == "word" else low
        found.append(
            Token(written, low, single, stem(low) if kind == "word" else low, match.start(), match.end(), kind)
        )
    return tuple(_with_plain_bullets(_without_math_dollars(found)))


_BULLET = re.compile(r"[ \t]*(?:[-*•·–|]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s")
_WRAP_WIDTH = 60


def _is_wrapped(text: str, newline: int) -> bool:
    """Whether the line end at `newline` only wraps a paragraph: the sentence goes on in the next line."""
    if text[newline] != "\n":
        return False
    after = text[newline + 1 : newline + 200]
    if not after.strip(" \t") or after.lstrip(" \t").startswith("\n") or _BULLET.match(after):
        return False
    line = text[text.rfind("\n", 0, newline) + 1 : newline].rstrip()
    if _BULLET.match(line) and after.lstrip()[:1].isupper():
        return False  # what follows a list in a paragraph of its own
    return after.lstrip()[:1].islower() or (len(line) >= _WRAP_WIDTH and not line.endswith(":"))


def _without_math_dollars(tokens: list[Token]) -> list[Token]:
    """Drop the dollar signs of inline formulas; keep those before a number."""
    kept: list[Token] = []
    closing = -1
    for index, token in enumerate(tokens):
        if index == closing:
            continue
        if token.text == "$":
            wrapped = [other.text for other in tokens[index + 1 : index + 3]]
            if len(wrapped) == 2 and tokens[index + 1].kind == "number" and wrapped[1] == "$":
                gap = tokens[index + 2].start - tokens[index + 1].end
                priced = index > 0 and tokens[index - 1].text == "$"
                if gap == 0 and not priced and tokens[index + 2].end - tokens[index + 2].start == 1:
                    following = tokens[index + 3] if index + 3 < len(tokens) else None
                    if following is None or following.kind != "number":
                        closing = index + 2
                        continue
            following = tokens[index + 1] if index + 1 < len(tokens) else None
            closes = index + 1 < len(tokens) and index > 0 and tokens[index - 1].kind == "number"
            opened = len(kept) > 1 and kept[-2].text == "$"
            if following is None or following.kind != "number" or (closes and opened):
                continue
        kept.append(token)
    return kept


def _with_plain_bullets(tokens: list[Token]) -> list[Token]:
    """Dashes in place of the numbers that count the lines of a list: `1.`, `2)`, `(3)`."""
    starts = [
        at for at in range(len(tokens)) if (not at or tokens[at - 1].kind == "break") and _line_number(tokens, at)
    ]
    counted: dict[int, int] = {}
    last = 0
    for at in starts:
        size, number = _line_number(tokens, at) or (0, 0)
        if number <= last or not last and number > 1:
            break  # the other lines may have been taken out
        counted[at], last = size, number
    if len(counted) < 2:
        return tokens
    kept: list[Token] = []
    index = 0
    while index < len(tokens):
        size = counted.get(index, 1)
        one = tokens[index]
        if index in counted:
            one = Token("-", "-", "-", "-", one.start, tokens[index + size - 1].end, "mark")
        kept.append(one)
        index += size
    return kept


def _line_number(tokens: list[Token], at: int) -> tuple[int, int] | None:
    """How many tokens the number of a line takes, and the number; None where the line starts with none."""
    opened = int(tokens[at].text == "(")
    marks = tokens[at + opened : at + opened + 2]
    if len(marks) < 2 or not marks[0].text.isdigit() or marks[1].start != marks[0].end:
        return None
    if marks[1].text == ")" or marks[1].text == "." and not opened:
        return opened + 2, int(marks[0].text)
    return None


def split_sentences(tokens: tuple[Token, ...]) -> tuple[Sentence, ...]:
    """Group tokens into sentences, at full stops, semicolons, question marks and line ends."""
    sentences: list[Sentence] = []
    first = 0
    for index, _token in enumerate(tokens):
        if not _ends_sentence(tokens, index):
            continue
        if index >= first:
            _add(sentences, tokens, first, index + 1)
        first = index + 1
    _add(sentences, tokens, first, len(tokens))
    return tuple(sentences)


def _ends_sentence(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    if token.kind == "break" or token.text in {"?", "!", ";"} or token.text == ":" and _opens_clause(tokens, index):
        return True
    if token.text == "," and _opens_rates(tokens, index):
        return True
    if token.text != ".":
        return False
    before = tokens[index - 1] if index else None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    initials = index > 2 and before is not None and len(before.text) == 1 and tokens[index - 2].text == "."
    if initials and before is not None and before.text.islower():
        return False
    if before is not None and before.low in _ABBREVIATIONS and before.end == token.start:
        return after is None or after.text[0].isupper() and before.low in {"ft", "oz", "lbs", "etc", "min", "max"}
    glued_initial = (
        after is not None
        and before is not None
        and len(before.text) == 1
        and after.start == token.end
        and after.kind == "word"
    )
    return not glued_initial


def _opens_clause(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a colon stands between two statements: `the oven is free for 9 hours: a cake takes 2`."""
    if index < 4 or index + 4 >= len(tokens) or tokens[index + 1].low not in {"a", "an", "each", "every", "one"}:
        return False
    return tokens[index - 1].kind == "word" and tokens[index - 2].kind == "number"


_TAKES = frozenset("take takes need needs use uses require requires consume consumes".split())


def _opens_rates(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a relative clause says how much of an amount each thing takes: `80 litres, of which a rose takes 2`."""
    ahead = [token.low for token in tokens[index + 1 : index + 8]]
    if ahead[:2] != ["of", "which"] or len(ahead) < 5:
        return False
    verb = next((i for i, low in enumerate(ahead) if low in _TAKES), -1)
    return verb > 2 and all(token.kind == "word" for token in tokens[index + 1 : index + 1 + verb])


def _add(sentences: list[Sentence], tokens: tuple[Token, ...], first: int, last: int) -> None:
    words = tokens[first:last]
    if not any(token.kind in {"word", "number"} for token in words):
        return
    while words and words[-1].kind == "break":
        words = words[:-1]
    question = words[-1].text == "?"
    sentences.append(Sentence(len(sentences) + 1, first, last, words[0].start, words[-1].end, question))
