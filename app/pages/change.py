"""The page 'Change by talking'."""

from __future__ import annotations

import streamlit as st

__all__ = ["show"]


def show() -> None:
    """Draw the page."""
    st.title("Change by talking")
