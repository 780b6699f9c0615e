"""What a problem of choice maximises or minimises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.measures import Column
from nl2milp.readers.offline.choices.vocabulary import SCALES
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["COSTS", "Aim", "answer_scale", "classes_of", "find_aim", "find_sense"]

COSTS = frozenset(
    """cost costs price prices pay paid spend spent budget invest invested expense expenses fee fees rent afford expend
    charge money fund funds raised cheap cheaply cheapest give expensive hire spending outlay ask asks""".split()
)
_GAINS = frozenset(
    """profit profits income earn earns earning earnings revenue return returns gain gains takings bring brings yield
    net margin surplus earned gained paying sell sells save saves benefit value score worth gross sale sales""".split()
)
_MORE = frozenset("highest largest greatest most best biggest maximum maximal richest strongest".split())
_LESS = frozenset(
    "lowest least cheapest fewest smallest shortest quickest minimum minimal cheaply little few low".split()
)
_SMALL = frozenset("low cheap cheaply small short little few quickly".split())
_GOT = frozenset("earned reached achieved gained made obtained collected won raised realised realized attained".split())
_SPENT = frozenset("cost costs expense expenses spending outlay price waste loss losses delay".split())
_LARGE = frozenset("high large great big profitable".split())
_ASKING = frozenset("how what which find choose determine work".split())


@dataclass(frozen=True)
class Aim:
    """The objective: its sense, coefficients by item, and where it is stated."""

    sense: str
    terms: Mapping[int, Fraction]
    columns: tuple[int, ...]
    sentence: int
    first: int
    last: int
    certain: bool


def find_sense(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[str, int, int] | None:
    """Which way to optimise: sense, sentence, and how clearly it is said; the last of the clearest statements."""
    best: tuple[int, int, str] | None = None
    for number, sentence in enumerate(sentences):
        lows = [token.low for token in tokens[sentence.first : sentence.last]]
        said = _senses(tokens, sentence, lows)
        if said:
            sense, strength = max(said, key=lambda one: one[1])  # the first of the clearest governs the others
            if best is None or strength >= best[0]:
                best = (strength, number, sense)
    return (best[2], best[1], best[0]) if best is not None else None


_ENOUGH = frozenset("enough suffice sufficient needed necessary required do".split())


def _wished(lows: Sequence[str]) -> list[tuple[str, int]]:
    """`How low can the bill be`, `what profit is possible`."""
    found: list[tuple[str, int]] = []
    for index, low in enumerate(lows):
        following = lows[index + 1 : index + 2]
        if low == "how" and following and {"can", "could", "may"} & set(lows[index:]):
            if following[0] in _SMALL:
                found.append(("minimize", 8))
            elif following[0] in _LARGE:
                found.append(("maximize", 8))
        reached = (
            {"can", "could"} & set(lows[index + 1 :]) and "be" in lows[index + 1 :] and _GOT & set(lows[index + 1 :])
        )
        if low in {"what", "which"} and reached:
            found.append(("minimize" if _SPENT & set(lows[index + 1 : index + 4]) else "maximize", 4))
        if low == "how" and following == ["few"] and _ENOUGH & set(lows[index:]):
            found.append(("minimize", 8))
        named = low in {"what", "which"} and _GAINS & set(lows[index + 1 : index + 4])
        if named and {"can", "could", "possible"} & set(lows[index + 2 : index + 8]):
            found.append(("maximize", 4))
    return found


def _senses(tokens: Sequence[Token], sentence: Sentence, lows: Sequence[str]) -> list[tuple[str, int]]:
    found = _wished(lows)
    question = sentence.question or (bool(lows) and lows[0] in _ASKING)
    for index, low in enumerate(lows):
        after = tokens[sentence.first + index + 1 : sentence.first + index + 4]
        numbered = any(token.kind == "number" for token in after)
        if (
            low.startswith(("maximi", "minimi"))
            and low[:6] in {"maximi", "minimi"}
            and low not in {"minimum", "maximum"}
        ):
            found.append(("maximize" if low.startswith("max") else "minimize", 9))
        if low == "possible" and "as" in lows[max(0, index - 8) : index]:
            window = set(lows[max(0, index - 9) : index])
            found.append(("minimize" if window & {"little", "few", "low", "cheaply", "cheap", "small", "short", "fast"}
                          else "maximize", 8))  # fmt: skip
        if low == "better" and "the" in lows[max(0, index - 1) : index]:
            before = set(lows[:index])
            if before & {"more", "higher", "larger", "greater", "bigger"}:
                found.append(("maximize", 8))
            elif before & {"less", "fewer", "lower", "smaller", "cheaper"}:
                found.append(("minimize", 8))
        if low in {"can", "could"} and "as" in lows[max(0, index - 3) : index]:
            window = set(lows[max(0, index - 9) : index])
            if "as" in window and {"many", "much", "little", "few", "cheaply"} & window:
                little = {"little", "few", "cheaply"} & window
                found.append(("minimize" if little else "maximize", 8))
        if low in {"most", "least"} and lows[max(0, index - 2) : index] == ["the", "very"]:
            continue
        if low in {"most", "least"} and index and lows[index - 1] == "at":
            if (
                question
                and not numbered
                and not any(w in {"one", "two", "three", "four"} for w in lows[index + 1 : index + 2])
            ):
                found.append(("maximize" if low == "most" else "minimize", 7))
            continue
        if low == "best" and lows[index + 1 : index + 2] in (["wishes"], ["regards"], [","]):
            continue
        if low in _MORE | _LESS - {"little", "few", "low"} and not numbered:
            found.append(("maximize" if low in _MORE else "minimize", 8 if question else 6))
        if low in {"cheaply"}:
            found.append(("minimize", 6))
        if (
            low in {"attract", "happy", "earn", "achieved", "help", "gain", "raise"}
            and question
            and lows[:2] in (["how", "many"], ["how", "much"], ["what", "can"])
        ):
            found.append(("maximize", 5))
        if low == "how" and lows[index + 1 : index + 2] in (["many"], ["much"], ["large"]) and "can" in lows:
            found.append(("maximize", 4))
        if low in {"cost", "pay", "spend"} and question and "how" in lows and "least" in lows:
            found.append(("minimize", 8))
    return found


def classes_of(words: frozenset[str] | set[str]) -> set[str]:
    """Whether words speak of costs, of gains, or of neither."""
    found = set()
    if "back" in words and words & _PAYS:
        return {"gain"}  # what is paid back
    if words & COSTS:
        found.add("cost")
    if words & _GAINS:
        found.add("gain")
    return found


_PAYS = frozenset("pay pays paid give gives".split())


def answer_scale(tokens: Sequence[Token], own: Sequence[int] | None = None) -> Fraction:
    """The unit of the answer where the text names one: `in thousand euros`, `how many million`.

    `own` has the places of the numbers that the answer is made of: with it, a unit that is said of other numbers,
    as in `weekly meals, in hundreds, are 9 and 7`, is not that of the answer.
    """
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index].low not in SCALES or tokens[index - 1].low not in {"in", "many"}:
            continue
        stop = next((i for i in range(index, len(tokens)) if tokens[i].text in {".", ";", "?"}), len(tokens))
        numbers = [i for i in range(index + 1, stop) if tokens[i].kind == "number"]
        if own is None or not numbers or set(own) & set(numbers):
            return Fraction(SCALES[tokens[index].low])
    return Fraction(1)


def find_aim(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    columns: Sequence[Column],
    limited: frozenset[int],
    quantities: Sequence[Quantity],
) -> Aim | None:
    """The column or the difference of two columns that the aim's sentence speaks of."""
    said = find_sense(tokens, sentences)
    if said is None or not columns:
        return None
    sense, number, _ = said
    sentence = sentences[number]
    words = {word for t in tokens[sentence.first : sentence.last] if t.kind == "word" for word in (t.lemma, t.stem)}
    words -= _EMPTY
    lows = {t.low for t in tokens[sentence.first : sentence.last]}
    scores = [_score(column, at, words, lows, sense, limited, len(columns)) for at, column in enumerate(columns)]
    money = [at for at, column in enumerate(columns) if column.unit == "$"]
    if sense == "maximize" and len(money) == 1 and lows & _GAINS and money[0] not in limited:
        scores[money[0]] += 3.0  # `the alarm pays $70`: what is earned, where nothing else is money
    best = max(range(len(columns)), key=lambda at: (scores[at], -at))
    chosen = [best]
    terms = dict(columns[best].values)
    other = _subtracted(columns, best, lows, sense, limited)
    if other is not None:
        gain, cost = (
            (best, other) if "cost" not in classes_of(columns[best].words) or sense == "minimize" else (other, best)
        )
        chosen = [gain, cost]
        terms = dict(columns[gain].values)
        for item, value in columns[cost].values.items():
            terms[item] = terms.get(item, Fraction(0)) - value
    free = [at for at, column in enumerate(columns) if at not in limited and len(column.values) > 1]
    certain = scores[best] >= 1.0 or free == [best]
    own = [quantities[q].first for at in chosen for q in columns[at].quantities]
    scale = answer_scale(tokens, own)
    said_so = any(columns[at].scales.get(item, 1) >= scale for at in chosen for item in columns[at].values)
    if scale > 1 and (said_so or max((abs(v) for v in terms.values()), default=Fraction(0)) >= scale):
        terms = {item: value / scale for item, value in terms.items()}
    return Aim(sense, terms, tuple(chosen), number, sentence.first, sentence.last, certain)


_EMPTY = frozenset(
    """done don do number numb total tot high possible possibl be choose chosen chos select selected pick picked made
    make best great large year following follow project thing""".split()
)


def _score(
    column: Column, at: int, words: set[str], lows: set[str], sense: str, limited: frozenset[int], count: int
) -> float:
    score = 1.5 * min(len(words & (column.words | ({column.unit} if column.unit else set()))), 3)
    score += 0.05 * len(column.values)
    if column.unit and column.unit in words:
        score += 1.5
    kinds = classes_of(column.words)
    if sense == "minimize":
        score += 2.0 if "cost" in kinds or column.unit == "$" and lows & COSTS else 0.0
        score += 1.0 if column.unit == "$" else 0.0
    else:
        score -= 2.5 if "cost" in kinds and "gain" not in kinds else 0.0
        score += 1.5 if "gain" in kinds and lows & _GAINS else 0.0
    if at in limited:
        score -= 3.5 if count > 1 else 0.5
    return score


_TAKINGS = frozenset("bring brings revenue revenues sale sales takings turnover".split())
_PROFITS = frozenset("profit profits return returns earn earns earning margin net yield yields".split())


def _subtracted(
    columns: Sequence[Column], best: int, lows: set[str], sense: str, limited: frozenset[int]
) -> int | None:
    """The other column of `takings minus costs`."""
    if sense != "maximize":
        return None
    size = len(columns[best].values)
    if lows & {"profit", "profits"} and columns[best].words & _TAKINGS and not columns[best].words & _PROFITS:
        for at, column in enumerate(columns):
            alike = column.unit == columns[best].unit and len(column.values) >= size
            if at != best and alike and "cost" in classes_of(column.words):
                return at  # what comes in is no profit before what it costs is paid
    if not lows & {"minus", "less", "over", "surplus", "net", "after", "difference", "gain"}:
        return None
    if {"gain", "surplus"} & columns[best].words & lows and not lows & {"minus", "less", "net", "after", "difference"}:
        return None  # what is sought is given
    for at, column in enumerate(columns):
        if at == best or len(column.values) < size or column.unit != columns[best].unit:
            continue
        pair = classes_of(column.words) | classes_of(columns[best].words)
        explicit = lows & {"minus", "surplus"} or lows & {"less", "over", "after"} and lows & COSTS
        if "cost" in pair and (at in limited or best in limited) and not explicit and "gain" not in lows:
            continue
        if "cost" in pair and ("minus" in lows or "less" in lows or "over" in lows or "surplus" in lows
                               or "gain" in lows and lows & COSTS or "after" in lows or "net" in lows):  # fmt: skip
            return at
    return None
