"""A result explained to a manager: by the model where one is set up, from the account in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nl2milp.export.account import account
from nl2milp.readers.llm.asking import Model
from nl2milp.readers.llm.calls import Message
from nl2milp.readers.llm.prompts import prompt, prompt_version
from nl2milp.readers.llm.reader import run
from nl2milp.readers.llm.settings import Settings

if TYPE_CHECKING:
    from nl2milp.result import Result

__all__ = ["aexplain", "explain"]


def explain(result: Result, *, settings: Settings | None = None) -> str:
    """`result` in the model's plain words; see :func:`aexplain`."""
    return run(aexplain(result, settings=settings))


async def aexplain(result: Result, *, settings: Settings | None = None) -> str:
    """`result` in the model's plain words.

    The model sees the account that :func:`nl2milp.export.account.account`
    gives, and nothing else: neither the problem's text nor its tables.

    Raises
    ------
    InputError
        No model is set up.
    ProviderError
        The model could not be asked.
    """
    messages = (Message("system", prompt("explain")), Message("user", account(result)))
    async with Model(settings or Settings.from_environment(), "explain", prompt_version()) as model:
        return (await model.ask("explain", messages)).text.strip()
