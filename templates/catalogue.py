"""The catalogue of templates for people: a list, one page for each, and the document docs/templates.md."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from nl2milp.templates.base import Template, get, names

__all__ = ["document", "listing", "page", "summary"]

_HEAD = """# Templates

A statement of a problem is an instance of one of these templates. `linear` covers every plain comparison; the others
change the model. This page is generated from the code by `python -m nl2milp.templates.catalogue docs/templates.md`.
"""


def listing() -> list[tuple[str, str, str]]:
    """Id, title and meaning of every template, sorted by id.

    >>> [title for template, title, says in listing() if template == "if_then"]
    ['If ... then']
    """
    return [(name, get(name).title, get(name).says) for name in names()]


def summary() -> str:
    """The list as text, one template a line."""
    width = max(len(name) for name in names())
    return "\n".join(f"{name:<{width}}  {says}" for name, _, says in listing())


def page(template: str) -> str:
    """All about one template, as Markdown: what it says, its slots, the maths, phrases, and a whole example.

    Raises
    ------
    FormulationError
        There is no such template.
    """
    return _page(get(template))


def document() -> str:
    """The whole catalogue, as Markdown."""
    contents = "\n".join(f"- [`{name}`](#{_anchor(name, title)}): {says}" for name, title, says in listing())
    return "\n".join([_HEAD, contents, "", *(page(name) for name in names())]).rstrip() + "\n"


def _anchor(name: str, title: str) -> str:
    kept = "".join(one for one in f"{title} {name}".lower() if one.isalnum() or one in " -_")
    return kept.replace(" ", "-")


def _page(template: Template) -> str:
    sentence, slots = template.example
    lines = [
        f"## {template.title} `{template.id}`",
        "",
        template.says,
        "",
        f"$${template.maths}$$",
        "",
        "| slot | type | meaning |",
        "|---|---|---|",
        *(_slot(name, field) for name, field in template.Slots.model_fields.items()),
        "",
        "Said as: " + "; ".join(f"“{phrase}”" for phrase in template.phrases) + ".",
        "",
        f"“{sentence}”",
        "",
        *_code(slots),
    ]
    if template.hints:
        lines += [*(f"- {hint}" for hint in template.hints), ""]
    problem = getattr(template, "problem", None)
    if problem is not None:
        lines += ["**Example.** " + problem.text, "", *_code(problem.formulation)]
        lines += [f"The optimal objective is {problem.answer:g}.", ""]
    return "\n".join(lines)


def _code(value: Any) -> list[str]:
    return ["```json", *_json(value, 0).splitlines(), "```", ""]


def _json(value: Any, depth: int) -> str:
    """JSON with short parts on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + depth <= 100 or not isinstance(value, dict | list) or not value:
        return flat
    pad = " " * (depth + 2)
    if isinstance(value, dict):
        parts = [f"{pad}{json.dumps(key)}: {_json(one, depth + 2)}" for key, one in value.items()]
        return "{\n" + ",\n".join(parts) + "\n" + " " * depth + "}"
    return "[\n" + ",\n".join(pad + _json(one, depth + 2) for one in value) + "\n" + " " * depth + "]"


def _slot(name: str, field: FieldInfo) -> str:
    meaning = (field.description or "").replace("|", "\\|")
    need = (
        "" if field.is_required() else f" (default {json.dumps(_plain(field.get_default(call_default_factory=True)))})"
    )
    return f"| `{field.alias or name}` | {_kind(field.annotation)}{need} | {meaning} |"


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, BaseModel) else value


def _kind(annotation: Any) -> str:
    text = str(annotation)
    if "Literal" in text:
        inside = text[text.index("Literal[") + 8 : text.rindex("]")]
        return "one of " + ", ".join(f"`{one.strip(chr(39))}`" for one in inside.split(", "))
    for part, kind in (("tuple", "list of texts"), ("bool", "yes/no"), ("float", "number"), ("int", "whole number")):
        if part in text:
            return kind
    return "text"


def _write(path: str) -> None:
    Path(path).write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    _write(sys.argv[1])
