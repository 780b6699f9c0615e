"""`nl2milp templates`: the catalogue on the terminal."""

from __future__ import annotations

import json
from typing import Any

import click

from nl2milp import templates
from nl2milp.templates import Template

__all__ = ["show_all", "show_one"]


def _row(template: Template) -> dict[str, Any]:
    slots = {
        info.alias or name: {"required": info.is_required(), "description": info.description or ""}
        for name, info in template.Slots.model_fields.items()
    }
    return {"id": template.id, "title": template.title, "says": template.says, "slots": slots}


def show_all(as_json: bool) -> None:
    """List the templates, a line each."""
    rows = [_row(templates.get(name)) for name in templates.names()]
    if as_json:
        click.echo(json.dumps(rows))
        return
    width = max(len(row["id"]) for row in rows)
    for row in rows:
        click.echo(f"{row['id']:<{width}}  {row['says']}")
    click.echo("\nnl2milp templates ID shows one of them.")


def show_one(name: str, as_json: bool) -> None:
    """Show one template."""
    template = templates.get(name)
    row = _row(template)
    if as_json:
        click.echo(json.dumps(row))
        return
    lines = [f"{row['id']}: {row['title']}", "", row["says"], "", "Slots"]
    for slot, about in row["slots"].items():
        optional = "" if about["required"] else " (optional)"
        lines.append(f"  {slot}{optional}: {about['description']}")
    lines += ["", "In mathematics", f"  {template.maths}", "", "People say"]
    lines += [f"  {phrase}" for phrase in template.phrases]
    sentence, slots = template.example
    lines += ["", "Example", f"  {sentence}", f"  {json.dumps(slots)}"]
    if template.hints:
        lines += ["", "Mind", *(f"  {hint}" for hint in template.hints)]
    click.echo("\n".join(lines))
