"""The text as the prompts show it: numbered sentences, and tables by their headers, types, size and a few rows."""

from __future__ import annotations

import json

import pytest

from nl2milp.errors import InputError
from nl2milp.formulation import Constraint, Span
from nl2milp.readers.base import Problem
from nl2milp.readers.llm import LLMReader, Settings
from nl2milp.readers.llm.narrowing import narrowed
from nl2milp.readers.llm.numbering import MAX_CHARACTERS, number

from .serving import Provider, rule, variable

COSTS = {
    "Plant": [f"Plant {place}" for place in range(60)],
    "Unit cost": [2.5 + place for place in range(60)],
    "Capacity": list(range(100, 160)),
}


def test_sentences_keep_their_places() -> None:
    text = (
        "A van costs $300. A truck costs $500!\n\n- At most 2 vans (or 3?) can be bought.\n- Budget: 1,500.50 dollars."
    )
    numbered = number(Problem(text))
    assert [line.name for line in numbered.lines] == [f"S{place}" for place in range(1, len(numbered.lines) + 1)]
    for line in numbered.lines:
        assert " ".join(text[line.start : line.end].split()) == line.text
    assert numbered.span_of(("S1", "S2")) == Span(start=0, end=numbered.lines[1].end)
    assert numbered.span_of(()) is None
    assert numbered.span_of(("S99",)) is None


@pytest.mark.parametrize("text", ["", " \n\t", "word " * (MAX_CHARACTERS // 5 + 1)])
def test_texts_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="the text"):
        number(Problem(text))


def test_an_attached_table_is_described_and_never_shown_whole() -> None:
    shown = number(Problem("Minimise the cost.", {"costs": COSTS})).shown()
    assert "table costs: 60 rows, 3 columns" in shown
    assert 'Unit_cost ("Unit cost"): number, 2.5 to 61.5' in shown
    assert "rows: 'Plant 0' 2.5 100 |" in shown
    assert "Plant 20" not in shown
    assert len(shown) < 500


def test_a_long_table_in_the_text_is_cut_out_and_can_be_referred_to() -> None:
    rows = "\n".join(f"| shop {place} | {place + 5} |" for place in range(40))
    text = f"Each shop needs its crates.\n\n| Shop | Need |\n| --- | ---: |\n{rows}\n\nMinimise the crates."
    numbered = number(Problem(text))
    assert "table table_1: 40 rows, 2 columns" in numbered.shown()
    assert "shop 20" not in numbered.shown()
    assert [line.text for line in numbered.lines] == ["Each shop needs its crates.", "Minimise the crates."]


def test_a_short_table_stays_in_the_text() -> None:
    text = "Costs:\n\n| Shop | Need |\n| --- | --- |\n| a | 5 |\n\nMinimise."
    assert "5" in number(Problem(text)).shown()
    assert number(Problem(text)).tables == ()


def test_a_formulation_refers_to_the_columns_of_an_attached_table(provider: Provider, settings: Settings) -> None:
    provider.replies = {
        "identify": {
            "plan": "How much each plant makes.", "title": None, "sets": [], "patterns": [], "parameters": [],
            "tables": [{"keys": "Plant in plants", "across": None, "set": None, "columns": ["Unit_cost", "Capacity"],
                        "rows": [], "source": "costs"}],
            "variables": [variable("make[p in plants]", label="tons made", kind="continuous", sentences=["S1"])],
            "assumptions": [], "questions": [],
        },
        "classify": {"statements": [
            {"sentences": ["S1"], "says": "minimise cost", "template": "objective"},
            {"sentences": ["S2"], "says": "each at most its capacity", "template": "linear"},
            {"sentences": ["S3"], "says": "4000 in all", "template": "linear"},
        ]},
        "fill": {
            "variables": [], "quantities": [],
            "linear": [rule(2, "capacity", "make[p] <= Capacity[p]", **{"for": "p in plants"}),
                       rule(3, "demand", "sum(make[p] for p in plants) >= 4000")],
            "objective": {"sense": "minimize", "value": "sum(Unit_cost[p]*make[p] for p in plants)", "goals": []},
            "asked": None, "explained": [], "assumptions": [], "questions": [],
        },
    }  # fmt: skip
    text = (
        "Each plant makes tons at its unit cost, cheaply as possible. None exceeds its capacity. 4000 tons are needed."
    )
    problem = Problem(text, {"costs": COSTS})
    reading = LLMReader(settings).read(problem)
    assert reading.confident, reading.reasons
    sent = json.dumps(provider.requests)
    assert "Plant 40" not in sent

    from nl2milp import api

    result = api.solve(reading, tables=problem.tables)
    left, cost = 4000, 0.0
    for capacity, price in zip(COSTS["Capacity"], COSTS["Unit cost"], strict=True):
        used = min(left, capacity)
        left, cost = left - used, cost + used * price
    assert result.objective == pytest.approx(cost)


def test_the_words_of_a_constraint_are_found_within_a_sentence() -> None:
    text = "At most 20 vans can be bought, and at least 5 trucks; wages are $300."
    whole = Span(start=0, end=len(text))
    found = narrowed(Constraint(name="most vans", slots={"rule": "vans <= 20"}, span=whole), text)
    assert text[found.start : found.end].startswith("At most 20 vans")
    assert "trucks" not in text[found.start : found.end]
    same = narrowed(Constraint(name="x", slots={"rule": "y <= 7"}, span=whole), text)
    assert 0 <= same.start < same.end <= len(text)


def test_a_semicolon_ends_no_sentence_but_a_line_does() -> None:
    shown = [line.text for line in number(Problem("A van costs 3; a truck 5. Buy;\nsell; hold!")).lines]
    assert shown == ["A van costs 3; a truck 5.", "Buy;", "sell; hold!"]
