"""A provider on this machine, for the tests that ask one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from nl2milp.readers.llm import Settings

from .serving import Provider, serving


@pytest.fixture
def provider(allow_model_requests: None) -> Provider:
    return Provider()


@pytest.fixture
def url(provider: Provider) -> Iterator[str]:
    with serving(provider) as address:
        yield address


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    return Settings(model="farm", base_url=url, api_key="sk-none", log=tmp_path / "calls.sqlite", cache=None, retries=0)
