"""What only tells a fact, and what sounds like a demand and is none."""

from __future__ import annotations

import pytest

import nl2milp

_SHOP = (
    "A workshop makes benches and stools. A bench takes 3 hours and earns $30; a stool takes 1 hour and earns $8. "
    "{} At most 12 benches can be sold. How many of each should be made to maximise profit?"
)


def _rules(text: str) -> list[str]:
    result = nl2milp.solve(text, reader="offline", ask=False)
    assert result.status.value == "optimal", result.reasons
    assert result.formulation is not None
    return [str(one.slots["rule"]) for one in result.formulation.constraints]


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("Three carpenters work 40 hours each.", 120),
        ("We have 3 joiners, each of whom is available for 38 hours.", 114),
        ("Two apprentices who can each work 35 hours are there.", 70),
        ("The workshop runs two shifts of 8 hours.", 16),
        ("There are 5 carpenters at 40 hours apiece.", 200),
    ],
)
def test_the_time_that_several_people_have_each_is_added_up(said: str, hours: int) -> None:
    assert f"3*benches + stools <= {hours}" in _rules(_SHOP.format(said))


@pytest.mark.parametrize(
    "said",
    [
        "Neither benches nor stools carry any tax.",
        "A piece is finished completely or not begun.",
        "Exactly 5 stools are ordered, neither more nor fewer.",
    ],
)
def test_facts_are_no_conditions(said: str) -> None:
    assert "3*benches + stools <= 60" in _rules(_SHOP.format(f"{said} There are 60 hours."))


def test_what_is_forbidden_by_neither_is_still_doubted() -> None:
    text = _SHOP.format("There are 60 hours. Neither benches nor stools may be painted blue and green.")
    assert nl2milp.solve(text, reader="offline", ask=False).status.value == "needs_review"


@pytest.mark.parametrize("form", ["{}. ", "{}) ", "({}) "])
def test_the_numbers_of_a_list_are_no_numbers_of_the_problem(form: str) -> None:
    lines = ["There are 60 hours.", "At most 12 benches can be sold.", "At least 5 stools are ordered."]
    listed = "\n".join(form.format(at) + line for at, line in enumerate(lines, 1))
    text = (
        "A workshop makes benches and stools. A bench takes 3 hours and earns $30; a stool takes 1 hour and earns $8.\n"
        f"{listed}\nHow many of each should be made to maximise profit?"
    )
    assert _rules(text) == ["3*benches + stools <= 60", "benches <= 12", "stools >= 5"]


@pytest.mark.parametrize(
    "text",
    [
        "A mill sells a feed made of oats and bran. Oats hold 12% of protein and bran holds 15%. "
        "Prices per kg: oats $0.30 and bran $0.25. The feed weighs exactly 80 kg. At least 10 kg of oats are in it. "
        "It has to contain 10 kg of protein or more. What is the cheapest feed?",
        "Three guards share the hours at a gate. Ada is paid $18 an hour, Ben $16 and Cleo $14. A total of 90 hours at "
        "least has to be covered. Ada cannot do more than 38 hours, Ben cannot do more than 35 hours. "
        "Cleo must not do more than 30 hours. What is the least that has to be paid?",
    ],
)
def test_amounts_are_limited_in_the_unit_of_their_prices(text: str) -> None:
    result = nl2milp.solve(text, reader="offline", ask=False)
    assert result.status.value == "optimal", result.reasons
    assert result.formulation is not None
    assert {one.kind.value for one in result.formulation.variables} == {"continuous"}


def test_a_share_of_a_mixture_that_lies_between_its_parts_demands_something() -> None:
    text = (
        "Two syrups, a light one containing 30% sugar and a heavy one containing 50%, are mixed. The light syrup "
        "costs $1.10 per litre, the heavy one $2.30. At least 200 litres of the mixture are needed. In the mixture, "
        "sugar has to account for no less than 40%. What mixture costs least?"
    )
    result = nl2milp.solve(text, reader="offline", ask=False)
    assert result.objective == pytest.approx(340), result.reasons
