"""One of several ways with limits of its own each: `with the first saw ..., with the second saw ...`.

Each way is read as if it were the only one: the text without the sentences
about the others is read as a linear text, and the rows that come from the
way's own sentences are its limits.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.candidates import NOUNS_TOO
from nl2milp.readers.offline.conditional.clauses import Clauses, Extra
from nl2milp.readers.offline.conditional.conditions import Charge, Condition, Every, Linear, Rule, Taken
from nl2milp.readers.offline.conditional.dues import is_price, is_rate
from nl2milp.readers.offline.conditional.findings import Finding
from nl2milp.readers.offline.conditional.ledger import understand_named
from nl2milp.readers.offline.conditional.stretches import Stretch, masked
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, VERBS
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.statements.base import Row
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Options", "find_options", "read_options", "without_ways"]

_SIZES = {"two": 2, "three": 3, "four": 4}
_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "former": 0, "latter": 1}
_DEFINITE = frozenset("the its their our my his her".split())
_LONGEST = 3
_REACH = 5
"""So many sentences behind the one that opens a choice may belong to it."""
_CUTS = frozenset(", ; : and while whereas but or".split())
_SAYING = frozenset("is has can works offers takes costs".split())
_NEAR = 4
_PAID = frozenset("costs cost rents charges".split())


@dataclass(frozen=True)
class Options:
    """A choice among ways, and where each is described.

    Attributes
    ----------
    opening : Stretch
        What says that there is a choice.
    ways : tuple of tuple of Stretch
        The stretches about each way.
    labels : tuple of Stretch
        The words that name each way.
    idle : tuple of Stretch
        What only repeats that there is a choice.
    """

    opening: Stretch
    ways: tuple[tuple[Stretch, ...], ...]
    labels: tuple[Stretch, ...]
    idle: tuple[Stretch, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """All stretches that belong to the choice."""
        return (self.opening, *(part for way in self.ways for part in way), *self.idle)


def find_options(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> Options | None:
    """The choice among ways that a text offers, if each way is described behind it."""
    for place, sentence in enumerate(sentences):
        if sentence.question:
            continue
        sides = _sides(tokens, sentence, quantities)
        if sides is not None:
            return sides
        found = _one_of(tokens, sentence) or _either(tokens, sentence, quantities)
        if found is None:
            continue
        size, head, marks = found
        ahead = _units(tokens, sentence, sentences[place + 1 : place + 1 + _REACH])
        options = _described(tokens, quantities, sentence, ahead, size, head, marks)
        if options is not None:
            return options
    return None


_FEW = 2
_FULL = 3
"""So many numbers on each side of `either ... or ...` are rates and their limit, and not one limit."""


def _sides(tokens: Sequence[Token], sentence: Sentence, quantities: Sequence[Quantity]) -> Options | None:
    """`Either 5 hours per desk and 2 per stool fit into 200 hours, or 3 per desk and 3 per stool into 180`."""
    lows = [token.low for token in tokens[sentence.first : sentence.last]]
    if "either" not in lows:
        return None
    start = sentence.first + lows.index("either")
    for cut in range(start + 1, sentence.last - 1):
        if tokens[cut].low != "or" or tokens[cut - 1].text != ",":
            continue
        one = [q for q in quantities if start < q.first < cut]
        two = [q for q in quantities if cut < q.first < sentence.last]
        if len(one) >= _FULL and len(two) >= _FULL:
            ways = (Stretch(start + 1, cut - 1, "way", True),), (Stretch(cut + 1, sentence.last, "way", True),)
            opening = Stretch(sentence.first, start + 1, "remark", True)
            return Options(opening, ways, (opening, opening), (Stretch(cut - 1, cut + 1, "remark", True),))
    return None


def _one_of(tokens: Sequence[Token], sentence: Sentence) -> tuple[int, str, tuple[frozenset[str], ...]] | None:
    """How many ways, and the noun for one: `rents one of two furnaces`, `two ways of operating are allowed`."""
    for index in range(sentence.first, sentence.last - 2):
        lows = [token.low for token in tokens[index : index + 4]]
        if (
            lows[:2] != ["one", "of"]
            or index > sentence.first
            and tokens[index - 1].low in {"least", "most", "exactly"}
        ):
            continue
        at = index + 2 + (lows[2] in {"the", "its", "their", "these"})
        size = _SIZES.get(tokens[at].low, 0)
        noun = at + 1
        while noun + 1 < sentence.last and _is_noun(tokens[noun]) and _is_noun(tokens[noun + 1]):
            noun += 1
        if size and noun < sentence.last and tokens[noun].kind == "word" and tokens[noun].low not in FUNCTION_WORDS:
            return size, tokens[noun].lemma, ()
    return None


def _either(
    tokens: Sequence[Token], sentence: Sentence, quantities: Sequence[Quantity]
) -> tuple[int, str, tuple[frozenset[str], ...]] | None:
    """The words that tell two ways apart: `either the north quay or the south quay`."""
    inside = [q for q in quantities if sentence.first <= q.first < sentence.last]
    if any(not q.spelled or q.value > _FEW for q in inside):
        return None  # but `and only that one`, `one of the two`
    lows = [token.low for token in tokens[sentence.first : sentence.last]]
    if "either" not in lows or "or" not in lows[lows.index("either") :]:
        return None
    start = sentence.first + lows.index("either") + 1
    cut = sentence.first + lows.index("or", lows.index("either"))
    one = [t.lemma for t in tokens[start:cut] if _is_noun(t)]
    end = cut + 1
    while end < sentence.last and (_is_noun(tokens[end]) or tokens[end].low in {"the", "a", "an"}):
        end += 1
    two = [t.lemma for t in tokens[cut + 1 : end] if _is_noun(t)]
    own = frozenset(one) - frozenset(two), frozenset(two) - frozenset(one)
    if not all(own) or len(one) > _LONGEST:
        return None
    definite = all(tokens[at].low in _DEFINITE or tokens[at].text[:1].isupper() for at in (start, cut + 1))
    if not definite and not (_is_noun(tokens[start]) and _is_noun(tokens[cut + 1]) and _named_later(tokens, end, own)):
        return None  # `either an escalator or an elevator` says of what kinds things are
    head = one[-1] if one[-1] == two[-1] else ""
    return 2, head, own


def _named_later(tokens: Sequence[Token], first: int, own: Sequence[frozenset[str]]) -> bool:
    """Whether a text goes on to say what holds with each of two ways: `With oak she ..., and with pine ...`."""
    led = {token.lemma for before, token in itertools.pairwise(tokens[first:]) if before.low in {"with", "under"}}
    return all(words & led for words in own)


def _is_noun(token: Token) -> bool:
    plain = token.kind == "word" and token.low not in FUNCTION_WORDS
    return plain and (token.low not in VERBS or token.low in NOUNS_TOO or token.low == "train")


def _units(tokens: Sequence[Token], opening: Sentence, following: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The sentences in which ways may be described, and what stands behind a colon of the opening one."""
    found = []
    colon = next((i for i in range(opening.first, opening.last - 3) if tokens[i].text == ":"), -1)
    if colon > 0:
        found.append((colon + 1, opening.last))
    return found + [(one.first, one.last) for one in following if not one.question]


def _described(
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    opening: Sentence,
    units: Sequence[tuple[int, int]],
    size: int,
    head: str,
    marks: tuple[frozenset[str], ...],
) -> Options | None:
    ways: list[list[Stretch]] = [[] for _ in range(size)]
    labels: list[Stretch | None] = [None] * size
    idle: list[Stretch] = []
    keys: list[frozenset[str]] = list(marks)
    for first, last in units:
        named = _labelled(tokens, first, last, head, keys, size, bool(marks))
        numbers = [q for q in quantities if first <= q.first < last and (q.value > size or not q.spelled)]
        if not numbers and not any(q.value != size for q in quantities if first <= q.first < last):
            about = head in {token.lemma for token in tokens[first:last]} or bool(named)
            idle += [Stretch(first, last, "remark", True)] if about else []
            continue
        if not named:
            if all(ways):
                break
            continue
        cuts = [_clause_start(tokens, at, first) for at, _ in named]
        cuts[0] = first
        for (at, way), start, stop in zip(named, cuts, [*cuts[1:], last], strict=True):
            ways[way].append(Stretch(start, stop, "way", True))
            labels[way] = labels[way] or Stretch(at, at + 1, "label", True)
    if not all(ways) or any(label is None for label in labels):
        return None
    colon = next((i for i in range(opening.first, opening.last) if tokens[i].text == ":"), opening.last)
    inside = any(part.first < opening.last for way in ways for part in way)
    return Options(
        Stretch(opening.first, colon if inside else opening.last, "remark", True),
        tuple(tuple(way) for way in ways),
        tuple(label for label in labels if label is not None),
        tuple(idle),
    )


def _labelled(
    tokens: Sequence[Token], first: int, last: int, head: str, keys: list[frozenset[str]], size: int, fixed: bool
) -> list[tuple[int, int]]:
    """The ways that a unit names, each where it is named first; `keys` are the words that named earlier ones."""
    found: dict[int, int] = {}
    for index in range(first, last):
        token = tokens[index]
        if fixed:
            way = next((at for at, words in enumerate(keys) if token.lemma in words), -1)
        elif token.low in _ORDINALS and _ORDINALS[token.low] < size:
            way = _ORDINALS[token.low]
        else:
            key = _modifier(tokens, index, head)
            if key and frozenset({key}) not in keys and len(keys) < size:
                keys.append(frozenset({key}))
            way = keys.index(frozenset({key})) if frozenset({key}) in keys else -1
        if way >= 0:
            found.setdefault(way, index)
    return sorted((at, way) for way, at in found.items())


def _modifier(tokens: Sequence[Token], index: int, head: str) -> str:
    """What names a way: `Kessler` of `the Kessler furnace`, `North` of `team North`, or a name that opens a clause."""
    token = tokens[index]
    if token.lemma == head:
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if after is not None and after.kind == "word" and after.text[:1].isupper():
            return after.low
        before = tokens[index - 1] if index else None
        if before is not None and _is_noun(before) and tokens[index - 2].low in {"the", "a", "an"}:
            return before.low
    opens = index > 0 and (tokens[index - 1].kind in {"break", "mark"} or tokens[index - 1].low in {"and", "while"})
    named = token.kind == "word" and token.text[:1].isupper() and token.low not in FUNCTION_WORDS
    later = sum(other.text == token.text for other in tokens) == 1 and _follows_verb(tokens, index)
    return token.low if opens and named and later and tokens[index - 1].text in {":", ",", ";"} else ""


def _follows_verb(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].low in {
        "is",
        "has",
        "can",
        "works",
        "offers",
        "takes",
        "costs",
    }


def _clause_start(tokens: Sequence[Token], index: int, first: int) -> int:
    while index > first and tokens[index - 1].low not in _CUTS:
        index -= 1
    return index


def read_options(
    clauses: Clauses, options: Options, stretches: Sequence[Stretch], quantities: Sequence[Quantity]
) -> Finding | None:
    """The choice as rules; None if a way was not understood, or not with the same decisions as the rest."""
    sides: list[tuple[Linear, ...]] = []
    fees: list[Quantity | None] = []
    used: set[int] = set()
    for way, parts in enumerate(options.ways):
        others = [part for at, one in enumerate(options.ways) if at != way for part in one]
        fee, blank = _fee(clauses.tokens, parts, quantities)
        rest = [*(s for s in stretches if s.kind != "way"), *others, *blank]
        limits = _limits(clauses, parts, rest, used)
        if not limits:
            return None
        sides.append(limits)
        fees.append(fee)
    clauses.used |= used
    first, last = options.opening.first, max(part.last for way in options.ways for part in way)
    together: list[Condition] = [side[0] if len(side) == 1 else Every(side) for side in sides]
    small = [q.first for q in quantities if any(s.first <= q.first < s.last for s in options.stretches)]
    clauses.used.update(q for q in small if clauses.tokens[q].kind == "word")
    rules = [Rule("linear", (limit,), first, last) for limit in _loosest(clauses, sides)]
    if not any(fees):
        return Finding([Rule("either_or", tuple(together), first, last), *rules])
    chosen: list[Condition] = []
    charges: list[Charge] = []
    for label, fee, side in zip(options.labels, fees, together, strict=True):
        clauses.extras.append(Extra(f"{_named(clauses.tokens, label)}", "", label.first, label.last))
        taken = Taken(len(clauses.extras) - 1)
        chosen.append(taken)
        rules.append(Rule("if_then", (taken, side), first, last))
        if fee is not None:
            clauses.used.add(fee.first)
            charges.append(Charge(taken, fee.value, "$", "", False, fee.first, fee.last))
    if not all(
        fee is not None or _is_free(clauses.tokens, parts) for fee, parts in zip(fees, options.ways, strict=True)
    ):
        return None
    return Finding([Rule("k_of_n", tuple(chosen), first, last, sign="==", count=1), *rules], charges)


def _loosest(clauses: Clauses, sides: Sequence[tuple[Linear, ...]]) -> list[Linear]:
    """What holds with every way: the loosest of limits on the same sum, where nothing else limits its variables."""
    capped = {
        variable
        for row in clauses.draft.rows
        if row.sign in {"<=", "=="} and all(factor >= 0 for factor in row.terms.values())
        for variable, factor in row.terms.items()
        if factor > 0
    }
    found: list[Linear] = []
    for limit in sides[0]:
        alike = [next((one for one in side if one.terms == limit.terms and one.sign == "<="), None) for side in sides]
        limits = [one for one in alike if one is not None and not one.rule]
        if len(limits) == len(sides) and not {variable for variable, _ in limit.terms} <= capped:
            found.append(max(limits, key=lambda one: one.right))
    return found


def _is_free(tokens: Sequence[Token], parts: Sequence[Stretch]) -> bool:
    """Whether a way is said to cost nothing: `the oak comes free`."""
    said = {token.low for part in parts for token in tokens[part.first : part.last]}
    return bool(said & {"free", "nothing"}) or {"no", "charge"} <= said or {"no", "cost"} <= said


def without_ways(
    text: str,
    tokens: Sequence[Token],
    stretches: Sequence[Stretch],
    options: Options,
    quantities: Sequence[Quantity],
    plain: Draft,
) -> Draft | None:
    """The reading with the first way, without that way's limits: what is aimed at is clearer than without any way.

    `plain` is the reading without any way; its decisions are kept.
    """
    parts = options.ways[0]
    _, blank = _fee(tokens, parts, quantities)
    others = [part for way in options.ways[1:] for part in way]
    rest = [*(s for s in stretches if s.kind != "way"), *others, *blank]
    draft = understand_named(masked(text, tokens, sorted(rest, key=lambda one: one.first)), plain.symbols)
    if draft is None:
        return None
    ranges = [(tokens[part.first].start, tokens[part.last - 1].end) for part in parts]
    rows = tuple(
        row
        for row in draft.rows
        if not row.quantities
        or not any(a <= draft.scan.tokens[draft.scan.quantities[row.quantities[0]].first].start < b for a, b in ranges)
    )
    return replace(draft, rows=rows)


def _named(tokens: Sequence[Token], label: Stretch) -> str:
    after = tokens[label.last] if label.last < len(tokens) else tokens[label.first]
    return f"{tokens[label.first].text} {after.text}" if _is_noun(after) else tokens[label.first].text


def _limits(clauses: Clauses, parts: Sequence[Stretch], rest: Sequence[Stretch], used: set[int]) -> tuple[Linear, ...]:
    """The rows of the text without the other ways that come from one way's own stretches."""
    text, tokens = clauses.text, clauses.tokens
    ordered = sorted(rest, key=lambda stretch: stretch.first)
    draft = understand_named(masked(text, tokens, ordered), clauses.draft.symbols)
    if draft is None:
        return ()
    scan = draft.scan
    ranges = [(tokens[part.first].start, tokens[part.last - 1].end) for part in parts]

    def inside(index: int) -> bool:
        return any(start <= scan.tokens[index].start < end for start, end in ranges)

    places = {token.start: index for index, token in enumerate(tokens)}
    rows = [row for row in draft.rows if row.quantities and inside(scan.quantities[row.quantities[0]].first)]
    if any(row.certainty < 0.65 for row in rows) or any(_is_torn(scan.quantities, row) for row in rows):
        return ()
    spoken = {variable for part in parts for variable in clauses.variables(part.first, part.last)}
    if spoken - {variable for row in rows for variable in row.terms}:
        return ()  # what is said of one of them became nothing
    used.update(
        places[scan.tokens[scan.quantities[at].first].start] for at in draft.used if inside(scan.quantities[at].first)
    )
    return tuple(Linear(tuple(row.terms.items()), row.sign, row.right, row.rule) for row in rows)


def _is_torn(quantities: Sequence[Quantity], row: Row) -> bool:
    """Whether a percentage became the right-hand side of a row: its share was not understood."""
    return not row.rule and any(
        quantities[at].value == row.right for at in row.quantities if quantities[at].kind == "percent"
    )


def _fee(
    tokens: Sequence[Token], parts: Sequence[Stretch], quantities: Sequence[Quantity]
) -> tuple[Quantity | None, list[Stretch]]:
    """What a way costs once, and the words that say it: `costs 50 pounds and`."""
    for part in parts:
        for index in range(part.first, part.last - 1):
            if tokens[index].low not in _PAID:
                continue
            for quantity in quantities:
                near = index < quantity.first <= index + _NEAR and quantity.first < part.last
                if not near or not is_price(tokens, quantity, part.first, part.last):
                    continue
                if is_rate(tokens, quantity, index, part.last):
                    continue
                end = quantity.last
                while end < part.last and tokens[end].lemma in {"pound", "dollar", "euro", "crown", "and", ","}:
                    end += 1
                return replace(quantity), [Stretch(index, end, "charge", True)]
    return None, []
