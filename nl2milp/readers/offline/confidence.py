"""Whether a reading can be acted on: what speaks against it, in plain sentences, and how much that weighs.

A number or a statement that nothing was made of is decisive. The other doubts
are raised by right readings too: a logistic score over how often each check fired, fitted by
`benchmarks/train_offline_confidence.py`, says how likely the reading is right.
"""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.conditions import conditional_sentences
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.statements.base import Row
from nl2milp.readers.offline.statements.nearby import UNTOLD, clause, mentions_in

__all__ = [
    "ABOUT_AIM",
    "CHECKS",
    "DECISIVE",
    "HOPELESS",
    "MILD",
    "THRESHOLD",
    "Doubt",
    "evidence",
    "find_doubts",
    "is_confident",
    "is_sure_of_limits",
    "likelihood",
    "weight",
]


_MOST = 40
"""More reasons help nobody."""

THRESHOLD = 0.6
"""Likelihood above which a reading counts as confident."""

HOPELESS = 0.02
"""Likelihood below which a reading is not even a proposal."""

_COUNTED = 2
"""A third doubt of one kind adds nothing."""
_LONG = 1500
_MANY_NAMES = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason against a reading.

    Attributes
    ----------
    check : str
        The check that found it.
    reason : str
        A plain sentence.
    sentence : int or None
        The position of the sentence concerned.
    """

    check: str
    reason: str
    sentence: int | None = None


def find_doubts(draft: Draft) -> tuple[Doubt, ...]:
    """All doubts, in the order of the checks."""
    doubts = (doubt for check in CHECKS for doubt in check(draft))
    return tuple(itertools.islice(dict.fromkeys(doubts), _MOST))


DECISIVE = frozenset(
    {"algebra", "number", "direction", "unread", "absent", "idle", "condition", "untold", "small", "spare"}
)
"""Checks that find something of the text left over: such a reading is never confident."""


MILD = frozenset({"role", "names"})
"""Doubts that a reading which came of second thoughts may leave."""


def is_confident(draft: Draft, doubts: Sequence[Doubt]) -> bool:
    """Whether a reading can be acted on; one that came of second thoughts must leave nothing to doubt."""
    unsure = any(doubt.check not in MILD for doubt in doubts) or any(
        row.certainty < (0.7 if row.role == "total" else 0.8) for row in draft.rows
    )
    if draft.changes and unsure:
        return False
    raised = {doubt.check for doubt in doubts}
    if "open" in raised and raised & {"column", "role", "row", "clash", "spare"}:
        return False  # what would limit it was read as something else
    return not any(doubt.check in DECISIVE for doubt in doubts) and likelihood(draft, doubts) > THRESHOLD


ABOUT_AIM = frozenset({"aim", "aim parts", "open", "zero"})
"""Checks of what is to be maximized or minimized, and not of what limits it."""


def is_sure_of_limits(draft: Draft, doubts: Sequence[Doubt]) -> bool:
    """Whether only the aim leaves something to doubt: of what else is left over, all are prices that nothing limits."""
    rest = [doubt for doubt in doubts if doubt.check not in ABOUT_AIM and not _is_only_price(draft, doubt)]
    return is_confident(draft, rest) and all(doubt.check in MILD for doubt in rest)


def _is_only_price(draft: Draft, doubt: Doubt) -> bool:
    """Whether a number left over is a price, in a sentence that limits nothing, of a text that limits no money."""
    scan = draft.scan
    if doubt.check != "number" or doubt.sentence is None:
        return False
    here = scan.sentences[doubt.sentence]
    if any(scan.direction_at[index] >= 0 for index in range(here.first, here.last)):
        return False
    if any(scan.quantities[at].money for row in draft.rows for at in row.quantities):
        return False
    inside = [at for at, quantity in enumerate(scan.quantities) if here.first <= quantity.first < here.last]
    return any(scan.quantities[at].money and _unused(draft, at) == doubt.reason for at in inside)


def evidence(draft: Draft, doubts: Sequence[Doubt]) -> dict[str, float]:
    """What the score is made of: how often each check fired, and how unusual the text is."""
    found: dict[str, float] = {
        check: float(min(count, _COUNTED)) for check, count in Counter(doubt.check for doubt in doubts).items()
    }
    found["long text"] = float(len(draft.scan.text) > _LONG and not draft.is_tabled)
    found["many names"] = float(len(draft.scan.names) > _MANY_NAMES and not draft.is_tabled)
    found["small lead"] = float(draft.lead < 2)
    found["small margin"] = float(min((draft.margins[at] for at in draft.used), default=1.0) < 0.5)
    return found


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    path = files("nl2milp.readers.offline") / "weights" / "confidence.json"
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def likelihood(draft: Draft, doubts: Sequence[Doubt], weights: Mapping[str, float] | None = None) -> float:
    """How likely a reading is right, between 0 and 1."""
    chosen = _weights() if weights is None else weights
    score = chosen["always"] + sum(chosen.get(name, 0.0) * value for name, value in evidence(draft, doubts).items())
    return 1 / (1 + math.exp(-score))


def weight(check: str) -> float:
    """How much one doubt of a check speaks against a reading, in the score's own measure."""
    return -_weights().get(check, 0.0)


def _quote(draft: Draft, position: int) -> str:
    quantity = draft.scan.quantities[position]
    return draft.scan.words(quantity.first, quantity.last)


def _sentence(draft: Draft, sentence: int) -> str:
    here = draft.scan.sentences[sentence]
    text = " ".join(draft.scan.text[here.start : here.end].split())
    return text if len(text) <= 200 else text[:197] + "..."


def _names(draft: Draft) -> Iterator[Doubt]:
    if draft.lead < 0.5:
        listed = ", ".join(name.label for name in draft.scan.names)
        yield Doubt("names", f"it is not certain that the numbers asked for are those of: {listed}")


def _aim(draft: Draft) -> Iterator[Doubt]:
    place = draft.scan.sentence_at[draft.aim.first]
    if draft.aim.certainty < 0.8:
        yield Doubt("aim", f"it is not clear what to {draft.aim.sense}: '{_sentence(draft, place)}'", place)
    missing = [name.label for at, name in enumerate(draft.scan.names) if not draft.aim.terms.get(at)]
    if missing:
        yield Doubt("aim parts", f"the objective says nothing about: {', '.join(missing)}", place)


def _unused_numbers(draft: Draft) -> Iterator[Doubt]:
    spare = {position for column in draft.columns if _is_spare(draft, column) for position in column.quantities}
    if spare:
        quote = _quote(draft, min(spare))
        yield Doubt("spare", f"the measure of '{quote}' is given for all, and nothing limits it")
    for position, quantity in enumerate(draft.scan.quantities):
        if position in spare:
            continue
        if position in draft.used or draft.roles[position] == "none" and _may_be_idle(draft, position):
            continue
        if quantity.spelled and quantity.value == 1 or not quantity.value or _in_a_name(draft, position):
            continue
        yield Doubt("number", _unused(draft, position), draft.scan.sentence_at[quantity.first])


def _unused(draft: Draft, position: int) -> str:
    place = draft.scan.sentence_at[draft.scan.quantities[position].first]
    return f"'{_quote(draft, position)}' was not used in: '{_sentence(draft, place)}'"


def _is_spare(draft: Draft, column: Column) -> bool:
    """Whether a measure of all variables is used nowhere, and the text has no other number in its unit.

    People do tell what does not matter. Where some limit is not sure, it may be on this measure.
    """
    if draft.used & set(column.quantities) or column.money:
        return False
    if not len(column.values) == len(column.quantities) == len(draft.scan.names):
        return False
    if not column.unit or column.percent or any(row.doubt for row in draft.rows):
        return False
    others = [quantity for at, quantity in enumerate(draft.scan.quantities) if at not in column.quantities]
    return not any(scale_between(quantity.unit, column.unit) is not None for quantity in others)


def _may_be_idle(draft: Draft, position: int) -> bool:
    """Whether a number that was taken for neither a rate nor a limit may well be none."""
    quantity = draft.scan.quantities[position]
    if quantity.value == len(draft.scan.names):
        return True
    last = quantity.last
    if quantity.value > 1 and last < len(draft.scan.tokens) and draft.scan.mention_at[last] >= 0:
        return False  # so many of a variable
    measured = quantity.unit in {*UNIT_FACTORS, "acre", "hectare"} and not quantity.spelled and quantity.value != 1
    return draft.margins[position] >= (1.0 if measured else 0.5)


def _in_a_name(draft: Draft, position: int) -> bool:
    """Whether a number stands right after the same variable's name each time, as in `Analyzer 3000`."""
    scan = draft.scan
    value = scan.quantities[position].value
    before = [scan.mention_at[q.first - 1] if q.first else -1 for q in scan.quantities if q.value == value]
    owners = {scan.mentions[at].variable if at >= 0 else -1 for at in before}
    return not scan.quantities[position].spelled and len(before) > 1 and len(owners) == 1 and -1 not in owners


def _unsure_numbers(draft: Draft) -> Iterator[Doubt]:
    for position, quantity in enumerate(draft.scan.quantities):
        if position in draft.used and draft.margins[position] < 0.15 and quantity.kind in {"number", "percent"}:
            place = draft.scan.sentence_at[quantity.first]
            quote = _quote(draft, position)
            yield Doubt("role", f"it is not clear what '{quote}' is for in: '{_sentence(draft, place)}'", place)


def _partial_columns(draft: Draft) -> Iterator[Doubt]:
    size = len(draft.scan.names)
    for column in draft.columns:
        if len(column.values) == size or not any(dict(row.terms) == dict(column.values) for row in draft.rows):
            continue
        place = draft.scan.sentence_at[draft.scan.quantities[column.quantities[0]].first]
        quote = _quote(draft, column.quantities[0])
        yield Doubt(
            "column", f"the measure of '{quote}' was found for some variables only: '{_sentence(draft, place)}'"
        )


def _rows(draft: Draft) -> Iterator[Doubt]:
    for row in draft.rows:
        place = draft.scan.sentence_at[row.first]
        if row.certainty < 0.65:
            doubt = row.doubt or "it is not certain what this limits"
            yield Doubt("row", f"{doubt}: '{_sentence(draft, place)}'", place)


def _untold_signs(draft: Draft) -> Iterator[Doubt]:
    """A limit of one thing that nothing but the aim tells the sign of."""
    for row in draft.rows:
        if row.role == "bound" and row.certainty <= UNTOLD and row.sign != "==":
            place = draft.scan.sentence_at[row.first]
            words = draft.scan.words(row.first, row.last)
            yield Doubt("untold", f"whether this is a least or a most is not said: '{words}'", place)


def _small_limits(draft: Draft) -> Iterator[Doubt]:
    """A number below what one thing alone takes, of which only a verb says that it limits: it may be another rate."""
    for row in draft.rows:
        values = list(row.terms.values())
        plain = row.role in {"resource limit", "requirement"} and len(row.quantities) == 1 and row.certainty < 1
        if plain and len(values) == len(draft.scan.names) and 0 < row.right < min(values):
            place = draft.scan.sentence_at[row.first]
            yield Doubt("small", f"this may be no limit: '{draft.scan.words(row.first, row.last)}'", place)


def _left_out(draft: Draft) -> Iterator[Doubt]:
    """A limit of some variables in a clause that compares them with another one, which no row of it has."""
    scan = draft.scan
    for row in draft.rows:
        if row.role not in {"bound", "total"} or len(row.terms) == len(scan.names):
            continue
        start, stop = clause(scan, row.first)
        if not _COMPARED & {token.low for token in scan.tokens[start:stop]}:
            continue
        covered: set[int] = set()
        for other in draft.rows:
            if other.first < stop and other.last > start:
                covered |= set(other.terms)
        alone = len(row.terms) == 1 and _DIFFERING & {token.low for token in scan.tokens[row.first : row.last]}
        missing = {scan.mentions[at].variable for at in mentions_in(scan, start, stop)} - covered
        if alone:
            place = scan.sentence_at[row.first]
            yield Doubt("left out", f"it is not clear what differs from what: '{_sentence(draft, place)}'", place)
        elif missing:
            place = scan.sentence_at[row.first]
            labels = ", ".join(scan.names[variable].label for variable in sorted(missing))
            yield Doubt("left out", f"what this says of {labels} was not used: '{_sentence(draft, place)}'", place)


_DIFFERING = frozenset({"difference", "excess"})
_COMPARED = frozenset("than compared excess difference over exceed exceeds ratio times relative".split())


def _unused_directions(draft: Draft) -> Iterator[Doubt]:
    scan = draft.scan
    for at, direction in enumerate(scan.directions):
        if at in draft.directions_used or draft.aim.first <= direction.first < draft.aim.last:
            continue
        place = scan.sentence_at[direction.first]
        here = scan.sentences[place]
        near = range(direction.last, min(direction.last + 6, here.last))
        if not any(scan.quantity_at[i] >= 0 or scan.mention_at[i] >= 0 for i in near):
            continue
        if any(scan.quantity_at[i] >= 0 and scan.quantities[scan.quantity_at[i]].value == 0 for i in near):
            continue
        if any(row.first < here.last and row.last > here.first for row in draft.rows):
            continue
        quote = scan.words(direction.first, direction.last)
        yield Doubt("direction", f"'{quote}' became nothing in: '{_sentence(draft, place)}'", place)


_COMPARING = frozenset({"compared", "ratio", "proportion", "relative"})


def _unread_sentences(draft: Draft) -> Iterator[Doubt]:
    """Sentences that compare or demand something of a variable and gave no row, rate or aim."""
    scan = draft.scan
    for place, here in enumerate(scan.sentences):
        lows = {token.low for token in scan.tokens[here.first : here.last]}
        mentioned = {scan.mentions[at].variable for at in scan.mention_at[here.first : here.last] if at >= 0}
        if not lows & _COMPARING or len(mentioned) < 2 or here.question:
            continue
        if here.first <= draft.aim.first < here.last or lows & {"integer", "integers", "whole"}:
            continue
        if any(row.first < here.last and row.last > here.first for row in draft.rows):
            continue
        if any(here.first <= scan.quantities[at].first < here.last for at in draft.used):
            continue
        yield Doubt("unread", f"nothing was made of: '{_sentence(draft, place)}'", place)


def _conditions(draft: Draft) -> Iterator[Doubt]:
    """Conditions between variables: the rows of this reader hold none."""
    for place in conditional_sentences(draft.scan):
        yield Doubt("condition", f"nothing was made of the condition in: '{_sentence(draft, place)}'", place)


def _open_directions(draft: Draft) -> Iterator[Doubt]:
    """A maximum that nothing caps, or a minimum that nothing keeps from zero."""
    if draft.aim.under:
        return
    if draft.aim.sense == "maximize":
        for variable, name in enumerate(draft.scan.names):
            value = draft.aim.terms.get(variable, 0)
            if value > 0 and not any(_caps(row.sign, float(row.terms.get(variable, 0))) for row in draft.rows):
                yield Doubt("open", f"nothing limits {name.label} from above")
    elif all(value >= 0 for value in draft.aim.terms.values()) and not any(
        row.sign in {">=", "=="} and row.right > 0 or row.sign == "<=" and row.right < 0 for row in draft.rows
    ):
        owed = [row for row in draft.rows if row.certainty < 1 and _OWING & _lows(draft, row)]
        yield Doubt("idle" if owed else "zero", "nothing keeps the minimum from being zero")


_OWING = frozenset(
    "contract order orders ordered obliged demand demands must need needs supply provide deliver serve require".split()
)


def _lows(draft: Draft, row: Row) -> set[str]:
    sentence = draft.scan.sentences[draft.scan.sentence_at[row.first]]
    return {token.low for token in draft.scan.tokens[sentence.first : sentence.last]}


def _foreign_units(draft: Draft) -> Iterator[Doubt]:
    """A limit on counts that is written in money, hours or kilograms, although the variables are not."""
    for row in draft.rows:
        if row.role not in {"bound", "total"}:
            continue
        for position in row.quantities:
            quantity = draft.scan.quantities[position]
            unit = "$" if quantity.money else quantity.unit
            foreign = quantity.money or unit in UNIT_FACTORS
            if foreign and unit != draft.domain.unit and not _of_running(draft, row, unit):
                place = draft.scan.sentence_at[quantity.first]
                quote = _quote(draft, position)
                yield Doubt("unit", f"'{quote}' is no number of things: '{_sentence(draft, place)}'", place)


def _of_running(draft: Draft, row: Row, unit: str) -> bool:
    """Whether hours or days limit how long things run, where the text says what they do in an hour or a day."""
    if not _RUNNING & _lows(draft, row):
        return False
    words = [token.lemma for token in draft.scan.tokens]
    return any(one in {"a", "an", "per", "each", "every"} and two == unit for one, two in itertools.pairwise(words))


_RUNNING = frozenset("run runs running ran operate operates operated operating work works worked hired".split())


def _caps(sign: str, value: float) -> bool:
    return value > 0 and sign in {"<=", "=="} or value < 0 and sign in {">=", "=="}


def _algebra(draft: Draft) -> Iterator[Doubt]:
    """Formulas written out, `3x + 2y`: this reader knows words, and reads letters as names of things."""
    tokens = draft.scan.tokens
    for number, letter in itertools.pairwise(tokens):
        glued = number.kind == "number" and letter.kind == "word" and number.end == letter.start
        if glued and len(letter.text) == 1 and letter.low in _UNKNOWNS:
            place = draft.scan.sentence_at[tokens.index(number)]
            yield Doubt("algebra", f"this reader does not read formulas: '{_sentence(draft, place)}'", place)
            return


_UNKNOWNS = frozenset("abnpqruvwxyz")
"""Letters that stand for unknowns; `g`, `h`, `k`, `l` and `m` behind a number are units."""


def _mentioned(draft: Draft) -> Iterator[Doubt]:
    for variable, name in enumerate(draft.scan.names):
        if not any(row.terms.get(variable) for row in draft.rows) and not draft.aim.terms.get(variable):
            yield Doubt("absent", f"nothing is said about {name.label}")
    if not draft.rows:
        yield Doubt("absent", "no requirement was found")


def _clashes(draft: Draft) -> Iterator[Doubt]:
    """Two rows over the same sum that cannot both hold, or that say the same twice."""
    for place, row in enumerate(draft.rows):
        for other in draft.rows[place + 1 :]:
            if dict(row.terms) != dict(other.terms):
                continue
            if row.sign == other.sign and row.sign != "==" and row.right and other.right:
                quote = draft.scan.words(other.first, other.last)
                yield Doubt("clash", f"the same is limited twice: '{quote}'", draft.scan.sentence_at[other.first])
            low, high = (row, other) if row.sign == ">=" else (other, row)
            if low.sign == ">=" and high.sign == "<=" and low.right > high.right:
                quote = draft.scan.words(other.first, other.last)
                yield Doubt("clash", f"this cannot hold together with another limit: '{quote}'")


CHECKS: tuple[Callable[[Draft], Iterator[Doubt]], ...] = (
    _names,
    _aim,
    _unused_numbers,
    _unsure_numbers,
    _partial_columns,
    _rows,
    _untold_signs,
    _small_limits,
    _left_out,
    _unused_directions,
    _unread_sentences,
    _conditions,
    _open_directions,
    _foreign_units,
    _algebra,
    _mentioned,
    _clashes,
)
"""All checks; another one is one more function here."""
