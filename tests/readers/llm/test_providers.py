"""Which provider a model has, what it needs, and that nothing of it is loaded before it is asked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from nl2milp.errors import InputError, MissingExtraError
from nl2milp.readers.llm import Mode, Settings, Structured
from nl2milp.readers.llm.provider import PROVIDERS, Provider, split_model


@pytest.mark.parametrize(
    ("model", "url", "found"),
    [
        ("openai:gpt-4.1", None, ("openai", "gpt-4.1")),
        ("gpt-4.1-mini", None, ("openai", "gpt-4.1-mini")),
        ("claude-sonnet-4-0", None, ("anthropic", "claude-sonnet-4-0")),
        ("gemini-2.5-pro", None, ("google_genai", "gemini-2.5-pro")),
        ("mistral-large-latest", None, ("mistralai", "mistral-large-latest")),
        ("ollama:llama3:8b", None, ("ollama", "llama3:8b")),
        ("llama3:8b", "http://127.0.0.1:11434/v1", ("openai", "llama3:8b")),
        ("my-model", "http://127.0.0.1:8000/v1", ("openai", "my-model")),
    ],
)
def test_the_provider_follows_from_the_name(model: str, url: str | None, found: tuple[str, str]) -> None:
    assert split_model(Settings(model=model, base_url=url)) == found


def test_an_unknown_provider_is_asked_for() -> None:
    with pytest.raises(InputError, match="write provider:model"):
        split_model(Settings(model="my-model"))


@pytest.mark.parametrize("provider", ["anthropic", "google_genai", "mistralai", "ollama", "groq"])
def test_a_missing_package_is_named_with_the_command(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain")
    variable, package = PROVIDERS[provider]
    monkeypatch.setitem(sys.modules, package.replace("-", "_"), None)
    if variable:
        monkeypatch.setenv(variable, "none")
    with pytest.raises(MissingExtraError, match=f"pip install {package}"):
        Provider(Settings(model=f"{provider}:some-model"))


def test_without_langchain_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain", None)
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'nl2milp\[llm\]'; --reader offline does without"):
        Provider(Settings(model="openai:gpt-4.1", api_key="none"))


def test_nothing_of_langchain_is_loaded_before_a_model_is_asked() -> None:
    code = (
        "import sys, nl2milp.readers.llm, nl2milp.readers.llm.changing, nl2milp.readers.cross_checked, nl2milp.cli;"
        "print([name for name in sys.modules if name.startswith(('langchain', 'openai', 'httpx'))])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_settings_come_from_the_environment() -> None:
    found = Settings.from_environment(
        {
            "NL2MILP_MODEL": "openai:gpt-4.1", "NL2MILP_MODE": "one-step", "NL2MILP_SAMPLES": "3", "NL2MILP_LOG": "off",
            "NL2MILP_TEMPERATURE": "none", "NL2MILP_STRUCTURED": "json-mode", "NL2MILP_API_KEY": "sk-secret",
        }
    )  # fmt: skip
    assert (found.mode, found.samples, found.log, found.temperature) == (Mode.ONE_STEP, 3, None, None)
    assert found.structured is Structured.JSON_MODE
    assert "sk-secret" not in repr(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SAMPLES", "0"),
        ("SAMPLES", "many"),
        ("TIMEOUT", "-1"),
        ("MODE", "three"),
        ("TEMPERATURE", "nan"),
        ("RETRIES", "-1"),
    ],
)
def test_a_setting_that_cannot_be_used_names_its_variable(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"NL2MILP_{name} is '{value}'"):
        Settings.from_environment({f"NL2MILP_{name}": value})
