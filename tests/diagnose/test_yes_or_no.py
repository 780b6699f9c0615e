"""Clashes of decisions that are taken or not, without `at least 1 Lima`."""

from __future__ import annotations

import pytest

from nl2milp.diagnose import diagnose, repair_to_text
from nl2milp.formulation import Formulation

NAMES = ("ferry", "bridge", "watch")


def made(*constraints: dict[str, object], names: tuple[str, ...] = NAMES) -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": "binary"} for name in names],
            "constraints": [{"name": f"s{place}", **one} for place, one in enumerate(constraints)],
        }
    )


def linear(rule: str, quote: str) -> dict[str, object]:
    return {"slots": {"rule": rule}, "quote": quote}


IF_FERRY = {"template": "if_then", "slots": {"if": "ferry == 1", "then": "watch == 1"}, "quote": "needs a watch"}


@pytest.mark.parametrize(
    ("formulation", "sentence"),
    [
        (
            made(linear("ferry == 1", "run the ferry"), linear("ferry == 0", "- no ferry.")),
            "“run the ferry” requires ferry, but “no ferry” rules it out.",
        ),
        (
            made(IF_FERRY, linear("watch == 0", "no watch"), linear("bridge == 0", "no bridge"),
                 linear("ferry + bridge >= 1", "one of them")),
            "“needs a watch”, “no watch” and “no bridge” together rule out both ferry and bridge, but “one of them” "
            "requires at least one of them.",
        ),
        (
            made(IF_FERRY, linear("ferry == 1", "run it"), linear("ferry + watch <= 1", "not both")),
            "“needs a watch” and “run it” together require both ferry and watch, but “not both” allows at most one of "
            "them.",
        ),
        (
            made(linear("ferry == 1", "run it"), linear("bridge == 1", "open it"),
                 linear("60*ferry + 50*bridge + 9*watch <= 90", "only $90")),
            "“run it” and “open it” require ferry ($60) and bridge ($50), together $110, but “only $90” leaves only "
            "$90.",
        ),
        (
            made(IF_FERRY, linear("ferry == 1", "run it"),
                 linear("60*ferry + 50*bridge + 45*watch <= 100", "100 coins")),
            "“needs a watch” and “run it” require ferry (60 coins) and watch (45 coins), together 105 coins, but "
            "“100 coins” leaves only 100 coins.",
        ),
    ],
)  # fmt: skip
def test_decisions_are_required_or_ruled_out(formulation: Formulation, sentence: str) -> None:
    assert [one.sentence for one in diagnose(formulation).explanations] == [sentence]


def test_a_count_that_says_nothing_any_more_is_given_up() -> None:
    formulation = made(
        linear("ferry == 1", "run it"),
        linear("bridge == 1", "open it"),
        {"template": "k_of_n", "slots": {"conditions": ["ferry == 1", "bridge == 1"], "at_most": "1"}, "quote": "one"},
    )
    texts = [repair_to_text(one, formulation) for one in diagnose(formulation).repairs]
    assert "give up s2 (“one”)" in texts
    assert not any("raise" in text or "lower" in text for text in texts)


def test_several_changes_are_shown_beside_a_single_one() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "loaves", "kind": "integer"}],
            "constraints": [
                {"name": "flour", "slots": {"rule": "2*loaves <= 100"}},
                {"name": "oven", "slots": {"rule": "10*loaves <= 600"}, "quote": "the oven is free for 10 hours"},
                {"name": "order", "slots": {"rule": "loaves >= 80"}},
            ],
        }
    )
    texts = [repair_to_text(one, formulation) for one in diagnose(formulation).repairs]
    assert texts == [
        "lower order from 80 to at most 50",
        "raise flour from 100 to at least 160, and raise oven from 10 to at least 13.3334 hours "
        "(“the oven is free for 10 hours”)",
    ]
