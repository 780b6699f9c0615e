"""Errors on the command line: one sentence and an exit code."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click

from nl2milp.errors import AwaitingRepliesError, Nl2milpError, NotUnderstoodError, ProviderError, SolverError

__all__ = ["BAD_INPUT", "FAILURE", "NOT_UNDERSTOOD", "one_sentence_errors"]

FAILURE, BAD_INPUT, NOT_UNDERSTOOD = 1, 2, 3

Command = TypeVar("Command", bound=Callable[..., Any])


def one_sentence_errors(command: Command) -> Command:
    """Turn our errors into one line and an exit code: 1 a failure, 2 bad input, 3 not understood."""

    @wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except NotUnderstoodError as error:
            code, message = NOT_UNDERSTOOD, str(error)
        except (AwaitingRepliesError, ProviderError, SolverError) as error:
            code, message = FAILURE, str(error)
        except Nl2milpError as error:
            code, message = BAD_INPUT, str(error)
        except BrokenPipeError:
            sys.exit(0)
        if kwargs.get("as_json"):
            status = "needs_review" if code == NOT_UNDERSTOOD else "error"
            click.echo(json.dumps({"status": status, "detail": message}))
        click.echo(f"nl2milp: {' '.join(message.split())}", err=True)
        sys.exit(code)

    return guarded  # type: ignore[return-value]
