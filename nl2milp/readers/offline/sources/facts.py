"""What the numbers of a text are for its sources: paid once, paid for each unit, what one can give, what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.conditional.dues import is_price
from nl2milp.readers.offline.conditional.vocabulary import ONCE, ONCE_PHRASES
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.mentions import Mention
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.sources.names import PER, amount_noun

__all__ = ["Fact", "find_facts"]

_LINKS = frozenset("at for from to in with by on of via through the a plant supplier furnace line depot kiln".split())
_LISTING = frozenset(", and or nor the a an as well both".split())
_FIXED = ONCE | frozenset("fee fees charge contract basic regardless deposit membership start started booking".split())
_GAINS = frozenset("earns earn brings bring leaves leave sells sold profit margin revenue yields contributes".split())
_COSTS = frozenset("cost costs charges charge pay pays paid asks price prices rent".split())
_HOLDING = frozenset("seat hold carry take fit handle house store supply produce deliver".split())
_BUDGETED = frozenset("spent spend budget available afford funds".split())
_RESPECTIVE = 2


@dataclass(frozen=True)
class Fact:
    """What one number says.

    Attributes
    ----------
    position : int
        The number, by its position among the quantities.
    kind : str
        `fixed`, `rate`, `amount`, `money` where it is not said whether it is due once or for each unit, or `use` of
        something else that `unit` names: hours, litres.
    owners : tuple of int
        The sources that it is said of; empty if it is said of all together, or of nobody.
    value : Fraction
        The number.
    gain : bool
        Whether it is received and not paid.
    each : bool
        Whether it is said of each source alone.
    """

    position: int
    kind: str
    owners: tuple[int, ...]
    value: Fraction
    gain: bool = False
    each: bool = False
    unit: str = ""


def find_facts(scan: Scan, unit: str, classes: frozenset[str]) -> list[Fact]:
    """The facts of a text whose amounts are counted in `unit`, in the order of its numbers.

    `classes` are the nouns for one of the sources.
    """
    found: list[Fact] = []
    recent: tuple[int, ...] = tuple(range(len(scan.names)))
    for sentence in scan.sentences:
        mentions = [m for m in scan.mentions if sentence.first <= m.first < sentence.last]
        inside = [p for p, q in enumerate(scan.quantities) if sentence.first <= q.first < sentence.last]
        found += _Sentence(scan, unit, classes, sentence.first, sentence.last, mentions, inside, recent).facts()
        listed = tuple(dict.fromkeys(m.variable for m in mentions))
        if len(listed) == len(scan.names):
            recent = listed
    return _decided(found, len(scan.names))


def _decided(facts: list[Fact], size: int) -> list[Fact]:
    """Money of which nothing says for what it is: due once where each source has a rate, and the other way round."""
    owners = {kind: {o for f in facts if f.kind == kind for o in f.owners} for kind in ("rate", "fixed")}
    everyone = len(owners["rate"]) == size or any(f.kind == "rate" and not f.owners for f in facts)
    meant = "fixed" if everyone and not owners["fixed"] else "rate" if len(owners["fixed"]) == size else ""
    return [
        Fact(f.position, meant or f.kind, f.owners, f.value, f.gain) if f.kind == "money" and f.owners else f
        for f in facts
    ]


@dataclass
class _Sentence:
    scan: Scan
    unit: str
    classes: frozenset[str]
    first: int
    last: int
    mentions: Sequence[Mention]
    inside: Sequence[int]
    recent: tuple[int, ...]

    def facts(self) -> list[Fact]:
        found: list[Fact] = []
        runs = self._runs()
        for run in runs:
            owners = self._of_run(run)
            verb = self.scan.tokens[self.scan.quantities[run[0]].first - 1].low
            amounts = len(run) > 1 and any(self._is_counted(self.scan.quantities[position]) for position in run)
            amounts |= len(run) == len(self.scan.names) and verb in _HOLDING
            for place, position in enumerate(run):
                fact = self._fact(position, found, owners[place] if owners else None, amounts)
                if fact is not None:
                    found.append(fact)
        return found

    def _runs(self) -> list[list[int]]:
        """Numbers listed side by side: `400, 350 and 300 tonnes`."""
        runs: list[list[int]] = []
        for position in self.inside:
            if runs:
                before, here = self.scan.quantities[runs[-1][-1]], self.scan.quantities[position]
                between = [t for t in self.scan.tokens[before.last : here.first] if t.text not in "$€£"]
                nouns = [t for t in between if t.low not in {",", "and", "or"}]
                same = all(t.lemma in {before.unit, self.unit, "dollar", "euro", "pound", "cent"} for t in nouns)
                if between and len(between) > len(nouns) and same:
                    runs[-1].append(position)
                    continue
            runs.append([position])
        return runs

    def _of_run(self, run: Sequence[int]) -> list[tuple[int, ...]]:
        """Whose the numbers of a list are, one by one."""
        size = len(self.scan.names)
        if len(run) < _RESPECTIVE or len(run) != size:
            return []
        named = tuple(dict.fromkeys(m.variable for m in self.mentions))
        order = named if len(named) == size else self.recent
        return [(owner,) for owner in order]

    def _of_each(self) -> bool:
        """Whether the sentence speaks of any one source: `signing costs 300 with any farm`, `each line costs 50`."""
        tokens = self.scan.tokens
        return any(
            tokens[index].low in {"a", "an", "any", "each", "every", "per"} and tokens[index + 1].lemma in self.classes
            for index in range(self.first, self.last - 1)
        )

    def _is_predicated(self, quantity: Quantity) -> bool:
        """`..., and 400 hours are available`: a number with a verb of its own."""
        ahead = [token.low for token in self.scan.tokens[quantity.last : min(quantity.last + 5, self.last)]]
        return bool({"are", "is", "available"} & set(ahead))

    def _is_bare(self, quantity: Quantity) -> bool:
        """Whether neither a currency nor a noun stands at a number; a unit may have come from the number before."""
        return not quantity.money and not amount_noun(self.scan.tokens, quantity.last)

    def _is_counted(self, quantity: Quantity) -> bool:
        """Whether the unit stands at a number: `30 tonnes`, `30 shooting days`."""
        if quantity.money:
            return False
        for index in range(quantity.last, min(quantity.last + 3, self.last)):
            token = self.scan.tokens[index]
            if token.kind != "word" or token.low in PER | FUNCTION_WORDS:
                return False
            if token.lemma == self.unit:
                return True
        return False

    def _fact(
        self, position: int, found: Sequence[Fact], owners: tuple[int, ...] | None, amounts: bool = False
    ) -> Fact | None:
        quantity = self.scan.quantities[position]
        if quantity.kind != "number" or quantity.spelled and quantity.value <= len(self.scan.names):
            return None
        if owners is None:
            owners = self._owners(quantity)
        before = found[-1] if found else None
        bare = self._is_bare(quantity)
        kind = "amount" if amounts and bare else self._kind(position, quantity, before, found, owners)
        if not kind or kind == "amount" and bare and before is not None and before.kind == "use":
            kind, measure = "use", quantity.unit or (before.unit if before is not None else "")
            if not measure or quantity.money:
                return None
            limited = self._directed(quantity) or not self.mentions or self._is_predicated(quantity)
            return Fact(position, kind, () if limited else owners, quantity.value, unit=measure)
        words = {token.low for token in self.scan.tokens[self.first : quantity.first]}
        start = self.scan.quantities[before.position].last if before is not None else self.first
        near = {token.low for token in self.scan.tokens[start : quantity.first]}
        inherited = before.gain if before is not None and before.kind == kind and not near & _COSTS else False
        gain = bool(near & _GAINS) or inherited or bool(words & _GAINS) and not words & _COSTS
        lows = [token.low for token in self.scan.tokens[self.first : self.last]]
        if kind == "fixed" and not owners and self._of_each():
            owners = tuple(range(len(self.scan.names)))
        opens = next((i for i, low in enumerate(lows[:2]) if low in {"a", "an", "each", "every", "any", "no"}), -1)
        lemmas = {token.lemma for token in self.scan.tokens[self.first + opens + 1 : self.first + opens + 4]}
        each = not self.mentions and opens >= 0 and bool(lemmas & self.classes)
        return Fact(position, kind, owners, quantity.value, gain and kind != "amount", each and kind == "amount")

    def _kind(
        self,
        position: int,
        quantity: Quantity,
        before: Fact | None,
        found: Sequence[Fact],
        owners: tuple[int, ...],
    ) -> str:
        tokens = self.scan.tokens
        start = self.scan.quantities[before.position].last if before is not None else self.first
        bare = self._is_bare(quantity)
        previous = before is not None and before.kind != "amount"
        rated = self._is_rate(quantity, start)
        paid = is_price(tokens, quantity, self.first, self.last) or rated and (bare or quantity.unit == self.unit)
        paid = paid or bare and previous and not self._directed(quantity)
        if self._is_counted(quantity) and not self._priced_each(quantity):
            return "amount"
        if not paid:
            listed = bare and (self._directed(quantity) or before is not None and before.kind == "amount")
            return "amount" if listed else ""
        if rated:
            return "rate"
        around = {token.low for token in tokens[start : quantity.first]}
        around |= {token.low for token in tokens[quantity.last : min(quantity.last + 5, self.last)]}
        if around & _BUDGETED:
            return ""
        words = [token.low for token in tokens[start : quantity.first]]
        behind = [token.low for token in tokens[quantity.last : quantity.last + 3]]
        joint = " ".join(words)
        if _FIXED & set(words) or any(phrase in joint for phrase in ONCE_PHRASES):
            return "fixed"
        if behind[:1] in (["to"], ["for"]) and behind[1:2] and (behind[1] in _FIXED or behind[1].endswith("ing")):
            return "fixed"
        if previous and before is not None:
            return self._alike(found, owners) or before.kind
        opening = [token.low for token in tokens[self.first : quantity.first]]
        if any(low.endswith("ing") for low in opening[:2]) and {"cost", "costs"} & set(opening):
            return "fixed"
        return "money"

    def _alike(self, found: Sequence[Fact], owners: tuple[int, ...]) -> str:
        """The kind that the same number of the source before has: `A 5,000 and 12 a unit, B 4,200 and 15 a unit`."""
        own = [fact for fact in found if fact.owners == owners and fact.kind != "amount"]
        others = [fact for fact in found if fact.owners and fact.owners != owners and fact.kind != "amount"]
        if not others:
            return ""
        first = [fact for fact in others if fact.owners == others[0].owners]
        return first[len(own)].kind if len(own) < len(first) else ""

    def _is_rate(self, quantity: Quantity, start: int) -> bool:
        """Whether a number is for one unit: `$12 a tonne`, `a tonne costs $12`, `400 meals at $12 each`."""
        tokens = self.scan.tokens
        behind = quantity.last
        coined = quantity.money or quantity.unit in {"pound", "crown"}
        if coined and tokens[behind].kind == "word" and tokens[behind].low not in FUNCTION_WORDS | PER:
            behind += 1  # `1,900 dollars a tonne`
        for index in range(behind, min(behind + 3, self.last - 1)):
            low, following = tokens[index].low, tokens[index + 1]
            if low in {"each", "apiece"} and index == behind:
                return following.kind != "word" or following.low in {"and", "or", "plus"}
            if low in PER and amount_noun(tokens, index + 1) == self.unit:
                return True
            if low not in {"for", "net", "extra"}:
                break
        if start > self.first:  # what stands right behind the number before belongs to that one
            while start < quantity.first and tokens[start].text not in {",", ";", ":"} and tokens[start].low != "and":
                start += 1
        return any(
            tokens[index].low in PER and amount_noun(tokens, index + 1) == self.unit
            for index in range(start, quantity.first - 1)
        )

    def _priced_each(self, quantity: Quantity) -> bool:
        """`22 a hectare`: a price without a currency."""
        return self.scan.tokens[quantity.last].low in PER if quantity.last < self.last else False

    def _directed(self, quantity: Quantity) -> bool:
        return any(0 <= quantity.first - d.last <= 1 for d in self.scan.directions)

    def _owners(self, quantity: Quantity) -> tuple[int, ...]:
        ahead = self._ahead(quantity)
        if ahead:
            return ahead
        before = [m for m in self.mentions if m.last <= quantity.first]
        if not before:
            opens = self.scan.tokens[self.first].low in {"it", "she", "he", "there"}
            return self.recent[-1:] if opens and len(self.recent) == 1 else ()
        joined = [before[-1]]
        for mention in reversed(before[:-1]):
            between = self.scan.tokens[mention.last : joined[0].first]
            listing = all(token.low in _LISTING for token in between)
            if not listing or not {"or", "and"} & {t.low for t in between}:
                break
            joined.insert(0, mention)
        return tuple(dict.fromkeys(m.variable for m in joined))

    def _ahead(self, quantity: Quantity) -> tuple[int, ...]:
        """The source named right behind a number: `$12 at Alder`, `at most 260 tickets a day in the town office`."""
        tokens = self.scan.tokens
        linked = False
        index = quantity.last
        while index < min(self.last, quantity.last + 8):
            at = self.scan.mention_at[index]
            if at >= 0:
                return (self.scan.mentions[at].variable,) if linked else ()
            token = tokens[index]
            if token.kind != "word" or self.scan.quantity_at[index] >= 0 or token.low in {"and", "or", "but", "plus"}:
                return ()
            if linked and token.low not in _LINKS:
                linked = False
            linked |= token.low in {"at", "for", "from", "in", "with", "by", "on", "of", "via", "through"}
            index += 1
        return ()
