"""Whether the things of a sheet can be divided, and in which unit they are measured."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.domains import Domain, find_domain
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.sheets.sheet import Sheet
from nl2milp.readers.offline.tokens import Token, tokenize

__all__ = ["AMOUNTS", "sheet_domain"]

AMOUNTS = frozenset(
    """acre hectare kilogram gram pound ounce ton tonne liter litre milliliter gallon barrel bushel cubic square
    dollar euro kg lb""".split()
)
_BARREL = frozenset({"barrel", "bushel"})
_MIXED = frozenset("mixture mixtures blend blends blended blending ration rations mixes".split())
_PARTS = frozenset("divided divisible fractions".split())


def sheet_domain(prose: Scan, sheet: Sheet, columns: Sequence[Column]) -> Domain:
    """What one unit of a thing is, from the sentences, the headings and what limits all together."""
    said = find_domain(prose)
    if said.stated or not said.whole:
        return said
    per = [unit for heading in sheet.measures for unit in _behind_per(tokenize(heading.text))]
    if per and len(set(per)) == 1 and per[0] not in _BARREL:
        return Domain(per[0], False, False)
    for one, two, three in zip(prose.tokens, prose.tokens[1:], prose.tokens[2:], strict=False):
        if one.low in {"each", "per", "every"} and two.lemma in AMOUNTS - _BARREL and three.low == "of":
            return Domain(two.lemma, False, False)
    units = {column.unit for column in columns}
    lows = [token.low for token in prose.tokens]
    mixed = bool(set(lows) & _MIXED)
    kinds = {UNIT_FACTORS[unit][0] for unit in units if unit in UNIT_FACTORS}
    spoken = {word for column in columns for word in column.words}
    for quantity in prose.quantities:
        behind = prose.tokens[quantity.last : quantity.last + 3]
        if any(one.low == "of" and two.stem in spoken for one, two in itertools.pairwise(behind)):
            continue  # `40 grams of protein` is of what the foods contain
        foreign = quantity.unit not in units and UNIT_FACTORS.get(quantity.unit, ("",))[0] not in kinds
        land = quantity.unit in {"acre", "hectare"}
        if quantity.unit in AMOUNTS - _BARREL and not quantity.money and foreign and (land or mixed):
            return Domain(quantity.unit, False, False)
    if mixed or any(one in {"be", "are", "is", "into"} and two in _PARTS for one, two in itertools.pairwise(lows)):
        return Domain("", False, False)
    return said


def _behind_per(tokens: Sequence[Token]) -> Iterator[str]:
    """The unit behind `per` or a slash, where it is one of amounts."""
    for one, two in itertools.pairwise(tokens):
        if one.low in {"per", "/"} and two.lemma in AMOUNTS:
            yield two.lemma
