"""A long text: the rules are asked for in parts that run at the same time, and each repair goes where it belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem
from nl2milp.readers.llm import LLMReader, Progress, Settings

from .long_text import GOODS, formulation, long_text, sentences
from .serving import Provider, Served, phase_of, rule, serving, variable

pytestmark = pytest.mark.usefixtures("allow_model_requests")
TEXT = long_text()
RULES = {words: (name, text) for words, name, text in sentences() if name is not None and text is not None}


def declared() -> dict[str, Any]:
    variables = [variable(good.replace(" ", "_"), label=good) for good in GOODS]
    return {
        "plan": "Decide how many of each good to make.", "title": None, "sets": [], "tables": [], "patterns": [],
        "parameters": [], "variables": variables, "assumptions": [], "questions": [],
    }  # fmt: skip


def sorted_statements(user: str) -> dict[str, Any]:
    found = []
    for name, words in re.findall(r"^(S\d+): (.*)$", user, re.MULTILINE):
        kind = "linear" if words in RULES else "objective" if words.startswith("How many") else "data"
        found.append({"sentences": [name], "says": words, "template": kind})
    return {"statements": found}


def written(user: str) -> dict[str, Any]:
    listed = re.findall(r"^(\d+) (\w+): (.*) \((S\d+)\)$", user.partition("Statements to write:")[2], re.MULTILINE)
    rules = [rule(int(place), *RULES[words]) for place, kind, words, _ in listed if kind == "linear"]
    aim = any(kind == "objective" for _, kind, _, _ in listed)
    objective = {**formulation()["objective"], "goals": []} if aim else None
    return {
        "variables": [], "quantities": [], "linear": rules, "objective": objective, "asked": None, "explained": [],
        "assumptions": [], "questions": [],
    }  # fmt: skip


class Works(Provider):
    """Answers about the furniture works; the first reply about `slip` has its sign turned round."""

    slip: str | None = None

    def good(self, request: dict[str, Any]) -> Served:
        user = request["messages"][1]["content"]
        if phase_of(request) == "identify":
            return Served(text=json.dumps(declared()))
        if phase_of(request) == "classify":
            return Served(text=json.dumps(sorted_statements(user)))
        reply = written(user)
        for one in reply["linear"]:
            if one["name"] == self.slip and len(request["messages"]) == 2:
                one["rule"] = one["rule"].replace("<=", "<= at most")
        return Served(text=json.dumps(reply), wait=0.4)


@pytest.fixture
def works() -> Iterator[tuple[Works, Settings]]:
    provider = Works()
    with serving(provider) as url:
        yield provider, Settings(model="works", base_url=url, api_key="none", log=None, cache=None)


def test_the_text_is_as_long_as_it_should_be() -> None:
    assert len(TEXT.split()) >= 3000
    assert len(RULES) == 60


def test_sixty_statements_are_written_in_parts_at_the_same_time(works: tuple[Works, Settings]) -> None:
    provider, settings = works
    heard: list[Progress] = []
    reading = LLMReader(settings, heard.append).read(Problem(TEXT))
    asked = provider.asked("fill")
    assert len(asked) == 5, "60 demands and the objective, at most 15 in one call"
    assert provider.most_running == 5
    assert max(len(one["messages"][1]["content"]) for one in asked) < 0.6 * len(TEXT), (
        "each sees the sentences it needs"
    )
    assert reading.confident, reading.reasons
    assert api.solve(reading).objective == api.solve(Formulation.model_validate(formulation())).objective
    assert [(one.phase, one.state) for one in heard] == [
        (phase, state) for phase in ("identify", "classify", "fill") for state in ("started", "done")
    ]
    assert heard[4].total == 5


def test_a_repair_goes_to_the_part_it_is_about(works: tuple[Works, Settings]) -> None:
    provider, settings = works
    provider.slip = "wardrobes in sets"
    heard: list[Progress] = []
    reading = LLMReader(settings, heard.append).read(Problem(TEXT))
    again = [one for one in provider.asked("fill") if len(one["messages"]) > 2]
    assert len(again) == 1
    assert "the number of wardrobes must not exceed" in again[0]["messages"][-1]["content"]
    assert [one.state for one in heard if one.phase == "fill"] == ["started", "repair", "done"]
    assert reading.confident
