"""Twenty of the project's own problems, read with recorded replies of a language model, over HTTP."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api
from nl2milp.evaluate.scoring import is_correct
from nl2milp.readers.base import Reading
from nl2milp.readers.llm.prompts import prompt_digest, prompt_version

from .record import HEAD, PAIRS, cases, read_all
from .replay import Replayer, key_of, load, serving

pytestmark = pytest.mark.usefixtures("allow_model_requests")
RECORDED = json.loads(HEAD.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def replayed() -> tuple[Replayer, list[Any]]:
    replayer = Replayer(PAIRS)
    with pytest.MonkeyPatch.context() as patch, serving(replayer) as url:
        patch.setenv("NL2MILP_MODEL_CALLS", "allow")
        return replayer, asyncio.run(read_all(cases(), url))


def test_at_least_18_of_20_are_read_correctly(replayed: tuple[Replayer, list[Any]]) -> None:
    wrong = []
    for case, reading in zip(cases(), replayed[1], strict=True):
        if not isinstance(reading, Reading) or not is_correct(case, api.solve(reading)):
            wrong.append(f"{case.id}: {reading}"[:200])
    assert len(replayed[1]) == 20
    assert len(wrong) <= 2, wrong


def test_logic_and_infeasible_problems_are_among_them() -> None:
    kinds = [case.id.partition("-")[0] for case in cases()]
    assert kinds.count("logic") >= 5
    assert kinds.count("infeasible") >= 5


def test_what_was_recorded_is_what_is_asked_now(replayed: tuple[Replayer, list[Any]]) -> None:
    asked = {key_of(request) for request in replayed[0].asked}
    assert asked == set(load(PAIRS)), "run tests/readers/llm/record.py after a change of what a phase is told"


def test_the_prompts_are_those_of_the_recording() -> None:
    assert (prompt_version(), prompt_digest()) == (RECORDED["prompts"], RECORDED["digest"]), (
        "a changed prompt gets a new number in prompts/VERSION, and new recordings"
    )


def test_each_reading_says_what_it_cost_and_cites_its_sentences(replayed: tuple[Replayer, list[Any]]) -> None:
    for case, reading in zip(cases(), replayed[1], strict=True):
        assert reading.details["calls"] >= 3
        assert reading.details["prompts"] == RECORDED["prompts"]
        assert reading.details["output_tokens"] > 0
        for one in reading.formulation.constraints:
            if one.span is not None:
                assert case.text[one.span.start : one.span.end] == one.quote
