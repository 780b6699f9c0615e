"""What a text demands and a reading lacks is seen, whatever stage made the reading."""

from __future__ import annotations

import pytest

import nl2milp

FILMS = (
    "Four films, Argo, Brazil, Casino and Dune, may be shown; viewers value them at 20, 14, 17 and 8 points. No more "
    "than three films fit in the evening. Argo is shown if and only if Brazil is shown. {} Which choice gives the most "
    "points?"
)


@pytest.mark.parametrize(
    "demand",
    [
        "Casino is part of a signed contract and has to be shown.",
        "The mayor demands that Casino be shown.",
        "The sponsor of the evening requires that Casino is shown.",
        "Casino is out of the question.",
    ],
)
def test_a_demand_on_a_decision_is_in_the_model_or_doubted(demand: str) -> None:
    reading = nl2milp.read(FILMS.format(demand), reader="offline")
    start = FILMS.index("{}")
    spans = [one.span for one in reading.formulation.constraints if one.span is not None]
    heeded = any(one.start < start + len(demand) and start < one.end for one in spans)
    assert heeded or not reading.confident


def test_data_that_sound_like_a_demand_are_not_doubted() -> None:
    told = "To book Argo the club must pay $9, for Brazil $7, for Casino $8 and for Dune $4; it has $20 for that."
    assert nl2milp.read(FILMS.format(told), reader="offline").confident


def test_a_premise_that_reads_like_a_limit_is_doubted() -> None:
    reading = nl2milp.read(
        "Lena takes on translations and proofreadings. A translation earns her $220 and takes 5 hours; a proofreading "
        "earns $150 and takes 3 hours. She has 120 hours, and she takes on no more than 30 proofreadings. More than 8 "
        "translations requires that she hire an assistant, who is paid $900 regardless of the number of translations. "
        "What is the best profit that she can make?",
        reader="offline",
    )
    limited = any(one.slots.get("rule") == "translations > 8" for one in reading.formulation.constraints)
    assert not (limited and reading.confident)


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("The old boat must make 10 crossings or more, and the fast boat can make no more than 14.",
         {"old_boat >= 10", "fast_boat <= 14"}),
        ("The number of crossings of the old boat should be equal to or greater than that of the fast boat.",
         {"old_boat >= fast_boat"}),
        ("There is nowhere to berth the fast boat for more than 20 crossings.", {"fast_boat <= 20"}),
    ],
)  # fmt: skip
def test_limits_in_other_words(words: str, rules: set[str]) -> None:
    reading = nl2milp.read(
        "A ferry firm wants to take at least 1,000 passengers across. The old boat holds 30 people per crossing and "
        f"burns 40 litres of diesel, while the fast boat holds 52 and burns 65 litres per crossing. {words} How many "
        "crossings of each boat are to be made so that as little diesel as possible is burnt?",
        reader="offline",
    )
    found = {str(one.slots.get("rule")) for one in reading.formulation.constraints}
    assert rules <= found


def test_or_more_than_begins_another_limit() -> None:
    reading = nl2milp.read(
        "A studio makes bowls, cups and beads. Profits are $24, $18 and $13 apiece, kiln times 4, 3 and 2 minutes. The "
        "kiln runs for 120 minutes a day. If more than 10 bowls or more than 15 cups are made, then at least 14 beads "
        "have to be made the same day. What is the best daily profit?",
        reader="offline",
    )
    conditions = [one.slots for one in reading.formulation.constraints if one.template == "if_then"]
    assert [one["if"] for one in conditions] == ["bowls > 10 or cups > 15"]


def test_one_stands_for_a_noun_and_a_single_one_is_a_number() -> None:
    reading = nl2milp.read(
        "A florist ties red and blue bouquets, 120 bouquets at most in total. A red bouquet takes two ribbons and a "
        "blue one takes a single ribbon; the florist has 160 ribbons. On every red bouquet she makes $16 and on every "
        "blue bouquet $12. How many bouquets of each colour are best for her profit?",
        reader="offline",
    )
    rules = [str(one.slots.get("rule")) for one in reading.formulation.constraints]
    assert any(rule.startswith("2*red") and "+ blue" in rule and rule.endswith("<= 160") for rule in rules)


def test_what_buying_one_costs_is_the_price_of_each() -> None:
    reading = nl2milp.read(
        "A dealer buys and sells stoves and ovens. Each stove takes 8 sq ft of space while each oven takes 12 sq ft. "
        "There are 500 sq ft of space available. Buying a stove costs the dealer $200 and buying an oven costs the "
        "dealer $300. The dealer has a budget of $12500. If the profit per stove sold is $100 and the profit per oven "
        "sold is $200, how many of each should be bought and sold to maximize profit?",
        reader="offline",
    )
    rules = {str(one.slots.get("rule")) for one in reading.formulation.constraints}
    assert reading.confident
    assert "200*stoves + 300*ovens <= 12500" in rules


def test_a_sentence_of_which_only_a_part_was_read_is_doubted() -> None:
    reading = nl2milp.read(
        "A parish sends volunteers to three projects: the soup kitchen, the library and the garden. The library must "
        "be staffed because it has been promised to the mayor. If the library is staffed, the garden cannot be "
        "staffed. The garden or the soup kitchen must be staffed, and the soup kitchen is closed for repairs, so it "
        "cannot be staffed. The projects bring 30, 20 and 25 points. Which projects should be staffed to collect the "
        "most points?",
        reader="offline",
    )
    assert nl2milp.solve(reading).status.value in ("infeasible", "needs_review")
