"""The page 'Projects'."""

from __future__ import annotations

import streamlit as st

__all__ = ["show"]


def show() -> None:
    """Draw the page."""
    st.title("Projects")
