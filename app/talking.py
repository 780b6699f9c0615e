"""Changes said in words that our own code understands: other numbers, statements off and on, simple limits.

For more there is the language model. What is not understood is said to be so;
nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nl2milp.analyse.numbers import Figure, changed, figures, without
from nl2milp.app.nouns import head_of, noun_of, nouns_of, stems
from nl2milp.app.outcome import as_number
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Basis, Constraint, Formulation, Kind, Sense
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["Heard", "heard", "suggestions"]

_MOST_CHARACTERS = 500
_OFF = re.compile(r"(?:please\s+)?(?:switch|turn)\s+off|(?:please\s+)?(?:drop|remove|ignore|forget|delete|without|"
                  r"leave out|take away|take out)\b", re.I)  # fmt: skip
_ON = re.compile(
    r"(?:please\s+)?(?:switch|turn)\s+on(?:\s+again)?|(?:please\s+)?(?:restore|bring back|put back)\b", re.I
)
_LIMIT = re.compile(
    r"\b(?P<most>at most|no more than|not more than|a maximum of|up to)|(?P<least>at least|no less than|no fewer than|"
    r"not less than|a minimum of)|(?P<exactly>exactly)\b",
    re.I,
)
_CHANGE = re.compile(
    r"(?:please\s+)?(?:what if\s+|suppose\s+)?(?:make|set|change|put|raise|lower|increase|decrease|reduce|cut|let|"
    r"double|triple|halve)?\s*",
    re.I,
)
_BY = re.compile(r"\bby\s+(?=[$€£\d]|[a-z]+\b)", re.I)
_TO = re.compile(r"\b(?:to|be|is|was|were|are|becomes?|equals?)\b|=", re.I)
_DOWN = re.compile(r"\b(?:lower|decrease|reduce|cut|less|fewer)\b", re.I)
_TIMES = {"double": 2.0, "triple": 3.0, "halve": 0.5}
_LEAST = 0.5
_SIDES = {"<=": "maximum of", ">=": "minimum of", "==": "number of"}
_LIMITS = {"most": "<=", "least": ">=", "exactly": "=="}


@dataclass(frozen=True)
class Heard:
    """A change that was understood.

    Attributes
    ----------
    what : str
        In a few words.
    formulation : Formulation
        With the change.
    """

    what: str
    formulation: Formulation


def heard(text: str, formulation: Formulation, earlier: Sequence[Formulation] = ()) -> Heard:
    """What an instruction changes.

    Parameters
    ----------
    text : str
        "make the budget 9,000", "switch off the order", "at most 3 trucks".
    formulation : Formulation
        It stays as it is.
    earlier : sequence of Formulation
        Its former states, the latest last: statements can be brought back from them.

    Raises
    ------
    NotUnderstoodError
        It says something else, or something that has two meanings here; the
        message says which.

    Examples
    --------
    >>> made = Formulation.model_validate({
    ...     "variables": [{"symbol": "trucks"}],
    ...     "constraints": [{"name": "budget", "slots": {"rule": "300*trucks <= 8000"}}]})
    >>> found = heard("raise the budget to 9,000", made)
    >>> found.what, found.formulation.constraints[0].slots["rule"]
    ('budget: 8,000 → 9,000', '300*trucks <= 9000')
    """
    words = " ".join(text.split()).rstrip(".!?")
    if not words:
        raise InputError("say what should change")
    if len(words) > _MOST_CHARACTERS:
        raise InputError(f"an instruction has at most {_MOST_CHARACTERS} characters; this one has {len(words):,}")
    off, on, limit = _OFF.match(words), _ON.match(words), _LIMIT.search(words)
    if off is not None:
        name = _statement(words[off.end() :], formulation)
        return Heard(f"without {_called(formulation, name)}", without(formulation, frozenset({name})))
    if on is not None:
        return _restored(words[on.end() :], formulation, earlier)
    turned = _turned(words, formulation)
    if turned is not None:
        return turned
    if limit is not None:
        return _limited(words, limit, formulation)
    return _other_number(words, formulation)


def suggestions(formulation: Formulation) -> tuple[str, ...]:
    """Instructions that are understood here, for a start."""
    found = []
    for figure in figures(formulation):
        if figure.constraint >= 0 and "#" not in figure.name and figure.value > 1:
            called = formulation.constraints[figure.constraint].name.replace("_", " ")
            found.append(f"make {called} {as_number(round(figure.value * 1.1))}")
            break
    if len(formulation.constraints) > 1:
        found.append(f"switch off {formulation.constraints[-1].name.replace('_', ' ')}")
    scalar = next((one for one in formulation.variables if "[" not in one.symbol and one.kind is not Kind.BINARY), None)
    if scalar is not None:
        found.append(f"at least 5 {scalar.label or scalar.symbol.replace('_', ' ')}")
    return tuple(found)


# -- numbers


def _number(words: str) -> tuple[float, int, int] | None:
    """The last number of a text, where it starts and where it ends; a percentage as a fraction."""
    tokens = tokenize(words)
    found = find_quantities(tokens)
    if not found:
        return None
    last = found[-1]
    return float(last.value), tokens[last.first].start, tokens[last.last - 1].end


def _other_number(words: str, formulation: Formulation) -> Heard:
    start = _CHANGE.match(words)
    verb = "" if start is None else start.group().strip().casefold().rpartition(" ")[2]
    if verb in _TIMES:
        figure = _figure(words[start.end() :] if start else words, formulation)
        return _set(formulation, figure, figure.value * _TIMES[verb])
    number = _number(words)
    if number is None:
        raise NotUnderstoodError(_unknown())
    value, at, end = number
    before = words[start.end() if start else 0 : at]
    by = list(_BY.finditer(words[: at + 1] + "x"))
    is_change = bool(by) and not words[by[-1].end() : at].strip(" $€£")
    called = _TO.sub(" ", _BY.sub(" ", f"{before} {words[end:]}"))
    old = _number(called)
    if old is not None and not stems(called):
        # `change 1,200 to 1,500`: the number itself says which
        figure = _one([one for one in figures(formulation) if abs(one.value) == abs(old[0])], formulation, called)
        return _set(formulation, figure, value)
    figure = _figure(called, formulation)
    if not is_change:
        return _set(formulation, figure, value)
    sign = -1.0 if _DOWN.search(words) else 1.0
    is_percent = bool(re.search(r"%|\bper ?cent\b", words[at : end + 9]))
    return _set(formulation, figure, figure.value * (1 + sign * value) if is_percent else figure.value + sign * value)


def _set(formulation: Formulation, figure: Figure, value: float) -> Heard:
    # a rule such as `-x <= -5` holds its number with a sign
    value = -value if figure.value < 0 < value and figure.constraint >= 0 else value
    value = float(f"{value:.12g}")
    if value == figure.value:
        raise NotUnderstoodError(f"that number is {as_number(value)} already")
    what = f"{_name_of(formulation, figure)}: {as_number(figure.value)} → {as_number(value)}"
    return Heard(what, changed(formulation, {figure: value}))


def _name_of(formulation: Formulation, figure: Figure) -> str:
    if figure.constraint < 0:
        return figure.name.replace("_", " ")
    name = _called(formulation, formulation.constraints[figure.constraint].name)
    _, number_sign, place = figure.name.partition("#")
    return f"{name}, number {place}" if number_sign else name


def _called(formulation: Formulation, name: str) -> str:
    return name.replace("_", " ")


def _unknown() -> str:
    return (
        "I did not understand that. Say which number should be which, as in “make the budget 9,000”, "
        "“switch off” a statement, or give a limit, as in “at most 3 trucks”"
    )


def _figure(called: str, formulation: Formulation) -> Figure:
    """The number that is called so."""
    wanted = stems(called)
    if not wanted:
        raise NotUnderstoodError(_unknown())
    nouns = nouns_of(formulation)
    aim = stems(formulation.objective.quote or "")
    scored: list[tuple[float, Figure]] = []
    for figure in figures(formulation):
        own: frozenset[str]
        noun = noun_of(formulation, figure, nouns)
        if figure.constraint >= 0:
            constraint = formulation.constraints[figure.constraint]
            own = stems(f"{constraint.name} {constraint.quote or ''} {constraint.slots.get('role') or ''}")
            is_main = "#" not in figure.name
        elif figure.path[0] == "objective":
            own, is_main = aim | stems("objective"), False
        elif figure.path[0] == "parameters":
            parameter = formulation.parameters[figure.path[1]]
            own, is_main = stems(f"{parameter.symbol} {parameter.meaning or ''}"), True
        elif figure.path[0] == "tables":
            own, is_main = stems(figure.name.replace("[", " ").replace("]", " ")), True
        else:
            own, is_main = stems(figure.name.replace(".lower", " least").replace(".upper", " most")), True
        if not is_main and noun and not noun & wanted:
            continue  # a factor is meant only where its noun is said
        share = len(wanted & (own | noun)) / len(wanted)
        if share >= _LEAST:
            # of equals the one that says least else
            scored.append((share + (0.05 if is_main else 0.0) - 0.002 * len(own - wanted), figure))
    if not scored:
        raise NotUnderstoodError(f"I found nothing called “{' '.join(called.split())}”. {_there_is(formulation)}")
    best = max(score for score, _ in scored)
    return _one([figure for score, figure in scored if score > best - 0.01], formulation, called)


def _one(found: Sequence[Figure], formulation: Formulation, called: str) -> Figure:
    if not found:
        raise NotUnderstoodError(f"there is no number {' '.join(called.split())} in the model")
    if len({one.name for one in found}) > 1 or len(found) > 1:
        names = "; ".join(f"{_name_of(formulation, one)} ({as_number(one.value)})" for one in found[:5])
        raise NotUnderstoodError(
            f"That could be several numbers: {names}. Say which one, by its words or its old number"
        )
    return found[0]


def _there_is(formulation: Formulation) -> str:
    names = [_called(formulation, one.name) for one in formulation.constraints[:6]]
    return f"There is {', '.join(names)}" if names else ""


# -- statements


def _matching(called: str, formulation: Formulation) -> list[Constraint]:
    wanted = stems(called)
    if not wanted:
        raise NotUnderstoodError(_unknown())
    nouns = nouns_of(formulation)
    scored = []
    for one in formulation.constraints:
        symbols = {name for name in nouns if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", str(one.slots))}
        own = stems(f"{one.name} {one.quote or ''} {one.slots.get('role') or ''}")
        more = own.union(*(nouns[name] for name in symbols)) if symbols else own
        share = len(wanted & more) / len(wanted)
        if share >= _LEAST:
            # its own words say more than the things that it is about
            own_share = len(wanted & own) / len(wanted)
            scored.append((share + 0.5 * own_share - 0.002 * len(own - wanted), one))
    best = max((score for score, _ in scored), default=0.0)
    return [one for score, one in scored if score > best - 0.0015]


def _statement(called: str, formulation: Formulation) -> str:
    found = _matching(called, formulation)
    if not found:
        raise NotUnderstoodError(f"I found no statement called “{called.strip()}”. {_there_is(formulation)}")
    if len(found) > 1:
        names = "; ".join(_called(formulation, one.name) for one in found[:5])
        raise NotUnderstoodError(f"That could be several statements: {names}. Say which one")
    return found[0].name


def _restored(called: str, formulation: Formulation, earlier: Sequence[Formulation]) -> Heard:
    present = {one.name for one in formulation.constraints}
    for before in reversed(earlier):
        gone = before.model_copy(
            update={"constraints": tuple(one for one in before.constraints if one.name not in present)}
        )
        for one in _matching(called, gone):
            after = formulation.model_copy(update={"constraints": (*formulation.constraints, one)})
            return Heard(f"{_called(formulation, one.name)} is back", after)
    raise NotUnderstoodError(f"No statement called “{called.strip()}” was switched off before")


def _turned(words: str, formulation: Formulation) -> Heard | None:
    """`minimise instead`, `maximize the same`."""
    match = re.fullmatch(
        r"(?:please\s+)?(maximi[sz]e|minimi[sz]e)(?:\s+(?:it|that|instead|the objective))*", words, re.I
    )
    if match is None or formulation.objective.value is None:
        return None
    sense = Sense.MAXIMIZE if match[1].casefold().startswith("max") else Sense.MINIMIZE
    if sense is formulation.objective.sense:
        raise NotUnderstoodError(f"the objective is to {sense.value} already")
    aim = formulation.objective.model_copy(update={"sense": sense})
    return Heard(f"{sense.value} instead", formulation.model_copy(update={"objective": aim}))


def _limited(words: str, limit: re.Match[str], formulation: Formulation) -> Heard:
    """`make it at most 3 trucks`: a limit of one decision, in the place of one that it has on that side."""
    operator = next(sign for kind, sign in _LIMITS.items() if limit[kind])
    number = _number(words[limit.end() :])
    rest = f"{words[: limit.start()]} {words[limit.end() :]}"
    if number is None:
        raise NotUnderstoodError(_unknown())
    value = number[0]
    wanted = stems(rest)
    nouns = nouns_of(formulation)
    found = [one for one in formulation.variables if nouns[head_of(one.symbol)] & wanted]
    if len(found) != 1 or "[" in found[0].symbol:
        try:
            return _set(formulation, _figure(_CHANGE.sub("", rest, count=1), formulation), value)
        except NotUnderstoodError:
            names = ", ".join(one.label or one.symbol for one in formulation.variables[:6])
            raise NotUnderstoodError(f"A limit of which of {names}? Say one of them") from None
    symbol = found[0].symbol
    rule = f"{symbol} {operator} {as_number(value).replace(',', '')}"
    old = next((one for one in _bounds_of(symbol, operator, formulation)), None)
    label = found[0].label or symbol
    what = f"{limit.group().strip()} {as_number(value)} {label}"
    if old is not None:
        new = old.model_copy(update={"slots": {**old.slots, "rule": rule}})
        kept = tuple(new if one is old else one for one in formulation.constraints)
        return Heard(what, formulation.model_copy(update={"constraints": kept}))
    taken = {one.name for one in formulation.constraints}
    base = f"{_SIDES[operator]} {label}"
    name = next(one for one in (base, *(f"{base} ({n})" for n in range(2, len(taken) + 3))) if one not in taken)
    added = Constraint(name=name, slots={"rule": rule}, quote=what, basis=Basis.STATED)
    return Heard(what, formulation.model_copy(update={"constraints": (*formulation.constraints, added)}))


def _bounds_of(symbol: str, operator: str, formulation: Formulation) -> Iterator[Constraint]:
    """Statements that are nothing but a limit of this decision on this side."""
    sides = re.escape(operator) if operator != "==" else "(?:<=|>=|==)"
    for one in formulation.constraints:
        rule = str(one.slots.get("rule", ""))
        if one.template == "linear" and re.fullmatch(rf"{re.escape(symbol)}\s*{sides}\s*[\d.]+", rule.strip()):
            yield one
