"""Limits of one variable, of a resource, or of the total."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.rates import BREAKERS, content, listed_before, surroundings
from nl2milp.readers.offline.rules import linear_rule
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import clause, direction_of, implied_sign, mentions_in

__all__ = ["limits"]

_EACH = frozenset({"each", "every"})
_SEVERAL = _EACH | {"both"}
_BETWEEN = frozenset("and or , the his her their its a an in on for to of at".split())
_TOTAL = frozenset("total altogether combined together overall sum either all".split())


def limits(context: Context, sentence: int) -> list[Row]:
    """Every quantity that is a limit and not yet explained becomes a row of one of the three kinds."""
    scan = context.scan
    rows: list[Row] = []
    positions = [
        position
        for position, quantity in enumerate(scan.quantities)
        if scan.sentence_at[quantity.first] == sentence
        and context.roles[position] == "limit"
        and position not in context.used
        and quantity.kind == "number"
    ]
    listed = _listed(context, sentence, positions)
    zipped = _in_order(context, sentence, positions)
    taken: set[int] = set()
    herds = {herd for position in positions for _, herd in [_herd(context, position)] if herd >= 0}
    positions = [position for position in positions if position not in herds | _counted_herds(context)]
    ranked = sorted(positions, key=lambda position: (-_top(context, position, listed.get(position)), position))
    for position in ranked:
        rows += _read(context, position, positions, listed.get(position), taken, zipped.get(position))
    return rows


def _counted_herds(context: Context) -> set[int]:
    """Limits that are only the size of a herd: `Thomas has 50 cows`."""
    found = set()
    for position, role in enumerate(context.roles):
        if role == "limit":
            found.add(_herd(context, position)[1])
    return found - {-1}


def _in_order(context: Context, sentence: int, positions: list[int]) -> dict[int, int]:
    """For `A, B and C can use up to 10, 20 and 30 respectively`: the variable of each limit."""
    scan = context.scan
    here = scan.sentences[sentence]
    ordered = [i for i in range(here.first, here.last) if scan.tokens[i].low in {"respectively", "respective"}]
    if not ordered or len(positions) < 2:
        return {}
    found: dict[int, int] = {}
    run: list[int] = []
    for position in positions:
        if run and position == run[-1] + 1 and not mentions_in(
            scan, scan.quantities[run[-1]].last, scan.quantities[position].first
        ):
            run.append(position)
        else:
            run = [position]
        first = scan.quantities[run[0]].first
        start = max(here.first, clause(scan, first)[0])
        if run[0] and scan.quantities[run[0] - 1].last > start:
            start = scan.quantities[run[0] - 1].last
        before = list(dict.fromkeys(scan.mentions[at].variable for at in mentions_in(scan, start, first)))
        last = scan.quantities[run[-1]].last
        after = list(dict.fromkeys(scan.mentions[at].variable for at in mentions_in(scan, last, here.last)))
        for variables in (before, after):
            if len(run) > 1 and len(variables) == len(run):
                found.update(zip(run, variables, strict=True))
                break
    return found


def _top(context: Context, position: int, words: frozenset[str] | None) -> float:
    return max(_scores(context, position, words), default=-9.0)


def _scores(context: Context, position: int, words: frozenset[str] | None) -> list[float]:
    """How well the limit fits each column."""
    before, after = surroundings(context.scan, position)
    near = content(context.scan, *after) if words is None else words
    start = context.scan.sentences[context.scan.sentence_at[before[1]]].first
    if position:
        start = max(start, context.scan.quantities[position - 1].last)
    far = content(context.scan, *before)
    wide = content(context.scan, start, before[1]) - far
    return [_match(context, column, position, near, far, wide) for column in context.columns]


def _sign(context: Context, position: int) -> tuple[str, float]:
    direction = direction_of(context, position)
    if direction is None:
        return implied_sign(context, position)
    if direction[1] >= 0:
        context.directions_used.add(direction[1])
    return direction[0], 1.0


def _read(
    context: Context,
    position: int,
    positions: list[int],
    words: frozenset[str] | None,
    taken: set[int],
    owner: int | None,
) -> list[Row]:
    scan = context.scan
    quantity = scan.quantities[position]
    sign, certainty = _sign(context, position)
    _, after = surroundings(scan, position)
    near = content(scan, *after) if words is None else words
    scores = [score - (1.0 if at in taken else 0.0) for at, score in enumerate(_scores(context, position, words))]
    best = max(range(len(scores)), key=lambda place: scores[place], default=-1)
    top = scores[best] if best >= 0 else -9.0
    variables = _linked(context, position, positions) if owner is None else (owner,)
    if owner is not None:
        top = -9.0
    if context.unit and quantity.unit == context.unit and (not variables or context.unit == "$"):
        if context.unit == "$" or not any(
            column.unit == context.unit or column.percent and near & column.after for column in context.columns
        ):
            top = -9.0
    if not variables and _total(context, position) and _heads(context, position):
        top = -9.0
    if best >= 0 and context.columns[best].quantities == context.aim and _amount(context, position, bool(variables)):
        top = -9.0
    if len(variables) > 1 and quantity.money and context.unit != "$" and top >= 0.5:
        variables = ()
    first, last = _extent(context, position)
    context.used.add(position)
    if quantity.value == 0 and sign == ">=":
        return []
    doubt = "" if certainty >= 0.8 else f"which way '{scan.words(quantity.first, quantity.last)}' limits is not said"
    if variables and (top < 2.5 or words is None and len(variables) == 1 and not _rivals(context, position, best)):
        role = "bound" if len(variables) == 1 else "total"
        if len(variables) > 1 and not _each(context, position):
            terms = {variable: Fraction(1) for variable in variables}
            return [Row(terms, sign, quantity.value, role, first, last, (position,), "", certainty * 0.95, doubt)]
        return [
            Row({variable: Fraction(1)}, sign, quantity.value, "bound", first, last, (position,), "", certainty, doubt)
            for variable in variables
        ]
    chosen = [best] if top >= 1.0 else []
    if chosen and top < 2.5 and _total(context, position):
        column = context.columns[best]
        if quantity.unit != column.unit and not near & column.words and not quantity.money:
            chosen = []
    if chosen and _each(context, position, _SEVERAL):
        chosen = _alike(context, scores, best, position)
    if chosen:
        rows = []
        taken.update(chosen)
        times, herd = _herd(context, position)
        if herd >= 0:
            context.used.add(herd)
        for place in chosen:
            column = context.columns[place]
            scale = scale_between(quantity.unit, column.unit) or Fraction(1)
            ties = sorted(scores, reverse=True)
            unsure = len(chosen) == 1 and len(ties) > 1 and ties[0] - ties[1] < 0.3
            role = "resource limit" if sign == "<=" else "requirement"
            rows.append(
                Row(
                    dict(column.values),
                    sign,
                    quantity.value * scale * times,
                    role,
                    first,
                    last,
                    (position,),
                    "",
                    certainty * (0.6 if unsure else 1.0),
                    doubt or ("it is not clear what this limits" if unsure else ""),
                )
            )
        return rows
    everyone = {variable: Fraction(1) for variable in range(len(scan.names))}
    either = _either(context, position)
    if either or _each(context, position) and not _total(context, position):
        return [
            Row({variable: Fraction(1)}, sign, quantity.value, "bound", first, last, (position,), "", certainty * 0.9, doubt)
            for variable in everyone
        ]
    if sign == ">=" and certainty < 1 and context.sense == "maximize" and _total(context, position):
        sign, certainty = "==", 0.8
    sure = _total(context, position) or _counts(context, position, near)
    doubt = doubt or ("" if sure else "it is not clear what this limits")
    return [
        Row(everyone, sign, quantity.value, "total", first, last, (position,), "", certainty * (1 if sure else 0.7), doubt)
    ]


_JOINT = frozenset("total combined sum across collectively together overall".split())
_PAYING = frozenset(
    "cost costs wage wages bill spend salary salaries payroll expense expenses profit revenue pay earn budget".split()
)


def _amount(context: Context, position: int, linked: bool) -> bool:
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


def _heads(context: Context, position: int) -> bool:
    """Whether the number counts the variables' own noun, as in `90 total boxes`."""
    scan = context.scan
    quantity = scan.quantities[position]
    heads = {name.lemmas[-1] for name in scan.names}
    heads |= {name.lemmas[name.lemmas.index("of") - 1] for name in scan.names if "of" in name.lemmas[1:]}
    for token in scan.tokens[quantity.last : quantity.last + 3]:
        if token.low in {"of", "for", "in", ",", "and"}:
            return False
        if token.lemma in heads:
            return True
    return False


def _rivals(context: Context, position: int, best: int) -> bool:
    """Whether the words between the number and the variable name a resource, as in `1000 minutes of baking for A`."""
    if best < 0:
        return False
    column = context.columns[best]
    quantity = context.scan.quantities[position]
    stems = column.after - {quantity.unit}
    if quantity.unit and quantity.unit in UNIT_FACTORS and quantity.unit == column.unit and quantity.unit != context.unit:
        return True
    stop = quantity.last
    end = min(clause(context.scan, quantity.first)[1], quantity.last + 12)
    while stop < end and context.scan.mention_at[stop] < 0:
        stop += 1
    return bool(content(context.scan, quantity.last, stop) & stems)


def _extent(context: Context, position: int) -> tuple[int, int]:
    """The tokens that state the limit, from its direction phrase to the end of its words."""
    scan = context.scan
    (first, _), (_, last) = surroundings(scan, position)
    while last > first and scan.tokens[last - 1].kind == "mark":
        last -= 1
    while first < last and (scan.tokens[first].kind == "mark" or scan.tokens[first].low in {"and", "but"}):
        first += 1
    return first, max(last, scan.quantities[position].last)


def _match(
    context: Context, column: Column, position: int, near: frozenset[str], far: frozenset[str], wide: frozenset[str]
) -> float:
    """How well a limit fits a column of the table: unit, then words."""
    quantity = context.scan.quantities[position]
    if quantity.money != column.money or column.percent and quantity.kind != "percent" and not near & column.after:
        if not (column.percent and quantity.kind == "number" and near & column.words):
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
    others = [other for other in context.columns if other is not column]

    def weight(word: str) -> float:
        return 1.0 / (1 + sum(word in other.words for other in others))

    score += sum(2.0 * weight(word) for word in near & column.after)
    score += sum(1.2 * weight(word) for word in (near & column.before) - column.after)
    score += sum(1.0 * weight(word) for word in (far & column.after) - near)
    score += sum(0.7 * weight(word) for word in (far & column.before) - column.after - near)
    score += sum(0.5 * weight(word) for word in (wide & column.words) - near - far)
    noun = _noun(context, position)
    if noun and not noun & column.words and unit != column.unit and not quantity.money:
        score *= 0.45
    if column.money:
        spending = {"cost", "spend", "budget", "wag", "pay", "invest", "expens", "payroll", "bill", "salar"}
        if column.words & {"profit", "revenu", "sold", "pric", "sel"} and not near & column.words:
            score -= 1.2
        if column.words & spending or column.words & {"earn"} and context.sense == "minimize":
            score += 0.4
    return score


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


def _alike(context: Context, scores: Sequence[float], best: int, position: int) -> list[int]:
    """The columns that `each machine is available for 400 minutes` speaks of."""
    unit = context.scan.quantities[position].unit
    same = [
        place
        for place, column in enumerate(context.columns)
        if column.unit == context.columns[best].unit and scale_between(unit, column.unit) is not None
    ]
    named = [place for place in same if scores[place] >= scores[best] - 0.6]
    return named if len(named) > 1 else [best]


def _either(context: Context, position: int) -> bool:
    """Whether `8 of either type` limits each: it does where a total is given elsewhere."""
    scan = context.scan
    quantity = scan.quantities[position]
    if not any(token.low == "either" for token in scan.tokens[quantity.last : quantity.last + 4]):
        return False
    for other, role in enumerate(context.roles):
        if other == position or role != "limit":
            continue
        start, stop = clause(scan, scan.quantities[other].first)
        lows = {token.low for token in scan.tokens[start:stop]}
        if "either" in lows:
            continue
        if lows & {"total", "altogether"} or _heads(context, other) and not mentions_in(scan, start, stop):
            return True
    return False


def _herd(context: Context, position: int) -> tuple[Fraction, int]:
    """How many times a need per head counts: with `30 cows`, what each cow needs counts 30 times."""
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    for index in range(start, min(stop, scan.quantities[position].first)):
        if scan.tokens[index].low in {"each", "every"} and index + 1 < stop:
            noun = scan.tokens[index + 1].lemma
            for other, quantity in enumerate(scan.quantities):
                if other != position and quantity.unit == noun and quantity.kind == "number" and quantity.value > 1:
                    if not quantity.spelled and context.roles[other] != "rate":
                        return quantity.value, other
    return Fraction(1), -1


def _each(context: Context, position: int, words: frozenset[str] = _EACH) -> bool:
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    (first, _), (_, last) = surroundings(scan, position)
    lows = [scan.tokens[index].low for index in range(max(start, first), min(stop, last))]
    for place, low in enumerate(lows):
        if low in words:
            following = lows[place + 1] if place + 1 < len(lows) else ""
            if following not in {"day", "week", "month", "year", "hour"}:
                return True
    return False


def _total(context: Context, position: int) -> bool:
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    return any(scan.tokens[index].low in _TOTAL for index in range(start, stop))


def _counts(context: Context, position: int, near: frozenset[str]) -> bool:
    """Whether the number counts what the variables count: their head noun or their unit."""
    scan = context.scan
    quantity = scan.quantities[position]
    if quantity.unit == context.unit or quantity.money and context.unit == "$":
        return True
    heads = {name.lemmas[-1] for name in scan.names} | {word for name in scan.names for word in name.lemmas}
    lemmas = {scan.tokens[i].lemma for i in range(quantity.last, min(quantity.last + 4, len(scan.tokens)))}
    return bool(lemmas & heads) or bool(lemmas & {"item", "product", "thing", "unit", "animal", "trip"})


def _linked(context: Context, position: int, positions: list[int]) -> tuple[int, ...]:
    """The variables a limit is stated for, by nearness; empty if for none in particular."""
    scan = context.scan
    quantity = scan.quantities[position]
    start, stop = clause(scan, quantity.first)
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    forward = _forward(context, quantity.last, stop)
    if forward:
        return forward
    following = position + 1
    if following in positions and following < len(scan.quantities) and scan.quantities[following].first <= sentence.last:
        gap = range(quantity.last, scan.quantities[following].first)
        lows = {scan.tokens[index].low for index in gap}
        if lows & {"but", "and", "to", "or"} and len(gap) <= 6 and not mentions_in(scan, gap.start, gap.stop):
            ahead = _forward(context, scan.quantities[following].last, clause(scan, scan.quantities[following].first)[1])
            if ahead:
                return ahead
    if _total(context, position):
        return ()
    begin = start
    for index in range(quantity.first - 1, start - 1, -1):
        at = scan.quantity_at[index]
        if at >= 0 and not (at in positions and at == position - 1 and not mentions_in(scan, index, quantity.first)):
            begin = scan.quantities[at].last
            break
    behind = mentions_in(scan, begin, quantity.first)
    if not behind and start > sentence.first and scan.tokens[start - 1].low == "but":
        behind = mentions_in(scan, sentence.first, start)[-1:]
    variables = tuple(dict.fromkeys(scan.mentions[at].variable for at in behind))
    if len(variables) > 1:
        near = [at for at in behind if quantity.first - scan.mentions[at].last < 12]
        joined = _joined(context, near)
        return joined if joined else variables[-1:]
    return variables


def _joined(context: Context, mentions: list[int]) -> tuple[int, ...]:
    """Variables in a list such as `A and B`; empty if the mentions are apart."""
    scan = context.scan
    if len(mentions) < 2:
        return ()
    for one, other in zip(mentions, mentions[1:], strict=False):
        between = range(scan.mentions[one].last, scan.mentions[other].first)
        if len(between) > 4 or not any(scan.tokens[i].low in {"and", "or", ",", "plus"} for i in between):
            return ()
    return tuple(dict.fromkeys(scan.mentions[at].variable for at in mentions))


def _forward(context: Context, first: int, stop: int) -> tuple[int, ...]:
    scan = context.scan
    for index in range(first, stop):
        if scan.quantity_at[index] >= 0:
            return ()
        at = scan.mention_at[index]
        if at >= 0:
            found = [at]
            end = scan.mentions[at].last
            while end < stop - 1 and scan.tokens[end].low in _BETWEEN:
                end += 1
                if scan.mention_at[end] >= 0:
                    found.append(scan.mention_at[end])
                    end = scan.mentions[scan.mention_at[end]].last
            return tuple(dict.fromkeys(scan.mentions[m].variable for m in found))
        if scan.tokens[index].low in BREAKERS | {"per", "available"}:
            return ()
    return ()


def _listed(context: Context, sentence: int, positions: list[int]) -> dict[int, frozenset[str]]:
    """For `dye, thinner and water are 15, 20 and 18 units respectively`: what each number is of."""
    scan = context.scan
    here = scan.sentences[sentence]
    lows = [scan.tokens[index].low for index in range(here.first, here.last)]
    if len(positions) < 2 or not ({"respectively", "respective"} & set(lows)):
        return {}
    if all(later == earlier + 1 for earlier, later in zip(positions, positions[1:], strict=False)):
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
    return {
        position: context.columns[place].after for position, (_, place) in zip(positions, own, strict=True)
    }


def rule_of(row: Row, symbols: Sequence[str]) -> str:
    """The rule of a row as it was phrased, or else from its terms."""
    return row.rule or linear_rule(row.terms, row.sign, row.right, symbols)
