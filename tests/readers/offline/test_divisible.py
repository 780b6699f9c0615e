"""Whether amounts can be divided is said in many ways, and denied in as many."""

from __future__ import annotations

import pytest

from nl2milp.readers.offline.divisible import divides, says_divisible


@pytest.mark.parametrize(
    "sentence",
    [
        "Acres may be split.",
        "Oven hours need not be whole.",
        "Litres are divisible.",
        "Any real quantities are allowed.",
        "Volumes can take any value.",
        "The press can be run for any number of hours.",
        "It blends the grains in whatever proportions it likes.",
        "Each ore can be weighed out in any amount.",
        "Parts of a day can be hired.",
        "Sold by the litre or any part of one.",
        "The powders are weighed to any precision.",
        "Hours don't have to be whole numbers.",
        "The area may be divided as desired.",
        "Any weight can be shipped.",
    ],
)
def test_parts_make_sense(sentence: str) -> None:
    assert divides(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Ponies cannot be split.",
        "No fraction of a coach can be hired.",
        "A coach is not divisible.",
        "The 90 guests may be split among three halls.",
        "They can sell any quantity of these two hampers.",
        "Sacks need not be full.",
        "Only whole pallets are sent.",
    ],
)
def test_parts_make_no_sense_or_are_not_spoken_of(sentence: str) -> None:
    assert not divides(sentence)


def test_whole_things_elsewhere_keep_numbers_whole() -> None:
    assert not says_divisible(["Fuel can be split.", "Whole units only."])
    assert says_divisible(["Fuel can be split.", "How much does it cost?"])
