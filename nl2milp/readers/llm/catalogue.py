"""The templates as the prompts teach them, and the schema of a reply that fills their slots."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import BaseModel, Field, create_model

from nl2milp import templates
from nl2milp.readers.llm.wire import (
    Explained,
    NewConstraint,
    Wire,
    WireObjective,
    WireParameter,
    WireQuantity,
    WireSet,
    WireTable,
    WireVariable,
)

__all__ = ["OTHER", "fill_model", "item_slots", "phrases_of", "slots_of"]

OTHER = {
    "objective": "what is to be minimised or maximised; all its sentences in one statement, costs and profits too",
    "asked": "what the question wants to know, only where that is not the objective's value or the plan",
    "variable": "says only what is decided, or that it is whole, divisible or not negative",
    "data": "gives numbers or names that other statements use, and demands nothing by itself",
    "background": "has no part in the model",
}
"""What a statement can be beside a template's instance."""


def _line(text: str) -> str:
    return " ".join(text.split())


def phrases_of(names: Iterable[str] | None = None) -> str:
    """All templates with the ways people say them, for sorting statements."""
    lines = []
    for name in names or templates.names():
        one = templates.get(name)
        said = "; ".join(one.phrases)
        lines.append(f"- {name}: {_line(one.says)} Said as: {said}.")
    return "\n".join(lines)


def slots_of(names: Iterable[str]) -> str:
    """Templates with their slots, one example and the mistakes made with them, for filling them in."""
    parts = []
    for name in names:
        one = templates.get(name)
        sentence, example = one.example
        lines = [f"### {name}: {_line(one.says)}"]
        for field_name, field in one.Slots.model_fields.items():
            optional = "" if field.is_required() else " (may be null)"
            lines.append(f"- `{field.alias or field_name}`{optional}: {_line(field.description or 'an expression')}")
        lines.append(f'Example: "{sentence}" gives {json.dumps(example, ensure_ascii=False)}')
        lines += [f"Mind: {_line(hint)}." for hint in one.hints]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def fill_model(names: Sequence[str], *, whole: bool = False, extra: type[BaseModel] | None = None) -> type[BaseModel]:
    """The model of a reply of phase iii: a list of instances for each template in `names`.

    Parameters
    ----------
    names : sequence of str
        Templates in play.
    whole : bool
        Whether sets, tables and parameters may be declared as well.
    extra : type, optional
        A model whose fields come first.
    """
    fields: dict[str, Any] = {}
    if whole:
        fields |= {
            "sets": (list[WireSet], []),
            "tables": (list[WireTable], []),
            "parameters": (list[WireParameter], []),
        }
    fields |= {"variables": (list[WireVariable], []), "quantities": (list[WireQuantity], [])}
    for name in names:
        fields[name] = (list[_item(name)], [])  # type: ignore[misc]
    fields |= {
        "objective": (WireObjective | None, None),
        "asked": (str | None, None),
        "explained": (list[Explained], []),
        "assumptions": (list[str], []),
        "questions": (list[str], []),
    }
    return create_model("Fill", __base__=extra or Wire, **fields)


def _item(name: str) -> type[BaseModel]:
    slots = templates.get(name).Slots
    own = {field for field in NewConstraint.model_fields if field in slots.model_fields}
    if own:
        raise ValueError(f"template '{name}' has a slot called {', '.join(sorted(own))}, which readers use themselves")
    shared: dict[str, Any] = {
        "statement": (int, Field(description="number of the statement, 0 if none")),
        "name": (str, Field(description="two to four words of the text, different for each constraint")),
        "for_": (str | None, Field(default=None, alias="for", description="index clauses, or null")),
    }
    head = create_model(f"{name}_head", __base__=Wire, **shared)
    return create_model(f"{name}_item", __base__=(slots, head))


def item_slots(item: BaseModel) -> dict[str, Any]:
    """The slots of an instance, without the optional ones left null."""
    whole = item.model_dump(mode="json", by_alias=True, exclude={"statement", "name", "for_"})
    required = {field.alias or name for name, field in type(item).model_fields.items() if field.is_required()}
    return {key: value for key, value in whole.items() if value is not None or key in required}
