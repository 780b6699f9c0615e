"""Numbers whose role the grammar of their own clause settles: `a video takes six`, `and 420 hours can be spent`."""

from __future__ import annotations

from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, VERBS
from nl2milp.readers.offline.scan import Scan

__all__ = ["granted_amounts", "rates_of_single_things", "shares_a_unit"]

_SINGLES = frozenset("a an each every one".split())
_OPENERS = frozenset(", ; : and but while whereas ( of".split())
_MODALS = frozenset("can may could".split())
_GRANTED = frozenset("used spent given handled spared paid spend afforded supplied drawn consumed had worked".split())
_OFFERED = frozenset("available free left spare".split())


def rates_of_single_things(scan: Scan, roles: list[str]) -> None:
    """`A podcast brings five subscribers, a video seven`, `two into each crate`: what is said of one thing is a rate.

    Numbers in words only; the others are judged well by what stands around them.
    """
    for position, quantity in enumerate(scan.quantities):
        if quantity.kind != "number" or not quantity.spelled or roles[position] == "rate":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        if sentence.question:
            continue
        if _for_each(scan, quantity.last, sentence.last) and not _directed(scan, quantity.first):
            roles[position] = "rate"
            continue
        index = quantity.first - 1
        if index > sentence.first and _is_verb(scan, index):
            index = _subject(scan, index, sentence.first)
        elif not _elliptic(scan, quantity.last, sentence.last):
            continue
        at = scan.mention_at[index] if index >= sentence.first else -1
        if at < 0:
            continue
        start = scan.mentions[at].first
        if start and scan.tokens[start - 1].low in _SINGLES and not _behind_direction(scan, start, sentence.first):
            roles[position] = "rate"


def _is_verb(scan: Scan, index: int) -> bool:
    """Whether a word is a verb, known or by its form behind what is decided on: `a tent shelters five`."""
    if scan.mention_at[index] >= 0:
        return False
    low = scan.tokens[index].low
    return low in VERBS or scan.mention_at[index - 1] >= 0 and low.endswith("s") and low not in FUNCTION_WORDS


def _subject(scan: Scan, verb: int, first: int) -> int:
    """The last token of the verb's subject, also over another verb of it: `a stool brings 8 and uses three`."""
    if scan.tokens[verb - 1].low != "and":
        return verb - 1
    for index in range(verb - 2, first - 1, -1):
        if scan.mention_at[index] >= 0:
            return index
        if scan.tokens[index].kind == "mark" or scan.direction_at[index] >= 0:
            break
    return first - 1


def _for_each(scan: Scan, index: int, last: int) -> bool:
    """Whether `into each gate` follows, or `sheets for every box`: at most two words, then one of a thing."""
    for place in range(index, min(index + 4, last - 1)):
        if scan.tokens[place].low in {"each", "every"}:
            return scan.mention_at[place + 1] >= 0 and place > index
        if scan.tokens[place].kind != "word" or scan.mention_at[place] >= 0 or scan.quantity_at[place] >= 0:
            return False
    return False


def _directed(scan: Scan, first: int) -> bool:
    return any(scan.direction_at[place] >= 0 for place in range(max(0, first - 2), first))


def _behind_direction(scan: Scan, index: int, first: int) -> bool:
    """Whether a direction stands in the same clause before the thing."""
    for place in range(index - 1, first - 1, -1):
        if scan.direction_at[place] >= 0:
            return True
        if scan.tokens[place].low in _OPENERS:
            return False
    return False


def _elliptic(scan: Scan, index: int, last: int) -> bool:
    """Whether a number ends its clause, so that its verb and its measure are those of the clause before."""
    return index >= last or scan.tokens[index].kind == "mark" or scan.tokens[index].low in {"and", "while", "whereas"}


def granted_amounts(scan: Scan, roles: list[str]) -> None:
    """`..., and 420 hours can be spent`: an amount that opens a clause of its own and may be used up is a limit."""
    for position, quantity in enumerate(scan.quantities):
        if roles[position] == "limit" or quantity.kind != "number" or quantity.spelled and quantity.value <= 3:
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        opener = quantity.first - 1
        if opener >= sentence.first and scan.tokens[opener].low == "only":
            opener -= 1
        if opener >= sentence.first and scan.tokens[opener].low not in _OPENERS:
            continue
        for index in range(quantity.last, min(quantity.last + 6, sentence.last - 1)):
            token = scan.tokens[index]
            if scan.quantity_at[index] >= 0 or scan.mention_at[index] >= 0 or token.kind == "mark":
                break
            passive = token.low in _MODALS and scan.tokens[index + 1].low == "be"
            granted = passive and index + 2 < sentence.last and scan.tokens[index + 2].low in _GRANTED
            offered = token.low in {"is", "are"} and scan.tokens[index + 1].low in _OFFERED
            if granted or offered:
                roles[position] = "limit"
                break


def shares_a_unit(scan: Scan, position: int) -> bool:
    """Whether a number in words has the unit of a number in figures: `nine buttons` and `378 buttons`."""
    quantity = scan.quantities[position]
    unit = quantity.unit
    if not unit or unit in FUNCTION_WORDS or _is_named(scan, unit) or scan.tokens[quantity.last].low == unit:
        return False  # in the singular it may be an adjective
    return any(other.unit == unit and not other.spelled for other in scan.quantities)


def _is_named(scan: Scan, word: str) -> bool:
    return any(word in name.lemmas for name in scan.names)
