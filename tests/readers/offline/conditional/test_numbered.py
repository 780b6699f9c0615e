"""What is decided on, found by what numbers are said of."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem
from nl2milp.readers.offline.conditional.numbered import numbered_sets
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.readers.offline.tokens import split_sentences, tokenize

TEXTS = (
    ("Gain: nail $0.30, screw $1.50, hook $1.10.", ["nail", "screw", "hook"]),
    ("The old loom needs $90 to set up. The new loom takes $20 to set up.", ["old loom", "new loom"]),
    ("Sending to the harbour costs 7% more, sending to the airport 9% and sending to the station 4%.",
     ["harbour", "airport", "station"]),
    ("Flour (€2 per kg), sugar (€1 per kg) and salt (€3 per kg) are bought.", ["Flour", "sugar", "salt"]),
    ("A share fund paying 4 percent, a bond fund paying 7 percent and a land fund paying 5 percent are open.",
     ["share fund", "bond fund", "land fund"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "names"), TEXTS, ids=[one[0] for one in TEXTS])
def test_owners_of_numbers_of_one_sort(text: str, names: list[str]) -> None:
    tokens = tokenize(text)
    sets = numbered_sets(tokens, split_sentences(tokens), find_quantities(tokens))
    found = [[" ".join(token.text for token in tokens[a:b]) for a, b in phrases] for phrases, _ in sets]
    assert names in found


def test_fixed_and_running_costs_in_one_sentence() -> None:
    text = (
        "A laundry has 900 sheets to wash by Friday. Its steam drum costs $80 to heat and set up and $0.20 a sheet, "
        "and can wash up to 600. The gas drum needs a set-up of $30, washes for $0.60 a sheet, and manages 500 at "
        "most. Set-up is paid only for a drum that washes something. What is the lowest cost?"
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.formulation.objective.value == "0.2*steam_drum + 0.6*gas_drum + 80*use_steam_drum + 30*use_gas_drum"
    rules = {str(c.slots.get("rule")) for c in reading.formulation.constraints if c.template == "linear"}
    assert rules == {"steam_drum + gas_drum >= 900", "steam_drum <= 600", "gas_drum <= 500"}


def test_no_source_may_give_more_than_a_share() -> None:
    text = (
        "A bakery buys flour from the mills Ahl, Bor and Cru at $3, $4 and $5 a kilogram. It needs at least 90 "
        "kilograms, and any part of a kilogram can be bought. No mill may deliver more than 40 percent of the flour. "
        "What is the lowest cost?"
    )
    reading = OfflineReader().read(Problem(text))
    rules = {str(c.slots.get("rule")) for c in reading.formulation.constraints}
    assert {f"{one} <= 0.4*(ahl + bor + cru)" for one in ("ahl", "bor", "cru")} <= rules


def test_cents_of_a_list() -> None:
    values = [quantity.value * 100 for quantity in find_quantities(tokenize("a sheet costs 2, 6 and 5 cents"))]
    assert values == [2, 6, 5]
