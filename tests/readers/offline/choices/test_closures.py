"""What is given up: where closing is chosen, whatever must stay open is not chosen."""

from __future__ import annotations

import itertools

import pytest

import nl2milp

SAVINGS = (21, 18, 26, 15, 19)
READERS = (31, 24, 46, 18, 27)
TEXT = (
    "A county has to save money on its five libraries. Closing Aldham saves $21,000 a year, Benton $18,000, Corley "
    "$26,000, Dunmore $15,000 and Elkton $19,000. It would affect 31, 24, 46, 18 and 27 readers. The savings have to "
    "reach $55,000. {rule} Which libraries should be closed so that as few readers as possible are affected?"
)


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        ("At least one of Aldham and Benton has to stay open.", lambda a, b, c, d, e: not (a and b)),
        ("If Dunmore is closed, Elkton must remain open.", lambda a, b, c, d, e: not d or not e),
        ("Aldham must be kept.", lambda a, b, c, d, e: not a),
        ("If Aldham stays open, Corley must be closed.", lambda a, b, c, d, e: a or c),
        ("Not all of Dunmore, Elkton and Benton may be closed.", lambda a, b, c, d, e: d + e + b <= 2),
    ],
)
def test_what_stays_open_is_not_chosen(rule, allowed):
    result = nl2milp.solve(TEXT.format(rule=rule))
    best = min(
        sum(r * x for r, x in zip(READERS, chosen, strict=True))
        for chosen in itertools.product((0, 1), repeat=5)
        if sum(s * x for s, x in zip(SAVINGS, chosen, strict=True)) >= 55 and allowed(*chosen)
    )
    assert result.objective == pytest.approx(best)
