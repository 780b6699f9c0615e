"""Words that say which way a limit points: at most, at least, exactly."""

from __future__ import annotations

from dataclasses import dataclass

from nl2milp.readers.offline.tokens import Token

__all__ = ["Direction", "find_directions"]

_PHRASES: dict[str, str] = {
    "at most": "<=",
    "at the most": "<=",
    "at the very most": "<=",
    "at the utmost": "<=",
    "at the outside": "<=",
    "at the max": "<=",
    "no more than": "<=",
    "not more than": "<=",
    "not be more than": "<=",
    "not to be more than": "<=",
    "not make more than": "<=",
    "not any more than": "<=",
    "never more than": "<=",
    "no greater than": "<=",
    "not be greater than": "<=",
    "not greater than": "<=",
    "not higher than": "<=",
    "not be larger than": "<=",
    "no larger than": "<=",
    "no higher than": "<=",
    "no longer than": "<=",
    "not be higher than": "<=",
    "less than": "<=",
    "fewer than": "<=",
    "less than or equal to": "<=",
    "lower than": "<=",
    "smaller than": "<=",
    "up to": "<=",
    "up-to": "<=",
    "as many as": "<=",
    "as much as": "<=",
    "a maximum of": "<=",
    "maximum of": "<=",
    "maximum": "<=",
    "maximal": "<=",
    "max": "<=",
    "not exceed": "<=",
    "not exceeding": "<=",
    "cannot exceed": "<=",
    "can't exceed": "<=",
    "can not exceed": "<=",
    "not to exceed": "<=",
    "never exceed": "<=",
    "without exceeding": "<=",
    "not surpass": "<=",
    "cannot surpass": "<=",
    "not be above": "<=",
    "not be over": "<=",
    "not over": "<=",
    "limited to": "<=",
    "limit of": "<=",
    "limits": "<=",
    "limit": "<=",
    "upper limit": "<=",
    "capped at": "<=",
    "cap of": "<=",
    "restricted to": "<=",
    "constrained to": "<=",
    "below": "<=",
    "under": "<=",
    "within": "<=",
    "fit into": "<=",
    "fits into": "<=",
    "not spend more than": "<=",
    "not use more than": "<=",
    "ceiling of": "<=",
    "<=": "<=",
    "≤": "<=",
    "at least": ">=",
    "at the least": ">=",
    "at the very least": ">=",
    "at the min": ">=",
    "at-least": ">=",
    "atleast": ">=",
    "at a minimum": ">=",
    "no less than": ">=",
    "no fewer than": ">=",
    "not less than": ">=",
    "not fewer than": ">=",
    "not be less than": ">=",
    "not be fewer than": ">=",
    "not be lower than": ">=",
    "not lower than": ">=",
    "not be below": ">=",
    "not fall below": ">=",
    "not below": ">=",
    "not be smaller than": ">=",
    "no smaller than": ">=",
    "no lower than": ">=",
    "not fall short of": ">=",
    "not drop below": ">=",
    "a minimum of": ">=",
    "minimum of": ">=",
    "minimum": ">=",
    "minimal": ">=",
    "min": ">=",
    "more than": ">=",
    "greater than": ">=",
    "larger than": ">=",
    "higher than": ">=",
    "longer than": ">=",
    "bigger than": ">=",
    "heavier than": ">=",
    "shorter than": "<=",
    "greater than or equal to": ">=",
    "more than or equal to": ">=",
    "or more": ">=",
    "or longer": ">=",
    "or greater": ">=",
    "or higher": ">=",
    "or above": ">=",
    "or over": ">=",
    "or shorter": "<=",
    "or lower": "<=",
    "or below": "<=",
    "or under": "<=",
    "as a minimum": ">=",
    "as a maximum": "<=",
    "at the minimum": ">=",
    "at the maximum": "<=",
    "at minimum": ">=",
    "at maximum": "<=",
    "or less": "<=",
    "not one more": "<=",
    "not a single one more": "<=",
    "and no more": "<=",
    "but no more": "<=",
    "and not more": "<=",
    "and no fewer": ">=",
    "and no less": ">=",
    "or fewer": "<=",
    "exceed": ">=",
    "exceeds": ">=",
    "exceeding": ">=",
    "over": ">=",
    "above": ">=",
    "beyond": ">=",
    "surpass": ">=",
    "surpasses": ">=",
    "outnumber": ">=",
    "outnumbers": ">=",
    "outweigh": ">=",
    "outweighs": ">=",
    "lower limit": ">=",
    "lower bound": ">=",
    "upper bound": "<=",
    ">=": ">=",
    "≥": ">=",
    "non-negative": ">=",
    "nonnegative": ">=",
    "exactly": "==",
    "equal to": "==",
    "equal to or greater than": ">=",
    "equal to or more than": ">=",
    "equal to or less than": "<=",
    "equal to or fewer than": "<=",
    "equal to or smaller than": "<=",
    "equals": "==",
    "precisely": "==",
    "equal": "==",
}


@dataclass(frozen=True, slots=True)
class Direction:
    """Tokens `tokens[first:last]` state the comparison `sign`: `<=`, `>=` or `==`."""

    first: int
    last: int
    sign: str


def _tree() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    grouped: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, sign in _PHRASES.items():
        words = tuple(phrase.split())
        grouped.setdefault(words[0], []).append((words, sign))
    for options in grouped.values():
        options.sort(key=lambda option: -len(option[0]))
    return grouped


_BY_FIRST = _tree()


def find_directions(tokens: tuple[Token, ...]) -> tuple[Direction, ...]:
    """All direction phrases, the longest first at each place, not overlapping.

    A negation a few words before turns a phrase round: "do not want to use
    more than", "cannot be less than".
    """
    found: list[Direction] = []
    index = 0
    while index < len(tokens):
        match = _match(tokens, index)
        if match is None:
            index += 1
            continue
        words, sign = match
        last = index + len(words)
        if words[0] in _PREPOSITIONS and not _before_number(tokens, index):
            index += 1
            continue
        turned = sign != "==" and words[0] not in _FIXED and _negated(tokens, index)
        if turned:
            sign = ">=" if sign == "<=" else "<="
        found.append(Direction(index, last, sign))
        index = last
    return tuple(found)


_FIXED = frozenset({"not", "no", "cannot", "can't", "never", "without", "at", "can"})
_PREPOSITIONS = frozenset({"under", "over", "within", "below", "above", "beyond"})


_PARTICLES = frozenset("watch watches watching look looks looking hand hands take takes spread stretch".split())


def _before_number(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a preposition such as `under` limits something here, and is not `under contract`."""
    if index and tokens[index - 1].low in _PARTICLES:
        return False
    if index and tokens[index - 1].low in {"be", "stay", "remain", "keep", "kept", "go", "fall", "rise"}:
        return True
    return any(token.kind == "number" or token.text in {"$", "€", "£"} for token in tokens[index + 1 : index + 3])


def _match(tokens: tuple[Token, ...], index: int) -> tuple[tuple[str, ...], str] | None:
    for words, sign in _BY_FIRST.get(tokens[index].low, ()):
        if all(
            index + offset < len(tokens) and tokens[index + offset].low == word for offset, word in enumerate(words)
        ) and not (words[0] in {"or", "and", "but"} and _low(tokens, index + len(words)) == "than"):
            # `more than 10 A or more than 15 B` says `more than` twice
            return words, sign
    return None


def _low(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index].low if index < len(tokens) else ""


_NEGATIONS = frozenset(
    """nowhere not cannot can't don't doesn't won't never no mustn't shouldn't nor without restrict restricts prevent
    prevents forbid forbids neither none isn't aren't shan't unable incapable impossible refuse refuses refused
    couldn't wouldn't hasn't haven't nobody nothing""".split()
)
_SCANT = frozenset("small few little short weak narrow low tight thin cramped shallow".split())

_TURNED = frozenset(
    """more longer less fewer greater larger higher exceed exceeding over above below smaller lower under beyond bigger
    heavier shorter surpass outnumber outweigh""".split()
)
_STOPS = frozenset(". ; , but and while whereas".split())


def _negated(tokens: tuple[Token, ...], index: int) -> bool:
    if tokens[index].low not in _TURNED:
        return False
    for place in range(index - 1, max(-1, index - 9), -1):
        if tokens[place].low in _STOPS:
            return False
        scant = tokens[place].low == "too" and tokens[place + 1].low in _SCANT  # `too small for more than 3`
        if tokens[place].low in _NEGATIONS or scant:
            return True
    return False
