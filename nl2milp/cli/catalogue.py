"""`nl2milp templates`: the catalogue on the terminal."""

from __future__ import annotations

import json
from typing import Any

import click

from nl2milp import templates
from nl2milp.templates.catalogue import page, summary

__all__ = ["show_all", "show_one"]


def _data(name: str) -> dict[str, Any]:
    template = templates.get(name)
    slots = {
        info.alias or field: {"required": info.is_required(), "description": info.description or ""}
        for field, info in template.Slots.model_fields.items()
    }
    return {"id": template.id, "title": template.title, "says": template.says, "slots": slots}


def show_all(as_json: bool) -> None:
    """List the templates, a line each."""
    if as_json:
        click.echo(json.dumps([_data(name) for name in templates.names()]))
    else:
        click.echo(f"{summary()}\n\nnl2milp templates ID shows one of them.")


def show_one(name: str, as_json: bool) -> None:
    """Show one template: what it says, its slots, the mathematics, phrases, and a whole example."""
    click.echo(json.dumps(_data(name)) if as_json else page(name))
