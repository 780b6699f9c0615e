"""The commands about the language model, against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

pytest.importorskip("langchain_openai")

from nl2milp.cli import main
from tests.readers.llm.serving import ANSWER, TEXT, Provider, failing, rule, serving
from tests.readers.llm.test_changing import FARM, reply

KEY = "sk-abcdefgh0123456789secret"


class Shell:
    def __init__(self, provider: Provider, folder: Path) -> None:
        self.provider, self.folder = provider, folder
        self.text = folder / "farm.txt"
        self.text.write_text(TEXT)
        self.model = folder / "farm.json"
        self.model.write_text(FARM.to_json())

    def run(self, *words: str, said: str | None = None) -> Result:
        return CliRunner().invoke(main, list(words), input=said)


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allow_model_requests: None) -> Iterator[Shell]:
    provider = Provider()
    monkeypatch.setenv("NL2MILP_LOG", str(tmp_path / "calls.sqlite"))
    monkeypatch.setenv("NL2MILP_RETRIES", "0")
    monkeypatch.setenv("NL2MILP_API_KEY", KEY)
    with serving(provider) as url:
        monkeypatch.setenv("NL2MILP_BASE_URL", url)
        yield Shell(provider, tmp_path)


def test_auto_takes_the_model_that_is_named_and_says_so(shell: Shell) -> None:
    found = shell.run("solve", str(shell.text), "--model", "farm")
    assert found.exit_code == 0
    assert "Read by the llm reader." in found.output
    found = json.loads(shell.run("solve", str(shell.text), "--json").stdout)
    assert found["reader"] == "offline", "the option was for one command"


def test_options_reach_the_model(shell: Shell) -> None:
    options = ["--temperature", "0.5", "--model-seed", "7", "--max-tokens", "99"]
    assert shell.run("formulate", str(shell.text), "--reader", "llm", "--model", "farm", *options).exit_code == 0
    request = shell.provider.requests[0]
    assert (request["model"], request["temperature"], request["seed"]) == ("farm", 0.5, 7)
    assert 99 in (request.get("max_tokens"), request.get("max_completion_tokens"))


def test_no_model_is_one_sentence(shell: Shell) -> None:
    found = shell.run("solve", str(shell.text), "--reader", "llm")
    assert found.exit_code == 2
    assert found.stderr.count("\n") == 1
    assert "set NL2MILP_MODEL" in found.stderr
    assert "--reader offline needs neither" in found.stderr


def test_options_of_the_model_do_not_go_with_the_offline_reader(shell: Shell) -> None:
    found = shell.run("solve", str(shell.text), "--reader", "offline", "--model", "farm")
    assert found.exit_code == 2
    assert "--model is for the reader 'llm'" in found.stderr


def test_a_failing_provider_is_one_sentence_without_the_key(shell: Shell) -> None:
    shell.provider.always = lambda _: failing(401, f"Incorrect API key provided: {KEY}")
    found = shell.run("solve", str(shell.text), "--model", "farm", "--json")
    assert found.exit_code == 1
    assert json.loads(found.stdout)["status"] == "error"
    assert "its key was not accepted" in found.stderr
    assert KEY not in found.output
    logged = shell.run("log", "--errors").output
    assert "HTTP 401" in logged
    assert KEY not in logged


def test_the_log_shows_calls_and_one_in_full(shell: Shell) -> None:
    assert "no calls in" in shell.run("log").output
    shell.run("solve", str(shell.text), "--model", "farm")
    assert [line.split()[3] for line in shell.run("log").output.splitlines()] == ["identify", "classify", "fill"]
    assert "--- system" in shell.run("log", "--show", "2").output
    assert json.loads(shell.run("log", "--last", "1", "--json").output)["phase"] == "fill"
    assert shell.run("log", "--show", "99").exit_code == 2


def test_chat_changes_a_model_line_by_line(shell: Shell) -> None:
    shell.provider.replies["change"] = reply(linear=[rule(1, "most hens", "hens <= 30")])
    out = shell.folder / "changed.json"
    lines = "Keep at most 30 hens.\nsolve\nundo\nundo\nshow\nquit\n"
    found = shell.run("chat", str(shell.model), "--model", "farm", "--out", str(out), said=lines)
    assert found.exit_code == 0, found.output
    assert "+ constraint most hens: hens <= 30" in found.output
    assert "Answer: Optimal, objective 225" in found.output
    assert "taken back: Keep at most 30 hens." in found.output
    assert "there is nothing to take back" in found.output
    assert json.loads(out.read_text()) == json.loads(FARM.to_json())


def test_chat_takes_instructions_as_options(shell: Shell) -> None:
    shell.provider.replies["change"] = reply(linear=[rule(1, "most hens", "geese <= 30")])
    found = shell.run("chat", str(shell.model), "--model", "farm", "--say", "Keep at most 30 geese.")
    assert found.exit_code == 3
    assert "the model stays as it was" in found.output


def test_explain_works_without_a_model_and_asks_one_that_is_there(shell: Shell) -> None:
    found = shell.run("explain", str(shell.text), "--reader", "offline").output
    assert "What is decided" in found
    assert shell.provider.requests == []
    found = shell.run("explain", str(shell.model), "--model", "farm").output
    assert found == "In plain words.\n"
    assert "What is demanded" in shell.run("explain", str(shell.model), "--offline").output


def test_finetune_data_writes_its_files(shell: Shell) -> None:
    out = shell.folder / "tuning"
    found = shell.run("finetune-data", "infeasible", "--out", str(out), "--apart", "logic", "--json")
    assert found.exit_code == 0, found.output
    assert sum(json.loads(found.stdout)["problems"].values()) == 41
    assert (out / "fill.train.jsonl").exists()


def test_evaluate_writes_a_batch(shell: Shell) -> None:
    data = shell.folder / "data.jsonl"
    data.write_text(json.dumps({"id": "a", "text": TEXT, "answer": ANSWER}))
    batch = shell.folder / "batch"
    found = shell.run("evaluate", str(data), "--reader", "llm", "--model", "farm", "--deferred", str(batch))
    assert found.exit_code == 0, found.output
    assert "1 problems wait for answers" in found.stderr
    assert len((batch / "requests-001.jsonl").read_text().splitlines()) == 1
    assert shell.provider.requests == []
