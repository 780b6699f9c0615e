"""How many may be chosen, where the text speaks of places to fill, and numbers that only say how things are rated."""

from __future__ import annotations

import pytest

import nl2milp

ARTISTS = "Ticket sales are put at $48k for Ada, $52k for Bea, $39k for Cleo, $61k for Dot and $35k for Eve. "
ASK = "What are the highest sales in thousands of dollars?"


@pytest.mark.parametrize(
    ("said", "best"),
    [
        ("A festival has three slots and five singers to choose from. ", 161),
        ("There are only two places left and five singers to choose from. ", 113),
        ("A festival chooses among five singers for its two open slots. ", 113),
    ],
)
def test_places_to_fill(said, best):
    assert nl2milp.solve(said + ARTISTS + "Each sings once or not at all. " + ASK).objective == pytest.approx(best)


def test_all_places_are_filled():
    text = (
        "A festival has four slots and five singers to choose from. Fees are $10k for Ada, $30k for Bea, $20k for "
        "Cleo, $40k for Dot and $15k for Eve. All four slots must be filled. Which singers should be booked to pay as "
        "little as possible in fees, in thousands of dollars?"
    )
    assert nl2milp.solve(text).objective == pytest.approx(75)


def test_the_ends_of_a_scale_limit_nothing():
    text = (
        "Rita has a voucher for $400. She likes the tent ($210), the rucksack ($120), the boots ($140) and the stove "
        "($60). On a scale from 1 to 10 she would enjoy them 9, 6, 8 and 3. She takes each once or not at all. Which "
        "things give her the greatest total enjoyment?"
    )
    assert nl2milp.solve(text).objective == pytest.approx(18)
