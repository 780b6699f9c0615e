"""Aims that a text leaves to its reader: `the best product mix`, or a question after profits or costs were told."""

from __future__ import annotations

from dataclasses import dataclass

from nl2milp.readers.offline.scan import Scan

__all__ = ["ImpliedAim", "implied_sense"]

_OPTIMAL = frozenset("optimal optimum optimally best ideal ideally optimize optimise optimizes optimises".split())
_ASKING = frozenset("how what which determine find formulate advise plan decide calculate work suggest propose".split())
_GAINS = frozenset(
    """profit revenu incom earn net return sel sold pric tak bring gain interest contribution contribut margin
    fetch yield benefit""".split()
)
_COSTS = frozenset("cost pay paid wag salar expens rent charg fee spend buy pric bought".split())
_MONETARY = frozenset("profit revenu incom earn cost wag salar".split())


@dataclass(frozen=True, slots=True)
class ImpliedAim:
    """The sense and the words of an aim, and the tokens that ask for it."""

    sense: str
    first: int
    last: int
    words: frozenset[str]


def implied_sense(scan: Scan) -> ImpliedAim | None:
    """What a text without `maximize` or `lowest` wants: the most of what things earn, or else the least cost.

    It must ask for a plan, and what is earned or paid must be told in numbers.
    """
    asked = _asking(scan)
    if asked is None:
        return None
    near: set[str] = set()
    for quantity in scan.quantities:
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        said = {token.stem for token in scan.tokens[sentence.first : sentence.last]}
        near |= said if quantity.money or quantity.kind == "percent" else said & _MONETARY
    gains, costs = near & (_GAINS - _COSTS), near & _COSTS
    if gains:
        return ImpliedAim("maximize", *asked, frozenset(gains | {"profit"}))
    if costs:
        return ImpliedAim("minimize", *asked, frozenset(costs | {"cost"}))
    return None


def _asking(scan: Scan) -> tuple[int, int] | None:
    """The sentence that asks for the plan: the last question, or the last with `optimal` or `determine`."""
    for sentence in reversed(scan.sentences):
        lows = [token.low for token in scan.tokens[sentence.first : sentence.last]]
        optimal = next((place for place, low in enumerate(lows) if low in _OPTIMAL), -1)
        if optimal >= 0 and (sentence.question or _ASKING & set(lows)) or sentence.question and "how" in lows:
            return sentence.first, sentence.last
        if lows and lows[0] in _ASKING:
            return sentence.first, sentence.last
    return None
