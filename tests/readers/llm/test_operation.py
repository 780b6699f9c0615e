"""Operation: cache, log, prices, votes, one step, batches, explanations, event loops."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api, asynchronous
from nl2milp.datasets.cases import Case
from nl2milp.errors import AwaitingRepliesError
from nl2milp.evaluate.runner import evaluate
from nl2milp.readers.base import Problem
from nl2milp.readers.llm import LLMReader, Mode, Progress, Settings
from nl2milp.readers.llm.explaining import explain
from nl2milp.readers.llm.store import CallLog

from .serving import ANSWER, TEXT, Provider, Served, failing, good_replies, phase_of, rule


def test_a_reply_is_asked_for_once(provider: Provider, settings: Settings, tmp_path: Path) -> None:
    reader = LLMReader(replace(settings, cache=tmp_path / "replies.sqlite"))
    first, second = reader.read(Problem(TEXT)), reader.read(Problem(TEXT))
    assert len(provider.requests) == 3
    assert (first.details["cached"], second.details["cached"]) == (0, 3)
    assert first.formulation == second.formulation
    LLMReader(replace(reader.settings, temperature=0.7)).read(Problem(TEXT))
    assert len(provider.requests) == 6, "what decides a reply decides whether it is known"


def test_the_log_is_append_only_and_can_be_switched_off(settings: Settings, tmp_path: Path, url: str) -> None:
    LLMReader(settings).read(Problem(TEXT))
    path = tmp_path / "calls.sqlite"
    calls = CallLog(path).read()
    assert [call.phase for call in calls] == ["identify", "classify", "fill"]
    assert calls[0].input_tokens == 100
    assert calls[0].messages[1].text.startswith("S1: A farm keeps")
    with sqlite3.connect(path) as connection:
        for statement in ("delete from calls", "update calls set reply = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    LLMReader(replace(settings, log=None)).read(Problem(TEXT))
    assert len(CallLog(path).read()) == 3
    assert path.stat().st_mode & 0o077 == 0, "texts may be private"


def test_cost_is_told_where_the_price_is_known(settings: Settings, tmp_path: Path) -> None:
    assert LLMReader(settings).read(Problem(TEXT)).details["cost"] is None
    prices = tmp_path / "prices.json"
    prices.write_text('{"models": {"farm": {"input": 10.0, "output": 100.0}}}')
    cost = LLMReader(replace(settings, prices=prices)).read(Problem(TEXT)).details["cost"]
    assert cost == pytest.approx(3 * (100 * 10 + 20 * 100) / 1e6)


def test_samples_vote_by_what_they_say(provider: Provider, settings: Settings) -> None:
    other = good_replies()["fill"]
    other["linear"][0] = rule(2, "area", "2*hens + 3*ducks <= 100")
    provider.always = lambda request: (
        Served(text=json.dumps(other))
        if (phase_of(request), request.get("seed")) == ("fill", 0)
        else provider.good(request)
    )
    reading = LLMReader(replace(settings, samples=3)).read(Problem(TEXT))
    assert (reading.details["votes"], reading.confident) == (2, True)
    assert api.solve(reading).objective == ANSWER
    reading = LLMReader(replace(settings, samples=2)).read(Problem(TEXT))
    assert not reading.confident
    assert "only 1 of 2 readings" in reading.reasons[-1]


def test_one_step_asks_once(provider: Provider, settings: Settings) -> None:
    base, fill = good_replies()["identify"], good_replies()["fill"]
    provider.replies["one_step"] = {
        **fill,
        **{name: base[name] for name in ("sets", "tables", "parameters", "variables")},
    }
    reading = LLMReader(replace(settings, mode=Mode.ONE_STEP)).read(Problem(TEXT))
    assert api.solve(reading).objective == ANSWER
    assert reading.details["calls"] == 1


def _answered(folder: Path, round_: int, provider: Provider) -> int:
    """Answer the newest requests as a batch service does."""
    rows = []
    for line in (folder / f"requests-{round_:03d}.jsonl").read_text().splitlines():
        request = json.loads(line)
        assert (request["method"], request["url"]) == ("POST", "/v1/chat/completions")
        message = {"role": "assistant", "content": provider.good(request["body"]).text}
        body = {"choices": [{"message": message, "finish_reason": "stop"}], "usage": {}}
        rows.append({"custom_id": request["custom_id"], "response": {"status_code": 200, "body": body}, "error": None})
    (folder / f"answers-{round_}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in reversed(rows)))
    return len(rows)


def test_a_batch_goes_on_phase_by_phase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: Provider) -> None:
    for name, value in {"MODEL": "openai:farm", "DEFERRED": str(tmp_path / "batch"), "MODEL_CALLS": "refuse"}.items():
        monkeypatch.setenv(f"NL2MILP_{name}", value)
    cases = [Case(str(place), f"{TEXT} This is farm {chr(65 + place)}.", ANSWER) for place in range(5)]
    provider.replies["classify"]["statements"].append(
        {"sentences": ["S5"], "says": "its number", "template": "background"}
    )
    statuses = []
    for round_ in (1, 2, 3, 4):
        rows = evaluate(cases, data="farms", reader="llm", out=tmp_path / "out")
        statuses.append({row.status for row in rows})
        if round_ < 4:
            assert _answered(tmp_path / "batch", round_, provider) == 5
    assert statuses == [{"awaiting"}, {"awaiting"}, {"awaiting"}, {"optimal"}]
    assert all(row.correct for row in rows)
    assert provider.requests == [], "nothing was asked directly"


def test_a_failed_answer_of_a_batch_is_one_clear_error(tmp_path: Path) -> None:
    settings = Settings(model="openai:farm", deferred=tmp_path, log=None, cache=None)
    with pytest.raises(AwaitingRepliesError):
        LLMReader(settings).read(Problem(TEXT))
    request = json.loads((tmp_path / "requests-001.jsonl").read_text())
    row = {"custom_id": request["custom_id"], "response": None, "error": {"message": "expired"}}
    (tmp_path / "answers.jsonl").write_text(json.dumps(row))
    with pytest.raises(Exception, match="is a failure: expired"):
        LLMReader(settings).read(Problem(TEXT))


def test_a_failing_text_loses_no_work_of_a_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: Provider, url: str
) -> None:
    for name, value in {"MODEL": "farm", "BASE_URL": url, "RETRIES": "0"}.items():
        monkeypatch.setenv(f"NL2MILP_{name}", value)
    cases = [Case(str(place), TEXT.replace("A farm", f"Farm {place}"), ANSWER) for place in range(4)]
    provider.always = lambda request: (
        failing(401, "no") if "Farm 2" in request["messages"][1]["content"] else provider.good(request)
    )
    rows = evaluate(cases, data="farms", reader="llm", out=tmp_path / "out")
    assert [row.status for row in rows] == ["optimal", "optimal", "error", "optimal"]
    assert "its key was not accepted" in rows[2].error
    assert rows[0].tokens == 360
    provider.always = None
    provider.requests.clear()
    rows = evaluate(cases, data="farms", reader="llm", out=tmp_path / "out")
    assert [row.status for row in rows] == ["optimal"] * 4
    assert len(provider.requests) == 3, "only what failed was asked again"


def test_an_explanation_sees_the_account_and_nothing_else(provider: Provider, settings: Settings) -> None:
    result = api.solve(LLMReader(settings).read(Problem(f"{TEXT}")))
    assert explain(result, settings=settings) == "In plain words."
    system, user = (one["content"] for one in provider.requests[-1]["messages"])
    assert system.startswith("You explain a solved optimisation model")
    assert "- hens: 36" in user
    assert "response_format" not in provider.requests[-1]


def test_texts_are_read_at_the_same_time_in_an_event_loop(
    provider: Provider, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NL2MILP_MODEL", "farm")
    monkeypatch.setenv("NL2MILP_BASE_URL", url)
    provider.always = lambda request: Served(text=provider.good(request).text, wait=0.2)
    heard: list[Progress] = []

    async def both() -> list[Any]:
        texts = [TEXT, TEXT.replace("farm", "yard")]
        return await asyncio.gather(*(asynchronous.asolve(text, listen=heard.append) for text in texts))

    results = asyncio.run(both())
    assert [result.objective for result in results] == [ANSWER, ANSWER]
    assert [result.reader for result in results] == ["llm", "llm"]
    assert provider.most_running == 2
    assert len(heard) == 12


def test_reading_works_within_a_running_loop(settings: Settings) -> None:
    async def cell() -> Any:
        return LLMReader(settings).read(Problem(TEXT)).reader

    assert asyncio.run(cell()) == "llm"


def test_progress_is_told_through_the_public_functions(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NL2MILP_MODEL", "farm")
    monkeypatch.setenv("NL2MILP_BASE_URL", url)
    heard: list[Progress] = []
    result = api.solve(TEXT, reader="auto", listen=heard.append)
    assert result.reader == "llm"
    assert [one.phase for one in heard if one.state == "done"] == ["identify", "classify", "fill"]
