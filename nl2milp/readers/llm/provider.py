"""The only file that talks to LangChain: a chat model from settings, and one call of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from nl2milp.errors import InputError, MissingExtraError
from nl2milp.readers.llm.calls import Message, Reply
from nl2milp.readers.llm.faults import ReplyTooLargeError
from nl2milp.readers.llm.settings import Settings, Structured

__all__ = ["Provider", "check_configured"]

# Provider as init_chat_model names it: the variable of its key (None: it needs none), and the package on PyPI.
PROVIDERS: Mapping[str, tuple[str | None, str]] = {
    "openai": ("OPENAI_API_KEY", "langchain-openai"),
    "anthropic": ("ANTHROPIC_API_KEY", "langchain-anthropic"),
    "google_genai": ("GOOGLE_API_KEY", "langchain-google-genai"),
    "mistralai": ("MISTRAL_API_KEY", "langchain-mistralai"),
    "ollama": (None, "langchain-ollama"),
    "groq": ("GROQ_API_KEY", "langchain-groq"),
    "deepseek": ("DEEPSEEK_API_KEY", "langchain-deepseek"),
    "xai": ("XAI_API_KEY", "langchain-xai"),
    "azure_openai": ("AZURE_OPENAI_API_KEY", "langchain-openai"),
}
_PREFIXES = {"gpt-": "openai", "o1": "openai", "o3": "openai", "o4": "openai", "claude": "anthropic"} | {
    "gemini": "google_genai", "mistral": "mistralai", "magistral": "mistralai", "grok": "xai", "deepseek": "deepseek",
}  # fmt: skip


def split_model(settings: Settings) -> tuple[str, str]:
    """Provider and name of a model."""
    provider, colon, name = settings.model.partition(":")
    if colon and (provider in PROVIDERS or not settings.base_url):
        return provider, name
    if settings.base_url:
        return "openai", settings.model
    for prefix, known in _PREFIXES.items():
        if settings.model.startswith(prefix):
            return known, settings.model
    raise InputError(
        f"the provider of the model '{settings.model}' is not known; write provider:model, such as "
        f"openai:{settings.model}, or set NL2MILP_BASE_URL for an OpenAI-compatible endpoint"
    )


def check_configured(settings: Settings) -> None:
    """Refuse, in one sentence, settings with which no call can be made.

    Raises
    ------
    InputError
        No model is named, or its key is not set.
    MissingExtraError
        A package is not installed.
    """
    if not settings.model:
        raise InputError(
            "the reader 'llm' needs a model: set NL2MILP_MODEL (such as openai:gpt-4.1-mini) and the provider's key "
            "(such as OPENAI_API_KEY); --reader offline needs neither"
        )
    provider, _ = split_model(settings)
    variable = PROVIDERS.get(provider, (None, ""))[0]
    needs_key = variable and not settings.base_url and not settings.api_key and not settings.deferred
    if needs_key and not os.environ.get(variable or "", "").strip():
        raise InputError(
            f"the model '{settings.model}' needs a key: set {variable}; --reader offline needs no key and no model"
        )


class Provider:
    """A chat model; one for each event loop, closed after use.

    Parameters
    ----------
    settings : Settings
        Which model, and how to ask it.
    """

    def __init__(self, settings: Settings) -> None:
        check_configured(settings)
        self.settings = settings
        self.name, model = split_model(settings)
        self._client: Any = None
        try:
            from langchain.chat_models import init_chat_model
        except ImportError:
            raise MissingExtraError(
                "the reader 'llm' needs LangChain: pip install 'nl2milp[llm]'; --reader offline does without"
            ) from None
        try:
            self._model = init_chat_model(model, model_provider=self.name, **self._options())
        except ImportError:
            package = PROVIDERS.get(self.name, (None, f"langchain-{self.name.replace('_', '-')}"))[1]
            raise MissingExtraError(
                f"the provider '{self.name}' needs a package that is not installed: pip install {package}"
            ) from None
        except ValueError as error:
            raise InputError(f"the model '{settings.model}' cannot be set up: {error}") from None

    def _options(self) -> dict[str, Any]:
        one = self.settings
        options: dict[str, Any] = {"timeout": one.timeout, "max_retries": 0}
        if one.temperature is not None:
            options["temperature"] = one.temperature
        if one.max_tokens is not None:
            options["num_predict" if self.name == "ollama" else "max_tokens"] = one.max_tokens
        if one.seed is not None and self.name in ("openai", "ollama", "azure_openai"):
            options["seed"] = one.seed
        if one.base_url:
            options["base_url"] = one.base_url
        if one.api_key or (one.base_url and self.name == "openai"):
            options["api_key"] = one.api_key or os.environ.get("OPENAI_API_KEY") or "none"
        if self.name == "openai":
            options["use_responses_api"] = False
            options["http_async_client"] = self._client = _limited_client(one.timeout, one.reply_limit)
        if self.name == "ollama":
            options.pop("timeout"), options.pop("max_retries")
            options["client_kwargs"] = {"timeout": one.timeout}
        return options

    def _runnable(self, schema: Mapping[str, Any] | None) -> Any:
        if schema is None:
            return self._model
        given = dict(schema)
        method = self.settings.structured
        if self.name in ("openai", "azure_openai"):
            method = method or Structured.JSON_SCHEMA
            strict = {} if method is Structured.JSON_MODE else {"strict": True}
            return self._model.with_structured_output(given, method=method.value, include_raw=True, **strict)
        if method is not None:
            return self._model.with_structured_output(given, method=method.value, include_raw=True)
        return self._model.with_structured_output(given, include_raw=True)

    async def call(self, messages: tuple[Message, ...], schema: Mapping[str, Any] | None) -> Reply:
        """One attempt; raises whatever the provider raises."""
        answer = await self._runnable(schema).ainvoke([(message.role, message.text) for message in messages])
        raw = answer["raw"] if isinstance(answer, dict) else answer
        return _reply(raw)

    async def close(self) -> None:
        """Give the connections back."""
        if self._client is not None:
            await self._client.aclose()


def _reply(raw: Any) -> Reply:
    usage = raw.usage_metadata or {}
    about = raw.response_metadata or {}
    calls = getattr(raw, "tool_calls", None) or []
    wrong = getattr(raw, "invalid_tool_calls", None) or []
    if calls:
        text = json.dumps(calls[0]["args"], ensure_ascii=False)
    elif wrong:
        text = str(wrong[0].get("args") or "")
    else:
        text = raw.text if isinstance(raw.text, str) else raw.text()
    return Reply(
        text,
        usage.get("input_tokens"),
        usage.get("output_tokens"),
        str(about.get("finish_reason") or about.get("stop_reason") or about.get("done_reason") or ""),
        str((raw.additional_kwargs or {}).get("refusal") or ""),
    )


def _limited_client(timeout: float, limit: int) -> Any:
    """An HTTP client that cuts a reply off at `limit` bytes."""
    try:
        import openai
    except ImportError:
        return None

    async def read_within_limit(response: Any) -> None:
        size, parts = 0, []
        async for part in response.aiter_bytes():
            size += len(part)
            if size > limit:
                await response.aclose()
                raise ReplyTooLargeError(f"more than {limit:,} bytes")
            parts.append(part)
        response._content = b"".join(parts)

    return openai.DefaultAsyncHttpxClient(timeout=timeout, event_hooks={"response": [read_within_limit]})
