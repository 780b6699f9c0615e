"""Which way to optimise: `maximize ...`, `the highest profit`, `earn as much as possible`, `keep the cost down`."""

from __future__ import annotations

from dataclasses import dataclass

from nl2milp.readers.offline.choices.aims import find_sense as spoken_sense
from nl2milp.readers.offline.impliedaims import implied_sense
from nl2milp.readers.offline.rates import content
from nl2milp.readers.offline.scan import Scan

__all__ = ["Sense", "find_sense"]


_MAX = frozenset("maximize maximise maximizes maximises maximizing maximising maximized maximised maximization "
                 "maximisation".split())  # fmt: skip
_MIN = frozenset("minimize minimise minimizes minimises minimizing minimising minimized minimised minimization "
                 "minimisation".split())  # fmt: skip
_MOST = frozenset("maximum highest largest greatest biggest most best max maximal".split())
_FEWEST = frozenset("minimum lowest least smallest cheapest minimal fewest min shortest".split())
_SUPERLATIVES = _MOST | _FEWEST
_BEING = frozenset("is are be was were become becomes".split())
_UP = frozenset("increase raise increasing".split())
_DOWN = frozenset("decrease reduce lower lessen decreasing reducing".split())
_MEASURED = frozenset(
    """profit cost revenue return earning income number time amount total expense wage money sale point score price
    spending outlay bill pay combination quantity value gain proceeds taking benefit""".split()
)
_MUCH = frozenset("much many high large great big profitable".split())
_LITTLE = frozenset("little few low small cheap cheaply short".split())
_GOALS = frozenset(
    """how what which find determine want wants wanted wish wishes wishing like aim aims goal goals objective try tries
    trying seek seeks hope hopes hoping so order give gives to work if""".split()
)
_GIVING = frozenset("give gives giving bring brings yield yields mean means make makes keep keeps".split())

_ALIKE: dict[str, tuple[str, ...]] = {
    "scor": ("point",),
    "viewership": ("view", "people", "person", "reach"),
    "view": ("viewership", "reach"),
    "exposur": ("view", "reach", "people", "person"),
    "audienc": ("view", "reach"),
    "reach": ("view", "people", "person", "us", "custom"),
    "wag": ("earn", "paid", "pay", "salar"),
    "payroll": ("earn", "paid", "pay", "wag", "salar"),
    "bil": ("cost", "earn", "paid", "pay", "wag"),
    "expens": ("cost", "pric"),
    "costl": ("cost", "pric"),
    "expensiv": ("cost", "pric"),
    "spend": ("cost",),
    "outlay": ("cost",),
    "cheapest": ("cost", "pric"),
    "cheap": ("cost", "pric"),
    "cheapl": ("cost", "pric"),
    "mon": ("cost", "profit", "earn"),
    "duration": ("tim",),
    "incom": ("profit", "earn", "revenu"),
    "tak": ("profit", "earn", "revenu"),
    "proceed": ("profit", "earn", "revenu"),
}


@dataclass(frozen=True)
class Sense:
    """Where the text says which way to optimise: tokens `tokens[first:last]` and the words around."""

    sense: str
    first: int
    last: int
    words: frozenset[str]
    count: bool


def _strength(scan: Scan, index: int) -> tuple[int, str]:
    """How much the word at `index` sounds like the aim, and which way it points."""
    low = scan.tokens[index].low
    if low in _MAX or low in _MIN:
        return 3, "maximize" if low in _MAX else "minimize"
    if low == "possible":
        return _as_possible(scan, index)
    if low in _SUPERLATIVES:
        strength = max(_weak(scan, index), _predicate(scan, index), _asked_at_most(scan, index))
        return strength, "maximize" if low in _MOST else "minimize"
    if low in _RATED:
        return 2 if _rated(scan, index) else 0, _RATED[low]
    if low in _DOWN or low in _UP:
        return _asked(scan, index), "minimize" if low in _DOWN else "maximize"
    return 0, ""


def find_sense(scan: Scan) -> Sense | None:
    """The statement of the aim: the last `maximize ...`, or else a superlative or `as ... as possible`."""
    best: tuple[int, str, int] | None = None
    for index in range(len(scan.tokens)):
        strength, sense = _strength(scan, index)
        if strength and (best is None or strength >= best[0]):
            best = (strength, sense, index)
    if best is None:
        return _asked_otherwise(scan)
    strength, sense, index = best
    sentence = scan.sentences[scan.sentence_at[index]]
    if scan.tokens[index].low in _SUPERLATIVES and (_predicate(scan, index) or _asked_at_most(scan, index)):
        return _of_clause(scan, index, sense)
    if scan.tokens[index].low in _RATED:
        words = frozenset({"profit"} if sense == "maximize" else {"cost"})
        return Sense(sense, max(sentence.first, index - 1), index + 1, words, False)
    first, stop = index, index + 1
    while stop < sentence.last and scan.tokens[stop].text not in {",", ".", "?", ";", "("} and stop - index < 14:
        if scan.tokens[stop].low in {"while", "if", "given", "and"} and stop > index + 1:
            break
        stop += 1
    words = content(scan, index + 1, stop)
    if scan.tokens[index].low == "possible":
        first = _as_before(scan, index)
        words = content(scan, first, index) - {"possibl"}
    if not words or scan.tokens[index].low == "cheapest":
        words |= content(scan, max(sentence.first, index - 6), index + 1)
    elif strength == 1 or scan.tokens[index].low == "possible":
        words |= _led_by(scan, first)
    if strength == 1 and scan.tokens[index].low == "best":
        implied = implied_sense(scan)
        if implied is not None:
            return Sense(implied.sense, first, stop, implied.words, False)
    words = frozenset(word for base in words for word in (base, *_ALIKE.get(base, ())))
    lows = {scan.tokens[i].low for i in range(first, stop)}
    return Sense(sense, first, stop, words, bool(lows & {"number", "amount", "quantity", "total"}))


def _asked_otherwise(scan: Scan) -> Sense | None:
    """What is asked in other ways: `how low can the bill be`, `what profit is possible`; or left to the reader."""
    said = spoken_sense(scan.tokens, scan.sentences)
    if said is not None:
        sense, place, _ = said
        sentence = scan.sentences[place]
        spoken = [i for i in range(sentence.first, sentence.last) if scan.mention_at[i] < 0]
        words = frozenset(word for i in spoken for word in content(scan, i, i + 1))
        words = frozenset(word for base in words for word in (base, *_ALIKE.get(base, ())))
        return Sense(sense, sentence.first, sentence.last, words, False)
    implied = implied_sense(scan)
    return None if implied is None else Sense(implied.sense, implied.first, implied.last, implied.words, False)


_RATED = {
    "profitable": "maximize", "lucrative": "maximize", "profitably": "maximize",
    "cheaply": "minimize", "economical": "minimize", "economically": "minimize", "inexpensively": "minimize",
}  # fmt: skip


def _rated(scan: Scan, index: int) -> bool:
    """Whether an adjective is asked for in its highest degree: `most profitable`, `how cheaply`."""
    before = scan.tokens[index - 1].low if index else ""
    return before in {"most", "how"} or before == "as" and _asked_as_can(scan, index)


def _asked_as_can(scan: Scan, index: int) -> bool:
    """Whether `as cheaply as we can` or `as cheaply as possible` is said."""
    behind = [token.low for token in scan.tokens[index + 1 : index + 4]]
    return behind[:1] == ["as"] and bool({"can", "possible"} & set(behind))


_LEADING = frozenset({",", ";", ":", "(", "that", "which", "at"})


def _clause_start(scan: Scan, index: int) -> int:
    """Where the clause begins whose predicate the superlative at `index` is."""
    first = scan.sentences[scan.sentence_at[index]].first
    place = index - 1
    while place > first and scan.tokens[place - 1].low not in _LEADING and scan.quantity_at[place - 1] < 0:
        if scan.tokens[place - 1].low == "to" and scan.tokens[place].low != "be":
            break
        place -= 1
    return max(place, first)


def _ends_clause(scan: Scan, index: int) -> bool:
    """Whether nothing that the superlative could belong to stands behind it."""
    sentence = scan.sentences[scan.sentence_at[index]]
    if index + 1 >= sentence.last:
        return True
    following = scan.tokens[index + 1]
    return following.kind == "mark" and following.text != "$" or following.low in {"while", "and", "given", "if", "in"}


def _predicate(scan: Scan, index: int) -> int:
    """`so that the yearly return is largest`, `what combination costs least`, `raise her scores the most`."""
    sentence = scan.sentences[scan.sentence_at[index]]
    if not _ends_clause(scan, index) or any(scan.quantity_at[i] >= 0 for i in range(index, sentence.last)):
        return 0
    start = _clause_start(scan, index)
    before = [token.low for token in scan.tokens[start:index]]
    if not before or before[-1] in {"at", "a", "an"} or before[-2:] == ["at", "the"]:
        return 0
    said = {token.lemma for token in scan.tokens[start:index]}
    if before[-1] in _BEING or _BEING & set(before) and before[-1] not in {"the", "to"}:
        return 2 if said & _MEASURED else 1
    goal = {token.low for token in scan.tokens[sentence.first : index]}
    return 1 if goal & _GOALS or sentence.question else 0


def _asked_at_most(scan: Scan, index: int) -> int:
    """`How many people can be helped at most?`: the limit is what is asked for."""
    sentence = scan.sentences[scan.sentence_at[index]]
    lows = [token.low for token in scan.tokens[sentence.first : index]]
    if not sentence.question or lows[-1:] != ["at"] and lows[-2:] != ["at", "the"] or "how" not in lows:
        return 0
    if scan.tokens[index].low not in {"most", "least"} or index + 2 < sentence.last:
        return 0
    return 0 if any(scan.quantity_at[i] >= 0 for i in range(sentence.first, sentence.last)) else 2


def _of_clause(scan: Scan, index: int, sense: str) -> Sense:
    """The aim that the clause before a superlative speaks of."""
    start = _clause_start(scan, index)
    words = frozenset().union(*(content(scan, i, i + 1) for i in range(start, index + 1)))
    words = frozenset(word for base in words for word in (base, *_ALIKE.get(base, ())))
    lows = {scan.tokens[i].low for i in range(start, index)}
    counted = bool(lows & {"number", "amount", "quantity", "total"}) and not words
    return Sense(sense, start, index + 1, words, counted)


def _led_by(scan: Scan, index: int) -> frozenset[str]:
    """The verb or noun right before a superlative: `earn` of `earn the most`, `cost` of `the cost is as low`."""
    sentence = scan.sentences[scan.sentence_at[index]]
    place = index - 1
    while place >= sentence.first and index - place < 8 and scan.tokens[place].low not in {",", ";", "that", "how"}:
        if scan.tokens[place].low == "to":
            break
        place -= 1
    near = {i for i in range(place + 1, index) if scan.tokens[i].low not in _GIVING}
    return frozenset(word for i in near for word in content(scan, i, i + 1))


def _as_before(scan: Scan, index: int) -> int:
    """Where `as ... as possible` begins, for the `possible` at `index`."""
    place = index - 2
    while place > 0 and index - place < 8 and scan.tokens[place].low != "as":
        place -= 1
    return place if scan.tokens[place].low == "as" else index


def _as_possible(scan: Scan, index: int) -> tuple[int, str]:
    if index < 3 or scan.tokens[index - 1].low != "as":
        return 0, ""
    start = _as_before(scan, index)
    if start == index:
        return 0, ""
    lows = {token.low for token in scan.tokens[start:index]}
    if lows & _LITTLE:
        return 2, "minimize"
    return (2, "maximize") if lows & _MUCH else (0, "")


def _asked(scan: Scan, index: int) -> int:
    """Whether a verb such as `reduce` stands in the question and not in the story."""
    sentence = scan.sentences[scan.sentence_at[index]]
    if any(scan.quantity_at[i] >= 0 for i in range(index, sentence.last)):
        return 0
    return 1 if any(scan.tokens[i].low == "how" for i in range(sentence.first, index)) else 0


def _weak(scan: Scan, index: int) -> int:
    """How much a superlative sounds like the aim rather than like a limit."""
    sentence = scan.sentences[scan.sentence_at[index]]
    following = scan.tokens[index + 1 : index + 5]
    if any(scan.quantity_at[i] >= 0 for i in range(index + 1, min(index + 5, sentence.last))):
        return 0
    before = [token.low for token in scan.tokens[max(sentence.first, index - 3) : index]]
    if scan.tokens[index].low in {"most", "least"} and (before[-1:] == ["at"] or before[-2:] == ["at", "the"]):
        return 0
    lemmas = {token.lemma for token in following}
    if lemmas & (_MEASURED | {"possible"}):
        return 2
    if index > sentence.first + 1 and scan.tokens[index - 2].low in {"find", "determine"}:
        return 1
    if before[-1:] == ["at"]:
        return 0
    if before[-2:] in (["at", "a"], ["to", "a"]) and scan.tokens[index].low in {"minimum", "maximum"}:
        return 2
    goal = {token.low for token in scan.tokens[sentence.first : index]}
    counted = any(scan.quantity_at[i] >= 0 for i in range(max(sentence.first, index - 8), index))
    return 1 if before[-1:] == ["the"] and goal & _GOALS and not counted else 0
