"""Whole texts, each written for one way of saying things."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2milp.errors import InputError, Nl2milpError, NotUnderstoodError
from nl2milp.readers.base import Problem, Reader
from nl2milp.readers.offline import OfflineReader
from nl2milp.readers.offline.pipeline import MAX_NUMBERS
from nl2milp.readers.offline.reader import MAX_CHARACTERS

STORY = (
    "A cooper makes barrels and tubs. Each barrel takes 4 hours of bending and 2 hours of sealing. Each tub takes 3 "
    "hours of bending and 1 hour of sealing. "
)
ASK = (
    " If the profit per barrel is $30 and the profit per tub is $18, how many of each should he make to maximize his "
    "profit?"
)


def rules(text: str) -> list[str]:
    reading = OfflineReader().read(Problem(text))
    return [str(constraint.slots["rule"]) for constraint in reading.formulation.constraints]


def test_it_is_a_reader() -> None:
    assert isinstance(OfflineReader(), Reader)


def test_resources() -> None:
    text = STORY + "He has 120 hours for bending and 50 hours for sealing." + ASK
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert reading.formulation.objective.value == "30*barrels + 18*tubs"
    assert rules(text) == ["4*barrels + 3*tubs <= 120", "2*barrels + tubs <= 50"]
    roles = [constraint.slots["role"] for constraint in reading.formulation.constraints]
    assert roles == ["resource limit", "resource limit"]


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("He must make at least 7 tubs.", "tubs >= 7"),
        ("The number of tubs cannot exceed 9.", "tubs <= 9"),
        ("At least 40% of the items must be tubs.", "tubs >= 0.4*(barrels + tubs)"),
        ("At least twice as many tubs as barrels must be made.", "tubs >= 2*barrels"),
        ("The number of barrels must be at most a third of the number of tubs.", "barrels <= (1/3)*tubs"),
        ("The number of tubs cannot exceed the number of barrels.", "tubs <= barrels"),
        ("He must make more tubs than barrels.", "tubs >= barrels"),
        ("He can make at most 60 items in total.", "barrels + tubs <= 60"),
        ("Twice the number of barrels plus the number of tubs must be at least 20.", "2*barrels + tubs >= 20"),
        ("The number of tubs must be at least 5 more than the number of barrels.", "tubs - barrels >= 5"),
    ],
)
def test_statements(statement: str, rule: str) -> None:
    text = STORY + "He has 120 hours for bending and 50 hours for sealing. " + statement + ASK
    found = rules(text)
    assert rule in found or rule.replace("tubs - barrels", "-barrels + tubs") in found, found
    assert len(found) == 3


def test_respectively_and_reversed_orders() -> None:
    text = (
        "A dairy sells curd and whey. A litre of curd and a litre of whey cost $3 and $1 respectively. The profit "
        "is $5 per litre of curd and $2 per litre of whey. The dairy has a budget of $600. How many litres of "
        "each should it sell to maximize profit?"
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.formulation.objective.value == "5*curd + 2*whey"
    assert "3*curd + whey <= 600" in rules(text)
    assert all(variable.kind.value == "continuous" for variable in reading.formulation.variables)


def test_units_are_converted() -> None:
    text = (
        "A tailor sews coats and capes. Each coat takes 90 minutes of sewing and each cape takes 30 minutes of "
        "sewing. There are 12 hours available for sewing. The profit per coat is $40 and the profit per cape is "
        "$15. How many of each should be sewn to maximize profit?"
    )
    assert rules(text) == ["90*coats + 30*capes <= 720"]


def test_each_machine() -> None:
    text = (
        "A shop makes bolts and pins on two machines, a lathe and a press. Each bolt takes 4 minutes on the lathe "
        "and 2 minutes on the press. Each pin takes 1 minute on the lathe and 3 minutes on the press. Each "
        "machine is available for 300 minutes. The profit per bolt is $2 and the profit per pin is $1. How many "
        "of each maximize profit?"
    )
    assert rules(text) == ["4*bolts + pins <= 300", "2*bolts + 3*pins <= 300"]


def test_spans_and_quotes_are_verbatim() -> None:
    text = STORY + "He has 120 hours for bending and 50 hours for sealing. He must make at least 7 tubs." + ASK
    reading = OfflineReader().read(Problem(text))
    formulation = reading.formulation
    for part in (*formulation.constraints, formulation.objective):
        assert part.span is not None
        assert text[part.span.start : part.span.end] == part.quote
        assert part.sentences
    for variable in formulation.variables:
        assert variable.span is not None
        assert text[variable.span.start : variable.span.end]
    starts = [statement.span.start for statement in reading.statements]
    assert starts == sorted(starts)
    names = {constraint.name for constraint in formulation.constraints}
    assert names <= {statement.part for statement in reading.statements}
    assert len(names) == len(formulation.constraints)


def test_it_is_deterministic() -> None:
    problem = Problem(STORY + "He has 120 hours for bending." + ASK)
    assert OfflineReader().read(problem) == OfflineReader().read(problem)


@given(
    rates=st.lists(st.integers(2, 99), min_size=2, max_size=2),
    gains=st.lists(st.integers(2, 99), min_size=2, max_size=2),
    stock=st.integers(100, 5000),
    least=st.integers(2, 40),
)
@settings(max_examples=30, deadline=None)
def test_the_numbers_of_the_text_are_the_numbers_of_the_model(
    rates: list[int], gains: list[int], stock: int, least: int
) -> None:
    text = (
        f"A mason lays walls and floors. Each wall takes {rates[0]} bags of mortar and "
        f"each floor takes {rates[1]} bags of mortar. The mason has {stock} bags of mortar. He must lay at least "
        f"{least} floors. The profit per wall is ${gains[0]} and the profit per floor is ${gains[1]}. How many of "
        "each should he lay to maximize profit?"
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.formulation.objective.value == f"{gains[0]}*walls + {gains[1]}*floors"
    assert rules(text) == [f"{rates[0]}*walls + {rates[1]}*floors <= {stock}", f"floors >= {least}"]


@pytest.mark.parametrize(
    "text", ["", "   \n ", "x" * (MAX_CHARACTERS + 1), "maximize " + "3 hens " * (MAX_NUMBERS + 1)]
)
def test_unusable_texts(text: str) -> None:
    with pytest.raises(InputError):
        OfflineReader().read(Problem(text))


@pytest.mark.parametrize(
    "text",
    [
        "Over the hill the lanterns go, one by one, and none of them is mine.",
        "A baker bakes bread and rolls. Each loaf takes 2 hours.",
        "maximize",
    ],
)
def test_texts_without_a_problem(text: str) -> None:
    with pytest.raises(NotUnderstoodError):
        OfflineReader().read(Problem(text))


def test_code_is_only_text() -> None:
    text = (
        'A shop sells __import__("os").system("true") and pens. Each __import__("os").system("true") costs $3 and each '
        "pen costs $1. It must sell at least 5 pens. How many of each minimize cost?"
    )
    try:
        reading = OfflineReader().read(Problem(text))
    except Nl2milpError:
        return
    assert all(variable.symbol.isidentifier() for variable in reading.formulation.variables)


_PIECES = [*"ab AB12.,$%?()\n-'x", " maximize ", " at least ", " and ", " each ", " of ", " twice "]


@given(st.lists(st.sampled_from(_PIECES), max_size=200).map("".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = OfflineReader().read(Problem(text))
    except Nl2milpError:
        return
    for constraint in reading.formulation.constraints:
        assert constraint.span is not None
        assert text[constraint.span.start : constraint.span.end] == constraint.quote


def test_doubts_are_said() -> None:
    text = STORY + "He has 120 hours for bending. The gate is 17 somethings away." + ASK
    reading = OfflineReader().read(Problem(text))
    assert not reading.confident
    assert any("17" in reason or "sealing" in reason for reason in reading.reasons)


def test_an_unlimited_maximum_is_doubted() -> None:
    reading = OfflineReader().read(Problem(STORY + "He must make at least 7 tubs." + ASK))
    assert not reading.confident
    assert any("nothing limits" in reason for reason in reading.reasons)


def test_an_open_ratio_is_asked_about() -> None:
    text = STORY + "He has 120 hours for bending. There must be twice as many tubs as barrels." + ASK
    reading = OfflineReader().read(Problem(text))
    assert "tubs == 2*barrels" in rules(text)
    (question,) = reading.questions
    assert [choice.label for choice in question.choices] == ["exactly", "at least"]
    assert question.choices[0].formulation == reading.formulation
    other = {constraint.slots["rule"] for constraint in question.choices[1].formulation.constraints}
    assert "tubs >= 2*barrels" in other
