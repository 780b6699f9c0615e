"""Jobs one after the other: in which order, so that they are late as little, or ready as early, as possible."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft, quoted
from nl2milp.readers.offline.structures.extremes import find_extreme
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.profiles import Clue, Profile, profile_of_table, read_profiles
from nl2milp.readers.offline.structures.tabulated import Tabulated

__all__ = ["draft_sequence"]

_ONE_BY_ONE = re.compile(
    r"\bone\s+(\w+\s+){0,2}(at\s+a\s+time|after\s+(the\s+other|another))\b"
    r"| \b(which|what|best|optimal)\s+(order|sequence)\b | \b(order|sequence)\s+(of|for)\s+the\b"
    r"| \bsingle[\s-]machine\b | \bone\s+by\s+one\b",
    re.I | re.X,
)
_LATE = frozenset(
    "late lateness tardy tardiness delay delays delayed overdue penalty penalties fine fines after".split()
)
_READY = frozenset(
    """completion complete completed finish finished finishing ready done wait waiting waits flow pass passes
    completing waited spend spent until""".split()
)
_SUMMED = frozenset("sum total add adds added average mean altogether all".split())
_WEIGHT = frozenset(
    """penalty penalties weight weights weighted fee fine cost costs charge importance priority loses lose cents euros
    dollars value""".split()
)
_DUE = frozenset("due deadline promised wanted date before latest by needed until beyond".split())
_RELEASE = frozenset("arrives arrive arrived arrival arrivals release released available earliest".split())
_TIME = frozenset(
    """time hour hours minute minutes day days week weeks duration processing process take takes length work reading
    second seconds long last lasts require requires need needs""".split()
)
_SINCE = frozenset("arrival arrivals waiting wait flow arrives arrived".split())
_HARD = frozenset("must has have cannot won't deadline latest later beyond".split())
_PER = frozenset("per each every a weight weights weighted importance priority".split())


_SHORT = 7


def draft_sequence(document: Document, tables: Sequence[Tabulated], groups: Sequence[Group]) -> Draft | None:
    """The model of jobs that one machine or one person does in some order; None if the text has none."""
    if not _ONE_BY_ONE.search(document.text):
        return None
    extreme, said = find_extreme(document), find_sense(document.tokens, document.sentences)
    sense, place = extreme or (said[:2] if said is not None else ("", 0))
    if sense != "minimize" or len(tables) > 1:
        return None
    places, words = _asked(document, place)
    drafts: list[Draft] = []
    for profile in _profiles(document, tables, groups):
        aim = _aim(document, profile, words)
        if aim and profile.full("time") and all(profile.full(part) for part in profile.values):
            drafts.append(_Writer(document, profile, aim, words).draft(places))
    return min(drafts, key=lambda draft: len(draft.doubts), default=None)


def _asked(document: Document, place: int) -> tuple[tuple[int, ...], frozenset[str]]:
    """The sentences that state the aim, and their words: a short question goes on what was said before it."""
    words: set[str] = set()
    places: list[int] = []
    for where in range(place, max(-1, place - 2), -1):
        here = document.sentences[where]
        words |= set(document.lows(here)) | {token.lemma for token in document.tokens[here.first : here.last]}
        places.append(where)
        if len(document.lows(here)) > _SHORT:
            break
    return tuple(places), frozenset(words)


def _profiles(document: Document, tables: Sequence[Tabulated], groups: Sequence[Group]) -> Iterator[Profile]:
    for table in tables:
        if table.matrices:
            return
        profile = profile_of_table(table.rows, table.vectors, _part_of)
        if profile is not None:
            yield profile
        return
    for group in groups:
        profile = read_profiles(document, group, _part_of)
        if profile.full("time"):
            yield profile


def _part_of(clue: Clue) -> str:
    """Processing time, due date, release date or weight, by the words beside a number."""
    words = clue.words
    if clue.money or words & _WEIGHT:
        return "weight"
    if words & _RELEASE:
        return "release"
    if words & _DUE:
        return "due"
    return "time" if words & _TIME else ""


def _aim(document: Document, profile: Profile, words: frozenset[str]) -> str:
    """What is made small: `late`, `most late`, `number late`, `ready` or `last`; empty if it is not clear."""
    everywhere = {token.low for token in document.tokens} | {token.lemma for token in document.tokens}
    due, weight = "due" in profile.values, "weight" in profile.values
    late = bool(words & _LATE)
    if due and late and {"number", "many", "few", "fewest", "fewer"} & words and not words & {"hour", "minute", "day"}:
        return "number late"
    if due and {"largest", "maximum", "longest", "greatest", "worst"} & words and late:
        return "most late"
    if words & _READY and words & (_SUMMED | {"early", "soon"}) and not late:
        return "last" if words & {"last"} and not words & {"sum", "total", "average"} else "ready"
    if due and (late or everywhere & _LATE) and not words & _READY:
        return "late"
    if not due and weight:
        return "ready"
    if not due and (words & _READY or everywhere & _READY) and words & {"sum", "total", "average", "add"}:
        return "ready"
    return ""


class _Writer:
    """Puts the model together."""

    def __init__(self, document: Document, profile: Profile, aim: str, words: frozenset[str]) -> None:
        self.words = words
        self.document = document
        self.profile = profile
        self.aim = aim
        self.out = Draft(document)
        group = profile.group
        noun = group.noun or "job"
        self.axis = self.out.axis(Group(group.labels, noun, group.source), "jobs")
        self.start = self.out.name("start")

    def draft(self, places: Sequence[int]) -> Draft:
        """The whole model."""
        out, axis, profile = self.out, self.axis, self.profile
        at = f"[{axis.index}]"
        names = {"time": "duration", "due": "due", "weight": "weight", "release": "release"}
        values = {part: out.vector(axis, names[part], found) + at for part, found in profile.values.items()}
        # no order needs to wait longer than for the last arrival and for all the work
        every = out.index("other")
        over = f"[{every}] for {every} in {axis.name})"
        latest = f"sum({values['time'].removesuffix(at)}{over}"
        if "release" in values:
            latest += f" + max({values['release'].removesuffix(at)}{over}"
        limit = latest if self.aim == "number late" else None
        out.variable(f"{self.start}[{axis.clause}]", Kind.CONTINUOUS, "begun", limit)
        finish = f"{self.start}{at} + {values['time']}"
        self.weighted = "weight" in values and self.aim in {"late", "ready"}
        factor = f"{values['weight']}*" if self.weighted else ""
        self._objective(finish, values, factor, places[0])
        out.understood.update(places)
        slots = {"over": axis.clause, "start": f"{self.start}{at}", "duration": values["time"]}
        out.add("one at a time", "no_overlap", slots, self._one_by_one())
        if "release" in values:
            rule = f"{self.start}{at} >= {values['release']}"
            out.add("not before it is there", "linear", {"rule": rule, "role": "bound"}, (), axis.clause)
        if "due" in values and self.aim in {"ready", "last"}:
            self._deadlines(finish, values["due"])
            if not self._is_hard():
                out.doubt("it is not clear whether a job may be late")
        if self.weighted and not self._by_time():
            out.doubt("it is not clear whether a penalty is due once, or for each unit of time")
        if "weight" in values and not self.weighted:
            out.doubt("it is not clear what the weights are for")
        out.used |= profile.quantities
        out.understood |= profile.sentences
        self._orders(values["time"])
        self._asides()
        account(out, frozenset())
        return out

    def _deadlines(self, finish: str, due: str) -> None:
        """Each job ready when it is due: one statement for each sentence that says so."""
        out, axis, places = self.out, self.axis, self.profile.places.get("due", {})
        if len(set(places.values())) < len(axis.members):
            rule = f"{finish} <= {due}"
            out.add("in time", "linear", {"rule": rule, "role": "bound"}, sorted(set(places.values())), axis.clause)
            return
        at, symbols = f"[{axis.index}]", (finish, due)
        for item, place in places.items():
            left, right = (symbol.replace(at, f"[{quoted(axis.members[item])}]") for symbol in symbols)
            out.add("in time", "linear", {"rule": f"{left} <= {right}", "role": "bound"}, [place])

    def _objective(self, finish: str, values: dict[str, str], factor: str, place: int) -> None:
        out, axis = self.out, self.axis
        over = f"for {axis.clause}"
        if self.aim == "late":
            out.minimise("minimize", f"sum({factor}max(0, {finish} - {values['due']}) {over})", place)
        elif self.aim == "ready":
            since = f" - {values['release']}" if "release" in values and _SINCE & self.words else ""
            total = f"sum({factor}({finish}{since}) {over})"
            count = f"/{len(axis.members)}" if {"average", "mean"} & self.words else ""
            out.minimise("minimize", total + count, place)
        elif self.aim == "number late":
            late = out.name("late")
            out.variable(f"{late}[{axis.clause}]", Kind.BINARY, "late")
            out.minimise("minimize", f"sum({late}[{axis.index}] {over})", place)
            slots = {"if": f"{late}[{axis.index}] == 0", "then": f"{finish} <= {values['due']}"}
            out.add("in time unless late", "if_then", slots, (), axis.clause)
        else:
            last = out.name("latest" if self.aim == "last" else "most_late")
            out.variable(last, Kind.CONTINUOUS, "the last is ready" if self.aim == "last" else "most late")
            out.minimise("minimize", last, place)
            end = finish if self.aim == "last" else f"{finish} - {values['due']}"
            out.add("the last of all", "linear", {"rule": f"{last} >= {end}", "role": "link"}, (), axis.clause)

    def _lows(self, place: int) -> set[str]:
        return set(self.document.lows(self.document.sentences[place]))

    def _one_by_one(self) -> list[int]:
        for place, sentence in enumerate(self.document.sentences):
            if _ONE_BY_ONE.search(self.document.said(sentence)):
                return [place]
        return []

    def _is_hard(self) -> bool:
        return any(_HARD & self._lows(place) for place in self.profile.sentences) or bool(
            {"deadline", "latest"} & self._headed()
        )

    def _headed(self) -> set[str]:
        return {word for table in self.document.tables for cell in table.header for word in cell.lower().split()}

    def _by_time(self) -> bool:
        return bool(_PER & self._headed()) or any(
            _WEIGHT & self._lows(place) and _PER & self._lows(place) for place in range(len(self.document.sentences))
        )

    def _orders(self, duration: str) -> None:
        """`Clara has to be unloaded before Elsa`."""
        document, axis = self.document, self.axis
        labels = self.profile.group.labels
        for place, elements in enumerate(lines_of(document, find_references(document, labels))):
            if place in self.profile.sentences or {"if", "unless", "either", "or"} & {e.low for e in elements}:
                continue
            pair = _precedence(elements)
            if pair is None:
                continue
            one, two = (quoted(axis.members[item]) for item in pair)
            table = duration.split("[")[0]
            rule = f"{self.start}[{two}] >= {self.start}[{one}] + {table}[{one}]"
            self.out.add("first one, then the other", "linear", {"rule": rule, "role": "precedence"}, [place])

    def _asides(self) -> None:
        """Sentences that say what the rows say already: no breaks, work starts at 0, a job is late after its date."""
        document = self.document
        mentions = find_references(document, self.profile.group.labels)
        for place, sentence in enumerate(document.sentences):
            lows = self._lows(place)
            quantities = [
                position for position, q in enumerate(document.quantities) if sentence.first <= q.first < sentence.last
            ]
            named = any(sentence.first <= mention.first < sentence.last for mention in mentions)
            plain = not named and not {"if", "unless", "either", "except"} & lows
            sizes = {0, 1, len(self.axis.members)}
            small = all(document.quantities[position].value in sizes for position in quantities)
            counts = any(document.quantities[position].value == len(self.axis.members) for position in quantities)
            waits = "release" in self.profile.values and lows & _RELEASE and lows & {"before", "until", "earlier"}
            if plain and small and (lows & _ASIDES or waits or counts):
                self.out.understood.add(place)
                self.out.used |= set(quantities)
            self.out.used |= {position for position in quantities if document.quantities[position].value == 0}


_ASIDES = frozenset(
    """interrupted interruption interruptions breaks break begun late after time day idle started starts start pause
    preemption preempted penalty half order""".split()
)


def _precedence(elements: Sequence[Element]) -> tuple[int, int] | None:
    """The one that goes first, and the one that follows."""
    named = [(index, e.items[0]) for index, e in enumerate(elements) if len(e.items) == 1]
    if len({item for _, item in named}) != 2:
        return None
    one, two = named[0], next(pair for pair in named if pair[1] != named[0][1])
    between = [e.low for e in elements[one[0] : two[0]]]
    denied = bool({"not", "cannot", "never"} & set(between))
    if "before" in between or "precede" in between or "precedes" in between:
        return (two[1], one[1]) if denied else (one[1], two[1])
    if "after" in between or "until" in between or "follow" in between or "follows" in between:
        return (two[1], one[1])
    return None
