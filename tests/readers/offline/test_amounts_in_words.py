"""Numbers, signs and scales in words that the plain linear reader has to get right; answers by enumeration."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest

import nl2milp
from nl2milp.result import ResultStatus


def best(most: bool, value: Callable[..., float], rules: Sequence[Callable[..., bool]], upper: Sequence[int]) -> float:
    """The best value over all whole points below `upper` that keep the rules."""
    points = itertools.product(*(range(top + 1) for top in upper))
    values = [value(*point) for point in points if all(rule(*point) for rule in rules)]
    return max(values) if most else min(values)


def answer(text: str) -> float | None:
    """The answer to a text that is understood for sure."""
    result = nl2milp.solve(text, reader="offline")
    assert result.status is ResultStatus.OPTIMAL, result.reasons
    return result.objective


BIRDS = (
    "A carver makes ducks and owls. A duck takes 2 hours and an owl takes 3 hours; 90 hours are available. "
    "{limit} The profit is $5 per duck and $8 per owl. How many of each should be made to maximize the profit?"
)


@pytest.mark.parametrize(
    ("limit", "rule"),
    [
        ("Twenty ducks at least have been promised.", lambda d, _o: d >= 20),
        ("Thirty ducks, at the least, have been promised.", lambda d, _o: d >= 30),
        ("The carver wants twelve ducks as a minimum and 20 owls as a maximum.", lambda d, o: d >= 12 and o <= 20),
        ("Fifteen ducks or more are booked.", lambda d, _o: d >= 15),
        ("Twelve ducks and ten owls at least have been ordered.", lambda d, o: d >= 12 and o >= 10),
        ("More than twenty ducks must be made.", lambda d, _o: d > 20),
        ("At least two ducks must be made for every owl.", lambda d, o: d >= 2 * o),
        ("Owls may exceed ducks by five at the most.", lambda d, o: o - d <= 5),
        ("Twice the number of owls may exceed the number of ducks by ten at most.", lambda d, o: 2 * o - d <= 10),
        ("The owls may not exceed the ducks by more than 4.", lambda d, o: o - d <= 4),
        ("There should be three times as many ducks as owls or more.", lambda d, o: d >= 3 * o),
        ("The share of owls among all birds can be at most 30%.", lambda d, o: 10 * o <= 3 * (d + o)),
        ("Owls may not make up more than 40 per cent of all pieces.", lambda d, o: 10 * o <= 4 * (d + o)),
        (
            "The shelf holds thirty-five birds, and eight owls at least are on order.",
            lambda d, o: d + o <= 35 and o >= 8,
        ),
    ],
)
def test_limits(limit: str, rule: Callable[..., bool]) -> None:
    rules = [lambda d, o: 2 * d + 3 * o <= 90, rule]
    assert answer(BIRDS.format(limit=limit)) == pytest.approx(best(True, lambda d, o: 5 * d + 8 * o, rules, (45, 30)))


def test_a_share_of_two_together() -> None:
    text = (
        "A joiner makes trays named Ash, Elm and Oak, at profits of $6, $5 and $4. One hundred and twenty boards are "
        "available, one for each tray. Ash and Elm together may make up no more than 60% of all trays. An Ash takes "
        "2 g of oil, an Elm 1 g and an Oak 1.5 g; 150 g of oil are in store. What profit is possible?"
    )
    rules = [
        lambda a, e, o: a + e + o <= 120,
        lambda a, e, o: 4 * a + 2 * e + 3 * o <= 300,
        lambda a, e, o: 4 * (a + e) <= 6 * o,
    ]
    assert answer(text) == pytest.approx(best(True, lambda a, e, o: 6 * a + 5 * e + 4 * o, rules, (75, 120, 100)))


def test_names_in_us() -> None:
    text = BIRDS.replace("duck", "cactus").replace("cactuss", "cactuses")
    rules = [lambda d, o: 2 * d + 3 * o <= 90, lambda d, _o: d >= 12]
    found = answer(text.format(limit="At least twelve cactuses are on order."))
    assert found == pytest.approx(best(True, lambda d, o: 5 * d + 8 * o, rules, (45, 30)))


def test_a_part_of_the_money() -> None:
    text = (
        "An aunt splits $60,000 among a bond, a mill and a farm. The bond returns 3% a year, the mill 9% and the farm "
        "6%. No more than a third of the money invested can go into the mill, and the farm must get at least twice as "
        "much as the bond. How should the money be split to maximize the return?"
    )
    assert answer(text) == pytest.approx(20_000 * 0.09 + 40_000 * 0.06)


def test_processes_for_hours() -> None:
    text = (
        "A refinery has two ways of making petrol and diesel: process A and process B. A customer has ordered 40 "
        "barrels of petrol and 30 barrels of diesel. In one hour, process A yields 5 barrels of petrol and 2 barrels "
        "of diesel at a cost of $20. In one hour, process B yields 2 barrels of petrol and 3 barrels of diesel at a "
        "cost of $15. How many hours should each be run to minimize the cost?"
    )
    assert answer(text) == pytest.approx(20 * 60 / 11 + 15 * 70 / 11)


@pytest.mark.parametrize(
    "rates",
    [
        "A lamp brings five guests, a stool eight. A lamp takes 2 kg of wood, a stool 3, and 90 kg can be used.",
        "A lamp brings 5 guests and uses two sheets, whereas a stool brings 8 and uses three; there are 90 sheets.",
        "A lamp brings 5 guests, a stool 8. There are 90 bolts, two going into each lamp and three into each stool.",
        "Each lamp brings 5 guests and needs two bolts, each stool brings 8 guests and needs three bolts. "
        "There are 90 bolts.",
    ],
)
def test_rates_in_words(rates: str) -> None:
    text = f"Lamps and stools are lent out by a village hall. {rates} How many guests can be won at most?"
    rules = [lambda a, b: 2 * a + 3 * b <= 90]
    assert answer(text) == pytest.approx(best(True, lambda a, b: 5 * a + 8 * b, rules, (45, 30)))


@pytest.mark.parametrize(
    ("prices", "question", "value"),
    [
        ("A scone makes 40¢ of profit and a bun $1.10.", "What is the highest profit in dollars?", (0.4, 1.1)),
        (
            "He makes 40 cents on every scone and 75 cents on every bun.",
            "What is the most that he can make?",
            (0.4, 0.75),
        ),
        ("A scone brings 3 hundred yen and a bun 5 hundred.", "How many hundreds of yen can he earn?", (3, 5)),
        (
            "The profit is $4 thousand per scone and $6.5 thousand per bun.",
            "What is the highest profit in thousands of dollars?",
            (4, 6.5),
        ),
    ],
)
def test_scales(prices: str, question: str, value: tuple[float, float]) -> None:
    times = "A scone takes 2 minutes and a bun 3, and there are 100 minutes."
    text = f"A baker makes scones and buns. {prices} {times} {question}"
    rules = [lambda a, b: 2 * a + 3 * b <= 100]
    assert answer(text) == pytest.approx(best(True, lambda a, b: value[0] * a + value[1] * b, rules, (50, 34)))


@pytest.mark.parametrize("need", ["300 or more pupils have to get there.", "At least 300 guests are to be moved."])
def test_a_need_in_another_word(need: str) -> None:
    text = (
        f"A coach seats 50 and costs $90 a trip; a van seats 20 and costs $40 a trip. {need} What is the lowest cost?"
    )
    rules = [lambda c, v: 50 * c + 20 * v >= 300]
    assert answer(text) == pytest.approx(best(False, lambda c, v: 90 * c + 40 * v, rules, (10, 20)))


def test_what_is_used_up_is_limited_from_above_in_a_minimum() -> None:
    text = (
        "At least 60 trees must be planted: firs at $3 a tree and limes at $5. Each fir needs 9 litres of water a day "
        "and each lime needs 4, and the tank truck brings 400 litres a day. Find the lowest cost."
    )
    rules = [lambda f, t: f + t >= 60, lambda f, t: 9 * f + 4 * t <= 400]
    assert answer(text) == pytest.approx(best(False, lambda f, t: 3 * f + 5 * t, rules, (60, 60)))


def test_a_limit_of_which_the_sign_is_not_said_is_not_relied_on() -> None:
    text = BIRDS.format(limit="Forty ducks were mentioned to the neighbours.")
    assert nl2milp.solve(text, reader="offline").status is ResultStatus.NEEDS_REVIEW


def test_a_difference_of_three_is_not_relied_on() -> None:
    limit = "The difference between ducks and owls plus gulls must be at least 4."
    text = BIRDS.replace("ducks and owls", "ducks, owls and gulls").replace(
        "an owl takes 3 hours;", "an owl takes 3 hours and a gull takes 1 hour;"
    )
    text = text.replace("and $8 per owl", ", $8 per owl and $3 per gull").format(limit=limit)
    assert nl2milp.solve(text, reader="offline").status is ResultStatus.NEEDS_REVIEW
