"""Which column of the table a limit is about: its unit, then its words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.rates import content, surroundings
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.series import listed_before
from nl2milp.readers.offline.statements.base import Context
from nl2milp.readers.offline.statements.nearby import clause
from nl2milp.readers.offline.words import stem

__all__ = [
    "alike_columns",
    "best_score",
    "column_scores",
    "counts_variables",
    "in_own_unit",
    "limits_amounts",
    "listed_words",
    "names_resource",
]

_JOINT = frozenset("total combined sum across collectively together overall".split())
_PAYING = frozenset(
    "cost costs wage wages bill spend salary salaries payroll expense expenses profit revenue pay earn budget".split()
)


def best_score(context: Context, position: int, words: frozenset[str] | None) -> float:
    """The score of the column that a limit fits best."""
    return max(column_scores(context, position, words), default=-9.0)


def column_scores(context: Context, position: int, words: frozenset[str] | None) -> list[float]:
    """How well the limit fits each column."""
    before, after = surroundings(context.scan, position)
    near = content(context.scan, *after) if words is None else words
    start = context.scan.sentences[context.scan.sentence_at[before[1]]].first
    if position:
        start = max(start, context.scan.quantities[position - 1].last)
    far = content(context.scan, *before)
    wide = content(context.scan, start, before[1]) - far
    gone = context.used - set(context.aim)
    return [
        -9.0 if gone.issuperset(column.quantities) else _match(context, column, position, near, far, wide)
        for column in context.columns
    ]


def _match(
    context: Context, column: Column, position: int, near: frozenset[str], far: frozenset[str], wide: frozenset[str]
) -> float:
    """How well a limit fits a column of the table: unit, then words."""
    quantity = context.scan.quantities[position]
    if quantity.money and column.percent and context.unit == "$" and _of_returns(context, position):
        return 2.0 if len(column.values) == len(context.scan.names) else 0.0
    unlike = quantity.money != column.money or column.percent and not near & column.after
    if unlike and not (column.percent and near & column.words):
        return -3.0
    score = 0.0
    unit = quantity.unit
    if unit and column.unit:
        scale = scale_between(unit, column.unit)
        if scale is not None:
            score += 1.0 if unit in UNIT_FACTORS or unit == column.unit else 0.5
        elif {unit, column.unit} <= UNIT_FACTORS.keys():
            score -= 3.0
        elif {unit, column.unit} & UNIT_FACTORS.keys():
            score -= 1.0
    if not unit and not quantity.money and not column.money and not column.unit and _both_spent(column, far | near):
        score += 1.5
    others = [other for other in context.columns if other is not column]

    def weight(word: str) -> float:
        return 1.0 / (1 + sum(word in other.words for other in others))

    score += sum(2.0 * weight(word) for word in near & column.after)
    score += sum(1.2 * weight(word) for word in (near & column.before) - column.after)
    score += sum(1.0 * weight(word) for word in (far & column.after) - near)
    score += sum(0.7 * weight(word) for word in (far & column.before) - column.after - near)
    score += sum(0.5 * weight(word) for word in (wide & column.words) - near - far)
    noun = _noun(context, position)
    alike = unit in UNIT_FACTORS and scale_between(unit, column.unit) is not None
    if noun and not noun & column.words and unit != column.unit and not alike and not quantity.money:
        score *= 0.3
    if column.money:
        spending = {"cost", "spend", "budget", "wag", "pay", "invest", "expens", "payroll", "bill", "salar"}
        if column.words & {"profit", "revenu", "sold", "pric", "sel"} and not near & column.words:
            score -= 1.2
        if column.words & spending or column.words & {"earn"} and context.sense == "minimize":
            score += 0.4
    return score


_SPENT = frozenset("cost pay paid spend spent budget afford price pric expens charg fee".split())


def _both_spent(column: Column, words: frozenset[str]) -> bool:
    """Whether a limit and a measure without currency both speak of paying: `costs 12`, `can pay up to 900`."""
    return bool(words & _SPENT) and bool(column.words & _SPENT)


def _noun(context: Context, position: int) -> frozenset[str]:
    """Stems of the head of the noun phrase right after the number, and of what it is `of`."""
    scan = context.scan
    first = last = scan.quantities[position].last
    while last < len(scan.tokens) and last < first + 7:
        token = scan.tokens[last]
        if token.kind != "word" or token.low in FUNCTION_WORDS - {"of", "total"} and len(token.text) > 1:
            break
        last += 1
    head = first
    while head + 1 < last and scan.tokens[head + 1].low != "of":
        head += 1
    return content(scan, head, last)


def alike_columns(context: Context, scores: Sequence[float], best: int, position: int) -> list[int]:
    """The columns that `each machine is available for 400 minutes` speaks of."""
    unit = context.scan.quantities[position].unit
    same = [
        place
        for place, column in enumerate(context.columns)
        if column.unit == context.columns[best].unit and scale_between(unit, column.unit) is not None
    ]
    if _noun(context, position) & context.columns[best].after - {stem(unit)}:
        named = [place for place in same if scores[place] >= scores[best] - 0.6]
    else:
        named = [place for place in same if context.columns[place].quantities != context.aim]
    return named if len(named) > 1 else [best]


def counts_variables(context: Context, position: int, near: frozenset[str]) -> bool:
    """Whether the number counts what the variables count: their head noun or their unit."""
    scan = context.scan
    quantity = scan.quantities[position]
    if quantity.unit == context.unit or quantity.money and context.unit == "$":
        return True
    heads = {name.lemmas[-1] for name in scan.names} | {word for name in scan.names for word in name.lemmas}
    lemmas = {scan.tokens[i].lemma for i in range(quantity.last, min(quantity.last + 4, len(scan.tokens)))}
    return bool(lemmas & (heads | _asked(scan))) or bool(
        lemmas & {"item", "product", "thing", "unit", "animal", "trip"}
    )


def _asked(scan: Scan) -> set[str]:
    """What the text wants to know the numbers of: `how many parcels to hand to each carrier`."""
    return {
        scan.tokens[index + 2].lemma
        for index in range(len(scan.tokens) - 2)
        if scan.tokens[index].low == "how" and scan.tokens[index + 1].low == "many"
    } - {"of", "each", "unit"}


def limits_amounts(context: Context, position: int, linked: bool) -> bool:
    """Whether a limit is on the amounts themselves although the objective's rates would fit it.

    `The total allocation to A and B cannot exceed 1000 units` is no limit on their cost.
    """
    if context.sense != "minimize":
        return False
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    lows = {token.low for token in scan.tokens[start:stop]}
    paying = lows & _PAYING
    if paying == {"budget"} and lows & {"combined", "both", "all", "across"} and lows & _JOINT:
        paying = set()
    return not paying and (linked or bool(lows & _JOINT))


def in_own_unit(context: Context, position: int, near: frozenset[str], linked: bool) -> bool:
    """Whether a limit is in the variables' own unit, such as acres, and so limits their sum."""
    if not context.unit or context.scan.quantities[position].unit != context.unit:
        return False
    if context.unit == "$":
        return not _of_returns(context, position)
    (first, last), _ = surroundings(context.scan, position)
    said = near | content(context.scan, first, last)
    fitting = (
        scale_between(column.unit, context.unit) is not None
        and bool(said & (column.words - {context.unit, column.unit}))
        or column.percent
        and bool(near & column.after)
        for column in context.columns
    )
    return not linked and not any(fitting)


_RETURNS = frozenset("return interest yield dividend income earnings earn earned".split())


def _of_returns(context: Context, position: int) -> bool:
    """Whether a sum of money is what amounts of money bring: `a return of at least $300`, with returns in percent."""
    (first, _), (_, last) = surroundings(context.scan, position)
    said = {token.low for token in context.scan.tokens[first:last]}
    return bool(said & _RETURNS) and any(column.percent for column in context.columns)


def names_resource(context: Context, position: int, best: int) -> bool:
    """Whether the words between the number and the variable name a resource, as in `1000 minutes of baking for A`."""
    if best < 0:
        return False
    column = context.columns[best]
    quantity = context.scan.quantities[position]
    stems = column.after - {quantity.unit}
    if (
        quantity.unit
        and quantity.unit in UNIT_FACTORS
        and quantity.unit == column.unit
        and quantity.unit != context.unit
    ):
        return True
    stop = quantity.last
    end = min(clause(context.scan, quantity.first)[1], quantity.last + 12)
    named = any(quantity.unit in name.lemmas for name in context.scan.names)
    plural = stop < len(context.scan.tokens) and context.scan.tokens[stop].low != quantity.unit
    alike = bool(quantity.unit) and quantity.unit == column.unit != context.unit and not named and plural
    if alike and not any(context.scan.mention_at[index] >= 0 for index in range(stop, end)):
        return True
    while stop < end and context.scan.mention_at[stop] < 0:
        stop += 1
    return bool(content(context.scan, quantity.last, stop) & stems)


def listed_words(context: Context, sentence: int, positions: list[int]) -> dict[int, frozenset[str]]:
    """For `dye, thinner and water are 15, 20 and 18 units respectively`: what each number is of."""
    scan = context.scan
    here = scan.sentences[sentence]
    lows = [scan.tokens[index].low for index in range(here.first, here.last)]
    if len(positions) < 2 or not ({"respectively", "respective"} & set(lows)):
        return {}
    if all(later == earlier + 1 for earlier, later in itertools.pairwise(positions)):
        parts = listed_before(scan, scan.quantities[positions[0]].first, len(positions))
        if parts:
            return {position: content(scan, *part) for position, part in zip(positions, parts, strict=True)}
    stems = [
        [(index, word) for index in range(here.first, here.last) for word in [scan.tokens[index].stem]
         if word in column.after and scan.quantity_at[index] < 0]
        for column in context.columns
    ]  # fmt: skip
    own = []
    for place, hits in enumerate(stems):
        others = {word for other, row in enumerate(stems) if other != place for _, word in row}
        first = next((index for index, word in hits if word not in others), None)
        if first is not None:
            own.append((first, place))
    own.sort()
    if len(own) != len(positions):
        return {}
    return {position: context.columns[place].after for position, (_, place) in zip(positions, own, strict=True)}
