"""Whether the named things are chosen or left, or made in quantities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.choices.phrases import phrases
from nl2milp.readers.offline.lexicon import NUMBER_WORDS
from nl2milp.readers.offline.tokens import Token

__all__ = ["UNSURE", "choice_score", "is_taken"]

_CHOICE = phrases(
    """
    not at all | or not | once | choose | chooses | choosing | select | selects | which of | left out |
    as a whole | in part | candidates | chosen | pick | picks | is built | is opened | opened or | be funded |
    whole or | in full | or dropped | or rejected | or none | decides which | which ones | shortlist |
    covered | either runs | at most one of | or left | completely | half-built | be bought | built |
    take or leave | each can be | is taken | carried out | open | opens | partial | whether | stays shut |
    signs | not both | served | mutually exclusive | closed | is not | isn't | doesn't | whole day |
    or stands still
    """
)
_AMOUNT = phrases(
    """
    how many of each | whole numbers | whole pieces | fractions of | any amount | any area | quantities |
    units of each | whole pumps | are divisible | can be divided | part-tonnes | whole litres |
    per unit | any number of | how much of each | counted in whole | whole crates | whole barrels | divisible |
    any value | any amounts | in whole | are whole | integer | integers | servings | serving | units of |
    how many units | units | acres | hectares | invested in each | calories | protein | nutrients | diet |
    amount invested | money invested | whole number | must be whole | number of units | allocated to |
    dollars in each | in each of | how much should | not be whole | fractions included | per kg | per kilo | the blend |
    the mix | percent of the
    """
)


def choice_score(tokens: Sequence[Token], items: Sequence[Item]) -> float:
    """Positive where the items are chosen or left; negative where they are counted or measured."""
    if len(items) < 3:
        return -9.0
    text = " " + " ".join(token.low for token in tokens) + " "
    names = {index for item in items for index in range(item.first, item.last)}
    rest = " " + " ".join(token.low for index, token in enumerate(tokens) if index not in names) + " "
    counted = _counted(tokens, items)
    score = -1.5 * counted + sum(0.7 for phrase in _CHOICE if f" {phrase} " in text)
    score -= sum(1.2 for phrase in _AMOUNT if f" {phrase} " in rest)
    score += 1.5 * sum(item.proper for item in items) / len(items)
    score += 0.4 * (len(items) - 3)
    plural = singular = 0
    for item in items:
        head = item.words[-1]
        size = len(item.words)
        many = any(
            tokens[i + size - 1].low != head
            and all(tokens[i + k].lemma == item.words[k] for k in range(size))
            and tokens[i - 1].low != "the"
            and not tokens[i + size - 1].low.endswith("ics")
            for i in range(len(tokens) - size + 1)
        )
        plural += many and not item.proper
        singular += not (len(item.words) == 2 and len(item.words[1]) <= 2) and any(
            tokens[i].lemma == item.words[0] and i and tokens[i - 1].low in {"each", "per", "every", "all"}
            for i in range(len(tokens))
        )
    score -= 2.5 * plural / len(items) + 2.5 * singular / len(items)
    taken = _participles(tokens, items) or _totals(tokens)
    measured = any(f" {phrase} " in rest for phrase in _AMOUNT if phrase not in {"units", "units of"})
    if _SINGLE.search(text) and not (counted or measured):
        return max(score, 1.0)
    if taken and not (counted or 3 * plural > len(items) or singular or measured):
        return max(score, 1.0)
    if taken or any(f" {phrase} " in text for phrase in _TAKEN):
        return score
    amounts = counted or any(f" {phrase} " in rest for phrase in _AMOUNT)
    if not amounts and -1.0 < score <= 0 and _UNDERTAKEN.search(text):
        return UNSURE  # names in the plural, such as `bike lanes`, which are carried out or not
    return -9.0 if amounts else min(score, UNSURE)


_REFUSED = (
    "not|left|put off|turned down|called off|passed over|dropped|skipped|refused|declined|rejected|cancelled|canceled|"
    "abandoned|postponed|omitted|shelved|discarded|scrapped|closed"
)
_SINGLE = re.compile(
    r" (?:at most once|only once|once at most|at the most once|one of each at most|at most one of each|once or not|"
    r"no more than one of each|no half measures|(?:only|just) one of each|(?:one|single) copy of each|all or nothing|"
    r"yes or no|in or out) "
    r"| (?:no|none|nothing|never|not|nobody) (?:[\w'’-]+ ){0,9}?(?:twice|more than once|a second time|in part) "
    r"| (?:in full|as a whole|whole|completely|entirely|fully|outright|wholly|once) or "
    rf"(?:{_REFUSED}|nothing|none|\w+ed) "
    r"| (?:each|every|either|is|are|be|gets?) (?:\w+ ){0,3}?"
    r"(?:\w+ed|done|run|built|bought|taken|driven|sold|held|shown|sung|played|open|kept|made|put up|given|won) or "
    rf"(?:is |are )?(?:{_REFUSED}) "
)
"""Words that say that a thing is taken once, as a whole, or not."""
_UNDERTAKEN = re.compile(
    r" (?:carr(?:y|ies|ied) out|undertakes?|undertaken|implement(?:s|ed)?|adopt(?:s|ed)?|approv(?:es?|ed)|funds?|"
    r"funded|support(?:s|ed)?|launch(?:es|ed)?|introduc(?:es?|ed)) "
)

UNSURE = 0.1
"""The score of a text that says neither; logic between the items decides then."""


def _counted(tokens: Sequence[Token], items: Sequence[Item]) -> int:
    """How many items stand right behind a number, as in `24 chairs`, or behind `a tonne of`."""
    found = 0
    for item in items:
        size = len(item.words)
        found += any(
            tokens[i - 1].kind == "number"
            and all(tokens[i + k].lemma == item.words[k] for k in range(size))
            or tokens[i - 1].low == "of"
            and tokens[i - 2].lemma in _PORTION_NOUNS
            and tokens[i].lemma == item.words[0]
            for i in range(2, len(tokens) - size + 1)
        )
        found += any(
            tokens[i].lemma == item.words[-1]
            and any(tokens[k].low == "number" and tokens[k + 1].low == "of" for k in range(max(0, i - 6), i - 2))
            and {"on", "in", "to", "at"} & {t.low for t in tokens[i - 2 : i]}
            for i in range(3, len(tokens))
        )
        found += len(item.words) > 2 and item.words[1] == "of" and item.words[0] in _PORTION_NOUNS
    return found


_PORTION_NOUNS = frozenset(
    """hectare tonne ton litre liter kilogram gram barrel crate box tray bag sack bottle unit piece pound megawatt
    acre number amount quantity pack case metre meter square hour
    """.split()
)


def _participles(tokens: Sequence[Token], items: Sequence[Item]) -> bool:
    """Whether an item is said to be chosen, built or the like, and not to be made in some number."""
    heads = {item.words[-1] for item in items}
    for index in range(len(tokens) - 3):
        if tokens[index].lemma not in heads or tokens[index + 1].low not in _BE:
            continue
        ahead = [token.low for token in tokens[index + 1 : index + 5]]
        if any(is_taken(word) for word in ahead) and not any(word in _PORTIONS for word in ahead):
            return True
    return False


_BE = frozenset("is are be must has have can cannot may will should".split())
_PORTIONS = frozenset("at more less fewer in exactly".split())
_PICKS = frozenset("choose select pick build open fund carry undertake launch implement start take buy hire".split())


def _totals(tokens: Sequence[Token]) -> bool:
    """Whether the candidates are counted: `at least two projects must be chosen`, `which projects should be chosen`."""
    for index in range(1, len(tokens) - 4):
        ahead = [token.low for token in tokens[index + 1 : index + 7]]
        asked = tokens[index].low == "which" and tokens[index + 1].low != tokens[index + 1].lemma
        if asked and ahead[1] in {"should", "to", "must"} and all(t.kind != "number" for t in tokens[index:][:7]):
            return True
        counted = tokens[index].low in NUMBER_WORDS and tokens[index - 1].low in {"least", "most", "than", "exactly"}
        if not counted:
            continue
        if any(word in _PICKS for word in [t.low for t in tokens[max(0, index - 6) : index]]):
            return True
        if {"be", "are", "is"} & set(ahead) and any(is_taken(word) for word in ahead):
            return True
    return False


_DONE = frozenset("chosen built taken bought run open held sent set cut shown put".split())
_TOLD = frozenset(
    """needed required used limited made sold produced mixed planted called named estimated expected located priced
    considered worked filled added shipped delivered assigned increased reduced invested spent allocated ordered
    manufactured rated valued based weighed packed loaded dedicated devoted utilized utilised consumed associated
    placed distributed limited combined related completed""".split()
)


def is_taken(word: str) -> bool:
    """Whether a participle says that something is done with a thing as a whole."""
    return word in _DONE or word.endswith("ed") and len(word) > 4 and word not in _TOLD


_TAKEN = phrases(
    """
    one of each | which of |
    not at all | once or not | or not | or left | left out | or dropped | in part | in full | as a whole |
    half-built | whole or | at most once | yes or no | or rejected | or none | stays shut | shortlist |
    which of the | which of these | which ones | candidates | choose which | decide which | select which |
    all or nothing | once | partial | completely | to choose | is either | are either | or leave |
    stays closed | choose among | must choose | can choose | or isn't | or it isn't | or is not | or does not |
    or they do not | or doesn't | selects | picks | chooses | shortlisted | choose the | choosing |
    stands still | whole day | fully or not | cannot be split | cannot be divided | is taken | be taken or |
    or they don't | or we do not
    """
)
