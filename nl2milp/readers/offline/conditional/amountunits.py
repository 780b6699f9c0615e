"""What amounts are counted in, where the variables are sources or places: tonnes from a plant, hours of a line."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from nl2milp.readers.offline.conditional.vocabulary import PERIODS
from nl2milp.readers.offline.divisible import says_divisible
from nl2milp.readers.offline.domains import Domain
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.scan import Scan

__all__ = ["counted_domain", "is_divisible"]

_PER = frozenset("a an per each every".split())
_SIZES = frozenset("cubic square metric another further".split())


def is_divisible(scan: Scan) -> bool:
    """Whether a sentence says that amounts need not be whole numbers."""
    return says_divisible(scan.text[sentence.start : sentence.end] for sentence in scan.sentences)


def counted_domain(scan: Scan, domain: Domain) -> Domain:
    """The domain with the unit that prices are for, and divisible where the text says so."""
    unit = domain.unit or _priced_unit(scan)
    if is_divisible(scan):
        return Domain(unit, False, True)
    if unit and not domain.unit:
        return Domain(unit, domain.whole and (domain.stated or unit not in UNIT_FACTORS), domain.stated)
    return replace(domain, unit=unit)


def _priced_unit(scan: Scan) -> str:
    """The noun behind `a`, `per` or `each` beside prices, if it is not the name of a variable."""
    votes: Counter[str] = Counter()
    named = {word for name in scan.names for word in name.lemmas}
    for quantity in scan.quantities:
        if not quantity.money:
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        after = range(quantity.last, min(quantity.last + 3, sentence.last - 1))
        before = range(max(sentence.first, quantity.first - 6), quantity.first - 1)
        for index in (*after, *before):
            if scan.tokens[index].low not in _PER:
                continue
            noun = index + 1
            while noun < sentence.last - 1 and scan.tokens[noun].low in _SIZES:
                noun += 1
            token = scan.tokens[noun]
            plain = token.kind == "word" and token.low not in FUNCTION_WORDS
            if plain and token.lemma not in PERIODS | named:
                listed = scan.tokens[quantity.last].low in {",", "and"} if quantity.last < len(scan.tokens) else False
                votes[token.lemma] += len(scan.names) if listed else 1
                break
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] >= len(scan.names) else ""
