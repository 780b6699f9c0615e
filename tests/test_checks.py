"""The checks that `make test` runs before pytest count as a test, so that one summary tells of all."""

from __future__ import annotations

import os


def test_format_lint_and_types_passed_before_the_tests() -> None:
    assert os.environ.get("FAILED_CHECKS", "").split() == []
