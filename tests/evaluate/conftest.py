"""Data beside the checkout, where there is any."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def shared_datasets() -> Path:
    """The folder of published data beside the checkout; skipped by name where it is absent."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "datasets"
    if not folder.is_dir():
        pytest.skip("needs ../shared/datasets")
    return folder
