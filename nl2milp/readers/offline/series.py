"""Series of names before their numbers: the amount of iron and zinc in A is 3 and 2 units respectively."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.scan import Scan

__all__ = ["listed_before", "side_by_side"]

_JOINTS = frozenset({",", "and", "&", "$", "or"})
_COINED = frozenset({"cent", "dollar", "euro", "pound", "pence", "rand", "peso", "yen", "krona", "franc"})


def listed_before(scan: Scan, index: int, size: int) -> list[tuple[int, int]]:
    """Token ranges of the list of `size` things that stands before `index` in its sentence."""
    first = scan.sentences[scan.sentence_at[index]].first
    for link in range(index - 2, first, -1):
        if scan.tokens[link].low != "and":
            continue
        stop = link + 1
        while stop < index and _plain(scan, stop):
            stop += 1
        parts = [(link + 1, stop)]
        end = link
        while len(parts) < size:
            while end > first and scan.tokens[end - 1].low == ",":
                end -= 1
            start = end
            while start > first and _plain(scan, start - 1):
                start -= 1
            parts.insert(0, (start, end))
            end = start
        if all(stop > start for start, stop in parts):
            return parts
    return []


def _plain(scan: Scan, index: int) -> bool:
    token = scan.tokens[index]
    single = len(token.text) == 1 and token.text.isupper()
    return token.kind == "word" and scan.mention_at[index] < 0 and (single or token.low not in FUNCTION_WORDS)


def side_by_side(scan: Scan, positions: Sequence[int]) -> list[list[int]]:
    """The quantities in runs with nothing but commas, `and` and their unit between them: `1, 2 and 4 hours`."""
    runs: list[list[int]] = []
    for position in positions:
        if runs and position == runs[-1][-1] + 1:
            earlier = scan.quantities[runs[-1][-1]]
            gap = scan.tokens[earlier.last : scan.quantities[position].first]
            unit = earlier.unit if earlier.unit == scan.quantities[position].unit else ""
            coined = earlier.money and scan.quantities[position].money
            lows = [
                token.low
                for token in gap
                if token.lemma != unit and token.text != ")" and not (coined and token.lemma in _COINED)
            ]
            if gap and set(lows) <= _JOINTS and {",", "and", "&"} & set(lows):
                runs[-1].append(position)
                continue
        runs.append([position])
    return runs
