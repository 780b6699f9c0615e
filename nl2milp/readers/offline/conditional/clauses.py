"""Clauses on quantities: each is read by the statement parsers of linear texts, or says that something is made.

A clause is a range of tokens of the whole text. The statement parsers see it
as a text of one sentence in which every number is a limit, so that whatever
they understand of linear sentences (sums, resources, shares, multiples of
another variable) they understand inside a condition too.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from nl2milp.readers.offline.conditional.conditions import Condition, Every, Linear, Made, Some, Taken, negated
from nl2milp.readers.offline.conditional.counting import counted, direction_before, spelled_out, strictly
from nl2milp.readers.offline.conditional.vocabulary import (
    IDLE_PHRASES,
    NEGATIVE,
    VERBLIKE,
)
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS, VERBS
from nl2milp.readers.offline.mentions import Mention
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import direction_of
from nl2milp.readers.offline.statements.registry import PARSERS
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Clauses", "Extra"]

_SURE = 0.8
_TOTAL = frozenset("total altogether combined together overall all".split())
_TAKING = frozenset("costing charging earning taking needing requiring using paying consuming".split())
"""Participles behind a noun that say what it costs or takes: `a clerk costing 90`."""
_IDIOMS = frozenset("more less fewer above below both all none not nothing else".split())


@dataclass(frozen=True)
class Extra:
    """Something that a condition brings in, to be taken once or not at all: a machine to rent, a permit."""

    label: str
    head: str
    first: int
    last: int


@dataclass
class Clauses:
    """Reads clauses of one text.

    Attributes
    ----------
    text : str
        The whole text.
    tokens : tuple of Token
        Its tokens.
    mentions : tuple of Mention
        The mentions of variables in it.
    draft : Draft
        The reading of its linear part: names, columns, unit and sense.
    extras : list of Extra
        What conditions brought in so far.
    used : set of int
        The tokens at which numbers begin that became part of a condition.
    wishes : tuple of Condition
        Conditions that the text lists, for another sentence to say how many of them must hold.
    """

    text: str
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    draft: Draft
    extras: list[Extra] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    wishes: tuple[Condition, ...] = ()

    @property
    def everyone(self) -> tuple[int, ...]:
        """All variables."""
        return tuple(range(len(self.draft.scan.names)))

    def lows(self, first: int, last: int) -> list[str]:
        """The words of a range in lower case."""
        return [token.low for token in self.tokens[first:last]]

    def spoken(self, first: int, last: int) -> list[Mention]:
        """The mentions of variables inside a range."""
        return [mention for mention in self.mentions if first <= mention.first and mention.last <= last]

    def variables(self, first: int, last: int) -> tuple[int, ...]:
        """The variables mentioned inside a range, in order."""
        return tuple(dict.fromkeys(mention.variable for mention in self.spoken(first, last)))

    def recent(self, first: int) -> tuple[int, ...]:
        """The one variable that was spoken of last before a place; empty if there were several together."""
        before = [m for m in self.mentions if m.last <= first and first - m.last <= 25]
        if not before or any(m.variable != before[-1].variable and self._listed(m, before[-1]) for m in before):
            return ()
        return (before[-1].variable,)

    def _listed(self, one: Mention, two: Mention) -> bool:
        """Whether two mentions are members of one list."""
        between = set(self.lows(one.last, two.first))
        return two.first - one.last < 5 and (not between or bool(between & {"and", "or", "nor", ",", "as"}))

    def scan(self, first: int, last: int) -> Scan:
        """The range as a text of one sentence."""
        tokens = self.tokens[first:last]
        inside = tuple(Mention(m.first - first, m.last - first, m.variable) for m in self.spoken(first, last))
        sentences = (Sentence(1, 0, len(tokens), tokens[0].start, tokens[-1].end, False),)
        return make_scan(self.text, tokens, sentences, find_quantities(tokens), self.draft.scan.names, inside)

    def condition(self, first: int, last: int, subject: Sequence[int] = ()) -> Condition | None:
        """What a clause says; `subject` is whom its numbers are about if it names nobody."""
        first, last = self.trimmed(first, last)
        if first < last and self.tokens[first].low == "either":
            first += 1
        if first >= last:
            return None
        for word in ("or", "and"):
            for cut in range(first + 1, last - 1):
                if not self._joins(cut, word, first, last):
                    continue
                left = self.condition(first, cut, subject)
                right = self.condition(cut + 1, last, subject)
                if left is not None and right is not None:
                    return Some((left, right)) if word == "or" else Every((left, right))
        return self._atomic(first, last, subject)

    def trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The range without marks and joining words at its ends."""
        edge = {",", ";", ".", ":", "-", "–", "and", "but", "or", "then", "(", ")", "also", "that", "else"}
        while first < last and (self.tokens[first].low in edge or self.tokens[first].kind == "break"):
            first += 1
        while last > first and (self.tokens[last - 1].low in edge or self.tokens[last - 1].kind == "break"):
            last -= 1
        return first, last

    def _joins(self, cut: int, word: str, first: int, last: int) -> bool:
        """Whether the word at `cut` joins two clauses and not two names or two words."""
        tokens = self.tokens
        if tokens[cut].low != word and not (word == "and" and tokens[cut].low in {"but", "while"}):
            return False
        after = tokens[cut + 1].low
        # `15 or more` is one limit, `or more than 15` begins another
        if word == "or" and after in _IDIOMS - {"else"} and tokens[cut + 2 : cut + 3] and tokens[cut + 2].low != "than":
            return False
        left, right = self.scan(first, cut), self.scan(cut + 1, last)
        compared = [bool(side.quantities) and bool(side.directions) for side in (left, right)]
        if all(compared):
            return True
        if any(side.quantities for side in (left, right)):
            verbs = [self.has_verb(*ends) for ends in ((first, cut), (cut + 1, last))]
            return all(verbs) and bool(left.mentions or left.quantities) and bool(right.mentions)
        verbs = [self.has_verb(*ends) for ends in ((first, cut), (cut + 1, last))]
        return all(verbs) and all(side.mentions for side in (left, right))

    def has_verb(self, first: int, last: int) -> bool:
        """Whether a range has a word that can be its verb; `the number of` is none."""
        lows = [*self.lows(first, last), ""]
        return any(one in VERBLIKE and (one, two) != ("number", "of") for one, two in itertools.pairwise(lows))

    def _atomic(self, first: int, last: int, subject: Sequence[int]) -> Condition | None:
        some = counted(self, first, last)
        if some is not None:
            return spelled_out(some)
        scan = self.scan(first, last)
        if any(q.kind != "number" or not q.spelled or scan.directions for q in scan.quantities):
            return self._compared(scan, first, subject)
        return self._made(first, last)

    def rows(self, scan: Scan) -> list[tuple[Row, bool]]:
        """The linear statements in a clause, each with whether its direction is said in so many words."""
        draft = self.draft
        roles = tuple("limit" for _ in scan.quantities)
        context = Context(scan, roles, draft.columns, draft.symbols, draft.aim.sense, draft.domain.unit)
        rows: list[Row] = []
        for parser in PARSERS:
            rows += parser(context, 0)
        return [(row, bool(row.rule) or _is_directed(context, row)) for row in rows]

    def _compared(self, scan: Scan, first: int, subject: Sequence[int]) -> Condition | None:
        lows = {token.low for token in scan.tokens}
        reached = self._reached(scan, first) or self._only(scan, first)
        if reached is not None:
            return reached
        of_all = bool(lows & _TOTAL) or self._counts_heads(scan)
        of_subject = not scan.mentions and bool(subject) and not self._measured(scan) and not of_all
        rows = [] if of_subject else self.rows(scan)
        parts: list[Condition] = []
        if not rows and subject and not lows & _TOTAL:
            parts = list(self._of_subject(scan, first, subject))
        for row, directed in rows:
            if any(_is_article(scan, at) for at in row.quantities):
                continue
            several = len(row.terms) == len(self.everyone) and row.role == "total"
            unclear = row.certainty < _SURE and bool(row.doubt) or not directed
            named = tuple(dict.fromkeys(mention.variable for mention in scan.mentions))
            if several and len(named) == 1 and not lows & _TOTAL:  # `3 or more buses`
                row = replace(row, terms={named[0]: Fraction(1)}, role="bound")
                unclear = several = False
            if several and 1 < len(named) < len(self.everyone) and lows & _TOTAL:  # `lamps and desks together`
                row = replace(row, terms={variable: Fraction(1) for variable in named})
                several = False
            whole = bool(lows & _TOTAL) or self._counts_heads(scan) or len(named) == len(self.everyone)
            if unclear and not (directed and several and whole) or several and not whole:
                return None
            self.used.update(first + scan.quantities[at].first for at in row.quantities)
            parts.append(Linear(tuple(row.terms.items()), _strict(scan, row), row.right, row.rule))
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _reached(self, scan: Scan, first: int) -> Condition | None:
        """`when the output of lamps reaches 25`."""
        named = {mention.variable for mention in scan.mentions}
        if len(named) != 1 or len(scan.quantities) != 1 or scan.directions:
            return None
        quantity = scan.quantities[0]
        if quantity.kind != "number" or scan.tokens[quantity.first - 1].low not in {"reach", "reaches", "hits"}:
            return None
        self.used.add(first + quantity.first)
        return Linear(((named.pop(), Fraction(1)),), ">=", quantity.value)

    def _only(self, scan: Scan, first: int) -> Condition | None:
        """`only 10 chairs can be made`."""
        named = {mention.variable for mention in scan.mentions}
        if len(named) != 1 or len(scan.quantities) != 1 or scan.directions or self._measured(scan):
            return None
        quantity = scan.quantities[0]
        if quantity.money or quantity.kind != "number" or scan.tokens[quantity.first - 1].low != "only":
            return None
        self.used.add(first + quantity.first)
        return Linear(((named.pop(), Fraction(1)),), "<=", quantity.value)

    def _counts_heads(self, scan: Scan) -> bool:
        """Whether a number of the clause counts what all variables are: `more than 40 places`."""
        heads = {name.lemmas[-1] for name in self.draft.scan.names}
        heads = heads if len(heads) == 1 else set()
        heads |= {"item", "unit", "product", "piece", "thing", "vehicle", "animal"}
        return any(t.lemma in heads for q in scan.quantities for t in scan.tokens[q.last : q.last + 2])

    def _measured(self, scan: Scan) -> bool:
        """Whether a number of the clause is in the unit of a resource."""
        units = {column.unit for column in self.draft.columns if column.unit}
        unit = self.draft.domain.unit
        return any(q.unit and q.unit != unit and q.unit in units for q in scan.quantities)

    def _of_subject(self, scan: Scan, first: int, subject: Sequence[int]) -> list[Linear]:
        """`if desks are made, at least 20 must be made`: the number is about the premise's variable."""
        found = []
        for quantity in scan.quantities:
            foreign = quantity.money or quantity.unit in UNIT_FACTORS
            if quantity.kind != "number" or foreign and quantity.unit != self.draft.domain.unit:
                return []
            sign = direction_before(scan, quantity.first, quantity.last)
            if not sign or not self._is_known(scan, quantity.last):
                return []
            self.used.add(first + quantity.first)
            found.append(Linear(tuple((variable, Fraction(1)) for variable in subject), sign, quantity.value))
        return found

    def _is_known(self, scan: Scan, index: int) -> bool:
        """Whether what a number counts is what the variables are counted in, or not named at all."""
        end = index
        while end < len(scan.tokens) and scan.tokens[end].kind == "word":
            if scan.tokens[end].low in FUNCTION_WORDS or scan.tokens[end].low in VERBS:
                break
            end += 1
        if any(q.last == index and q.unit == self.draft.domain.unit and q.unit for q in scan.quantities):
            return True
        head = scan.tokens[end - 1]
        lemmas = {word for name in self.draft.scan.names for word in name.lemmas} | {self.draft.domain.unit}
        measured = any(head.stem in column.words for column in self.draft.columns)
        return end == index or head.lemma in lemmas or measured

    def _made(self, first: int, last: int) -> Condition | None:
        lows = self.lows(first, last)
        spoken = self.spoken(first, last)
        each = [self.tokens[m.first - 1].low in {"no", "neither", "nor"} for m in spoken]
        still = any(phrase in " ".join(lows) for phrase in IDLE_PHRASES)
        negative = all(each) or (sum(low in NEGATIVE for low in lows) + still) % 2 == 1
        if not spoken:
            negative = sum(low in NEGATIVE for low in lows) % 2 == 1
            extra = self.extra_in(first, last)
            if extra < 0:
                together = self._made_jointly(lows)
                if together is not None:
                    self.used.update(first + q.first for q in self.scan(first, last).quantities if q.spelled)
                return together
            return Taken(extra, not negative)
        items = self.variables(first, last)
        parts = tuple(Made(item) for item in items)
        if len(parts) == 1:
            return Made(parts[0].variable, not negative)
        apart = any(
            "or" in self.lows(one.last, two.first) or "nor" in self.lows(one.last, two.first)
            for one, two in itertools.pairwise(spoken)
        )
        if negative:
            joint = {"both", "together", "simultaneously"} & set(lows)
            options = tuple(negated(part) for part in parts)
            return Some(options) if joint else Every(options)
        return Some(parts) if apart or "either" in lows else Every(parts)

    def _made_jointly(self, lows: Sequence[str]) -> Condition | None:
        """`all three are open`, `both are made`, `none of them is used`."""
        parts = tuple(Made(variable) for variable in self.everyone)
        joint = " ".join(lows)
        size = {2: "two", 3: "three", 4: "four", 5: "five"}.get(len(parts), "")
        named = f"all {size}" in joint
        whole = "both" in lows and len(parts) == 2 or named or "all of them" in joint
        if whole:
            negative = bool(NEGATIVE & set(lows))
            return Some(tuple(negated(part) for part in parts)) if negative else Every(parts)
        if "none of the" in joint or "neither of the" in joint:
            return Every(tuple(negated(part) for part in parts))
        if "any of the" in joint or "one of the" in joint and "least" in lows:
            return Some(parts)
        return None

    def extra_in(self, first: int, last: int) -> int:
        """The extra that a range speaks of, or -1."""
        lemmas = {token.lemma for token in self.tokens[first:last]}
        for position, extra in enumerate(self.extras):
            if extra.head in lemmas:
                return position
        return -1

    def named_extra(self, first: int, last: int) -> int:
        """The extra that a noun phrase with an article names, registered if it is new; -1 if there is none."""
        known = self.extra_in(first, last)
        if known >= 0:
            return known
        for index in range(first, last - 1):
            if self.tokens[index].low not in {"a", "an", "another", "the", "one", "its", "their", "our", "my", "his"}:
                continue
            end = index + 1
            while end < min(last, index + 5) and self._is_noun(end):
                end += 1
            if end > index + 1 and self.tokens[end - 1].lemma not in {"fee", "cost", "charge", "price", "case"}:
                label = " ".join(token.text for token in self.tokens[index + 1 : end])
                self.extras.append(Extra(label, self.tokens[end - 1].lemma, index + 1, end))
                return len(self.extras) - 1
        return -1

    def _is_noun(self, index: int) -> bool:
        token = self.tokens[index]
        if token.kind != "word" or token.low in FUNCTION_WORDS or any(m.first <= index < m.last for m in self.mentions):
            return False
        return token.low not in _TAKING and (token.low not in VERBS or token.low.endswith("ing"))


def _is_article(scan: Scan, position: int) -> bool:
    """Whether a number is the word `one` with no direction of its own."""
    quantity = scan.quantities[position]
    directed = any(d.last == quantity.first or d.first == quantity.last for d in scan.directions)
    return quantity.spelled and quantity.value == 1 and not directed


def _is_directed(context: Context, row: Row) -> bool:
    return all(direction_of(context, position) is not None for position in row.quantities)


def _strict(scan: Scan, row: Row) -> str:
    """The sign of a row, strict if the words are."""
    if not row.quantities or row.rule:
        return row.sign
    quantity = scan.quantities[row.quantities[0]]
    best: tuple[int, str] | None = None
    for direction in scan.directions:
        before = direction.last <= quantity.first
        gap = quantity.first - direction.last if before else direction.first - quantity.last + 3
        if gap >= 0 and direction.sign == row.sign and (best is None or gap < best[0]):
            best = gap, " ".join(token.low for token in scan.tokens[direction.first : direction.last])
    return row.sign if best is None else strictly(best[1], row.sign)
