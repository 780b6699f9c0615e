"""Whatever goes wrong on the way to a model: another attempt that succeeds, or one clear error without any key."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api
from nl2milp.errors import InputError, NotUnderstoodError, ProviderError
from nl2milp.readers.base import Problem
from nl2milp.readers.llm import LLMReader, Settings, limits
from nl2milp.readers.llm.store import CallLog

from .serving import ANSWER, TEXT, Provider, Served, failing, good_replies, phase_of, serving

KEY = "sk-abcdefgh0123456789secret"
pytestmark = pytest.mark.usefixtures("allow_model_requests")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_FIRST", 0.01)


class Asked:
    """A reader in front of a provider that can be made to fail."""

    def __init__(self, provider: Provider, url: str, folder: Path) -> None:
        self.provider, self.url, self.log = provider, url, folder / "calls.sqlite"
        self.cache = folder / "replies.sqlite"

    def settings(self, **options: Any) -> Settings:
        return Settings(model="farm", base_url=self.url, api_key=KEY, log=self.log, cache=None, retries=3, **options)

    def value(self, text: str = TEXT, **options: Any) -> float | None:
        return api.solve(LLMReader(self.settings(**options)).read(Problem(text))).objective

    def logged(self) -> str:
        calls = CallLog(self.log).read(1000)
        return "\n".join(f"{one.status} {one.error} {one.settings} {one.reply} {one.messages}" for one in calls)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Asked]:
    provider = Provider()
    with serving(provider) as url:
        yield Asked(provider, url, tmp_path)


def test_a_good_provider_is_asked_once_a_phase(asked: Asked) -> None:
    assert asked.value() == ANSWER
    assert [phase_of(one) for one in asked.provider.requests] == ["identify", "classify", "fill"]
    assert set(asked.provider.keys) == {f"Bearer {KEY}"}


good = good_replies()
TRANSIENT = {
    "429 with a time": failing(429, "slow down", retry_after="0.05"),
    "429 with a date": failing(429, "slow down", retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    "500": failing(500),
    "502": failing(502),
    "503": failing(503),
    "529": failing(529, "overloaded"),
    "a connection cut in mid-reply": Served(text=json.dumps(good["identify"]), cut=True),
    "an empty reply": Served(text=""),
    "a blank reply": Served(text=" \n"),
}
REPAIRED = {
    "truncated JSON": Served(text=json.dumps(good["identify"])[:200]),
    "a wrong schema": Served(text='{"variables": "hens and ducks"}'),
    "an unknown field": Served(text=json.dumps({**good["identify"], "solution": 5})),
    "prose alone": Served(text="I think that 36 hens and 16 ducks are best."),
    "a list": Served(text="[1, 2]"),
    "nesting without end": Served(text='{"plan": ' + "[" * 100_000),
}
ACCEPTED = {
    "a code fence": f"```json\n{json.dumps(good['identify'], indent=1)}\n```",
    "prose around JSON": f"Sure! Here it is:\n{json.dumps(good['identify'])}\nI hope that this helps {{you}}.",
    "prose around a code fence": f"Of course.\n\n```\n{json.dumps(good['identify'])}\n```\nDone.",
    "blanks around JSON": f"\n\n  {json.dumps(good['identify'])}\n",
}


@pytest.mark.parametrize("fault", TRANSIENT)
def test_what_may_pass_is_tried_again(asked: Asked, fault: str) -> None:
    asked.provider.faults = [TRANSIENT[fault]]
    assert asked.value() == ANSWER
    assert len(asked.provider.requests) == 4
    assert asked.logged().startswith("error the model 'farm'")


@pytest.mark.parametrize("fault", REPAIRED)
def test_what_cannot_be_used_is_asked_for_again_with_the_reason(asked: Asked, fault: str) -> None:
    asked.provider.faults = [REPAIRED[fault]]
    assert asked.value() == ANSWER
    first, second = asked.provider.asked("identify")
    assert len(second["messages"]) == len(first["messages"]) + 2
    assert "The checks compared your reply" in second["messages"][-1]["content"]


@pytest.mark.parametrize("form", ACCEPTED)
def test_what_can_be_used_is_used(asked: Asked, form: str) -> None:
    asked.provider.replies["identify"] = ACCEPTED[form]
    assert asked.value() == ANSWER
    assert len(asked.provider.requests) == 3


def test_an_unknown_template_goes_back_to_the_phase_that_named_it(asked: Asked) -> None:
    wrong = json.loads(json.dumps(good["classify"]))
    wrong["statements"][1]["template"] = "magic"
    asked.provider.replies["classify"] = wrong
    asked.provider.always = lambda request: (
        Served(text=json.dumps(good["classify"])) if len(request["messages"]) == 4 else asked.provider.good(request)
    )
    assert asked.value() == ANSWER
    assert "unknown template 'magic'" in asked.provider.asked("classify")[1]["messages"][-1]["content"]


def test_an_unknown_template_that_stays_is_reported(asked: Asked) -> None:
    asked.provider.replies["classify"]["statements"].append(
        {"sentences": ["S3"], "says": "something else", "template": "magic"}
    )
    result = api.solve(LLMReader(asked.settings()).read(Problem(TEXT)))
    assert result.status.value == "needs_review"
    assert any("unknown template 'magic'" in reason for reason in result.reasons)


LASTING = {
    "401": (failing(401, f"Incorrect API key provided: {KEY}"), "its key was not accepted", 1),
    "403": (failing(403, "no access"), "does not permit", 1),
    "404": (failing(404, "no such model"), "no such model", 1),
    "400": (failing(400, "bad request"), "refused the request", 1),
    "429 for ever": (failing(429, f"slow down, {KEY}"), "rate limit was reached .*tried 4 times", 4),
    "500 for ever": (failing(500), r"the provider failed \(HTTP 500\) .*tried 4 times", 4),
    "cut for ever": (Served(text="{}" * 500, cut=True), "the connection failed .*tried 4 times", 4),
    "empty for ever": (Served(text=""), "an empty reply .*tried 4 times", 4),
    "a refusal": (Served(text="", refusal="I can't help with that."), "refused to answer: I can't help", 1),
    "10 MB": (Served(text="x" * 10_000_000), "larger than any formulation", 1),
    "cut off by the limit of tokens": (Served(text='{"plan', finish="length"), "raise NL2MILP_MAX_TOKENS", 1),
    "not a completion": (Served(body={"hello": "world"}), "could not be asked", 1),
}


@pytest.mark.parametrize("fault", LASTING)
def test_what_does_not_pass_is_one_clear_error_without_the_key(
    asked: Asked, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    served, words, attempts = LASTING[fault]
    asked.provider.always = lambda _: served
    with caplog.at_level(logging.DEBUG), pytest.raises(ProviderError, match=words) as caught:
        asked.value()
    assert len(asked.provider.requests) == attempts
    trace = "".join(traceback.format_exception(caught.value))
    for written in (str(caught.value), repr(caught.value), trace, asked.logged(), caplog.text):
        assert KEY not in written
        assert KEY[3:] not in written
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 600
    assert KEY.encode() not in asked.log.read_bytes()


def test_a_reply_that_never_fits_is_one_clear_error(asked: Asked) -> None:
    asked.provider.always = lambda _: Served(text='{"variables": 3}')
    with pytest.raises(NotUnderstoodError, match="phase 'identify' could not be used, after 3 attempts"):
        asked.value()


def test_a_reply_after_the_timeout_is_waited_for_no_longer(asked: Asked) -> None:
    asked.provider.faults = [Served(text=json.dumps(good["identify"]), wait=1.5)]
    assert asked.value(timeout=0.4) == ANSWER
    assert "no reply in time" in asked.logged()


def test_replies_that_always_come_too_late_are_one_clear_error(asked: Asked) -> None:
    asked.provider.always = lambda _: Served(text="{}", wait=1.0)
    with pytest.raises(ProviderError, match=r"no reply in time.*tried 4 times"):
        asked.value(timeout=0.2)


def test_a_server_that_is_not_there_is_one_clear_error(asked: Asked) -> None:
    asked.url = "http://127.0.0.1:9/v1"
    with pytest.raises(ProviderError, match=r"the connection failed.*tried 4 times"):
        asked.value()


def test_the_time_a_provider_asks_for_is_waited(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float | None] = []
    backoff = limits.backoff
    monkeypatch.setattr(limits, "backoff", lambda attempt, after: waited.append(after) or backoff(attempt, after))
    asked.provider.faults = [failing(429, retry_after="0.3")]
    assert asked.value() == ANSWER
    assert waited == [0.3]


def test_replies_before_a_failure_are_not_lost(asked: Asked) -> None:
    asked.provider.always = lambda request: (
        failing(500) if phase_of(request) == "fill" else asked.provider.good(request)
    )
    reader = LLMReader(Settings(model="farm", base_url=asked.url, log=None, cache=asked.cache, retries=0))
    with pytest.raises(ProviderError):
        reader.read(Problem(TEXT))
    asked.provider.always = None
    asked.provider.requests.clear()
    reading = reader.read(Problem(TEXT))
    assert [phase_of(one) for one in asked.provider.requests] == ["fill"]
    assert reading.details["cached"] == 2


def test_one_sample_that_fails_does_not_take_the_others_with_it(asked: Asked) -> None:
    asked.provider.always = lambda request: failing(400) if request.get("seed") == 1 else asked.provider.good(request)
    reading = LLMReader(asked.settings(samples=3)).read(Problem(TEXT))
    assert (reading.details["votes"], reading.details["samples"], reading.details["failed"]) == (2, 3, 1)
    assert api.solve(reading).objective == ANSWER


def test_calls_run_at_once_up_to_the_limit(asked: Asked) -> None:
    asked.provider.always = lambda request: Served(text=asked.provider.good(request).text, wait=0.15)
    LLMReader(asked.settings(samples=6, concurrency=3)).read(Problem(TEXT))
    assert asked.provider.most_running == 3


def test_no_test_asks_a_model_by_accident(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NL2MILP_MODEL_CALLS", "refuse")
    with pytest.raises(ProviderError, match="NL2MILP_MODEL_CALLS is set to refuse"):
        asked.value()
    assert asked.provider.requests == []


@pytest.mark.parametrize("model", ["openai:gpt-4.1-mini", "anthropic:claude-sonnet-4-0", "google_genai:gemini-2.5-pro"])
def test_a_missing_key_is_named_in_one_sentence(model: str) -> None:
    with pytest.raises(InputError, match=r"set (OPENAI|ANTHROPIC|GOOGLE)_API_KEY; --reader offline needs no key"):
        LLMReader(Settings(model=model))


def test_a_missing_model_is_named_in_one_sentence() -> None:
    with pytest.raises(InputError, match=r"set NL2MILP_MODEL .* --reader offline needs neither"):
        LLMReader(Settings())
