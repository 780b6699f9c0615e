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


def test_what_a_fund_pays_is_no_share_of_the_money() -> None:
    reading = nl2milp.read(
        "An investor puts money into a bond and a share fund. The bond pays 4% a year and the share fund is expected "
        "to pay 7% a year. At most $50,000 can be invested, no more than 60% of the money may go into the share fund, "
        "and at least $10,000 has to go into the bond. How much should go into each to make the yearly return as large "
        "as possible?",
        reader="offline",
    )
    rules = [str(one.slots.get("rule")) for one in reading.formulation.constraints]
    assert not any("0.04" in rule or "0.07" in rule for rule in rules)
    assert reading.formulation.objective.value == "0.04*bond + 0.07*share_fund"


def test_money_divided_between_funds_that_are_described_is_a_total() -> None:
    result = nl2milp.solve(
        "A widow divides up to $40,000 between a bond that pays 3% and a share fund that pays 6%. At most 50% of the "
        "money invested may go to the share fund. How much goes into each so that the yearly return is as large as "
        "possible?",
        reader="offline",
    )
    assert result.objective == pytest.approx(1800)  # half of it in each


def test_a_mean_of_two_that_lie_on_either_side_of_it_demands_something() -> None:
    result = nl2milp.solve(
        "A paint maker mixes base A with 3 percent pigment and base B with 5 percent pigment. It needs 100 litres with "
        "at least 4 percent pigment. Base A costs $1 and base B costs $2 a litre. Minimize cost."
    )
    assert (result.status.value, result.objective) == ("optimal", 150.0)  # half and half
    assert [one.name for one in result.formulation.constraints] == ["total", "pigment"]  # type: ignore[union-attr]
