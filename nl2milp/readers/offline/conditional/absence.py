"""Where it is said that something may be absent altogether: `or none`, `is off or`, `or it does not sail`, `if any`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.conditional.vocabulary import VERBLIKE
from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["absences", "alternative", "has_batch", "presences"]

_NOTHING = frozenset("none nothing zero nil nought".split())
_STATES = frozenset(
    "off idle shut skipped dropped omitted unused dormant empty absent closed down excluded rejected refused".split()
)
_LEAVING = frozenset(
    "left leave leaves leaving do does stay stays stand stands passed pass passes go goes kept keep keeps".split()
)
_AWAY = frozenset("out aside off alone without home still away over unused empty idle shut".split())
_DENYING = frozenset("not don't doesn't isn't aren't won't didn't needn't".split())
_AUXILIARY = frozenset("do does is are will may can need be it they he she".split())
_COMPARING = frozenset(
    "more fewer less greater larger smaller higher lower later longer matter sense way other".split()
)
_PERMITTING = frozenset("may can could need free possible allowed might".split())
_ENDS = frozenset(", ; : . ( )".split())
_OPENING = frozenset("either at is are or least from between ,".split())
_IDIOMS = frozenset("more less fewer above over higher greater upwards below under lower both longer larger".split())
_HINGES = frozenset("if when whenever once where".split())
_PRONOUNS = frozenset("it they he she there".split())
_PRESENT = frozenset("any anything some one all".split())
_PARTICIPLES = frozenset(
    """on made run sown grown built bought sold taken chosen kept sent lit open used drawn taught woven in cut spun
    brought hired let set put""".split()
)
_LONGEST = 12


def absences(tokens: Sequence[Token], first: int, last: int) -> list[tuple[int, int]]:
    """The token ranges that say that nothing is there."""
    found: list[tuple[int, int]] = []
    index = first
    while index < last:
        end = _absence_end(tokens, index, last)
        if end > index:
            found.append((index, end))
        index = max(end, index + 1)
    return found


def _absence_end(tokens: Sequence[Token], index: int, last: int) -> int:
    """Where the words that begin at `index` and say that nothing is there end; -1 if there are none."""
    token = tokens[index]
    following = [tokens[i].low for i in range(index + 1, min(last, index + 4))]
    if token.low in _NOTHING or token.text == "0":
        return index + 1
    if token.low == "not" and following[:2] == ["at", "all"]:
        return index + 3
    if token.low == "no" and index + 1 < last and tokens[index + 1].kind == "word":
        return index + 2 if following[0] not in _COMPARING | FUNCTION_WORDS else -1
    if token.low in _STATES:
        return index + 1 if following[:1] != ["to"] else -1
    if token.low in _LEAVING:
        at = next((i for i, low in enumerate(following) if low in _AWAY), -1)
        return index + 2 + at if at >= 0 else -1
    if token.low in _DENYING and (token.low != "not" or index > 0 and tokens[index - 1].low in _AUXILIARY):
        end = index + 1
        while end < last and tokens[end].low not in _ENDS and tokens[end].low not in {"or", "but"}:
            end += 1
        said = tuple(tokens[index + 1 : end])
        counted = any(one.kind == "number" for one in said) or find_directions(said)
        return end if end > index + 1 and not counted else -1
    return -1


def alternative(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> tuple[int, int] | None:
    """The range of `either off or 40 to 100`: a choice between nothing and an amount; None if there is none."""
    numbers = [q for q in inside if q.value and not (q.spelled and q.value == 1)]
    if not numbers:
        return None
    gaps = absences(tokens, first, last)
    for cut in range(first + 1, last - 1):
        low = tokens[cut].low
        if low == "or" and (tokens[cut + 1].low in _IDIOMS or _between_numbers(cut, numbers)):
            continue
        if low not in {"or", "otherwise", "unless", "but", "and", "though", "although"}:
            continue
        before = [q for q in numbers if q.last <= cut]
        behind = [q for q in numbers if q.first > cut]
        for start, end in gaps:
            if low in {"but", "and", "though", "although"} and not _permitted(tokens, start, first, last):
                continue
            if low == "unless" and start < cut:
                continue
            apart = start > cut and not behind or end <= cut and not before
            repeated = end <= cut and {q.value for q in before} <= {q.value for q in behind}
            if apart or repeated and before:
                return _core(tokens, first, last, (start, end), numbers)
    return None


def _core(
    tokens: Sequence[Token], first: int, last: int, gap: tuple[int, int], numbers: Sequence[Quantity]
) -> tuple[int, int]:
    start = min(gap[0], numbers[0].first)
    while start > first and tokens[start - 1].low in _OPENING:
        start -= 1
    end = max(gap[1], numbers[-1].last)
    while end < last and tokens[end].kind == "word" and tokens[end].low not in {"at", "for", "and", "but"}:
        end += 1
    return start, end


def _between_numbers(cut: int, numbers: Sequence[Quantity]) -> bool:
    """`20, 30 or 40`: the alternatives are numbers."""
    return any(q.last == cut for q in numbers) and any(q.first == cut + 1 for q in numbers)


def _permitted(tokens: Sequence[Token], index: int, first: int, last: int) -> bool:
    """Whether the clause of a word says that something may be: `but gold may be left out`."""
    start = index
    while start > first and tokens[start - 1].low not in _ENDS | {"but", "or"}:
        start -= 1
    stop = index
    while stop < last and tokens[stop].low not in _ENDS:
        stop += 1
    return bool(_PERMITTING & {token.low for token in tokens[start:stop]})


def presences(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> list[tuple[int, int]]:
    """The ranges of premises that only say that something is there: `if any is made`, `when running`, `, if kept,`."""
    found = []
    for index in range(first, last - 1):
        opens = tokens[index].low in _HINGES or tokens[index].low == "should" and _opens(tokens, index, first)
        if not opens or tokens[index].low == "once" and tokens[index + 1].kind != "word":
            continue
        end = _premise_end(tokens, index, first, last)
        said = [token.low for token in tokens[index + 1 : end]]
        counted = any(index < q.first < end and not (q.spelled and q.value == 1) for q in inside)
        if not said or counted or len(said) > _LONGEST or "not" in said:
            continue
        if find_directions(tuple(tokens[index + 1 : end])):
            continue
        participle = said[0] in _PARTICIPLES or said[0][-2:] == "ed" or said[0][-3:] == "ing"
        verb = any(low in VERBLIKE or low[-1:] == "s" for low in said[1:])
        spoken = said[0] in _PRONOUNS and verb or bool(_PRESENT & set(said)) or bool(VERBLIKE & set(said))
        if participle and len(said) <= _LONGEST // 2 or spoken:
            found.append((index, end))
    return found


def _opens(tokens: Sequence[Token], index: int, first: int) -> bool:
    return index <= first + 1 or tokens[index - 1].low in _ENDS


def _premise_end(tokens: Sequence[Token], index: int, first: int, last: int) -> int:
    """Where a premise ends: at the next mark, before `then`, or before what follows from it."""
    end = index + 1
    while end < last and tokens[end].low not in _ENDS | {"then"}:
        end += 1
    return end


_BATCHES = frozenset("order batch run lot purchase stake quantity delivery shipment output load".split())


def has_batch(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a size is named that nothing smaller is made or sold in: `a minimum order of 20 tonnes`."""
    for index in range(first, last - 3):
        if tokens[index].low in {"minimum", "smallest", "minimal"} and tokens[index + 1].lemma in _BATCHES:
            return tokens[index + 2].low in {"of", "is", "for", ":"}
    return False
