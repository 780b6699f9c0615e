"""Lists of things with attributes, one on each line: `- Rice: 4 grams of protein and 200 calories for $1.`."""

from __future__ import annotations

from nl2milp.readers.offline.tokens import Token

__all__ = ["MOST_ITEMS", "listed_items"]

MOST_ITEMS = 40
_MARKS = frozenset("- * • · – |".split())
_LONGEST = 5


def listed_items(tokens: tuple[Token, ...]) -> tuple[tuple[int, int], ...]:
    """The names of a list's items, as ranges of tokens; empty if there is no list of at least two.

    An item is a line of its own that starts with a bullet or a number, a name
    of a few words and a colon, with a number in the rest of the line.
    """
    found: list[tuple[int, int]] = []
    names: set[tuple[str, ...]] = set()
    for index, token in enumerate(tokens):
        if index and tokens[index - 1].kind != "break":
            continue
        first = index
        if token.text in _MARKS:
            first = index + 1
        elif token.kind == "number" and index + 1 < len(tokens) and tokens[index + 1].text in {".", ")"}:
            first = index + 2
        else:
            continue
        last = first
        while last < len(tokens) and last - first <= _LONGEST and tokens[last].kind in {"word", "number"}:
            last += 1
        stop = last
        if stop < len(tokens) and tokens[stop].text == "(":
            while stop < len(tokens) and tokens[stop].text != ")" and tokens[stop].kind != "break":
                stop += 1
            stop += 1
        if not first < last <= first + _LONGEST or stop >= len(tokens) or tokens[stop].text != ":":
            continue
        rest = stop
        while rest < len(tokens) and tokens[rest].kind != "break":
            if tokens[rest].kind == "number":
                break
            rest += 1
        lemmas = tuple(token.lemma for token in tokens[first:last])
        if rest < len(tokens) and tokens[rest].kind == "number" and lemmas not in names:
            names.add(lemmas)
            found.append((first, last))
    return tuple(found) if 2 <= len(found) <= MOST_ITEMS else ()
