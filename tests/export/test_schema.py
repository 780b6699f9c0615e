"""The published schema is the one of the code."""

from __future__ import annotations

import json
from pathlib import Path

from nl2milp import templates
from nl2milp.export.schema import formulation_schema

FILE = Path(__file__).resolve().parents[2] / "docs" / "formulation.schema.json"


def test_the_published_schema_is_current() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == formulation_schema(), (
        "run: nl2milp schema > docs/formulation.schema.json"
    )


def test_every_template_has_its_slots_in_the_schema() -> None:
    assert {f"slots of {name}" for name in templates.names()} <= formulation_schema()["$defs"].keys()
