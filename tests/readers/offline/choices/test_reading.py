"""Whole texts about choices and conditional quantities, against enumeration of what they say in plain Python."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nl2milp
from nl2milp.errors import Nl2milpError
from nl2milp.readers import get
from nl2milp.readers.base import Problem

ROADS = """The ministry has $12 million and can finance any of these roads completely or leave them: North Road
($4.5 million, 2,300 vehicles a day), Lake Road ($3.2 million, 1,900 vehicles), Hill Road ($5.1 million, 2,800
vehicles), Mill Road ($2.4 million, 1,200 vehicles) and Port Road ($3.9 million, 2,100 vehicles). Mill Road leads to
Hill Road and is useless unless Hill Road is financed. At least one of North Road and Port Road must be financed.
Find the selection serving the most vehicles."""

DEPOTS = """A logistics firm must pick which depots to operate so that at least 500 pallets can be stored. Operating
the depots costs $7,000 (Aden), $9,000 (Bern), $5,500 (Cork), $8,200 (Derby) and $4,000 (Essen) per month. They hold
180, 240, 130, 210 and 100 pallets respectively. Aden and Derby must be operated together or not at all. No more than
three depots can be operated. Minimize monthly cost."""

CONCERT = """A school orchestra is choosing pieces for a concert of at most 75 minutes. Overture: 12 minutes,
popularity 20. Symphony: 35 minutes, popularity 46. Concerto: 28 minutes, popularity 41. Suite: 22 minutes,
popularity 27. Waltz: 9 minutes, popularity 15. If the symphony is played, the concerto cannot be. The waltz is played
if and only if the overture is played. Every piece is played in full or left out. Maximize the total popularity."""

WORKS = """The council considers these works:

| work | cost ($) | crew days | benefit |
|---|---|---|---|
| footbridge | 40,000 | 12 | 30 |
| bus shelter | 15,000 | 5 | 11 |
| playground | 28,000 | 9 | 24 |
| fountain | 22,000 | 4 | 13 |

It has $80,000 and 22 crew days. At most two of the four works may be done. Unless the playground is built, the
fountain may not be built. Maximise the total benefit."""

FUNDS = """An investor considers four funds. Investing in fund A requires $10,000 and returns $1,300; fund B requires
$8,000 and returns $900; fund C requires $14,000 and returns $2,000; fund D requires $6,000 and returns $600. She has
$25,000 and will choose at most two funds. Fund D must be chosen whenever fund C is chosen. Which funds should she
choose to maximize her return?"""

Rule = Callable[..., bool]
CHOICES: list[tuple[str, int, list[int], list[tuple[list[float], str, float]], Rule]] = [
    (ROADS, 1, [2300, 1900, 2800, 1200, 2100], [([4.5, 3.2, 5.1, 2.4, 3.9], "<=", 12)],
     lambda n, k, h, m, p: (not m or h) and (n or p)),
    (DEPOTS, -1, [7000, 9000, 5500, 8200, 4000], [([180, 240, 130, 210, 100], ">=", 500)],
     lambda a, b, c, d, e: a == d and a + b + c + d + e <= 3),
    (CONCERT, 1, [20, 46, 41, 27, 15], [([12, 35, 28, 22, 9], "<=", 75)],
     lambda o, s, c, u, w: not (s and c) and o == w),
    (WORKS, 1, [30, 11, 24, 13], [([40, 15, 28, 22], "<=", 80), ([12, 5, 9, 4], "<=", 22)],
     lambda b, s, p, f: b + s + p + f <= 2 and (p or not f)),
    (FUNDS, 1, [1300, 900, 2000, 600], [([10, 8, 14, 6], "<=", 25)],
     lambda a, b, c, d: a + b + c + d <= 2 and (d or not c)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sign", "worth", "rows", "rule"), CHOICES)
def test_a_choice_is_solved_from_its_words(text: str, sign: int, worth: list[int], rows, rule: Rule):
    best = max(
        sign * sum(w * x for w, x in zip(worth, chosen, strict=True))
        for chosen in itertools.product([0, 1], repeat=len(worth))
        if rule(*chosen)
        and all(
            (total <= limit + 1e-9 if relation == "<=" else total >= limit - 1e-9)
            for weights, relation, limit in rows
            for total in [sum(w * x for w, x in zip(weights, chosen, strict=True))]
        )
    )
    result = nl2milp.solve(text, reader="offline")
    assert result.objective == pytest.approx(sign * best)
    assert result.reading is not None
    for statement in result.reading.statements:
        assert 0 <= statement.span.start < statement.span.end <= len(text)
    assert result.formulation is not None
    for constraint in result.formulation.constraints:
        assert constraint.span is not None
        assert constraint.quote == text[constraint.span.start : constraint.span.end]


def test_a_threshold_on_quantities():
    text = (
        "A joiner makes chairs and desks, in whole pieces. A chair earns $30 and takes 2 hours, a desk earns $80 and "
        "takes 5 hours. There are 90 hours available. If more than 20 chairs are made, at least 6 desks must be made. "
        "No more than 30 chairs can be sold. How many chairs and desks give the largest earnings?"
    )
    best = max(
        30 * chairs + 80 * desks
        for chairs in range(31)
        for desks in range(19)
        if 2 * chairs + 5 * desks <= 90 and (chairs <= 20 or desks >= 6)
    )
    result = nl2milp.solve(text, reader="offline")
    assert result.objective == pytest.approx(best)
    assert result.formulation is not None
    assert {"if": "chairs > 20", "then": "desks >= 6"} in [dict(c.slots) for c in result.formulation.constraints]


def test_a_sentence_that_was_not_understood_is_named():
    text = CONCERT.replace(
        "The waltz is played\nif and only if the overture is played.",
        "If the waltz is played, the conductor wears a red scarf.",
    )
    reading = get("offline").read(Problem(text))
    assert not reading.confident
    assert any("red scarf" in reason for reason in reading.reasons)


WORDS = (
    "if unless either or both not only the pool library costs $40 | 3 of at least two , . ; ( ) is must be built and"
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=60).map(" ".join))
def test_senseless_text_does_no_harm(text: str):
    try:
        reading = get("offline").read(Problem(text + " Maximise the profit."))
    except Nl2milpError:
        return
    for statement in reading.statements:
        assert statement.span.end <= len(text) + 22
