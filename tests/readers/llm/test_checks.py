"""The checks of each phase: what they find, in words about the text, and how often they ask."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api, templates
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.llm import LLMReader, Settings
from nl2milp.readers.llm.catalogue import OTHER, fill_model, phrases_of, slots_of
from nl2milp.readers.llm.coverage import check_statements
from nl2milp.readers.llm.numbering import number
from nl2milp.readers.llm.prompts import prompt, prompt_names
from nl2milp.readers.llm.wire import Declaration, Statements, strict_schema

from .serving import ANSWER, TEXT, Provider, phase_of, rule, variable


def read(settings: Settings, text: str = TEXT) -> Reading:
    return LLMReader(settings).read(Problem(text))


def finding(provider: Provider, phase: str) -> str:
    """What a phase was told when it was asked again."""
    asked = [one for one in provider.asked(phase) if len(one["messages"]) > 2]
    return str(asked[0]["messages"][-1]["content"]) if asked else ""


def test_a_rule_that_does_not_build_goes_back_to_the_phase_that_wrote_it(
    provider: Provider, settings: Settings
) -> None:
    provider.replies["fill"]["linear"][0] = rule(2, "area", "2*hens + 3*geese <= 120")
    reading = read(settings)
    assert [phase_of(one) for one in provider.requests] == ["identify", "classify", "fill", "fill", "fill"]
    assert "geese" in finding(provider, "fill")
    assert "It stands for statement 2: 2 hens + 3 ducks at most 120 (S1, S2)" in finding(provider, "fill")
    assert not reading.confident
    assert any("geese" in reason for reason in reading.reasons)
    assert next(TEXT[one.start : one.end] for one in reading.not_understood).startswith("A farm keeps")
    assert api.solve(reading).status.value == "needs_review"


def test_a_statement_without_a_rule_is_asked_for(provider: Provider, settings: Settings) -> None:
    del provider.replies["fill"]["linear"][1]
    assert not read(settings).confident
    assert "statement 3 (S3): 'ducks at most a third of the birds' has no rule" in finding(provider, "fill")


def test_a_missing_objective_is_asked_for(provider: Provider, settings: Settings) -> None:
    provider.replies["fill"]["objective"] = None
    assert not read(settings).confident
    assert "statement 1 is the objective" in finding(provider, "fill")


def test_a_number_that_is_used_nowhere_is_asked_about_once_and_reported(provider: Provider, settings: Settings) -> None:
    text = TEXT.replace("Maximize", "The dog eats 17 bones. Maximize")
    provider.replies["classify"]["statements"].append(
        {"sentences": ["S4"], "says": "the dog", "template": "background"}
    )
    provider.replies["classify"]["statements"][0]["sentences"] = ["S2", "S5"]
    reading = read(settings, text)
    assert "S4: the text gives 17 ('The dog eats 17 bones" in finding(provider, "fill")
    assert len(provider.asked("fill")) == 2
    assert reading.confident
    assert any("17" in reason for reason in reading.reasons), "what the model keeps is reported"


def test_what_is_explained_is_not_asked_again(provider: Provider, settings: Settings) -> None:
    text = TEXT.replace("Maximize", "The dog eats 17 bones. Maximize")
    provider.replies["classify"]["statements"].append(
        {"sentences": ["S4"], "says": "the dog", "template": "background"}
    )
    provider.replies["classify"]["statements"][0]["sentences"] = ["S2", "S5"]
    provider.replies["fill"]["explained"] = [{"sentence": "S4", "what": "17", "why": "the dog is no bird"}]
    reading = read(settings, text)
    assert len(provider.asked("fill")) == 1
    assert "S4: 17 is not in the model: the dog is no bird" in reading.formulation.assumptions


def test_units_that_clash_are_asked_about(provider: Provider, settings: Settings) -> None:
    text = (
        "A hen takes 5 minutes and earns $4, a duck takes 8 minutes and earns $7. There are 10 hours. At most a third "
        "of the birds may be ducks. Maximize the profit."
    )
    provider.replies["fill"]["linear"][0] = rule(2, "time", "5*hens + 8*ducks <= 10")
    read(settings, text)
    assert "mixes minutes and hours" in finding(provider, "fill")
    provider.requests.clear()
    provider.replies["fill"]["linear"][0] = rule(2, "time", "5*hens + 8*ducks <= 10*60")
    read(settings, text)
    assert finding(provider, "fill") == ""


@pytest.mark.parametrize(
    ("area", "words", "status"),
    [
        ("2*hens + 3*ducks >= 120", "the objective can grow without limit", "unbounded"),
        ("2*hens + 3*ducks <= 0 - 120", "no values satisfy all rules together: 'area' S1 S2 cannot hold", "infeasible"),
    ],
)
def test_a_model_without_an_optimum_is_asked_about_once(
    provider: Provider, settings: Settings, area: str, words: str, status: str
) -> None:
    provider.replies["fill"]["linear"][0] = rule(2, "area", area)
    reading = read(settings)
    assert words in finding(provider, "fill")
    assert len(provider.asked("fill")) == 2
    assert api.solve(reading).status.value == status


def test_a_variable_that_nothing_uses_is_asked_about(provider: Provider, settings: Settings) -> None:
    provider.replies["identify"]["variables"].append(variable("geese"))
    read(settings)
    assert "variable 'geese' (geese) is in no rule nor in the objective" in finding(provider, "fill")


def test_a_declaration_that_does_not_build_never_reaches_the_next_phase(provider: Provider, settings: Settings) -> None:
    provider.replies["identify"]["variables"] = []
    reading = None
    try:
        reading = read(settings)
    finally:
        assert "nothing is declared that could be decided" in finding(provider, "identify")
    assert not reading.confident


def statements(*rows: tuple[str, str]) -> Statements:
    listed: list[dict[str, Any]] = [
        {"sentences": cited.split(), "says": "something", "template": template} for cited, template in rows
    ]
    return Statements.model_validate({"statements": listed})


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("S1 S2", "linear"), ("S4", "objective")],
            "S3 ('At most a third of the birds may be ducks.') is cited by no",
        ),
        ([("S1 S2 S3 S4", "linear")], "S4 ('Maximize the profit.') names an aim, but no statement is the objective"),
        ([("S1 S2 S3", "linear"), ("S4", "objective"), ("S4", "objective")], "2 and 3 are both the objective"),
        ([("S1 S2 S3", "linear"), ("S4 S9", "objective")], "cites S9, but the text has S1 to S4"),
        ([("S1 S2 S3", "linaer"), ("S4", "objective")], "the unknown template 'linaer'; choose from"),
    ],
)
def test_sentences_left_out_and_statements_out_of_place_are_found(rows: list[tuple[str, str]], words: str) -> None:
    assert words in " ".join(issue.message for issue in check_statements(statements(*rows), number(Problem(TEXT))))


def test_repairs_are_bounded(provider: Provider, settings: Settings) -> None:
    from dataclasses import replace

    provider.replies["fill"]["linear"][0] = rule(2, "area", "hens <= geese")
    for most in (0, 1, 3):
        provider.requests.clear()
        read(replace(settings, repairs=most))
        assert len(provider.asked("fill")) == 1 + most


def test_only_the_templates_in_play_are_taught_in_phase_iii(provider: Provider, settings: Settings) -> None:
    assert api.solve(read(settings)).objective == ANSWER
    (request,) = provider.asked("fill")
    schema = request["response_format"]["json_schema"]["schema"]["properties"]
    assert "linear" in schema
    assert "tour" not in schema
    assert "### tour" not in request["messages"][0]["content"]
    (request,) = provider.asked("classify")
    assert all(f"- {name}: " in request["messages"][0]["content"] for name in [*OTHER, *templates.names()])


def test_every_template_teaches_its_phrases_its_example_and_its_mistakes() -> None:
    taught, listed = slots_of(templates.names()), phrases_of()
    for name in templates.names():
        one = templates.get(name)
        assert one.phrases[0] in listed
        assert one.example[0] in taught
        assert all(" ".join(hint.split()) in taught for hint in one.hints)


def closed(node: Any) -> bool:
    """Whether every object is closed and has all its fields required, as strict endpoints demand."""
    if isinstance(node, list):
        return all(map(closed, node))
    if not isinstance(node, dict):
        return True
    assert not {"$ref", "default", "prefixItems", "pattern", "minItems"} & set(node)
    if node.get("type") == "object":
        assert node["additionalProperties"] is False
        assert node["required"] == list(node["properties"])
    return all(map(closed, node.values()))


def test_schemas_are_strict() -> None:
    for model in (Declaration, Statements, fill_model(templates.names()), fill_model(templates.names(), whole=True)):
        assert closed(strict_schema(model, "reply"))


def test_prompts_are_files_whose_places_are_all_filled() -> None:
    places = {"templates": "T", "other": "O", "findings": "F", "explain": ""}
    for name in prompt_names():
        assert "{{" not in prompt(name, **places)
