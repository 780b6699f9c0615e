"""Percentages that are rates: what a fund pays is no share of the whole."""

from __future__ import annotations

from nl2milp.readers.offline.scan import Scan

__all__ = ["yields"]

_YIELDING = frozenset(
    """pay yield return earn bring give generate offer promise pays yields returns earns brings gives generates offers
    paying yielding returning earning bringing giving""".split()
)
_BREAKS = frozenset(", ; . and but while whereas of in".split())
_SHARED = frozenset("of all total money portfolio sum amount capital".split())


def yields(scan: Scan, roles: list[str]) -> None:
    """`A bond that pays 4%`, `a fund expected to return 7 percent a year`: a rate of what stands before the verb."""
    for position, quantity in enumerate(scan.quantities):
        if quantity.kind != "percent" or roles[position] == "rate":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        behind = [token.low for token in scan.tokens[quantity.last : min(quantity.last + 3, sentence.last)]]
        if behind[:1] == ["of"] and _SHARED & set(behind):
            continue
        for index in range(quantity.first - 1, max(sentence.first - 1, quantity.first - 6), -1):
            token = scan.tokens[index]
            if scan.direction_at[index] >= 0 or token.low in _BREAKS or scan.quantity_at[index] >= 0:
                break
            if token.low in _YIELDING and any(
                scan.mention_at[before] >= 0 for before in range(max(sentence.first, index - 6), index)
            ):
                roles[position] = "rate"
                break
