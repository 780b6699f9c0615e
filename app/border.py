"""The error border: nothing that goes wrong in a page reaches the screen as a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

import streamlit as st

from nl2milp.app.escaping import plain
from nl2milp.errors import Nl2milpError

__all__ = ["bordered"]

_LOG = logging.getLogger(__name__)


def bordered(page: Callable[[], None]) -> Callable[[], None]:
    """The page with our errors as their sentence, and any other as a general one.

    What the user wrote may stand in an error's message, so that the log has
    the error's kind and place alone.
    """

    @wraps(page)
    def shown() -> None:
        try:
            page()
        except Nl2milpError as error:
            st.error(plain(str(error)), icon=":material/error:")
        except Exception as error:  # streamlit's own signals are no Exceptions
            _LOG.error("a page failed: %s at %s", type(error).__name__, _place(error))
            st.error(
                "Something went wrong on our side; your work is kept. Try again, or go back to the page before.",
                icon=":material/error:",
            )

    return shown


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "nowhere" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
