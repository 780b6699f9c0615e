"""A share of all said as a fraction is no ratio, even where the whole has the noun of one of the variables."""

from __future__ import annotations

import pytest

import nl2milp

TEXT = (
    "A small brewery brews a lager and a stout. A keg of lager needs 4 kg of malt and 2 hours in the kettle and brings "
    "in $95, a keg of stout needs 6 kg of malt and 3 hours in the kettle and brings in $150. This week 300 kg of malt "
    "and 140 kettle hours are available. The pub has ordered at least 12 kegs of stout, and at least {share} must be "
    "lager. How many kegs of each should be brewed to maximize revenue?"
)


def best(least: int, of: int) -> int:
    """The best revenue with lager at least `least` in `of` of all kegs, by trying all."""
    return max(
        95 * lager + 150 * stout
        for lager in range(76)
        for stout in range(12, 51)
        if 4 * lager + 6 * stout <= 300 and 2 * lager + 3 * stout <= 140 and of * lager >= least * (lager + stout)
    )


@pytest.mark.parametrize(
    ("share", "least", "of"), [("a third of all kegs", 1, 3), ("half of all kegs", 1, 2), ("25% of all kegs", 1, 4)]
)
def test_a_share_of_all(share: str, least: int, of: int) -> None:
    result = nl2milp.solve(TEXT.format(share=share), reader="offline")
    assert result.objective == best(least, of)
