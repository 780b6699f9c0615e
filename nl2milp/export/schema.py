"""The JSON schema of a formulation, with the slots of every template."""

from __future__ import annotations

from typing import Any

from nl2milp import templates
from nl2milp.formulation import Formulation

__all__ = ["formulation_schema"]


def formulation_schema() -> dict[str, Any]:
    """The schema that a formulation's JSON must meet; `$defs` holds one entry `slots of ID` for each template."""
    schema = Formulation.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    for name in templates.names():
        definitions[f"slots of {name}"] = templates.get(name).Slots.model_json_schema(by_alias=True)
    constraint = definitions["Constraint"]
    constraint["allOf"] = [
        {
            "if": {
                "properties": {"template": {"const": name}},
                **({} if name == "linear" else {"required": ["template"]}),
            },
            "then": {"properties": {"slots": {"$ref": f"#/$defs/slots of {name}"}}},
        }
        for name in templates.names()
    ]
    return schema
